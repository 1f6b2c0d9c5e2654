"""Who may do what: every address of the product in one table. An address without a row fails the matrix.

To add one:  "page-name": page(PHYSIOTHERAPIST, about="case"),   or form(…, sends=…) or step(…, sends=…); see rows.py.
"""

from django.utils.timezone import localdate

from clinic.access import EVERYBODY, LIBRARIAN, MANAGER, PHYSIOTHERAPIST
from clinic.actions.measures import newest_version
from clinic.confirming import ACCOUNTS as ASKED
from clinic.confirming import ISSUING
from clinic.models import Condition, RedFlag
from clinic.visits import mark_of
from exercises.actions.library_import import plan_of
from exercises.content import content_of, read_mark, words_mark
from exercises.forms import part_form
from exercises.models import Exercise, PhotoPair
from programs.facts import dose_facts
from programs.review import review, situation, start_dose
from tests.access.matrix.rows import account, form, of_cell, of_item, of_library, of_wish, page, step
from tests.clinic.typed import ASSESSMENT, CASE, CLEARANCE, CLINIC, DIAGNOSIS, PATIENT, SCREEN
from tests.exercises.editing.steps import copy_of
from tests.exercises.editing.steps import typed as typed_part
from tests.exercises.exchange.sheets import Tables
from tests.exercises.photographs import uploaded
from tests.programs.exceptions import CONFIRMED
from tests.programs.logs import typed

SUPERUSER = "superuser"
NEW_STAFF = {"username": "new.person", "first_name": "New", "last_name": "Person", "role": "physiotherapist"}
DOSE = {"sets": "3", "reps": "6", "hold_s": "", "minutes": "", "load_kg": "", "rest_s": "60", "rpe": "6"}
DOSE_OF_ITEM = DOSE | {"days_per_week": "2", "load_increment_kg": "5", "percent_1rm": "", "note": "Slowly"}
SETTINGS = {
    "weeks": "4",
    "starts_on": f"{localdate()}",
    "training_days": ["tue", "fri"],
    "mode": "monitored",
    "language": "en",
}


def program_of(name):
    return lambda practice: {"pk": getattr(practice, name).program_id}


def of_measure(practice):
    return {"pk": practice.case.pk, "instrument": "nprs"}


def second_week(practice):
    return {"pk": practice.issued.pk, "week": 2}


def led_case(practice):
    return CASE | {"lead": practice.physio.pk}


def diagnosed(practice):
    condition = Condition.objects.get(slug="nonspecific-chronic-lbp")
    code = {"listed_code": "", "other_code": "M54.50", "level": "", "onset_on": "2025-05-12"}
    return DIAGNOSIS | code | {"condition": condition.pk}


def asked(practice):
    return SCREEN | {f"flag_{slug}": "absent" for slug in RedFlag.objects.values_list("slug", flat=True)}


def visited(practice):
    return ASSESSMENT | {"seen": mark_of(practice.case.assessments.all())}


def cleared(practice):
    return CLEARANCE | {"replaces": practice.clearance.pk}


def ticked(practice):
    return {"warning": [gate.tick for gate in review(practice.draft).warnings]}


def cautions(practice):
    return {"rule": []}


def newest_measure(practice):
    version = newest_version(practice.measure)
    return {"measured_on": "2026-11-20", "score": "6", "version": str(version)}


def offered(practice):
    wish = practice.wish
    dose = start_dose(wish.program, wish.exercise)
    offers = situation(wish.program).swaps(wish.exercise, taken=frozenset(), dose=dose).options
    return {"exercise": offers[0].slug}


def mistaken_measure(practice):
    return {"version": str(newest_version(practice.measure)), "reason": "Wrong patient"}


def other_machine(practice):
    item = practice.item
    offers = situation(item.program).swaps(item.exercise, taken=frozenset(), dose=dose_facts(item)).options
    return {"exercise": offers[0].slug}


def other_demands(practice):
    copy = copy_of(practice.library_draft)
    shown = part_form("demands", None, content=copy.content, slug=practice.library_draft.slug)
    return typed_part(shown) | {"axial_compression": "0", "do": "save"}


def handed_in(name):
    return lambda practice: {
        "seen": copy_of(getattr(practice, name)).seen,
        "reason": "Measured anew",
    }


def looked_at(practice):
    return {"seen": copy_of(practice.library_changed).seen}


