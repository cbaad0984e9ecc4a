"""The doors by mail: only those of allauth's pages that this house uses; nobody here has a password.

allauth sends people to some of the other names, so these lead to the page with all doors.
"""

from allauth.account import views
from django.urls import path
from django.views.generic import RedirectView

from samskab.ground.people.lazily import lazily

VIEWS = "samskab.ground.people.factor_views"
home = RedirectView.as_view(pattern_name="people:my_access")
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
    path("sikkerhed/", home, name="mfa_index"),
    path("sikkerhed/trin-to/", lazily(f"{VIEWS}.second_step"), name="mfa_authenticate"),
    path("sikkerhed/igen/", lazily(f"{VIEWS}.once_more"), name="mfa_reauthenticate"),
    path("sikkerhed/igen/noegle/", lazily(f"{VIEWS}.once_more_passkey"), name="mfa_reauthenticate_webauthn"),
    path("sikkerhed/app/", lazily(f"{VIEWS}.add_app"), name="mfa_activate_totp"),
    path("sikkerhed/app/fjern/", lazily(f"{VIEWS}.remove_app"), name="mfa_deactivate_totp"),
    path("sikkerhed/noegler/", home, name="mfa_list_webauthn"),
    path("sikkerhed/noegler/ny/", lazily(f"{VIEWS}.add_passkey"), name="mfa_add_webauthn"),
    path("sikkerhed/noegler/<int:pk>/fjern/", lazily(f"{VIEWS}.remove_passkey"), name="mfa_remove_webauthn"),
    path("sikkerhed/noegler/ind/", lazily(f"{VIEWS}.come_in_by_passkey"), name="mfa_login_webauthn"),
    path("sikkerhed/reservekoder/", lazily(f"{VIEWS}.spare_codes"), name="mfa_view_recovery_codes"),
    path(
        "sikkerhed/reservekoder/nye/", lazily(f"{VIEWS}.new_spare_codes"), name="mfa_generate_recovery_codes"
    ),
]
