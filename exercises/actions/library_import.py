"""Keep an uploaded spreadsheet until somebody decides, then store all of it or none."""

from dataclasses import astuple
from hashlib import sha256
from operator import call

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


def add_import(*, data, file_name, reason, by, once=call):
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

    return once(keep)


def plan_of(kept):
    """Return the plan of a waiting import against the library as it is now. Raises FileRefused if it no longer fits."""
    return plan_import(
        [
            Sheet(name, tuple(columns), [(line, row) for line, row in rows])
            for name, columns, rows in kept.sheets
        ]
    )


def apply_import(*, kept, digest, by, once=call):
    """Store what a waiting import changes, provided it is still what `digest` says was shown.

    With `once`, as a request has it, equal forms are stored once; what changes is worked out before its transaction begins.
    Raises ImportRefused when somebody decided before, when the library has changed meanwhile, or when another person
    has to agree; FileRefused when the file no longer fits the library.
    """
    check_is_waiting(kept)
    plan = plan_of(kept)
    if plan.digest != digest:
        raise ImportRefused(
            gettext("The library has changed since you looked. Look at the differences again.")
        )

    @transaction.atomic
    def store():
        locked = LibraryImport.objects.select_for_update().get(pk=kept.pk)
        check_can_apply(locked, plan, by)
        store_changes(plan, by=by, reason=reasons.IMPORTED % {"number": locked.pk, "reason": locked.reason})
        _decide(locked, LibraryImport.State.APPLIED, by)

    once(store)
    return plan


def withdraw_import(*, kept, by, once=call):
    """Let a waiting import go, once as above. Raises ImportRefused when somebody decided before."""

    @transaction.atomic
    def let_go():
        locked = LibraryImport.objects.select_for_update().get(pk=kept.pk)
        check_is_waiting(locked)
        _decide(locked, LibraryImport.State.WITHDRAWN, by)

    once(let_go)


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
