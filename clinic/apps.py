"""Name the app for Django."""

from django.apps import AppConfig


class ClinicConfig(AppConfig):
    name = "clinic"
