"""The doors by mail: only those of allauth's pages that this house uses; nobody here has a password.

allauth sends people to some of the other names, so these lead to the page with all doors.
"""

from allauth.account import views
from django.urls import path
from django.views.generic import RedirectView

doors = RedirectView.as_view(pattern_name="people:login", query_string=True)

urlpatterns = [
    path("", doors),
    path("kode/", views.request_login_code, name="account_request_login_code"),
    path("kode/skriv/", views.confirm_login_code, name="account_confirm_login_code"),
    path("ny/", views.signup, name="account_signup"),
    path("ny/skriv/", views.email_verification_sent, name="account_email_verification_sent"),
    path("ud/", views.logout, name="account_logout"),
    path("lukket/", views.account_inactive, name="account_inactive"),
    path("doere/", doors, name="account_login"),
    path("mail/", doors, name="account_email"),
    path("glemt/", doors, name="account_reset_password"),
    path("igen/", doors, name="account_reauthenticate"),
]
