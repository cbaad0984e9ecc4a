"""Addresses of what is known about a person."""

from django.urls import path

from samskab.ground.rights import views

app_name = "rights"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("udskrift/", views.printed, name="printed"),
    path("hent.json", views.export, name="export"),
    path("set-af/", views.looks, name="looks"),
    path("navn/", views.change_name, name="change_name"),
    path("slet/", views.before_erasing, name="before_erasing"),
    path("slet/sikker/", views.erase, name="erase"),
    path("slettet/", views.erased, name="erased"),
]
