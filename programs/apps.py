"""Name the app for Django."""

from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "programs"

    def ready(self):
        """Let the record tell of what only a returned log knows, and know the exercises of the library by name."""
        from clinic import exercise_names, precautions
        from programs.facts import exercise_called
        from programs.stop_signs import logged_emergencies

        precautions.MORE.append(logged_emergencies)
        exercise_names.LOOKUPS.append(exercise_called)
