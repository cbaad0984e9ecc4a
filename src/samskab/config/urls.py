"""The addresses of the house, in the reader's own language."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import include, path

# An address is looked for from the top: what is asked for most often comes first.
_ROOMS = (
    ("forloeb/<slug:slug>/viden/", "samskab.process.knowledge"),
    ("", "samskab.process.path"),
    ("", "samskab.ground.people"),
    ("", "samskab.ground.access"),
    ("parter/", "samskab.ground.parties"),
    ("registret/", "samskab.ground.record"),
    ("kald/", "samskab.process.calls"),
    ("samtale/", "samskab.ground.dialogue"),
    ("forloeb/<slug:slug>/bord/", "samskab.process.core"),
    ("forloeb/<slug:slug>/moeder/", "samskab.process.meetings"),
    ("forloeb/<slug:slug>/problem/", "samskab.process.framing"),
    ("forloeb/<slug:slug>/formaal/", "samskab.process.purpose"),
    ("forloeb/<slug:slug>/forhandling/", "samskab.process.negotiation"),
    ("forloeb/<slug:slug>/aftale/", "samskab.process.agreement"),
    ("forloeb/<slug:slug>/handling/", "samskab.process.action"),
    ("hvad-ved-i-om-mig/", "samskab.ground.rights"),
    ("", "samskab.process.doors"),
    ("nyheder/", "samskab.commons.news"),
    ("spejlet/", "samskab.commons.measures"),
    ("demo/", "samskab.demo"),
)
handler404 = "samskab.kit.views.not_found"
urlpatterns = [
    *[path(prefix, include(f"{room}.urls")) for prefix, room in _ROOMS if find_spec(f"{room}.urls")],
    path("konto/", include("samskab.ground.people.account_urls")),
    path("sprog/", include("django.conf.urls.i18n")),
]
