"""Two clinics with one of everything, full of words that no other clinic may read, and everybody who might knock."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.cookies import SimpleCookie

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction

import exercises.actions
from clinic.actions.erasure_requests import ask_for_erasure
from clinic.actions.measures import record_measure
from clinic.models import User
from exercises.actions.library_import import add_import
from exercises.actions.photo_words import describe_photos
from exercises.actions.photos import agree_to_photos, remove_photos, store_photos
from exercises.content import content_of, read_mark, words_mark
from exercises.models import Exercise, PhotoPair
from exercises.photos import clean_photo
from programs.actions.handout import store_handout
from programs.actions.overrides import override_item
from programs.handouts.variant import Variant
from programs.overriding import override_terms
from programs.planning import plan_weeks
from programs.review import review
from programs.rules.loading import default_table
from tests.clients import ScopedClient, note_password
from tests.exercises.editing.steps import change, hand_in
from tests.exercises.exchange.sheets import Tables
from tests.exercises.photographs import picture
from tests.factories import (
    AssessmentFactory,
    CaseFactory,
    ClearanceFactory,
    ClinicFactory,
    DiagnosisFactory,
    ItemFactory,
    PatientFactory,
    ProgramFactory,
    RedFlagScreenFactory,
    RequestFactory,
    UserFactory,
    WeekDoseFactory,
)
from tests.programs.exceptions import CONFIRMED, judged, with_disc
from tests.programs.logs import RADIATING, enter, running
from tests.programs.steps import issue

# Both begin alike, so that a search for the beginning would find either; neither word occurs anywhere else.
PROBE, CANARIES = "Quokka", {"ours": "Quokkaway", "theirs": "Quokkabee"}
READY = ["stationary-bike", "abdominal-brace", "leg-press", "romanian-deadlift", "supine-hamstring-stretch"]
PRINTED = Variant(paper="a4", size="standard", palette="colour", language="en")

# Copies of one exercise of the library, each in a state that some page needs.
COPIES = {
    "retired": "retired",
    "published": "published",
    "pictured": "published",
    "waiting": "published",
}

A_DAY = 24 * 60 * 60

VISITORS = ("anonymous", "deactivated")
ACTORS = {
    "physio": ("physiotherapist", "ours"),
    "stranger": ("physiotherapist", "theirs"),
    "manager": ("manager", "ours"),
    "foreign_manager": ("manager", "theirs"),
    "librarian": ("librarian", None),
    "superuser": ("superuser", None),
    "without_role": ("", None),
    "without_second_factor": ("physiotherapist", "ours"),
    "deactivated": ("physiotherapist", "ours"),
    "anonymous": ("", None),
}


@dataclass
class World:
    """The two clinics by side, and the session of everybody who has signed in."""

    ours: object
    theirs: object
    sessions: dict = field(default_factory=dict)
    confirmed: dict = field(default_factory=dict)
    users: dict = field(default_factory=dict)
    # Answers to looks that change nothing, so that no test need ask for a page again that another has seen.
    looks: dict = field(default_factory=dict)

    browser: object = field(default_factory=lambda: ScopedClient(raise_request_exception=False))

    def client(self, actor, *, has_confirmed=True):
        """Return a browser in which `actor` has signed in, with nothing left from earlier requests."""
        self.browser.cookies = SimpleCookie()
        sessions = self.confirmed if has_confirmed else self.sessions
        if actor in sessions:
            self.browser.cookies[settings.SESSION_COOKIE_NAME] = sessions[actor]
        return self.browser


@dataclass
class Practice:
    """One clinic's staff and one row of every kind. Each case stands for a state that some page needs."""

    clinic: object
    physio: object
    manager: object
    colleague: object
    patient: object = None
    rows: dict = field(default_factory=dict)

    def __getattr__(self, name):
        return self.rows[name]


def build_world():
    """Create everything. Expects to be called with all clinics in view and inside a transaction that is rolled back."""
    practices = {side: _build_practice(canary) for side, canary in CANARIES.items()}
    world = World(**practices)
    ours, theirs = world.ours, world.theirs
    world.users = {
        "physio": ours.physio,
        "stranger": theirs.physio,
        "manager": ours.manager,
        "foreign_manager": theirs.manager,
        "librarian": _staff(None, "librarian", role=User.Role.LIBRARIAN),
        "superuser": _staff(None, "superuser", role="", is_superuser=True, is_staff=True),
        "without_role": _staff(None, "nobody", role=""),
        "without_second_factor": _staff(ours.clinic, "unfactored", factor=False),
        "deactivated": _staff(ours.clinic, "gone"),
    }
    for actor, user in world.users.items():
        world.sessions[actor] = _sign_in(user)
        world.confirmed[actor] = _sign_in(user, has_confirmed=True)
    User.objects.filter(username="gone").update(is_active=False)
    for practice in practices.values():
        _return_logs(practice)
    _edit_library(UserFactory(clinic=None, role=User.Role.LIBRARIAN, username="librarian2"), practices)
    # Everybody asks for this one; printing takes a second or more.
    store_handout(program=ours.issued, variant=PRINTED, by=ours.physio)
    return world


