"""Access events as people read them."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.models import AccessEvent

LOOKS = (AccessEvent.Kind.VIEW, AccessEvent.Kind.LIST)
NOBODY = {AccessEvent.Kind.SIGN_IN_FAILED: _("Nobody we know")}


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One event: when, who, what they did with which page, whose record, from where.

    The same look several times in a row on one day, as of somebody who searches or builds a programme, is one line: how
    often, and since when.
    """

    at: datetime
    who: str
    did: str
    what: str
    reference: str
    address: str
    times: int
    since: datetime


def trail_rows(events):
    """Return the rows of a page of events, newest first, whose users (and patients) have been read already."""
    return [_row(list(alike)) for _, alike in groupby(events, key=_sameness)]


def _sameness(event):
    """Return what is the same for looks that share a line; whatever else was done has a line of its own."""
    if event.kind not in LOOKS:
        return event.pk
    return event.user_id, event.kind, event.what, event.patient_id, timezone.localdate(event.at)


def _row(alike):
    newest, oldest = alike[0], alike[-1]
    return TrailRow(
        at=timezone.localtime(newest.at),
        who=str(newest.user) if newest.user else NOBODY.get(newest.kind, gettext("Command line")),
        did=newest.get_kind_display(),
        what=_words(newest.what),
        reference=newest.patient.reference if newest.patient_id else "",
        address=newest.address or "",
        times=len(alike),
        since=timezone.localtime(oldest.at),
    )


def _words(what):
    """Turn "patient-detail" into "Patient detail"; codes such as "BK-00012 v1" stay as they are."""
    name, space, rest = what.partition(" ")
    is_page = name.islower()
    return f"{name.replace('-', ' ').replace('_', ' ').capitalize()}{space}{rest}" if is_page else what
