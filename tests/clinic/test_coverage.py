"""A clearance speaks for what it was given for: not for a surgery, a fracture or a red flag that came after it."""

from datetime import date

import pytest
from django.urls import reverse

from clinic.coverage import not_covering, uncovered
from clinic.models import Clearance
from clinic.precautions import precautions
from clinic.screening import case_screening
from tests.clinic.typed import CLEARANCE, text_of
from tests.factories import CaseFactory, ClearanceFactory, DiagnosisFactory, RedFlagScreenFactory

pytestmark = pytest.mark.usefixtures("library", "today")

FUSION = {"slug": "post-surgical-fusion", "onset_on": None, "surgery_on": date(2026, 11, 10)}
DISCECTOMY = {"slug": "post-surgical-discectomy", "onset_on": None, "surgery_on": date(2019, 9, 1)}
FRACTURE = {"slug": "vertebral-compression-fracture", "onset_on": None, "fracture_on": date(2026, 10, 12)}
RELEASE = {
    "surgery_procedure": "Fusion",
    "surgery_levels": "L4/5",
    "surgery_on": date(2026, 11, 10),
    "surgeon": "Mr S. Pretend",
    "surgeon_release": "Train from now.",
}
OLD_RELEASE = RELEASE | {"surgery_on": date(2019, 9, 1), "surgery_procedure": "Microdiscectomy"}
BY_PHYSIO = {"issued_by": "Anna Berg", "issued_by_role": "Physiotherapist"}
FLAG = {"present": ["malignancy_history"], "screened_on": date(2026, 11, 20)}
OUTCOME = {"outcome": "Referred, waiting", "outcome_on": date(2026, 11, 21)}

BEFORE_SURGERY = "The clearance of 03-Nov-2026 was given before the surgery of 10-Nov-2026: record a new one"
BEFORE_FRACTURE = (
    "The clearance of 01-Oct-2026 was given before the fracture of 12-Oct-2026: record a new one"
)
OTHER_SURGERY = (
    "The surgeon's release is for the surgery of 01-Sep-2019, not for that of 10-Nov-2026: "
    "record a clearance that names it, or correct the date"
)


def after(what):
    return f"The clearance of 02-Nov-2026 by a physiotherapist does not hold after {what}: record one by a physician"


# What the clearance says, the diagnoses, the red-flag screen, and what is said of it.
CASES = {
    "before the surgery": ({"issued_on": date(2026, 11, 3)}, [FUSION], None, BEFORE_SURGERY),
    "before the surgery, by the surgeon of an older one": (
        {"issued_on": date(2026, 11, 3), **OLD_RELEASE},
        [FUSION],
        None,
        BEFORE_SURGERY,
    ),
    "after the surgery, naming an older one": (
        {"issued_on": date(2026, 11, 20), **OLD_RELEASE},
        [FUSION, DISCECTOMY],
        None,
        OTHER_SURGERY,
    ),
    "before the fracture": ({"issued_on": date(2026, 10, 1)}, [FRACTURE], None, BEFORE_FRACTURE),
    "before the fracture, with the release of an older one": (
        {"issued_on": date(2026, 10, 1), "fracture_release": "Fracture of 2020 healed."},
        [FRACTURE],
        None,
        BEFORE_FRACTURE,
    ),
    "by a physiotherapist, a fracture": (BY_PHYSIO, [FRACTURE], None, after("a fracture")),
    "by a physiotherapist, surgery long ago": (BY_PHYSIO, [DISCECTOMY], None, after("surgery")),
    "by a physiotherapist, a red flag": (BY_PHYSIO, [{}], FLAG, after("a red flag")),
    "by a physiotherapist, a red flag with its outcome": (
        BY_PHYSIO,
        [{}],
        FLAG | OUTCOME,
        after("a red flag"),
    ),
    "by a physiotherapist, a note": (BY_PHYSIO, [{}], {"present": ["inflammatory_pattern"]}, ""),
    "by a physiotherapist, an ordinary back": (BY_PHYSIO, [{}], {}, ""),
    "by a physician, a red flag": ({}, [{}], FLAG | OUTCOME, ""),
    "on the day of the surgery": ({"issued_on": date(2026, 11, 10), **RELEASE}, [FUSION], None, ""),
    "after the newest of two surgeries": (
        {"issued_on": date(2026, 11, 20), **RELEASE},
        [FUSION, DISCECTOMY],
        None,
        "",
    ),
    "after the surgery, without a release": ({"issued_on": date(2026, 11, 20)}, [FUSION], None, ""),
    "surgery on a day nobody knows": (RELEASE, [FUSION | {"surgery_on": None}], None, ""),
    "on the day of the fracture": ({"issued_on": date(2026, 10, 12)}, [FRACTURE], None, ""),
    "a fracture on a day nobody knows": ({}, [FRACTURE | {"fracture_on": None}], None, ""),
    "the surgery is only suspected": (
        {"issued_on": date(2026, 11, 3)},
        [FUSION | {"status": "suspected"}],
        None,
        "",
    ),
    "the fracture is over": (BY_PHYSIO, [FRACTURE | {"status": "resolved"}], None, ""),
}