def _sign_in(user, *, has_confirmed=False):
    """Return the key of a session; with `has_confirmed` the password has just been given once more."""
    visitor = ScopedClient()
    visitor.force_login(user)
    session = visitor.session
    if has_confirmed:
        # The slowest machine must not outlive it.
        note_password(session, user, ago=-A_DAY, reauthenticated=True)
    session.save()
    return session.session_key


def _staff(clinic, username, *, factor=True, **more):
    user = UserFactory(clinic=clinic, username=username, **more)
    if factor:
        secret = get_adapter().encrypt("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": secret})
    return user


def _build_practice(canary):
    clinic = ClinicFactory(name=f"{canary} Practice", address=f"1 {canary} Road")
    named = {"last_name": canary}
    practice = Practice(
        clinic=clinic,
        physio=_staff(clinic, f"{canary}-physio", **named),
        manager=_staff(clinic, f"{canary}-manager", role=User.Role.MANAGER, **named),
        colleague=_staff(clinic, f"{canary}-colleague", **named),
    )
    practice.patient = PatientFactory(
        clinic=clinic,
        family_name=canary,
        given_name="Ada",
        reference=f"P-{canary[-4:]}",
        phone=f"01 {canary}",
        search_text=f"{canary} ada".casefold(),
    )
    _ready_case(practice, canary)
    _other_cases(practice, canary)
    _exception(practice, canary)
    return practice


def _case(practice, canary, **more):
    words = {"complaint": f"Back pain {canary}", "goal": f"Walk with {canary}"}
    return CaseFactory(patient=practice.patient, lead=practice.physio, **words | more)


def _cleared_case(practice, canary):
    """Return a case in which nothing is missing, every text with the canary in it."""
    case = _case(practice, canary)
    doctor = {"diagnosed_by": f"Dr {canary}"}
    diagnosis = DiagnosisFactory(
        case=case, slug="nonspecific-chronic-lbp", onset_on=date(2025, 5, 12), level="", **doctor
    )
    screen = RedFlagScreenFactory(case=case)
    clearance = ClearanceFactory(case=case, issued_by=f"Dr {canary}")
    visit = AssessmentFactory(case=case, notes=f"Notes {canary}")
    return case, {"diagnosis": diagnosis, "screen": screen, "clearance": clearance, "assessment": visit}


def _ready_case(practice, canary):
    case, found = _cleared_case(practice, canary)
    measured = {"measured_on": date(2026, 11, 20), "score": 4, "items": {}}
    measure = record_measure(case=case, instrument="nprs", values=measured, by=practice.physio)
    draft = _ready_draft(case, practice, canary)
    item = draft.items.get(exercise__slug="leg-press")
    practice.rows |= found | {
        "case": case,
        "measure": measure,
        "draft": draft,
        "item": item,
        "cautious": draft.items.get(exercise__slug="romanian-deadlift"),
        "wish": RequestFactory(program=draft, slug="good-morning"),
    }
    issued_case, _ = _cleared_case(practice, canary)
    issued = issue(_ready_draft(issued_case, practice, canary), by=practice.physio)
    practice.rows |= {"issued": issued}


def _ready_draft(case, practice, canary):
    draft = ProgramFactory(case=case, note=f"Well done, {canary}")
    for slug in READY:
        ItemFactory(program=draft, slug=slug, note=f"As shown to {canary}")
    plan_weeks(draft)
    for one in review(draft).items:
        if one.unread:
            one.row.acknowledged_rules = sorted(one.unread)
            one.row.acknowledged_by, one.row.acknowledged_at = practice.physio, "2026-11-23T12:00Z"
            one.row.save()
    return draft


def _other_cases(practice, canary):
    closed = _case(practice, canary, closed_on=date(2026, 11, 20), closing_note=f"Moved, {canary}")
    referred = _case(practice, canary)
    stopped_case, _ = _cleared_case(practice, canary)
    practice.rows |= {
        "plain_case": _case(practice, canary),
        "closed_case": closed,
        "former": (former := _former_patient(practice, canary)),
        "asked": ask_for_erasure(patient=former, reason=f"Wish of {canary}", by=practice.physio),
        "referral": RedFlagScreenFactory(case=referred, present=["infection_fever"], action=f"Rang {canary}"),
        "stopped": running(ProgramFactory(case=stopped_case), "leg-press"),
    }


