"""Addresses of the doors."""

from django.urls import path

from samskab.ground.people import access_views, views
from samskab.ground.people.lazily import lazily

BROKERS = "samskab.ground.people.broker_views"

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
    path("mine-doere/", access_views.my_access, name="my_access"),
    path("mine-doere/ud/", access_views.end_session, name="end_session"),
    path("mine-doere/ud-alle-andre/", access_views.end_other_sessions, name="end_other_sessions"),
    path("mine-doere/loesn/", access_views.unlink_broker, name="unlink_broker"),
    path("log-ind/<slug:kind>/", lazily(f"{BROKERS}.leave"), name="leave_for_broker"),
    path("log-ind/<slug:kind>/svar/", lazily(f"{BROKERS}.answer"), name="broker_answer"),
]
