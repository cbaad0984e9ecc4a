"""Addresses of the doors."""

from django.urls import path

from samskab.ground.people import views

app_name = "people"
urlpatterns = [
    path("log-ind/", views.login, name="login"),
    path("log-ud/", views.logout, name="logout"),
    path("kode/", views.enter_code, name="code"),
    path("kode/ny/", views.get_code, name="get_code"),
    path("kode/egne-ord/", views.own_words, name="own_words"),
    path("kode/saml/", views.claim_code, name="claim_code"),
    path("kode/samlet/", views.claimed, name="claimed"),
    path("kode/kvittering/", views.receipt, name="receipt"),
    path("kode/byt/", views.replace_code, name="replace_code"),
    path("kode/luk/", views.revoke_code, name="revoke_code"),
    path("post/", views.mail, name="mail"),
]
