"""Where each app's pages hang, and the few pages of the sign-in library that are in use."""

from allauth.account import views as account
from allauth.usersessions import views as sessions
from django.contrib.auth.views import PasswordResetConfirmView
from django.urls import include, path, reverse_lazy

from clinic.confirming import confirmed_step
from clinic.forms.sign_in import FirstPasswordForm

# Accounts are made by the clinic and have no e-mail address: pages about e-mail, sign-up and reset are not routed.
# Sign-up keeps its address only to say that it is closed.
# The manager hands a new member of staff an address that works once; the page moves the proof out of the address bar.
password_set = PasswordResetConfirmView.as_view(
    form_class=FirstPasswordForm,
    template_name="account/password_set.html",
    success_url=reverse_lazy("account_login"),
)

signing_in = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/<uidb64>/<token>/", password_set, name="password-set"),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", confirmed_step(sessions.list_usersessions), name="usersessions_list"),
]

urlpatterns = [
    path("accounts/", include(signing_in)),
    path("", include("programs.urls")),
    path("", include("clinic.urls")),
    path("exercises/", include("exercises.urls")),
]
