"""Addresses of parties."""

from django.urls import path

from samskab.ground.parties import views

app_name = "parties"
urlpatterns = [
    path("ny/", views.found, name="found"),
    path("med/", views.join, name="join"),
    path("<uuid:public_id>/", views.party_page, name="party"),
    path("<uuid:public_id>/mandat/", views.give_mandate, name="give_mandate"),
    path("<uuid:public_id>/inviter/", views.invite, name="invite"),
    path("<uuid:public_id>/ordet/", views.rotate, name="rotate"),
    path("<uuid:public_id>/forlad/", views.leave, name="leave"),
]
