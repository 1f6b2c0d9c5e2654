"""Programmes that a patient follows in other cases: two papers are trained on the same days by the same back."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.models import Program, ProgramItem
from programs.page_gates import PageGate
from text.lists import all_of

ALONGSIDE = "ALONGSIDE"


def alongside_gates(case, items=()) -> list[PageGate]:
    """Return a note to tick that names what else the patient follows, and which of `items` stand there too.

    No rule adds up two programmes, so a person has to look at both.
    """
    others = list(
        Program.objects.running().filter(case__patient=case.patient_id).exclude(case=case).defer("snapshot")
    )
    if not others:
        return []
    words = ngettext(
        "The patient follows %(programs)s of another case as well, and no rule here knows of it. Look at both before you issue.",
        "The patient follows %(programs)s of other cases as well, and no rule here knows of them. Look at all before you issue.",
        len(others),
    ) % {"programs": all_of([one.code for one in others])}
    doubled = _in_both(others, items)
    if doubled:
        words = _("%(words)s In both: %(names)s.") % {"words": words, "names": all_of(doubled)}
    return [PageGate(ALONGSIDE, "warn", words, False)]


def _in_both(others, items):
    names = {item.row.exercise_id: item.row.exercise.name for item in items}
    rows = ProgramItem.objects.filter(program__in=others, exercise__in=names)
    found = set(rows.values_list("exercise", flat=True)) if names else ()
    return [name for pk, name in names.items() if pk in found]
