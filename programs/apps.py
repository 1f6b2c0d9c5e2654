"""Name the app for Django."""

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "programs"

    def ready(self):
        """Let the patient banner, which belongs to the record, tell of what only a returned log knows."""
        from clinic import precautions
        from programs.stop_signs import logged_emergencies

        precautions.MORE.append(logged_emergencies)
