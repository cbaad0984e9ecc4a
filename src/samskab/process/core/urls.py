"""Addresses of the table."""

from django.urls import path

from samskab.process.core import views

app_name = "core"
urlpatterns = [
    path("", views.table, name="table"),
    path("plads/", views.TakeSeat.as_view(), name="take_seat"),
    path("plads/maerker/", views.MarkSeat.as_view(), name="mark_seat"),
    path("plads/forlad/", views.leave_table, name="leave_table"),
    path("noegle/", views.AppointSteward.as_view(), name="appoint_steward"),
    path("rammer/ny/", views.SetBoundary.as_view(), name="set_boundary"),
    path("rammer/<uuid:public_id>/udfordr/", views.ChallengeBoundary.as_view(), name="challenge_boundary"),
    path("udfordringer/<uuid:public_id>/svar/", views.AnswerChallenge.as_view(), name="answer_challenge"),
    path("mangler/", views.NoteMissingVoice.as_view(), name="note_missing_voice"),
    path("mangler/<int:voice_id>/", views.TellMissingVoice.as_view(), name="tell_missing_voice"),
    path("hvorfor/", views.RankMotives.as_view(), name="rank_motives"),
    path("kommunens-rolle/", views.SetMunicipalRole.as_view(), name="set_municipal_role"),
    path("aabningstjek/", views.CorrectOpening.as_view(), name="correct_opening"),
    path("stop/<slug:how>/", views.Stop.as_view(), name="stop"),
]
