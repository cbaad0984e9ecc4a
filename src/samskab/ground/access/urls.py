"""Addresses of the doors."""

from django.urls import path

from samskab.ground.access.views import networks

app_name = "access"
urlpatterns = [
    path("netvaerk/", networks.networks, name="networks"),
    path("netvaerk/min-adresse/", networks.my_address, name="my_address"),
    path("netvaerk/ny/", networks.Propose.as_view(), name="propose_network"),
    path("netvaerk/pause/<str:token>/", networks.switch, name="switch"),
    path("netvaerk/<uuid:public_id>/forny/", networks.Renew.as_view(), name="renew_network"),
    path("netvaerk/<uuid:public_id>/godkend/", networks.Approve.as_view(), name="approve_network"),
    path("netvaerk/<uuid:public_id>/pause/", networks.Pause.as_view(), name="pause_network"),
    path("netvaerk/<uuid:public_id>/aabn/", networks.Resume.as_view(), name="resume_network"),
    path("netvaerk/<uuid:public_id>/slut/", networks.End.as_view(), name="end_network"),
]
