"""Where each app's pages hang."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("programs.urls")),
    path("", include("clinic.urls")),
    path("exercises/", include("exercises.urls")),
]
