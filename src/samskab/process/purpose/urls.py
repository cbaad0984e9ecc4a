"""Addresses of values and purpose."""

from django.urls import path

from samskab.process.purpose import views

app_name = "purpose"
urlpatterns = [
    path("", views.page, name="page"),
    path("vaerdi/", views.state_value, name="state_value"),
    path("vaerdi/<uuid:value>/del/", views.share_value, name="share_value"),
    path("vaerdi/<uuid:value>/traek-tilbage/", views.withdraw_value, name="withdraw_value"),
    path("til-side/", views.skip_values, name="skip_values"),
    path("grundvaerdi/spring-over/", views.skip_basic_value, name="skip_basic_value"),
    path("spoergsmaal/", views.answer_question, name="answer_question"),
    path("udkast/", views.draft_purpose, name="draft_purpose"),
    path("udkast/alle/", views.versions, name="versions"),
    path("holdning/", views.give_stance, name="give_stance"),
]
