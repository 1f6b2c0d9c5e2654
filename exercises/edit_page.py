"""The edit pages of an exercise as plain values: the list of its parts, and one part with its form and preview."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from exercises.content import WORDS_PART, part_of
from exercises.differences import changed_parts, differences
from exercises.forms import ENGLISH_PART, TITLES, TRANSLATIONS, part_after, title_of
from exercises.languages import BASE
from exercises.models import Exercise, Proposal
from exercises.preview import preview
from exercises.reading_level import reading
from exercises.working_copy import last_editor

Status = Exercise.Status


@dataclass(frozen=True)
class Part:
    """One line of the list: a part, what is missing in it, and whether an open change touches it."""

    code: str
    title: str
    url: str
    missing: list[str]
    is_changed: bool
    is_begun: bool = True
    is_translation: bool = False
    note: str = ""


def edit_page(copy, user):
    """Return what the edit page of a working copy shows to a librarian."""
    exercise, proposal = copy.exercise, copy.proposal
    missing = copy.problems()
    changed = set(changed_parts(copy.stored, copy.content)) if proposal else set()
    submitted = proposal is not None and proposal.status == Proposal.Status.SUBMITTED
    editor = proposal.edited_by if proposal else last_editor(exercise)
    return {
        "nav": "work",
        "exercise": exercise,
        "name": copy.content["facts"]["name"],
        "proposal": proposal,
        "seen": copy.seen,
        "parts": [_part(copy, code, title, missing, changed) for code, title in TITLES.items()],
        "translations": [_part(copy, code, title, missing, changed) for code, title in TRANSLATIONS.items()],
        "missing": missing,
        "differences": differences(copy.stored, copy.content) if proposal else [],
        "editor": editor,
        "is_mine": editor == user,
        "waits": submitted or exercise.status == Status.IN_REVIEW,
        "can_submit": not submitted and not missing and (exercise.status == Status.DRAFT or bool(changed)),
        "is_outdated": proposal is not None and proposal.base.content != copy.stored,
        "is_retired": exercise.status == Status.RETIRED,
        "preview": preview(copy.content, exercise=exercise),
    }


def _part(copy, code, title, missing, changed):
    value = part_of(copy.content, code)
    lacks_reading = code in TRANSLATIONS and ENGLISH_PART in changed and code not in changed
    return Part(
        code=code,
        title=title,
        url=reverse("exercise-part", args=[copy.exercise.slug, code]),
        missing=[one.words for one in missing if one.part == code],
        is_changed=code in changed,
        is_translation=code in TRANSLATIONS,
        is_begun=any(value.values()) if isinstance(value, dict) else bool(value),
        note=_("The English changes: read it again") if value and lacks_reading else "",
    )


def part_page(copy, part, form):
    """Return what the page of one part shows around its form."""
    following, edited = part_after(part), form.edited()
    is_text = part.startswith(WORDS_PART)
    return {
        "nav": "work",
        "exercise": copy.exercise,
        "name": copy.content["facts"]["name"],
        "proposal": copy.proposal,
        "part": part,
        "title": title_of(part),
        "tabs": [
            (name, reverse("exercise-part", args=[copy.exercise.slug, code]), code == part)
            for code, name in {**TITLES, part: title_of(part)}.items()
        ],
        "following": TITLES[following] if following else "",
        "form": form,
        "preview": preview(edited, _language(part), exercise=copy.exercise),
        "reading": reading(copy.exercise, edited, _language(part)) if is_text else None,
        "shows_picture": part == "picture",
    }


def _language(part):
    return part.removeprefix(WORDS_PART) if part.startswith(WORDS_PART) else BASE


def conflict(copy, form, stored):
    """Return what a colleague stored meanwhile, beside what was typed."""
    newest = copy.proposal or copy.exercise
    return {
        "last": newest.history.select_related("history_user").first(),
        "differences": [one for one in differences(stored, form.edited()) if one.part == form.part],
    }
