"""Access events as people read them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.models import AccessEvent

NOBODY = {AccessEvent.Kind.SIGN_IN_FAILED: _("Nobody we know")}


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One event: when, who, what they did with which page, whose record, from where."""

    at: datetime
    who: str
    did: str
    what: str
    reference: str
    address: str


def trail_rows(events):
    """Return the rows of a page of events, whose users (and patients) have been read already."""
    return [
        TrailRow(
            at=timezone.localtime(one.at),
            who=str(one.user) if one.user else NOBODY.get(one.kind, gettext("Command line")),
            did=one.get_kind_display(),
            what=_words(one.what),
            reference=one.patient.reference if one.patient_id else "",
            address=one.address or "",
        )
        for one in events
    ]


def _words(what):
    """Turn "patient-detail" into "Patient detail"; codes such as "BK-00012 v1" stay as they are."""
    name, space, rest = what.partition(" ")
    is_page = name.islower()
    return f"{name.replace('-', ' ').replace('_', ' ').capitalize()}{space}{rest}" if is_page else what
