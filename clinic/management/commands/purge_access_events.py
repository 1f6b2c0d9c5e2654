"""Delete access events whose retention date has passed: the one way in which they ever go."""

from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from clinic import actions

SHORTEST_YEARS = 3
DAYS_A_YEAR = 365.25


class Command(BaseCommand):
    help = f"Delete access events older than --years (at least {SHORTEST_YEARS}). Needs the right to change the table."

    def add_arguments(self, parser):
        parser.add_argument("--years", type=int, required=True)

    def handle(self, *args, **options):
        if options["years"] < SHORTEST_YEARS:
            raise CommandError(f"Access events are kept for at least {SHORTEST_YEARS} years.")
        before = timezone.now() - timedelta(days=options["years"] * DAYS_A_YEAR)
        count = actions.purge_access_events(before=before)
        self.stdout.write(f"Deleted {count} access events from before {before:%d-%b-%Y}.")
