"""Tells the state of the published library, for people or as JSON."""

import json

from django.core.management.base import BaseCommand

from programs.library_report import as_dict, library_report

LABELS = {
    "published": "Published exercises",
    "with_figure": "… with a picture, drawn or uploaded",
    "with_patient_text": "… with a whole text for patients",
    "pose_lint_findings": "Findings in the figures",
    "reading_grade_max": "Hardest text (school grade)",
    "alternatives_dangling": "Alternatives that are not published",
    "chains_broken": "Broken progression chains",
    "awaiting_review": "Exercises with a text awaiting review",
}
MOST_LINES = 20


class Command(BaseCommand):
    help = "Count what is complete in the published library and name what is not."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args, **options):
        report = library_report()
        if options["json"]:
            self.stdout.write(json.dumps(as_dict(report.figures), indent=1))
            return
        for name, value in as_dict(report.figures).items():
            self.stdout.write(f"{LABELS[name]:<40}{value:>6}")
            self._explain(report.details.get(name, []))

    def _explain(self, lines):
        for line in lines[:MOST_LINES]:
            self.stdout.write(f"    {line}")
        if len(lines) > MOST_LINES:
            self.stdout.write(f"    and {len(lines) - MOST_LINES} more")
