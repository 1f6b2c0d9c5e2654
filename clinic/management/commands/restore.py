"""Put a backup back, after checking every part of it."""

from pathlib import Path
from time import perf_counter

from django.core.management.base import BaseCommand, CommandError

from clinic.keeping.backup import Unfinished, restore_backup, verified
from clinic.keeping.manifest import Damaged
from clinic.keeping.sqlite_copy import InUse


class Command(BaseCommand):
    help = "Check a backup and put it in the place of the database; the old one is kept beside it."

    def add_arguments(self, parser):
        parser.add_argument("backup", type=Path)
        parser.add_argument("--identity", default="", help="file with the age key of an encrypted backup")
        parser.add_argument("--check", action="store_true", help="only check it, replace nothing")

    def handle(self, *args, **options):
        started = perf_counter()
        try:
            if options["check"]:
                with verified(options["backup"], options["identity"]) as (_, manifest):
                    self.stdout.write(f"Sound: {sum(manifest.rows.values())} rows of {manifest.made_at}.")
                return
            manifest, kept, erased = restore_backup(options["backup"], options["identity"])
        except Damaged as fault:
            raise CommandError(f"Not restored, nothing was changed. {fault}") from fault
        except InUse as fault:
            raise CommandError(f"Not restored, nothing was changed. {fault}") from fault
        except Unfinished as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(
            f"Restored {sum(manifest.rows.values())} rows of {manifest.made_at} in {perf_counter() - started:.1f} s."
        )
        if erased:
            self.stdout.write(f"{erased} records that had been erased since were erased again.")
        self.stdout.write(f"The former database is kept as {kept}. Delete it when all is well.")
