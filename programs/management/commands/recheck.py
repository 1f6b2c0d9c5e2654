"""Prints which live programs have other verdicts today than when they were issued, clinic by clinic."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from clinic.access import clinic_scope
from clinic.models import Clinic
from programs.recheck import recheck_live


class Command(BaseCommand):
    help = "Judge every live program by today's rules and records; print one line for each change. Names no patient."

    def handle(self, *args, **options):
        today, checked, to_look_at = timezone.localdate(), 0, 0
        for clinic in Clinic.objects.order_by("name"):
            with clinic_scope(clinic):
                found = recheck_live(today)
            checked += len(found)
            to_look_at += sum(one.needs_a_look for one in found)
            for line in (line for one in found for line in lines(one)):
                self.stdout.write(f"{clinic}: {line}")
        self.stdout.write(f"{checked} live programs checked, {to_look_at} to look at.")


def lines(found):
    """Return one line for each change of a program. The patient stands by reference: output ends up in logs."""
    who = f"{found.program.case.patient.reference} {found.program.code}"
    if found.rules_changed:
        yield f"{who}: issued under other rules"
    for gate in found.gates:
        yield f"{who}: blocked today by {gate.id}: {gate.message}"
    for name, weeks in found.too_many_sets:
        yield f"{who}: {name}: more sets than today's stage allows in week {', '.join(map(str, weeks))}"
    if found.weights:
        yield f"{who}: {found.weights.words}"
    for name in found.unpublished:
        yield f"{who}: {name}: not in the library any more, or not published again yet"
    for change in found.changes:
        week = f" (from week {change.week})" if change.week else ""
        rule = f" {change.rule}:" if change.rule else ""
        yield f"{who}: {change.name}{week}: {change.before} -> {change.after}:{rule} {change.reason}"