@pytest.fixture(params=CASES.values(), ids=CASES)
def recorded(request, case):
    """Return a clearance recorded before the diagnoses and the screen it may not cover, and what is said of it."""
    given, diagnoses, screen, words = request.param
    clearance = ClearanceFactory(case=case, **given)
    for one in diagnoses:
        DiagnosisFactory(case=case, **{"diagnosed_on": date(2026, 11, 20)} | one)
    if screen is not None:
        RedFlagScreenFactory(case=case, **screen)
    return clearance, words


def test_what_came_after_a_clearance_is_not_covered(recorded):
    clearance, words = recorded
    diagnoses = clearance.case.diagnoses.active().select_related("condition")
    assert uncovered(clearance, diagnoses, bool(case_screening(clearance.case).serious)) == words


def test_the_database_finds_the_same(recorded):
    clearance, words = recorded
    # A clearance of another case is not touched by what happens in this one.
    ClearanceFactory(case=CaseFactory(patient=clearance.case.patient), **BY_PHYSIO)
    flagged = [clearance.case.pk] if case_screening(clearance.case).serious else []
    found = set(not_covering(Clearance.objects.current(), flagged))
    assert found == ({clearance} if words else set())


def test_the_banner_and_the_page_of_the_clearance_say_it(recorded, today, client_for, physio):
    clearance, words = recorded
    page = text_of(client_for(physio).get(reverse("clearance-detail", args=[clearance.pk])))
    said = [one.words for one in precautions([clearance.case], today).others if one.words != "Red flag open"]
    assert said == ([words] if words else [])
    assert (f"{words}." in page) if words else ('class="gate"' not in page)


def test_a_new_screen_that_finds_nothing_gives_the_signature_back(case, today):
    ClearanceFactory(case=case, **BY_PHYSIO)
    RedFlagScreenFactory(case=case, **FLAG | OUTCOME)
    assert after("a red flag") in str(precautions([case], today))
    RedFlagScreenFactory(case=case, screened_on=today)
    assert str(precautions([case], today)) == ""


def test_flags_of_another_case_leave_the_signature_alone(case, today):
    ClearanceFactory(case=case, **BY_PHYSIO)
    RedFlagScreenFactory(case=CaseFactory(patient=case.patient), **FLAG | OUTCOME)
    assert str(precautions([case], today)) == ""


