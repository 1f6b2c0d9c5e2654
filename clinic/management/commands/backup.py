"""Copy the whole installation into one file while people work."""

from datetime import timedelta
from pathlib import Path
from time import perf_counter

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from clinic.actions.submissions import forget_old_forms
from clinic.keeping.backup import backups_in, make_backup, verified
from clinic.keeping.manifest import Damaged


class Command(BaseCommand):
    help = "Copy database and files into one verified file. Safe while people work."

    def add_arguments(self, parser):
        parser.add_argument("--to", type=Path, default=settings.BACKUP_DIR, help="folder (%(default)s)")
        parser.add_argument(
            "--recipient", default="", help="age public key to encrypt for; keep its identity elsewhere"
        )
        parser.add_argument("--keep-days", type=int, help="afterwards delete backups older than this")

    def handle(self, *args, **options):
        started = perf_counter()
        forget_old_forms()
        try:
            path, manifest = make_backup(options["to"], options["recipient"])
            # An encrypted one cannot be read back here: its key is elsewhere, as it should be.
            if not options["recipient"]:
                with verified(path):
                    pass
        except Damaged as fault:
            raise CommandError(f"No backup was made. {fault}") from fault
        size = path.stat().st_size / 1024 / 1024
        self.stdout.write(
            f"{path}: {sum(manifest.rows.values())} rows, {len(manifest.files)} files, {size:.1f} MB, "
            f"{perf_counter() - started:.1f} s"
        )
        if options["keep_days"]:
            self._delete_old(options["to"], path, options["keep_days"])

    def _delete_old(self, folder, newest, days):
        oldest = (timezone.now() - timedelta(days=days)).timestamp()
        for path in backups_in(folder):
            if path != newest and path.stat().st_mtime < oldest:
                path.unlink()
                self.stdout.write(f"Deleted {path.name}, older than {days} days.")
