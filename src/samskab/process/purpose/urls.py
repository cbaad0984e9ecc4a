"""Addresses of values and purpose."""

from django.urls import path

from samskab.process.purpose import views

app_name = "purpose"
urlpatterns = [
    path("", views.page, name="page"),
    path("vaerdi/", views.StateValue.as_view(), name="state_value"),
    path("vaerdi/<uuid:value>/del/", views.ShareValue.as_view(), name="share_value"),
    path("vaerdi/<uuid:value>/traek-tilbage/", views.WithdrawValue.as_view(), name="withdraw_value"),
    path("til-side/", views.SkipValues.as_view(), name="skip_values"),
    path("grundvaerdi/spring-over/", views.SkipBasicValue.as_view(), name="skip_basic_value"),
    path("spoergsmaal/", views.AnswerQuestion.as_view(), name="answer_question"),
    path("udkast/", views.DraftPurpose.as_view(), name="draft_purpose"),
    path("udkast/alle/", views.versions, name="versions"),
    path("holdning/", views.GiveStance.as_view(), name="give_stance"),
]
