"""Where each app's pages hang, and the few pages of the sign-in library that are in use."""

from allauth.account import views as account
from django.urls import include, path

# Accounts are made by the clinic and have no e-mail address: pages about e-mail, sign-up and reset are not routed.
# Sign-up keeps its address only to say that it is closed.
signing_in = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
]

urlpatterns = [
    path("accounts/", include(signing_in)),
    path("", include("programs.urls")),
    path("", include("clinic.urls")),
    path("exercises/", include("exercises.urls")),
]
