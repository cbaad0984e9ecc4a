"""The address of the mirror."""

from django.urls import path

from samskab.commons.measures import views

app_name = "measures"
urlpatterns = [path("", views.mirror, name="mirror")]