def taken_over(practice):
    return handed_in("library_changed")(practice) | {"review_due_on": "2027-11-01"}


def sent_back(practice):
    return handed_in("library_changed")(practice) | {"comment": "Measure once more"}


def brought(practice):
    sheets = Tables()
    sheets.change("exercises", "glute-bridge", rest_s="75")
    return {"file": sheets.upload(), "reason": "Longer rests"}


def read(practice):
    who = {"reviewer": "Dr A. Reader", "qualification": "Physiotherapist", "read_on": "2026-11-02"}
    return who | {"seen": read_mark(practice.library_draft, content_of(practice.library_draft), "en")}


def of_review(practice):
    review = practice.text_review
    return {"slug": review.exercise.slug, "language": review.language, "pk": review.pk}


def described(practice):
    seen = words_mark(PhotoPair.objects.get(exercise=practice.library_pictured), "de")
    return {"start_alt": "Im Stand", "finish_alt": "Gesäß nach hinten", "seen": seen}


def applied(practice):
    return {"digest": plan_of(practice.imported).digest}


def pictured(practice):
    words = {"start_alt": "Standing", "finish_alt": "Sitting back"}
    files = {"start": uploaded(), "finish": uploaded()}
    return files | words | {"revision": Exercise.objects.get(pk=practice.library_draft.pk).revision}


def emergency(practice):
    return {"clinic": practice.clinic.pk, "reason": "Server moved, Dr Lind asked"}


def named_again(practice):
    return {"reference": practice.former.reference, "reason": "Asked for it, nothing was treated"}


def in_order(practice):
    main = practice.draft.items.filter(section="main").order_by("-order")
    return {"section": "main", "item": [one.pk for one in main]}


