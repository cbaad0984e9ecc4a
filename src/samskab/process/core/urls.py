"""Addresses of the table."""

from django.urls import path

from samskab.process.core import views

app_name = "core"
urlpatterns = [
    path("", views.table, name="table"),
    path("plads/", views.take_seat, name="take_seat"),
    path("plads/maerker/", views.mark_seat, name="mark_seat"),
    path("plads/forlad/", views.leave_table, name="leave_table"),
    path("noegle/", views.appoint_steward, name="appoint_steward"),
    path("rammer/ny/", views.set_boundary, name="set_boundary"),
    path("rammer/<uuid:public_id>/udfordr/", views.challenge_boundary, name="challenge_boundary"),
    path("udfordringer/<uuid:public_id>/svar/", views.answer_challenge, name="answer_challenge"),
    path("mangler/", views.note_missing_voice, name="note_missing_voice"),
    path("mangler/<int:voice_id>/", views.tell_missing_voice, name="tell_missing_voice"),
    path("hvorfor/", views.rank_motives, name="rank_motives"),
    path("kommunens-rolle/", views.set_municipal_role, name="set_municipal_role"),
    path("aabningstjek/", views.correct_opening, name="correct_opening"),
    path("stop/<slug:how>/", views.stop, name="stop"),
]