def _former_patient(practice, canary):
    """Return somebody whose treatment has ended, so that the record may be erased."""
    former = PatientFactory(clinic=practice.clinic, family_name=canary, given_name="Bo", search_text="")
    CaseFactory(patient=former, lead=practice.physio, complaint=canary, closed_on=date(2026, 11, 20))
    return former


def _exception(practice, canary):
    """Add drafts for a disc problem: an exercise the rules leave out, and one for which they were overridden."""
    case, _ = _cleared_case(practice, canary)
    with_disc(case)
    draft = ProgramFactory(case=case)
    plain = ItemFactory(program=draft, slug="romanian-deadlift")
    wish = RequestFactory(program=draft, slug="conventional-deadlift")
    overridden_case, _ = _cleared_case(practice, canary)
    with_disc(overridden_case)
    other = ProgramFactory(case=overridden_case)
    overridden = ItemFactory(program=other, slug="romanian-deadlift")
    plan_weeks(draft)
    plan_weeks(other)
    judgement = judged(other, "romanian-deadlift").screening
    terms = override_terms(judgement, default_table())
    override_item(program=other, seen=1, item=overridden, terms=terms, by=practice.physio, **CONFIRMED)
    practice.rows |= {"exception": plain, "exception_wish": wish, "overridden": overridden}
    WeekDoseFactory._meta.model.objects.filter(item=plain, week=2).update(is_pinned=True)
    practice.rows["cell"] = plain.week_doses.get(week=2)


def _return_logs(practice):
    """Type a calm week of the issued program and one with a stop sign, as the page does."""
    visitor = ScopedClient()
    visitor.force_login(practice.physio)
    practice.rows["check_in"] = enter(visitor, practice.issued)
    practice.rows["stop"] = enter(visitor, practice.stopped, **{"stop_symptoms": [RADIATING]})


def _edit_library(by, practices):
    """Leave the library in the states that its pages are about; it belongs to no clinic, so both have the same rows."""
    squat = Exercise.objects.get(slug="goblet-squat")
    # Copies are not named in the source article: what could be published rests on judgement.
    judged = Exercise.objects.get(slug="goblet-squat")
    judged.demand_evidence = Exercise.Evidence.EXPERT
    draft = exercises.actions.duplicate_exercise(exercise=judged, name="Squat to a bench", by=by)
    rows = {"library_draft": draft}
    for name, status in COPIES.items():
        copy = exercises.actions.duplicate_exercise(exercise=judged, name=f"Squat {name}", by=by)
        Exercise.objects.filter(pk=copy.pk).update(status=status)
        rows[f"library_{name}"] = Exercise.objects.get(pk=copy.pk)
    for name in ("pictured", "waiting"):
        _add_photos(rows[f"library_{name}"], by)
    colleague = UserFactory(clinic=None, role=User.Role.LIBRARIAN, username="librarian3")
    agree_to_photos(exercise=rows["library_pictured"], revision=2, by=colleague)
    _describe(rows["library_pictured"], by)
    remove_photos(exercise=rows["library_pictured"], revision=3, by=by)
    change(squat, "demands", by, axial_compression=4)
    hand_in(squat, by)
    suggestion = exercises.actions.suggest_change(exercise=squat, about="", text="Shorter.", by=by)
    sheets = Tables()
    sheets.change("exercises", "leg-press", rest_s="75")
    rows["imported"] = add_import(data=sheets.csv("exercises"), file_name="e.csv", reason="Rest", by=by)
    rows["text_review"] = _read(draft, colleague)
    for practice in practices.values():
        practice.rows |= rows | {"library_changed": squat, "suggestion": suggestion}


def _read(exercise, by):
    """Record that somebody has read the English text; a second librarian has still to confirm it."""
    who = {"reviewer": "Dr A. Reader", "qualification": "physiotherapist", "read_on": date(2026, 11, 2)}
    seen = read_mark(exercise, content_of(exercise), "en")
    return exercises.actions.record_review(exercise=exercise, language="en", seen=seen, by=by, **who)


def _describe(exercise, by):
    """Leave a German description of the pictures that waits for a colleague."""
    seen = words_mark(PhotoPair.objects.get(exercise=exercise), "de")
    words = {"start_alt": "Im Stehen", "finish_alt": "Gesäß zurück"}
    describe_photos(exercise=exercise, language="de", seen=seen, by=by, **words)


def _add_photos(exercise, by):
    store_photos(
        exercise=exercise,
        revision=exercise.revision,
        start=clean_photo(picture()),
        finish=clean_photo(picture()),
        start_alt="Standing",
        finish_alt="Sitting back",
        by=by,
    )


@contextmanager
def undone():
    """Roll back whatever happens inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
