"""The caseload: who is on it, in which order, and what it says is due."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from clinic.actions import search_text
from programs.models import Program
from programs.views.caseload import Dues
from tests.clinic.typed import text_of
from tests.factories import (
    AssessmentFactory,
    CaseFactory,
    CheckInFactory,
    ClearanceFactory,
    DiagnosisFactory,
    PatientFactory,
    RedFlagScreenFactory,
)
from tests.programs.steps import BARE_SNAPSHOT

pytestmark = pytest.mark.usefixtures("library", "today")
TODAY = date(2026, 11, 23)
HTMX = {"HX-Request": "true"}


def program_for(case, **values):
    issued = {
        "status": "issued",
        "issued_by": case.lead,
        "issued_at": "2026-11-02T09:00Z",
        "snapshot": BARE_SNAPSHOT,
    }
    if values.pop("is_draft", False):
        issued = {"status": "draft"}
    else:
        issued["clearance"] = case.clearances.first() or ClearanceFactory(case=case)
    return Program.objects.create(
        clinic=case.clinic,
        case=case,
        number=Program.objects.count() + 1,
        mode="strict",
        created_by=case.lead,
        **{"weeks": 6, "starts_on": date(2026, 11, 2)} | issued | values,
    )


def settled_case(clinic, lead, **values):
    """Return a case in which nothing is due for weeks."""
    names = {name: values.pop(name) for name in ("family_name", "given_name") if name in values}
    case = CaseFactory(
        patient=PatientFactory(clinic=clinic, **names), lead=lead, **{"review_on": date(2027, 1, 10)} | values
    )
    DiagnosisFactory(case=case)
    RedFlagScreenFactory(case=case)
    ClearanceFactory(case=case)
    AssessmentFactory(case=case)
    program_for(case)
    return case


@pytest.fixture
def look(client_for, physio):
    return lambda **asked: client_for(physio).get(reverse("caseload"), asked)


def names(answer):
    return [row["patient"].family_name for row in answer.context["rows"]]


def due(answer):
    return [words for row in answer.context["rows"] for _, words in row["due"]]


def test_home_leads_physiotherapists_to_the_caseload(client_for, physio):
    assert client_for(physio).get(reverse("home")).url == reverse("caseload")


@pytest.mark.parametrize("person", ["librarian", "manager"])
def test_home_leads_others_to_the_exercises(client_for, request, person):
    assert client_for(request.getfixturevalue(person)).get(reverse("home")).url == reverse("exercise-list")


def test_home_asks_visitors_to_sign_in(client):
    assert client.get(reverse("home")).url.startswith(reverse("account_login"))


def test_an_empty_caseload_says_what_to_do_first(look):
    assert "Add the first patient" in text_of(look())


def test_other_clinics_cases_are_not_there(look, stranger):
    CaseFactory(patient__clinic=stranger.clinic, lead=stranger)
    assert (names(look()), look().context["total"]) == ([], 0)


def test_closed_cases_are_not_there(look, case, today):
    case.closed_on = today
    case.save()
    assert names(look()) == []


def test_a_settled_case_has_nothing_due(look, clinic, physio):
    settled_case(clinic, physio)
    assert "Nothing due" in text_of(look())


def test_a_new_case_says_what_is_missing(look, case):
    assert due(look()) == ["Red flags not asked about", "No clearance", "No programme yet"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"review_on": date(2026, 11, 22)}, "Review overdue since 22-Nov-2026"),
        ({"review_on": TODAY}, "Review on 23-Nov-2026"),
        ({"review_on": date(2026, 11, 30)}, "Review on 30-Nov-2026"),
        ({"review_on": date(2026, 12, 1)}, None),
        ({"review_on": None}, None),
    ],
)
def test_reviews(look, clinic, physio, change, words):
    settled_case(clinic, physio, **change)
    assert due(look()) == ([words] if words else [])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"valid_until": date(2026, 11, 22)}, "Clearance expired 22-Nov-2026"),
        ({"valid_until": TODAY}, "Clearance ends 23-Nov-2026"),
        ({"valid_until": date(2026, 12, 7)}, "Clearance ends 07-Dec-2026"),
        ({"valid_until": date(2026, 12, 8)}, None),
        ({"revoked_on": date(2026, 11, 20), "revoked_reason": "New"}, "Clearance revoked 20-Nov-2026"),
        ({"decision": "refused"}, "Not cleared for training"),
        ({"decision": "restricted"}, "Clearance lacks its restrictions"),
        ({"restriction_words": "Nothing above 5 kg"}, "Clearance lacks its restrictions"),
        ({"decision": "restricted", "restrictions": [{"load_kg": 5}]}, None),
    ],
)
def test_clearances(look, clinic, physio, change, words):
    case = settled_case(clinic, physio)
    case.clearances.filter(pk=case.clearances.get().pk).update(**change)
    assert due(look()) == ([words] if words else [])


@pytest.mark.parametrize(
    ("given", "screen", "words"),
    [
        ({"issued_on": date(2026, 10, 4)}, {}, "given before the surgery of 05-Oct-2026: record a new one"),
        ({"surgery_on": date(2019, 9, 1)}, {}, "not for that of 05-Oct-2026"),
        (
            {"issued_by_role": "Physiotherapist"},
            {},
            "by a physiotherapist does not hold after surgery: record one by a physician",
        ),
        (
            {"issued_by_role": "Physiotherapist"},
            {"present": ["malignancy_history"], "outcome": "Referred", "outcome_on": TODAY},
            "does not hold after surgery and a red flag",
        ),
        ({"issued_on": date(2026, 10, 5)}, {}, None),
    ],
)
def test_a_clearance_given_for_something_else(look, clinic, physio, given, screen, words):
    case = settled_case(clinic, physio)
    case.clearances.update(**given)
    DiagnosisFactory(case=case, slug="post-surgical-fusion", surgery_on=date(2026, 10, 5))
    RedFlagScreenFactory(case=case, **screen)
    assert [words in one for one in due(look())] == ([True] if words else [])


def test_only_the_newest_clearance_counts(look, clinic, physio):
    case = settled_case(clinic, physio)
    ClearanceFactory(case=case, number=2, supersedes=case.clearances.get(), decision="refused")
    assert due(look()) == ["Not cleared for training"]


@pytest.mark.parametrize(
    ("screen", "words"),
    [
        ({"present": ["ces_bowel_dysfunction"]}, "Emergency: suspected cauda equina"),
        ({"present": ["infection_fever"]}, "Red flag open, outcome missing"),
        ({"present": ["infection_fever"], "outcome": "Normal", "outcome_on": TODAY}, None),
        (
            {"present": ["ces_bowel_dysfunction"], "outcome": "MRI normal", "outcome_on": TODAY},
            "Cauda equina sign present, ask again",
        ),
        ({"present": ["inflammatory_pattern"]}, None),
        ({"not_asked": ["infection_fever", "vascular_aaa"]}, None),
    ],
)
def test_red_flags(look, clinic, physio, screen, words):
    case = settled_case(clinic, physio)
    RedFlagScreenFactory(case=case, screened_on=TODAY, **screen)
    assert due(look()) == ([words] if words else [])


def test_flags_nobody_asked_about_are_counted(look, case, physio):
    ClearanceFactory(case=case)
    RedFlagScreenFactory(case=case, not_asked=["infection_fever", "vascular_aaa"])
    program_for(case)
    assert due(look()) == ["2 red flags not asked about"]


@pytest.mark.parametrize(
    ("start", "weeks", "words"),
    [
        (date(2026, 10, 20), 6, "Programme ends 30-Nov-2026"),
        (date(2026, 10, 21), 6, None),
        (date(2026, 11, 16), 1, "Programme ends 22-Nov-2026"),
        (date(2026, 8, 11), 16, "Programme ends 30-Nov-2026"),
    ],
)
def test_programs_that_end(look, clinic, physio, start, weeks, words):
    case = settled_case(clinic, physio)
    case.programs.update(starts_on=start, weeks=weeks)
    assert due(look()) == ([words] if words else [])


def test_a_waiting_draft(look, clinic, physio):
    program_for(settled_case(clinic, physio), is_draft=True)
    assert due(look()) == ["Draft programme waiting"]


STOPPED = "Stop symptom in a returned log: review it"
EMERGENCY = "Emergency sign in a returned log: review it"
WAITING = "Returned log: decide on the next step"


@pytest.mark.parametrize(
    ("status", "returned", "words"),
    [
        ("issued", {}, [WAITING]),
        ("issued", {"accepted_at": "2026-11-23T10:00Z"}, []),
        ("superseded", {}, []),
        ("suspended", {"stop_symptoms": ["stop_radiating"]}, [STOPPED, "Programme suspended"]),
        ("suspended", {"stop_symptoms": ["stop_bowel_bladder"]}, [EMERGENCY, "Programme suspended"]),
        ("ended", {"stop_symptoms": ["stop_radiating"]}, [STOPPED]),
    ],
)
def test_returned_logs(look, clinic, physio, status, returned, words):
    program = settled_case(clinic, physio).programs.get()
    CheckInFactory(program=program, **returned)
    Program.objects.update(status=status)
    assert due(look()) == words


def test_a_reviewed_stop_is_due_no_more(look, clinic, physio):
    program = settled_case(clinic, physio).programs.get()
    seen = {"reviewed_by": physio, "reviewed_at": "2026-11-23T10:00Z", "accepted_at": "2026-11-23T10:00Z"}
    CheckInFactory(program=program, stop_symptoms=["stop_radiating"], **seen)
    assert due(look()) == []


SCREEN_DUE = "Emergency sign in a returned log: record a new red-flag screen"
NEXT_VERSION = "Programme suspended, its log is reviewed: a new version starts it again"
STOP_ANSWER = [
    {"slug": "leg-press", "decision": "stop", "step": "stop", "reason": "Assess again.", "next": None}
]


@pytest.mark.parametrize(
    ("status", "returned", "words"),
    [
        ("issued", {"stop_symptoms": ["stop_radiating"]}, []),
        ("issued", {"decisions": STOP_ANSWER}, []),
        ("issued", {}, [WAITING]),
        ("suspended", {"stop_symptoms": ["stop_radiating"]}, [NEXT_VERSION]),
        ("suspended", {"decisions": STOP_ANSWER}, [NEXT_VERSION]),
        ("suspended", {"stop_symptoms": ["stop_bowel_bladder"]}, [SCREEN_DUE, NEXT_VERSION]),
    ],
)
def test_what_is_due_after_a_review(look, clinic, physio, status, returned, words):
    program = settled_case(clinic, physio).programs.get()
    seen = {"reviewed_by": physio, "reviewed_at": "2026-11-23T10:00Z"}
    CheckInFactory(program=program, **returned, **seen)
    Program.objects.update(status=status)
    assert due(look()) == words


def test_a_suspension_without_a_symptom_waits_for_its_review(look, clinic, physio):
    CheckInFactory(program=settled_case(clinic, physio).programs.get(), decisions=STOP_ANSWER)
    Program.objects.update(status="suspended")
    assert due(look()) == ["A returned log stopped the programme: review it", "Programme suspended"]


@pytest.mark.parametrize(
    ("screen", "words"),
    [
        ({}, []),
        ({"screened_on": date(2026, 11, 22)}, [SCREEN_DUE]),
        ({"not_asked": ["ces_bowel_dysfunction"]}, [SCREEN_DUE]),
        ({"present": ["ces_bowel_dysfunction"]}, ["Emergency: suspected cauda equina"]),
    ],
)
def test_a_reviewed_emergency_sign_waits_for_a_new_screen(look, clinic, physio, screen, words):
    case = settled_case(clinic, physio)
    seen = {"reviewed_by": physio, "reviewed_at": "2026-11-23T10:00Z"}
    CheckInFactory(program=case.programs.get(), stop_symptoms=["stop_bowel_bladder"], **seen)
    RedFlagScreenFactory(case=case, **{"screened_on": TODAY} | screen)
    assert due(look()) == words


def test_only_the_newest_week_waits_for_a_decision(look, clinic, physio):
    program = settled_case(clinic, physio).programs.get()
    CheckInFactory(program=program, week=1)
    CheckInFactory(program=program, week=2, accepted_at="2026-11-23T10:00Z")
    assert due(look()) == []


def test_an_emergency_sign_in_a_log_comes_before_all_but_an_emergency(look, clinic, physio):
    settled_case(clinic, physio, family_name="Overdue", review_on=date(2026, 11, 1))
    for name, sign in (("Stop", "stop_radiating"), ("Bladder", "stop_bowel_bladder")):
        case = settled_case(clinic, physio, family_name=name)
        CheckInFactory(program=case.programs.get(), stop_symptoms=[sign])
    assert names(look()) == ["Bladder", "Stop", "Overdue"]


def test_the_most_pressing_comes_first(look, clinic, physio):
    settled_case(clinic, physio, family_name="Nothing")
    settled_case(clinic, physio, family_name="Soon", review_on=TODAY + timedelta(days=3))
    settled_case(clinic, physio, family_name="Overdue", review_on=date(2026, 11, 1))
    RedFlagScreenFactory(
        case=settled_case(clinic, physio, family_name="Emergency"),
        screened_on=TODAY,
        present=["ces_bowel_dysfunction"],
    )
    CaseFactory(patient=PatientFactory(clinic=clinic, family_name="New"), lead=physio, review_on=None)
    assert names(look()) == ["Emergency", "Overdue", "New", "Soon", "Nothing"]


def test_mine_leaves_out_the_colleagues(look, clinic, physio, colleague):
    settled_case(clinic, physio, family_name="Mine")
    settled_case(clinic, colleague, family_name="Theirs")
    assert names(look(whose="mine")) == ["Mine"]
    assert "1 of 2 cases" in text_of(look(whose="mine"))


@pytest.mark.parametrize("wanted", ["muller", "ada", "ADA mul", "02-mar-1980", "P-00077"])
def test_a_case_is_found_by_name_birth_date_and_reference(look, clinic, physio, wanted):
    patient = PatientFactory(clinic=clinic, reference="P-00077")
    patient.search_text = search_text(patient)
    patient.save()
    CaseFactory(patient=patient, lead=physio)
    assert names(look(q=wanted)) == ["Müller"]


def test_no_hit_says_what_to_do(look, case):
    page = text_of(look(q="zzz"))
    assert "No open case fits “zzz”" in page
    assert reverse("patient-add") in page


def test_a_patient_without_an_open_case_is_found_all_the_same(look, patient):
    assert patient.get_absolute_url() in text_of(look(q="ada"))


def closed_case(clinic, lead, **values):
    return settled_case(clinic, lead, opened_on=date(2026, 1, 5), closed_on=date(2026, 11, 20), **values)


def signs(answer):
    return [str(words) for _, due in answer.context["others"] for _, words in due]


@pytest.mark.parametrize(
    ("screen", "words"),
    [
        ({"present": ["ces_bowel_dysfunction"]}, ["Emergency: suspected cauda equina"]),
        (
            {"present": ["ces_bowel_dysfunction"], "outcome": "MRI normal", "outcome_on": TODAY},
            ["Cauda equina sign present, ask again"],
        ),
        ({"present": ["infection_fever"]}, []),
        ({}, []),
    ],
)
def test_a_sign_found_by_a_screen_stands_for_a_patient_without_an_open_case(
    look, clinic, physio, screen, words
):
    case = closed_case(clinic, physio, family_name="Sorrel")
    RedFlagScreenFactory(case=case, screened_on=TODAY, **screen)
    answer = look(q="sorrel")
    assert signs(answer) == words
    assert all(f"</svg> {one}</li>" in text_of(answer) for one in words)


@pytest.mark.parametrize(
    ("reviewed", "screen", "words"),
    [
        (False, None, ["Emergency sign in a returned log: review it"]),
        (True, None, [SCREEN_DUE]),
        (True, {}, []),
        (True, {"not_asked": ["ces_bowel_dysfunction"]}, [SCREEN_DUE]),
    ],
)
def test_a_sign_told_by_a_log_stands_for_a_patient_without_an_open_case(
    look, clinic, physio, reviewed, screen, words
):
    case = closed_case(clinic, physio, family_name="Sorrel")
    seen = {"reviewed_by": physio, "reviewed_at": "2026-11-23T10:00Z"} if reviewed else {}
    CheckInFactory(program=case.programs.get(), stop_symptoms=["stop_bowel_bladder"], **seen)
    if screen is not None:
        RedFlagScreenFactory(case=case, screened_on=TODAY, **screen)
    assert signs(look(q="sorrel")) == words


def test_a_sign_told_by_the_log_of_a_closed_case_is_due_in_the_open_one(look, clinic, physio):
    closed = closed_case(clinic, physio, family_name="Sorrel")
    CheckInFactory(program=closed.programs.get(), stop_symptoms=["stop_bowel_bladder"])
    CaseFactory(patient=closed.patient, lead=physio)
    settled_case(clinic, physio, family_name="Somebody else")
    answer = look()
    assert names(answer)[0] == "Sorrel"
    assert due(answer)[0] == SCREEN_DUE
    assert due(answer).count(SCREEN_DUE) == 1


def test_who_bears_a_sign_stands_before_the_others(look, clinic, physio):
    closed_case(clinic, physio, family_name="Sorrel", given_name="Ada")
    case = closed_case(clinic, physio, family_name="Sorrel", given_name="Zoe")
    RedFlagScreenFactory(case=case, screened_on=TODAY, present=["ces_bowel_dysfunction"])
    found = look(q="sorrel").context["others"]
    assert [(one.given_name, bool(due)) for one, due in found] == [("Zoe", True), ("Ada", False)]


def test_the_end_of_a_long_list_hides_no_sign(look, clinic, physio):
    for letter in "ABCDEFGHIJK":
        closed_case(clinic, physio, family_name="Sorrel", given_name=f"{letter}da")
    case = closed_case(clinic, physio, family_name="Sorrel", given_name="Zoe")
    RedFlagScreenFactory(case=case, screened_on=TODAY, present=["ces_bowel_dysfunction"])
    answer = look(q="sorrel")
    assert [one.given_name for one, due in answer.context["others"] if due] == ["Zoe"]
    assert answer.context["more_others"]


def test_the_signs_of_other_clinics_are_not_there(look, stranger):
    case = closed_case(stranger.clinic, stranger, family_name="Sorrel")
    RedFlagScreenFactory(case=case, screened_on=TODAY, present=["ces_bowel_dysfunction"])
    assert look(q="sorrel").context["others"] == []


def test_the_number_of_queries_does_not_grow_with_patients_without_an_open_case(client_for, clinic, physio):
    signed_in = client_for(physio)
    counts = []
    for size in (1, 8):
        for number in range(size):
            case = closed_case(clinic, physio, family_name=f"Sorrel {number}")
            RedFlagScreenFactory(case=case, screened_on=TODAY, present=["ces_bowel_dysfunction"])
            CheckInFactory(program=case.programs.get(), stop_symptoms=["stop_bowel_bladder"])
        counts.append(queries(signed_in, q="sorrel"))
    assert counts[0] == counts[1]
    assert counts[1] <= 22


def test_a_single_hit_that_is_gone_meanwhile_is_not_found(look, monkeypatch):
    monkeypatch.setattr(Dues, "sort", lambda *_: [0])
    assert look(q="ada", go="1").status_code == 404


def test_enter_opens_a_single_hit(look, case):
    assert look(q="ada", go="1").url == case.get_absolute_url()


def test_coming_back_to_a_search_stays_on_the_list(look, case):
    assert look(q="ada").status_code == 200


def test_typing_brings_the_results_alone(client_for, physio, case):
    answer = client_for(physio).get(reverse("caseload"), {"q": "ada"}, headers=HTMX)
    assert "<html" not in text_of(answer)
    assert 'aria-live="polite"><strong>1 of 1 case</strong>' in text_of(answer)
    assert "HX-Request" in answer["Vary"]


@pytest.mark.parametrize(
    "asked",
    [
        {"page": "x"},
        {"page": "999"},
        {"page": "-1"},
        {"whose": "<x>"},
        {"q": "%_'\"\\"},
        {"q": "a" * 3000},
    ],
)
def test_meddled_questions_are_answered(look, case, asked):
    assert look(**asked).status_code == 200


def test_fifty_a_page(look, clinic, physio):
    for _ in range(51):
        CaseFactory(patient=PatientFactory(clinic=clinic), lead=physio)
    assert "<strong>51 of 51 cases</strong>, showing first 50" in text_of(look())
    assert len(look(page=2).context["rows"]) == 1
    assert "showing 51 to 51" in text_of(look(page=2))


def queries(client, **asked):
    with CaptureQueriesContext(connection) as seen:
        client.get(reverse("caseload"), asked)
    return len(seen)


def test_the_number_of_queries_does_not_grow(client_for, clinic, physio):
    signed_in = client_for(physio)
    counts = []
    for size in (3, 27):
        for number in range(size):
            case = settled_case(clinic, physio)
            RedFlagScreenFactory(
                case=case, screened_on=TODAY, present=["infection_fever"] if number % 2 else []
            )
        counts.append(queries(signed_in, q="a"))
    assert counts[0] == counts[1]
    assert counts[1] <= 15


@pytest.mark.parametrize("starts_on", [date.max, date.min])
def test_a_start_nobody_can_mean_does_not_take_the_list_from_everybody(look, case, starts_on):
    program_for(case, starts_on=starts_on)
    assert len(names(look())) == 1
