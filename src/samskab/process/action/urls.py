"""Addresses of tasks and follow-up."""

from django.urls import path

from samskab.process.action import views

app_name = "action"
urlpatterns = [
    path("", views.page, name="page"),
    path("opgave/", views.PlanTask.as_view(), name="plan_task"),
    path("opgave/<uuid:public_id>/", views.ChangeStatus.as_view(), name="change_status"),
    path("opgave/<uuid:public_id>/maerk/", views.FlagReplacement.as_view(), name="flag"),
    path("opgave/<uuid:public_id>/tag-tilbage/", views.TakeBack.as_view(), name="take_back"),
    path("flytning/", views.AskReplacement.as_view(), name="ask_replacement"),
    path("flytning/<uuid:public_id>/", views.SignReplacement.as_view(), name="sign_replacement"),
    path("opfoelgning/", views.hold_follow_up, name="hold_follow_up"),
    path("opfoelgning/resultat/", views.StateResult.as_view(), name="state_result"),
    path("opfoelgning/naeste/", views.PlanNextStep.as_view(), name="next_step"),
    path("opfoelgning/andre/", views.SpreadSolution.as_view(), name="spread"),
    path("opfoelgning/loeft/", views.AnswerLift.as_view(), name="lift"),
    path("opfoelgning/maaling/", views.offer_survey, name="offer_survey"),
    path("opfoelgning/maaling/svar/", views.AnswerSurvey.as_view(), name="answer_survey"),
]