class TestTheForm:
    """A new version starts from the current one, unless that was given for something else."""

    @pytest.fixture
    def url(self, case):
        return reverse("clearance-add", args=[case.pk])

    @pytest.fixture
    def form(self, client_for, physio, url):
        return lambda: client_for(physio).get(url)

    @pytest.fixture
    def send(self, client_for, physio, url):
        return lambda **changes: client_for(physio).post(url, CLEARANCE | changes)

    def test_a_release_of_this_surgery_is_taken_over(self, form, case):
        ClearanceFactory(case=case, **RELEASE | {"issued_on": date(2026, 11, 20)})
        DiagnosisFactory(case=case, **FUSION)
        assert form().context["form"]["surgeon_release"].value() == "Train from now."

    @pytest.mark.parametrize(
        ("given", "diagnosis", "words"),
        [
            (OLD_RELEASE | {"issued_on": date(2026, 11, 3)}, FUSION, BEFORE_SURGERY),
            (OLD_RELEASE | {"issued_on": date(2026, 11, 20)}, FUSION, OTHER_SURGERY),
            ({"issued_on": date(2026, 10, 1), "fracture_release": "Healed."}, FRACTURE, BEFORE_FRACTURE),
        ],
    )
    def test_what_was_given_for_something_else_lends_its_limits_alone(
        self, given, diagnosis, words, form, case
    ):
        limits = {"restrictions": [{"demand": "impact", "max": 1}], "restriction_words": "No jumping"}
        ClearanceFactory(case=case, decision="restricted", **limits, **given)
        DiagnosisFactory(case=case, **diagnosis, diagnosed_on=date(2026, 11, 20))
        answer = form()
        typed = answer.context["form"]
        given_anew = [
            "decision",
            "signer",
            "issued_by",
            "issued_by_role",
            "surgery_on",
            "surgeon_release",
            "fracture_release",
        ]
        assert [typed[name].value() for name in given_anew] == [None] * len(given_anew)
        assert typed["restriction_words"].value() == "No jumping"
        assert '<option value="demand:impact" selected>' in text_of(answer)
        assert f"{words}. Only its limits are taken over below." in text_of(answer)

    @pytest.mark.parametrize(
        ("diagnosis", "typed", "words"),
        [
            (FUSION, {"issued_on": "2026-11-03"}, f"Issued on: {BEFORE_SURGERY}."),
            (FRACTURE, {"issued_on": "2026-10-01"}, f"Issued on: {BEFORE_FRACTURE}."),
            (FUSION, OLD_RELEASE | {"surgery_on": "2019-09-01"}, f"Date of surgery: {OTHER_SURGERY}."),
        ],
    )
    def test_one_that_would_permit_nothing_is_not_signed(self, diagnosis, typed, words, send, case):
        DiagnosisFactory(case=case, **diagnosis, diagnosed_on=date(2026, 11, 20))
        answer = send(organisation="Quay Practice", **typed)
        assert answer.status_code == 422
        assert words in text_of(answer)
        assert 'value="Quay Practice"' in text_of(answer)
        assert not Clearance.objects.exists()

    def test_a_refusal_may_be_older(self, send, case):
        DiagnosisFactory(case=case, **FUSION)
        assert send(decision="refused", issued_on="2026-11-03").status_code == 302

    @pytest.mark.parametrize("day", ["2026-11-10", "2026-11-20"])
    def test_one_of_the_day_of_surgery_or_later_is_signed(self, day, send, case):
        DiagnosisFactory(case=case, **FUSION)
        assert send(**RELEASE | {"surgery_on": "2026-11-10", "issued_on": day}).status_code == 302
        assert Clearance.objects.get().has_surgeon_release

    def test_after_a_red_flag_the_signature_of_a_physician_is_asked(self, send, form, case, today):
        ClearanceFactory(case=case, **BY_PHYSIO)
        assert form().context["form"]["signer"].value() == "me"
        RedFlagScreenFactory(case=case, **FLAG | OUTCOME)
        assert form().context["form"]["signer"].value() is None
        assert send(replaces=Clearance.objects.get().pk).status_code == 302
        assert str(precautions([case], today)) == ""
