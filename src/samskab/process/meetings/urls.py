"""Addresses of meetings."""

from django.urls import path

from samskab.process.meetings import views

app_name = "meetings"
urlpatterns = [
    path("", views.page, name="page"),
    path("nyt/", views.Book.as_view(), name="book"),
    path("<uuid:public_id>/fremmoede/", views.Count.as_view(), name="count"),
]
