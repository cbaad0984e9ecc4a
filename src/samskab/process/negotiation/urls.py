"""Addresses of the negotiation table. Every act has its own."""

from django.urls import path

from samskab.process.negotiation import views

app_name = "negotiation"
urlpatterns = [
    path("", views.page, name="page"),
    path("interesser/", views.interests, name="interests"),
    path("interesse/ny/", views.StateInterest.as_view(), name="state_interest"),
    path("interesse/<uuid:interest>/traek/", views.WithdrawInterest.as_view(), name="withdraw_interest"),
    path("forslag/nyt/", views.Propose.as_view(), name="propose"),
    path("forslag/<uuid:proposal>/", views.proposal, name="proposal"),
    path("forslag/<uuid:proposal>/traek/", views.WithdrawProposal.as_view(), name="withdraw_proposal"),
    path("forslag/<uuid:proposal>/holdning/", views.TakeStance.as_view(), name="take_stance"),
    path(
        "forslag/<uuid:proposal>/interesse/<uuid:interest>/",
        views.JudgeInterest.as_view(),
        name="judge_interest",
    ),
    path("indvending/<uuid:objection>/svar/", views.AnswerObjection.as_view(), name="answer_objection"),
    path("svar/<uuid:answer>/", views.AcceptAnswer.as_view(), name="accept_answer"),
    path("indvending/<uuid:objection>/maegling/", views.AskMediation.as_view(), name="ask_mediation"),
    path("maegling/<uuid:mediation>/udfald/", views.CloseMediation.as_view(), name="close_mediation"),
    path("indvending/<uuid:objection>/gaa-videre/", views.GoOn.as_view(), name="go_on_with_dissent"),
]
