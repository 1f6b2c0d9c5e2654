"""Writes the published library as JSON, to a file or to the terminal."""

from pathlib import Path

from django.core.management.base import BaseCommand

from exercises.exchange.public import as_json


class Command(BaseCommand):
    help = "Write the published library (texts, demands, sources, licence) as one JSON document."

    def add_arguments(self, parser):
        parser.add_argument("--to", type=Path, help="the file to write; without it, standard output")

    def handle(self, *args, **options):
        if options["to"] is None:
            self.stdout.write(as_json(), ending="")
        else:
            options["to"].write_text(as_json(), encoding="utf-8")
            self.stdout.write(f"Wrote {options['to']}.")
