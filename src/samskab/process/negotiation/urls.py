"""Addresses of the negotiation table. Every act has its own."""

from django.urls import path

from samskab.process.negotiation.views import ballots, packages, table

app_name = "negotiation"
urlpatterns = [
    path("", table.page, name="page"),
    path("interesser/", table.interests, name="interests"),
    path("interesse/ny/", table.StateInterest.as_view(), name="state_interest"),
    path("interesse/<uuid:interest>/traek/", table.WithdrawInterest.as_view(), name="withdraw_interest"),
    path("forslag/nyt/", table.Propose.as_view(), name="propose"),
    path("forslag/<uuid:proposal>/", table.proposal, name="proposal"),
    path("forslag/<uuid:proposal>/traek/", table.WithdrawProposal.as_view(), name="withdraw_proposal"),
    path("forslag/<uuid:proposal>/holdning/", table.TakeStance.as_view(), name="take_stance"),
    path(
        "forslag/<uuid:proposal>/interesse/<uuid:interest>/",
        table.JudgeInterest.as_view(),
        name="judge_interest",
    ),
    path("indvending/<uuid:objection>/svar/", table.AnswerObjection.as_view(), name="answer_objection"),
    path("svar/<uuid:answer>/", table.AcceptAnswer.as_view(), name="accept_answer"),
    path("indvending/<uuid:objection>/maegling/", table.AskMediation.as_view(), name="ask_mediation"),
    path("maegling/<uuid:mediation>/udfald/", table.CloseMediation.as_view(), name="close_mediation"),
    path("indvending/<uuid:objection>/gaa-videre/", table.GoOn.as_view(), name="go_on_with_dissent"),
    path("afstemning/", ballots.page, name="ballots"),
    path("afstemning/ny/", ballots.CallAmong.as_view(), name="call_among"),
    path("forslag/<uuid:proposal>/afstemning/", ballots.CallOn.as_view(), name="call_on"),
    path("afstemning/<uuid:ballot>/", ballots.page, name="ballot"),
    path("afstemning/<uuid:ballot>/stem/", ballots.Cast.as_view(), name="cast_ballot"),
    path("afstemning/<uuid:ballot>/tael/", ballots.Count.as_view(), name="count_ballot"),
    path("afstemning/<uuid:ballot>/udfald.json", ballots.outcome, name="ballot_outcome"),
    path("pakke/", packages.page, name="packages"),
    path("pakke/ny/", packages.OpenRound.as_view(), name="open_round"),
    path("pakke/start/", packages.StartRound.as_view(), name="start_round"),
    path("pakke/svar/", packages.GiveSheet.as_view(), name="give_sheet"),
    path("pakke/eget-svar/", packages.GiveOwnSheet.as_view(), name="give_own_sheet"),
    path("pakke/luk/", packages.CloseRound.as_view(), name="close_round"),
    path("pakke/spoergsmaal/", packages.AskQuestion.as_view(), name="ask_question"),
    path("pakke/spoergsmaal/<uuid:question>/svar/", packages.AddOption.as_view(), name="add_option"),
    path(
        "pakke/spoergsmaal/<uuid:question>/traek/",
        packages.WithdrawQuestion.as_view(),
        name="withdraw_question",
    ),
    path("pakke/<uuid:package>/", packages.page, name="package_round"),
    path("pakke/<uuid:package>/find/", packages.SettleRound.as_view(), name="settle_round"),
    path("pakke/<uuid:package>/udfald.json", packages.outcome, name="package_outcome"),
]
