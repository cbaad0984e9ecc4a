"""Addresses of the front page, the areas, the processes, the desk, the traces and the rights."""

from django.urls import path

from samskab.process.path.views import areas, desk, front, process, rights, traces

app_name = "path"
urlpatterns = [
    path("", front.front, name="front"),
    path("mit-omraade/", front.choose_area, name="choose_area"),
    path("omraader/", areas.areas, name="areas"),
    path("omraader/<slug:slug>/", areas.area, name="area"),
    path("forloeb/", process.processes, name="processes"),
    path("forloeb/aabn/", process.open_process, name="open"),
    path("forloeb/<slug:slug>/", process.process_page, name="process"),
    path("forloeb/<slug:slug>/noegler/", desk.desk, name="desk"),
    path("forloeb/<slug:slug>/noegler/drej/", desk.turn_key, name="turn_key"),
    path("forloeb/<slug:slug>/noegler/tilbage/", desk.take_back, name="take_key_back"),
    path("dine-spor/", traces.traces, name="traces"),
    path("dine-spor/<str:kind>/<int:trace_id>/", traces.confirm, name="confirm_trace"),
    path("rettigheder/", rights.rights, name="rights"),
    path("hvad-maa-jeg-sige/", rights.may_say, name="may_say"),
    path("privatliv/", rights.privacy, name="privacy"),
    path("was", rights.accessibility, name="was"),
]
