"""Addresses of the demo; each answers 404 in a real municipality."""

from django.urls import path

from samskab.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.logins, name="logins"),
    path("ind/", views.login, name="login"),
]
