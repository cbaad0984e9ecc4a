"""Addresses of calls."""

from django.urls import path

from samskab.process.calls import views

app_name = "calls"
urlpatterns = [
    path("", views.board, name="board"),
    path("rejs/", views.raise_call, name="raise"),
    path("<uuid:public_id>/", views.call_page, name="call"),
    path("<uuid:public_id>/med/", views.join, name="join"),
    path("<uuid:public_id>/svar/", views.reply, name="reply"),
]
