"""Addresses of tasks and follow-up."""

from django.urls import path

from samskab.process.action import views

app_name = "action"
urlpatterns = [
    path("", views.page, name="page"),
    path("opgave/", views.plan_task, name="plan_task"),
    path("opgave/<uuid:public_id>/", views.change_status, name="change_status"),
    path("opgave/<uuid:public_id>/maerk/", views.flag, name="flag"),
    path("opgave/<uuid:public_id>/tag-tilbage/", views.take_back, name="take_back"),
    path("flytning/", views.ask_replacement, name="ask_replacement"),
    path("flytning/<uuid:public_id>/", views.sign_replacement, name="sign_replacement"),
    path("opfoelgning/", views.hold_follow_up, name="hold_follow_up"),
    path("opfoelgning/resultat/", views.state_result, name="state_result"),
    path("opfoelgning/naeste/", views.next_step, name="next_step"),
    path("opfoelgning/andre/", views.spread, name="spread"),
    path("opfoelgning/loeft/", views.lift, name="lift"),
    path("opfoelgning/maaling/", views.offer_survey, name="offer_survey"),
    path("opfoelgning/maaling/svar/", views.answer_survey, name="answer_survey"),
]
