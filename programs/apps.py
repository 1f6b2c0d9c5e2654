"""Name the app for Django."""

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "programs"
