"""Addresses of what is known about a person."""

from django.urls import path

from samskab.ground.rights.views import new_email, own

app_name = "rights"
urlpatterns = [
    path("", own.mine, name="mine"),
    path("udskrift/", own.printed, name="printed"),
    path("hent.json", own.export, name="export"),
    path("set-af/", own.looks, name="looks"),
    path("navn/", own.change_name, name="change_name"),
    path("email/", new_email.change_email, name="change_email"),
    path("email/kode/", new_email.confirm_email, name="confirm_email"),
    path("slet/", own.before_erasing, name="before_erasing"),
    path("slet/sikker/", own.erase, name="erase"),
    path("slettet/", own.erased, name="erased"),
]