WORKLIST = {
    "home": page(*EVERYBODY).but(gives=302),
    "caseload": page(PHYSIOTHERAPIST).but(shows=True),
    "recheck": page(PHYSIOTHERAPIST),
    "case-detail": page(PHYSIOTHERAPIST, about="case"),
    "check-in-find": form(PHYSIOTHERAPIST, sends=lambda practice: {"code": practice.issued.log_code}).but(
        leaves=False
    ),
}
RECORD = {
    "patient-add": form(PHYSIOTHERAPIST, sends=PATIENT),
    "patient-detail": page(PHYSIOTHERAPIST, about="patient"),
    "patient-edit": form(PHYSIOTHERAPIST, about="patient", sends=PATIENT),
    "case-open": form(PHYSIOTHERAPIST, about="patient", sends=led_case),
    "case-edit": form(PHYSIOTHERAPIST, about="case", sends=led_case),
    "case-close": form(
        PHYSIOTHERAPIST, about="plain_case", sends={"closed_on": "2026-11-23", "reason": "Goal reached"}
    ),
    "case-reopen": step(PHYSIOTHERAPIST, about="closed_case"),
    "diagnosis-add": form(PHYSIOTHERAPIST, about="plain_case", sends=diagnosed),
    "diagnosis-edit": form(PHYSIOTHERAPIST, about="diagnosis", sends=diagnosed),
    "red-flag-screen-add": form(PHYSIOTHERAPIST, about="case", sends=asked),
    "red-flag-screen-detail": page(PHYSIOTHERAPIST, about="screen"),
    "red-flag-screen-outcome": form(
        PHYSIOTHERAPIST, about="referral", sends={"outcome": "Blood tests normal", "outcome_on": "2026-11-20"}
    ),
    "clearance-add": form(PHYSIOTHERAPIST, about="case", sends=cleared),
    "clearance-detail": page(PHYSIOTHERAPIST, about="clearance"),
    "clearance-revoke": form(
        PHYSIOTHERAPIST, about="clearance", sends={"revoked_on": "2026-11-23", "reason": "New symptoms"}
    ),
    "assessment-add": form(PHYSIOTHERAPIST, about="case", sends=visited),
    "assessment-edit": form(PHYSIOTHERAPIST, about="assessment", sends=ASSESSMENT),
    "measure-list": page(PHYSIOTHERAPIST, about="case"),
    "measure-add": form(PHYSIOTHERAPIST, about=of_measure, sends={"measured_on": "2026-11-21", "score": "3"}),
    "measure-error": form(PHYSIOTHERAPIST, about="measure", sends=mistaken_measure),
    "measure-correct": form(PHYSIOTHERAPIST, about="measure", sends=newest_measure),
}
BUILDER = {
    "program-start": step(PHYSIOTHERAPIST, about="plain_case"),
    "program-edit": page(PHYSIOTHERAPIST, about="draft"),
    "program-settings": form(PHYSIOTHERAPIST, about="draft", sends=SETTINGS),
    "program-discard": form(PHYSIOTHERAPIST, about="draft", sends={"draft_version": "1"}).but(empty=302),
    "program-undo": step(PHYSIOTHERAPIST, about=program_of("overridden"), sends={"draft_version": "2"}),
    "request-add": step(PHYSIOTHERAPIST, about="draft", sends={"exercise": "goblet-squat"}).but(empty=404),
    "request-withdraw": step(PHYSIOTHERAPIST, about=of_wish("wish")),
    "request-include": step(PHYSIOTHERAPIST, about=of_wish("wish")),
    "request-swap": step(PHYSIOTHERAPIST, about=of_wish("wish"), sends=offered).but(empty=404),
    "request-leave-out": step(PHYSIOTHERAPIST, about=of_wish("wish")),
    "request-override": form(PHYSIOTHERAPIST, about=of_wish("exception_wish"), sends=CONFIRMED),
    "item-why": page(PHYSIOTHERAPIST, about=of_item("item")),
    "item-override": form(PHYSIOTHERAPIST, about=of_item("exception"), sends=CONFIRMED),
    "item-override-withdraw": step(
        PHYSIOTHERAPIST, about=of_item("overridden"), sends={"draft_version": "2"}
    ),
    "item-add": step(PHYSIOTHERAPIST, about="draft", sends={"exercise": "goblet-squat"}).but(empty=404),
    "items-suggest": step(PHYSIOTHERAPIST, about=program_of("exception")),
    "items-reorder": step(PHYSIOTHERAPIST, about="draft", sends=in_order),
    "item-swap": step(PHYSIOTHERAPIST, about=of_item("item"), sends=other_machine).but(empty=404),
    "item-dose": step(PHYSIOTHERAPIST, about=of_item("item"), sends=DOSE_OF_ITEM).but(empty=422),
    "item-move": step(PHYSIOTHERAPIST, about=of_item("item"), sends={"direction": "down"}),
    "item-remove": step(PHYSIOTHERAPIST, about=of_item("item")),
    "item-acknowledge": step(PHYSIOTHERAPIST, about=of_item("cautious"), sends=cautions),
    "week-dose-edit": form(PHYSIOTHERAPIST, about=of_cell("cell"), sends=DOSE),
    "week-dose-release": step(PHYSIOTHERAPIST, about=of_cell("cell")),
}
ISSUED = {
    "program-issue": form(PHYSIOTHERAPIST, about="draft", sends=ticked).but(confirms=ISSUING),
    "program-detail": page(PHYSIOTHERAPIST, about="issued"),
    "program-revise": step(PHYSIOTHERAPIST, about="issued"),
    "program-handout": page(PHYSIOTHERAPIST, about="issued"),
    "program-handout-pdf": page(PHYSIOTHERAPIST, about="issued"),
    "program-end": form(PHYSIOTHERAPIST, about="issued", sends={"reason": "Moved away"}),
    "check-in-add": form(PHYSIOTHERAPIST, about=second_week, sends=lambda practice: typed(practice.issued)),
    "check-in-detail": page(PHYSIOTHERAPIST, about="check_in"),
    "check-in-correct": form(
        PHYSIOTHERAPIST,
        about="check_in",
        sends=lambda practice: typed(practice.issued, sessions_done=2),
    ),
    "check-in-review": step(
        PHYSIOTHERAPIST, about="stop", sends={"version": 1, "note": "Seen, all well", "resume": "on"}
    ).but(empty=422),
    "check-in-accept": step(PHYSIOTHERAPIST, about="check_in", sends={"version": 1}),
    "check-in-leave": step(
        PHYSIOTHERAPIST, about="check_in", sends={"version": 1, "reason": "Slept badly"}
    ).but(empty=422),
}
LIBRARY = {
    "rules": page(*EVERYBODY),
    "rules-condition": page(*EVERYBODY, about={"slug": "disc-herniation"}),
    "exercise-verdicts": page(*EVERYBODY, about={"slug": "leg-press"}),
    "rules-why": page(
        *EVERYBODY, about={"slug": "leg-press", "condition": "disc-herniation", "stage": "acute"}
    ),
    "guide": page(*EVERYBODY),
    "exercise-list": page(*EVERYBODY),
    "exercise-detail": page(*EVERYBODY, about={"slug": "leg-press"}),
    "exercise-figure": page(*EVERYBODY, about={"slug": "leg-press"}),
}
EDITING = {
    "library-work": page(LIBRARIAN),
    "exercise-add": form(LIBRARIAN, sends={"name": "New lift", "category": "machine"}),
    "exercise-edit": page(LIBRARIAN, about=of_library("library_draft")),
    "exercise-part": form(LIBRARIAN, about=of_library("library_draft", part="demands"), sends=other_demands),
    "exercise-duplicate": form(LIBRARIAN, about=of_library("library_draft"), sends={"name": "Another squat"}),
    "exercise-submit": step(LIBRARIAN, about=of_library("library_draft"), sends=handed_in("library_draft")),
    "proposal-withdraw": step(LIBRARIAN, about=of_library("library_changed"), sends=looked_at),
    "proposal-refresh": step(LIBRARIAN, about=of_library("library_changed"), sends=looked_at),
    "exercise-bring-back": step(LIBRARIAN, about=of_library("library_retired")),
    "exercise-revisions": page(LIBRARIAN, about=of_library("library_draft")),
    "exercise-restore": step(
        LIBRARIAN, about=of_library("library_draft", number=1), sends={"reason": "Better before"}
    ).but(done=422, leaves=False),
    "exercise-impact": page(LIBRARIAN, about=of_library("library_changed")),
    "exercise-approve": step(LIBRARIAN, about=of_library("library_changed"), sends=taken_over),
    "exercise-return": step(LIBRARIAN, about=of_library("library_changed"), sends=sent_back),
    "exercise-retire": form(LIBRARIAN, about=of_library("library_published"), sends={"reason": "Not used"}),
    "library-exchange": page(LIBRARIAN),
    "library-export": page(LIBRARIAN, about={"form": "xlsx"}),
    "library-json": page(*EVERYBODY),
    "library-import-add": form(LIBRARIAN, sends=brought).but(gives=302),
    "library-import-detail": page(LIBRARIAN, about="imported"),
    "library-import-differences": page(LIBRARIAN, about="imported"),
    "library-import-impact": page(LIBRARIAN, about="imported"),
    "library-import-apply": step(LIBRARIAN, about="imported", sends=applied),
    "library-import-withdraw": step(LIBRARIAN, about="imported"),
    "exercise-photo": page(*EVERYBODY, about=of_library("library_pictured", place="start")),
    "exercise-photos-edit": form(LIBRARIAN, about=of_library("library_draft"), sends=pictured),
    "exercise-photos-agree": step(LIBRARIAN, about=of_library("library_waiting"), sends={"revision": "2"}),
    "exercise-photos-remove": step(LIBRARIAN, about=of_library("library_waiting"), sends={"revision": "2"}),
    "exercise-photos-keep": step(LIBRARIAN, about=of_library("library_pictured")),
    "exercise-photos-describe": form(
        LIBRARIAN, about=of_library("library_pictured", language="de"), sends=described
    ),
    "exercise-photos-describe-agree": step(
        LIBRARIAN, about=of_library("library_pictured", language="de"), sends=described
    ),
    "text-review": form(LIBRARIAN, about=of_library("library_draft", language="en"), sends=read),
    "text-review-confirm": step(LIBRARIAN, about=of_review),
    "suggestion-list": page(*EVERYBODY),
    "suggestion-add": form(*EVERYBODY, about=of_library("library_changed"), sends={"text": "Shorter"}),
    "suggestion-answer": form(LIBRARIAN, about="suggestion", sends={"answer": "Done"}),
}
# The library belongs to no clinic.
EDITING = {name: row.but(owned=False, record=False, shows=False) for name, row in EDITING.items()}
STAFF_AND_TRAILS = {
    "clinic-edit": form(MANAGER, sends=CLINIC | {"version": "1"}).but(shows=True),
    "staff-list": page(MANAGER).but(shows=True),
    "staff-add": form(MANAGER, sends=NEW_STAFF),
    "staff-detail": page(MANAGER, about="colleague"),
    "staff-edit": form(MANAGER, about="colleague", sends=NEW_STAFF | {"role": "manager"}),
    "staff-invite": step(MANAGER, about="colleague").but(done=200, leaves=False),
    "staff-close": step(MANAGER, about="colleague"),
    "staff-reopen": step(MANAGER, about="colleague"),
    "staff-reset-second-factor": step(MANAGER, about="colleague"),
    "trail-list": page(MANAGER).but(shows=True),
    "patient-trail": page(PHYSIOTHERAPIST, about="patient"),
    "patient-changes": page(PHYSIOTHERAPIST, about="patient"),
    "case-changes": page(PHYSIOTHERAPIST, about="case"),
    "emergency-access": form(SUPERUSER, sends=emergency).but(names_clinics=True, confirms=ASKED),
    "emergency-access-end": step(SUPERUSER).but(leaves=False),
}
KEEPING = {
    "patient-export": form(PHYSIOTHERAPIST, about="patient").but(
        done=200, empty=200, leaves=False, confirms=ASKED
    ),
    "erasure-ask": form(PHYSIOTHERAPIST, about="patient", sends={"reason": "Asked in writing"}),
    "erasure-decline": form(MANAGER, about="asked", sends={"answer": "Kept by law until 2036"}).but(
        shows=False
    ),
    "record-list": page(MANAGER),
    "record-erase": form(MANAGER, about="former", sends=named_again).but(shows=False, confirms=ASKED),
    "retention-edit": form(MANAGER, sends={"retention_years": "20", "version": "1"}).but(confirms=ASKED),
    # What somebody typed is there for nobody else: tests/clinic/test_held_form.py.
    "held-form": page(*EVERYBODY, SUPERUSER, about={"digest": "0" * 64}).but(gives=404),
    "held-form-discard": step(*EVERYBODY, SUPERUSER, about={"digest": "0" * 64}).but(done=404, leaves=False),
    # The watch over the server has a token instead of an account: tests/clinic/test_health.py.
    "healthz": account(200, 200, 302),
    "readyz": account(404, 404, 302),
}
# Pages about one's own account: what a visitor gets, what staff with a second factor get, and what staff without get.
ACCOUNTS = {
    "password-set": account(200, 200).but(about=lambda practice: {"uidb64": "MQ", "token": "guess"}),
    "usersessions_list": account(302, 200).but(confirms=ASKED),
    "mfa_list_webauthn": account(302, 200),
    "mfa_add_webauthn": account(302, 302),
    "mfa_reauthenticate_webauthn": account(302, 302),
    "mfa_edit_webauthn": account(302, 302).but(about=lambda practice: {"pk": 1}),
    "mfa_remove_webauthn": account(302, 302).but(about=lambda practice: {"pk": 1}),
    "mfa_login_webauthn": account(302, 302),
    "account_login": account(200, 302),
    "account_logout": account(302, 200),
    "account_inactive": account(200, 200),
    "account_signup": account(200, 302),
    "account_reauthenticate": account(302, 200),
    "account_change_password": account(302, 200),
    "mfa_index": account(302, 200),
    "mfa_authenticate": account(302, 302),
    "mfa_reauthenticate": account(302, 200, 302),
    "mfa_activate_totp": account(302, 302),
    "mfa_deactivate_totp": account(302, 302, 404),
    "mfa_view_recovery_codes": account(302, 404),
    "mfa_generate_recovery_codes": account(302, 302),
    "mfa_download_recovery_codes": account(302, 404),
}
for name, row in STAFF_AND_TRAILS.items():
    if name.startswith("staff-"):
        STAFF_AND_TRAILS[name] = row.but(record=False, confirms=ASKED if row.sends else "")
OVERTAKEN = {
    "patient-edit": 409,
    "case-edit": 409,
    "case-close": 409,
    "diagnosis-edit": 409,
    "red-flag-screen-outcome": 409,
    "assessment-edit": 409,
    "measure-correct": 409,
    "measure-error": 409,
    "program-issue": 409,
    "check-in-correct": 409,
    "check-in-leave": 422,
    "check-in-review": 422,
    # Every step of a draft; starting one is none.
    **{name: 409 for name in BUILDER if name != "program-start"},
}
MATRIX = WORKLIST | RECORD | BUILDER | ISSUED | LIBRARY | EDITING | STAFF_AND_TRAILS | KEEPING | ACCOUNTS
MATRIX |= {name: MATRIX[name].but(overtaken=status) for name, status in OVERTAKEN.items()}
