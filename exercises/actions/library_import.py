"""Keep an uploaded spreadsheet until somebody decides, then store all of it or none."""

from dataclasses import astuple
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from exercises import reasons
from exercises.actions.import_rows import store_changes
from exercises.exchange.planning import plan_import
from exercises.exchange.policies import ImportRefused, check_can_apply, check_is_waiting
from exercises.exchange.problems import whole_file
from exercises.exchange.reading import Sheet, read_file
from exercises.models import LibraryImport

LONGEST_NAME = 120


def add_import(*, data, file_name, reason, by, once=None):
    """Keep what a file holds. Nothing of the library changes yet.

    With `once`, as a request has it, equal forms are kept once; the file is read before its transaction begins. Raises FileRefused, with every place to mend, for a file that could not be applied as it stands.
    """
    sheets = read_file(data, file_name)
    plan = plan_import(sheets)
    if not plan.changes:
        raise whole_file(gettext("It changes nothing: the library holds all of it already."))
    values = {
        "file_name": file_name[-LONGEST_NAME:],
        "sha256": sha256(data).hexdigest(),
        "content": LibraryImport.packed([astuple(sheet) for sheet in sheets]),
        "reason": reason,
        "summary": in_words(plan),
        "uploaded_by": by,
        "uploaded_at": timezone.now(),
    }

    def keep():
        return LibraryImport.objects.create(**values)

    return once(keep) if once else keep()


def plan_of(kept):
    """Return the plan of a waiting import against the library as it is now. Raises FileRefused if it no longer fits."""
    return plan_import(
        [
            Sheet(name, tuple(columns), [(line, row) for line, row in rows])
            for name, columns, rows in kept.sheets
        ]
    )


def apply_import(*, kept, digest, by):
    """Store what a waiting import changes, provided it is still what `digest` says was shown.

    Raises ImportRefused when somebody decided before, when the library has changed meanwhile, or when another person
    has to agree; FileRefused when the file no longer fits the library.
    """
    check_is_waiting(kept)
    plan = plan_of(kept)
    if plan.digest != digest:
        raise ImportRefused(
            gettext("The library has changed since you looked. Look at the differences again.")
        )
    with transaction.atomic():
        kept = LibraryImport.objects.select_for_update().get(pk=kept.pk)
        check_can_apply(kept, plan, by)
        store_changes(plan, by=by, reason=reasons.IMPORTED % {"number": kept.pk, "reason": kept.reason})
        _decide(kept, LibraryImport.State.APPLIED, by)
    return plan


@transaction.atomic
def withdraw_import(*, kept, by):
    """Let a waiting import go. Raises ImportRefused when somebody decided before."""
    kept = LibraryImport.objects.select_for_update().get(pk=kept.pk)
    check_is_waiting(kept)
    _decide(kept, LibraryImport.State.WITHDRAWN, by)


def in_words(plan):
    """Say what a plan does: "exercises: 2 added, 1 changed; text: 1 changed"."""
    kinds = dict.fromkeys(kind for kind, _ in plan.counts)
    return "; ".join(
        f"{kind}: "
        + ", ".join(f"{plan.counts[kind, what]} {what}" for what in WHATS if plan.counts[kind, what])
        for kind in kinds
    )


WHATS = ("added", "changed", "removed")


def _decide(kept, state, by):
    kept.state, kept.decided_by, kept.decided_at, kept.content = state, by, timezone.now(), b""
    kept.save()
