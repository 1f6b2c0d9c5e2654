"""Bring the exercise library, the conditions and the red flags of this release into the database."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from exercises.fixture_check import FixtureProblem
from programs.fixture_check import check_library, read_library
from programs.fixture_load import load_library
from programs.rules.loading import default_table


class Command(BaseCommand):
    help = "Check the library files as a whole, then load them by name. Loading again changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=Path(settings.FIXTURE_DIRS[0]))
        parser.add_argument("--check", action="store_true", help="check the files and write nothing")
        parser.add_argument(
            "--overwrite", action="store_true", help="also replace rows that were edited in this installation"
        )

    def handle(self, *, folder, check, overwrite, verbosity, **options):
        try:
            files = read_library(folder)
            check_library(files, default_table())
        except FixtureProblem as problem:
            raise CommandError(str(problem)) from None
        if check:
            self.stdout.write("The library files are sound.")
            return
        counts = load_library(files, overwrite=overwrite)
        if verbosity:
            self.stdout.write(
                f"Library: {counts['added']} added, {counts['changed']} changed, "
                f"{counts['kept']} kept as edited here, {counts['unchanged']} unchanged."
            )
