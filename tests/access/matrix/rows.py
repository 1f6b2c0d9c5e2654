"""The words in which tests/access/matrix/table.py says who may do what at an address."""

from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Row:
    """One address: who may read it, who may post to it, what it is about, what a right form sends.

    roles   the roles that get in; everybody else is refused (403, visitors: sign-in)
    about   which row of tests/access/matrix/world.py the address names; it must be of one's own clinic (else 404)
    gives   what a look answers
    sends   what a right form sends, for a practice; None where nothing is posted
    done    what a right form answers
    leaves  what a right form must leave changed; False where it changes nothing
    empty   what a form answers in which nothing is filled in
    overtaken  what a form answers when somebody else has changed what it is about; None where it carries no version
    owned   whether what it is about belongs to a clinic
    record  whether it is about one patient: each answer that shows something leaves one access event
    shows   whether the page shows the patient's or the clinic's own words
    names_clinics  whether the page lists the installation's clinics, by name and no more
    confirms       the setting that says how long after signing in it asks who it is again: before a look, or on posting
    account what the sign-in library's pages answer before and after signing in
    """

    roles: tuple = ()
    about: Callable | None = None
    reads: bool = True
    gives: int = 200
    sends: Callable | None = None
    done: int = 302
    leaves: bool = True
    empty: int = 422
    overtaken: int | None = None
    owned: bool = False
    record: bool = False
    shows: bool = False
    names_clinics: bool = False
    confirms: str = ""
    account: tuple | None = None

    @property
    def methods(self):
        return {*(["GET", "HEAD"] if self.reads else []), *(["POST"] if self.sends else [])}

    def but(self, **changes):
        """Return this row with something changed: page(PHYSIOTHERAPIST).but(gives=302)."""
        return replace(self, **changes)


def page(*roles, about=None):
    """An address that is only looked at."""
    is_owned = _owned(about)
    return Row(roles=roles, about=_named(about), owned=is_owned, record=is_owned, shows=is_owned)


def form(*roles, about=None, sends=None):
    """A page with a form: it is looked at and posted."""
    return replace(page(*roles, about=about), sends=_told(sends))


def step(*roles, about=None, sends=None):
    """A button: it is posted and never looked at."""
    return replace(form(*roles, about=about, sends=sends), reads=False, empty=302, shows=False)


def account(anonymous, signed_in, without_second_factor=None):
    """A page of the sign-in library, about nobody but oneself: what a look answers before and after signing in."""
    return Row(account=(anonymous, signed_in, without_second_factor or signed_in))


def _told(sends):
    return sends if callable(sends) else lambda practice: dict(sends or {})


def _named(about):
    """Turn the name of a row, fixed words, or a function of a practice into the arguments of an address."""
    if about is None or callable(about):
        return about
    if isinstance(about, dict):
        return lambda practice: about
    return lambda practice: {"pk": getattr(practice, about).pk}


def _owned(about):
    return about is not None and not isinstance(about, dict)


def of_library(name, **more):
    """Name an exercise of the library by its slug. It is the same for every clinic: follow with .but(owned=False)."""
    return lambda practice: {"slug": getattr(practice, name).slug} | more


def of_item(name):
    return lambda practice: {
        "pk": getattr(practice, name).program_id,
        "item_pk": getattr(practice, name).pk,
    }


def of_wish(name):
    return lambda practice: {
        "pk": getattr(practice, name).program_id,
        "request_pk": getattr(practice, name).pk,
    }


def of_cell(name):
    return lambda practice: {
        "pk": getattr(practice, name).item.program_id,
        "item_pk": getattr(practice, name).item_id,
        "week": getattr(practice, name).week,
    }
