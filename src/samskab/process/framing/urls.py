"""Addresses of the framing."""

from django.urls import path

from samskab.process.framing.views import rounds, shared

app_name = "framing"
urlpatterns = [
    path("", rounds.page, name="page"),
    path("runde/", rounds.OpenRound.as_view(), name="open_round"),
    path("runde/laengere/", rounds.ExtendRound.as_view(), name="extend_round"),
    path("runde/frem/", rounds.RevealRound.as_view(), name="reveal_round"),
    path("skriv/", rounds.WriteFraming.as_view(), name="write"),
    path("laas/", rounds.LockFraming.as_view(), name="lock"),
    path("<uuid:framing>/traek-tilbage/", rounds.WithdrawFraming.as_view(), name="withdraw"),
    path("faelles/", shared.WriteShared.as_view(), name="write_shared"),
    path("faelles/versioner/", shared.versions, name="versions"),
    path("faelles/forslag/", shared.SuggestChange.as_view(), name="suggest"),
    path("faelles/forslag/<uuid:suggestion>/nej/", shared.DeclineSuggestion.as_view(), name="decline"),
    path("faelles/holdning/", shared.GiveStance.as_view(), name="give_stance"),
]
