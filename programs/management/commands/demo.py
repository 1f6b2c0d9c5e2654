"""The main job without a browser: every invented patient from registration to the issued program and its PDF."""

import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from clinic.access import clinic_scope
from clinic.models import User
from programs.actions.handout import store_handout
from programs.demo import make_clinic, read_demo, treat
from programs.handouts.variant import Variant
from programs.rules.scales import Verdict


class Command(BaseCommand):
    help = "Treat every demo patient in this (throw-away) database and put the PDFs into var/demo/."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("The demo only runs where BACKSTAY_DEMO=1 is set.")
        demo = read_demo()
        clinic = make_clinic(demo)
        if clinic is None:
            raise CommandError("This database holds a demo clinic already; `make demo` brings its own.")
        folder = Path(settings.BASE_DIR) / "var" / "demo"
        folder.mkdir(parents=True, exist_ok=True)
        by = User.objects.get(username=demo["staff"][0]["username"])
        for person in demo["people"]:
            started = time.perf_counter()
            outcome = treat(person, clinic=clinic, by=by, now=timezone.localtime())
            pages = _print(outcome, clinic, by, folder)
            milliseconds = round((time.perf_counter() - started) * 1000)
            self.stdout.write(line(outcome, pages, milliseconds))


def line(outcome, pages, milliseconds) -> str:
    """Say in one line what became of one invented patient."""
    person = outcome.person
    stages = ", ".join(f"{slug} ({stage.value})" for slug, stage in outcome.stages.items())
    counts = " / ".join(f"{outcome.counts[verdict]} {verdict.value}" for verdict in Verdict)
    swaps = "; ".join(f"{wanted} → {given}" for wanted, given in outcome.swaps) or "nothing"
    rests = f"; left out: {', '.join(outcome.left_out)}" if outcome.left_out else ""
    end = f"NOT ISSUED: {outcome.blocked}" if outcome.blocked else f"{pages} pages"
    name = f"{person['given_name']} {person['family_name']} (invented)"
    return (
        f"{name}: {stages}; asked for {sum(outcome.counts.values())}: {counts}; "
        f"swapped: {swaps}{rests}; {person['weeks']} weeks; {end}; {milliseconds} ms"
    )


def _print(outcome, clinic, by, folder):
    if outcome.blocked:
        return 0
    program = outcome.program
    with clinic_scope(clinic):
        variant = Variant(
            paper=clinic.default_paper, size="standard", palette="colour", language=program.language
        )
        handout = store_handout(program=program, variant=variant, by=by)
    (folder / f"{outcome.person['key']}.pdf").write_bytes(handout.pdf)
    return handout.pages
