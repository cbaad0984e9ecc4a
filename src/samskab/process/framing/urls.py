"""Addresses of the framing."""

from django.urls import path

from samskab.process.framing import views

app_name = "framing"
urlpatterns = [
    path("", views.page, name="page"),
    path("runde/", views.open_round, name="open_round"),
    path("runde/laengere/", views.extend_round, name="extend_round"),
    path("runde/frem/", views.reveal_round, name="reveal_round"),
    path("skriv/", views.write, name="write"),
    path("laas/", views.lock, name="lock"),
    path("<uuid:framing>/traek-tilbage/", views.withdraw, name="withdraw"),
    path("faelles/", views.write_shared, name="write_shared"),
    path("faelles/versioner/", views.versions, name="versions"),
    path("faelles/forslag/", views.suggest, name="suggest"),
    path("faelles/forslag/<uuid:suggestion>/nej/", views.decline, name="decline"),
    path("faelles/holdning/", views.give_stance, name="give_stance"),
]
