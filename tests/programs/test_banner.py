"""What the patient banner says of an emergency sign in a returned log, on every page about that patient."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clinic.precautions import precautions
from programs.stop_signs import stop_signs
from tests.clinic.typed import text_of
from tests.factories import (
    CaseFactory,
    CheckInFactory,
    ItemFactory,
    ProgramFactory,
    RedFlagScreenFactory,
    RequestFactory,
)
from tests.programs.exceptions import with_disc
from tests.programs.logs import EMERGENCY, RADIATING
from tests.programs.steps import post, queries_of

WORDS = "EMERGENCY: a returned log reports a sign of bladder, bowel, between the legs or both legs."
LOGGED = date(2026, 11, 23)


@pytest.fixture
def log(ready_case):
    """Return a reviewed log with an emergency sign; the last screen is older."""
    seen = {"reviewed_by": ready_case.lead, "reviewed_at": "2026-11-23T12:00Z"}
    return CheckInFactory(program=ProgramFactory(case=ready_case), stop_symptoms=[EMERGENCY], **seen)


@pytest.fixture
def clock(today, monkeypatch):
    """Move the stopped clock to so many hours from noon."""
    noon = timezone.now()
    return lambda hours: monkeypatch.setattr(timezone, "now", lambda: noon + timedelta(hours=hours))


def said_of(case):
    return str(precautions([case], LOGGED))


def of_patient(name, patient):
    return reverse(name, args=[patient.pk])


@pytest.mark.parametrize(
    "name",
    [
        "patient-detail",
        "patient-edit",
        "patient-export",
        "patient-trail",
        "patient-changes",
        "erasure-ask",
        "case-open",
    ],
)
def test_every_page_of_the_patient_says_it_first(name, log, physio, client_for):
    says_it_first(client_for(physio).get(of_patient(name, log.program.case.patient)), log.program.case)


@pytest.mark.parametrize(
    "name",
    [
        "case-detail",
        "case-edit",
        "case-close",
        "case-changes",
        "diagnosis-add",
        "red-flag-screen-add",
        "clearance-add",
        "assessment-add",
        "measure-list",
    ],
)
def test_every_page_of_the_case_says_it_first(name, log, physio, client_for):
    case = log.program.case
    says_it_first(client_for(physio).get(reverse(name, args=[case.pk])), case)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("diagnosis-edit", "diagnoses"),
        ("red-flag-screen-detail", "red_flag_screens"),
        ("clearance-detail", "clearances"),
        ("clearance-revoke", "clearances"),
        ("assessment-edit", "assessments"),
    ],
)
def test_every_record_of_the_case_says_it_first(name, rows, log, physio, client_for):
    case = log.program.case
    says_it_first(client_for(physio).get(reverse(name, args=[getattr(case, rows).first().pk])), case)


def test_the_page_for_the_outcome_of_a_screen_says_it_first(log, physio, client_for):
    flags = {"present": ["infection_fever"], "screened_on": date(2026, 11, 20)}
    screen = RedFlagScreenFactory(case=log.program.case, **flags)
    url = reverse("red-flag-screen-outcome", args=[screen.pk])
    says_it_first(client_for(physio).get(url), log.program.case)


@pytest.mark.parametrize("name", ["program-edit", "program-settings", "program-issue"])
def test_every_page_of_a_draft_says_it_first(name, log, ready_draft, physio, client_for):
    says_it_first(client_for(physio).get(reverse(name, args=[ready_draft.pk])), log.program.case)


def test_the_pages_of_one_exercise_say_it_first(log, item, physio, client_for):
    client = client_for(physio)
    says_it_first(client.get(reverse("item-why", args=[item.program_id, item.pk])), log.program.case)
    week = reverse("week-dose-edit", args=[item.program_id, item.pk, 2])
    says_it_first(client.get(week), log.program.case)


def test_the_page_of_an_override_says_it_first(log, draft, physio, client_for):
    with_disc(draft.case)
    item = ItemFactory(program=draft, slug="romanian-deadlift")
    answer = client_for(physio).get(reverse("item-override", args=[draft.pk, item.pk]))
    says_it_first(answer, log.program.case)


def test_the_page_that_shows_both_versions_of_a_draft_says_it_first(log, item, physio, client_for):
    answer = post(client_for(physio), "item-remove", item, seen=item.program.draft_version + 7)
    says_it_first(answer, log.program.case, status=409)


def test_the_pages_of_an_issued_programme_say_it_first(issued, physio, client_for):
    log = CheckInFactory(program=issued, stop_symptoms=[EMERGENCY])
    client = client_for(physio)
    for name, args in (
        ("program-detail", [issued.pk]),
        ("program-handout", [issued.pk]),
        ("program-end", [issued.pk]),
        ("check-in-add", [issued.pk, 2]),
        ("check-in-detail", [log.pk]),
        ("check-in-correct", [log.pk]),
    ):
        says_it_first(client.get(reverse(name, args=args)), issued.case)


def test_the_page_that_refuses_a_handout_says_it_first(issued, physio, client_for):
    CheckInFactory(program=issued, stop_symptoms=[EMERGENCY])
    answer = client_for(physio).get(reverse("program-handout-pdf", args=[issued.pk]))
    says_it_first(answer, issued.case, status=422)


def says_it_first(answer, case, *, status=200):
    assert answer.status_code == status
    page = text_of(answer)
    banner = page[page.index("patient-banner") : page.index("<main")]
    assert banner.index(WORDS) < banner.index("patient-name")
    assert "Send the patient to emergency care now. Nothing is trained until a new screen finds" in banner
    assert (
        f'<a href="{reverse("red-flag-screen-add", args=[case.pk])}">Record a new red-flag screen</a>'
        in banner
    )


def test_another_stop_symptom_is_no_emergency(log, ready_case):
    log.stop_symptoms = [RADIATING]
    log.save()
    assert said_of(ready_case) == ""


@pytest.mark.parametrize(
    ("screen", "says_so"),
    [
        ({"screened_on": LOGGED}, False),
        ({"screened_on": date(2026, 11, 22)}, True),
        ({"screened_on": LOGGED, "not_asked": ["ces_bowel_dysfunction"]}, True),
        ({"screened_on": LOGGED, "not_asked": ["infection_fever"]}, False),
    ],
)
def test_it_stands_until_a_later_screen_has_asked_about_every_sign(screen, says_so, log, ready_case):
    assert said_of(ready_case).startswith(WORDS)
    RedFlagScreenFactory(case=ready_case, **screen)
    assert said_of(ready_case).startswith(WORDS) is says_so


@pytest.mark.parametrize(("hours", "says_so"), [(-1, True), (0, False), (1, False)])
def test_a_screen_of_the_same_day_counts_if_it_came_after_the_log(hours, says_so, log, ready_case, clock):
    clock(hours=hours)
    RedFlagScreenFactory(case=ready_case, screened_on=LOGGED)
    assert said_of(ready_case).startswith(WORDS) is says_so
    assert stop_signs(ready_case).is_unscreened is says_so
    assert stop_signs(ready_case).awaits_absence is says_so


@pytest.mark.parametrize("received_on", [LOGGED, date(2026, 11, 20)])
def test_a_sign_added_by_a_correction_counts_from_the_correction(received_on, ready_case, clock):
    program = ProgramFactory(case=ready_case)
    log = CheckInFactory(program=program, received_on=received_on)
    clock(hours=1)
    RedFlagScreenFactory(case=ready_case, screened_on=LOGGED)
    clock(hours=2)
    log.stop_symptoms, log.version = [EMERGENCY], 2
    log.save()
    assert said_of(ready_case).startswith(WORDS)
    assert stop_signs(ready_case).awaits_absence
    clock(hours=3)
    RedFlagScreenFactory(case=ready_case, screened_on=LOGGED)
    assert said_of(ready_case) == ""


def correct_to(log, signs, version):
    log.stop_symptoms, log.version = signs, version
    log.save()


def test_a_sign_that_a_correction_puts_back_counts_from_then(log, ready_case, clock):
    correct_to(log, [], 2)
    clock(hours=1)
    RedFlagScreenFactory(case=ready_case, screened_on=LOGGED)
    clock(hours=2)
    correct_to(log, [EMERGENCY], 3)
    assert said_of(ready_case).startswith(WORDS)
    assert stop_signs(ready_case).awaits_absence
    clock(hours=3)
    correct_to(log, [EMERGENCY], 4)
    RedFlagScreenFactory(case=ready_case, screened_on=LOGGED)
    assert said_of(ready_case) == ""
    clock(hours=4)
    correct_to(log, [EMERGENCY, RADIATING], 5)
    assert said_of(ready_case) == ""
    assert not stop_signs(ready_case).awaits_absence


def test_a_correction_of_something_else_asks_for_no_further_screen(log, ready_case, clock):
    clock(hours=1)
    RedFlagScreenFactory(case=ready_case, screened_on=LOGGED)
    clock(hours=2)
    log.sessions_done, log.version = 2, 2
    log.save()
    assert said_of(ready_case) == ""


def test_a_later_screen_that_finds_a_sign_speaks_instead(log, ready_case):
    screen = RedFlagScreenFactory(case=ready_case, screened_on=LOGGED, present=["ces_bowel_dysfunction"])
    assert said_of(ready_case) == "EMERGENCY: suspected cauda equina syndrome"
    screen.outcome, screen.outcome_on = "MRI normal", LOGGED
    screen.save()
    assert said_of(ready_case) == "Cauda equina sign present, ask again"


def test_an_older_screen_that_found_a_sign_does_not_hide_it(log, ready_case):
    RedFlagScreenFactory(
        case=ready_case,
        screened_on=date(2026, 11, 20),
        present=["ces_bowel_dysfunction"],
        outcome="MRI normal",
        outcome_on=date(2026, 11, 21),
    )
    assert said_of(ready_case).startswith(WORDS)


def test_closing_the_case_does_not_hide_it(log, ready_case):
    ready_case.closed_on = LOGGED
    ready_case.save()
    (emergency,) = precautions([ready_case], LOGGED).emergencies
    assert emergency.words.startswith(WORDS)
    assert (emergency.action, emergency.url) == ("", "")


def test_the_builder_calls_nothing_fine_and_says_the_same(log, ready_draft, ready_case, physio, client_for):
    RequestFactory(program=ready_draft, slug="walking")
    answer = client_for(physio).get(reverse("program-edit", args=[ready_draft.pk]))
    assert str(answer.context["precautions"]).startswith(WORDS)
    assert " Fine</span>" not in text_of(answer)
    assert "Not now: emergency" in text_of(answer)


def test_the_case_page_shows_the_emergency_and_starts_nothing(log, ready_case, physio, client_for):
    answer = client_for(physio).get(ready_case.get_absolute_url())
    page = text_of(answer)
    assert page.index("Emergency: suspected cauda equina syndrome") < page.index("<h1>")
    assert 'href="tel:112"' in page
    assert "Start a programme" not in page
    step = next(step for step in answer.context["steps"] if step.title == "Red flags")
    assert (step.state, step.url) == ("stop", reverse("red-flag-screen-add", args=[ready_case.pk]))
    assert step.summary == "A returned log reports an emergency sign: ask again"
    RedFlagScreenFactory(case=ready_case, screened_on=LOGGED)
    page = text_of(client_for(physio).get(ready_case.get_absolute_url()))
    assert "Emergency: suspected" not in page
    assert "All 16 absent" in page


def test_two_cases_that_tell_of_it_say_it_once(log, ready_case, physio, client_for):
    other = ProgramFactory(case__patient=ready_case.patient, case__lead=physio).case
    CheckInFactory(program=other.programs.get(), stop_symptoms=[EMERGENCY])
    assert text_of(client_for(physio).get(ready_case.patient.get_absolute_url())).count(WORDS) == 1


@pytest.mark.parametrize("name", ["case-detail", "case-edit", "measure-list", "red-flag-screen-add"])
def test_pages_of_another_case_of_the_patient_say_it_first(name, log, physio, client_for):
    other = CaseFactory(patient=log.program.case.patient, lead=physio)
    says_it_first(client_for(physio).get(reverse(name, args=[other.pk])), other)


@pytest.mark.parametrize("name", ["program-edit", "program-issue"])
def test_drafts_of_another_case_of_the_patient_say_it_first(name, ready_draft, physio, client_for):
    other = ProgramFactory(case__patient=ready_draft.case.patient, case__lead=physio)
    CheckInFactory(program=other, stop_symptoms=[EMERGENCY])
    says_it_first(client_for(physio).get(reverse(name, args=[ready_draft.pk])), ready_draft.case)


def test_a_closed_case_says_it_while_another_case_tells_of_it(log, physio, client_for):
    closed = CaseFactory(patient=log.program.case.patient, lead=physio, closed_on=LOGGED)
    says_it_first(client_for(physio).get(closed.get_absolute_url()), log.program.case)


def test_the_logs_of_another_patient_say_nothing(log, physio):
    assert said_of(CaseFactory(clinic=log.clinic, patient__clinic=log.clinic, lead=physio)) == "No clearance"


@pytest.mark.parametrize("sign", [[], [RADIATING]])
def test_logs_that_tell_of_no_emergency_cost_no_more_with_their_number(sign, ready_case, physio, client_for):
    client, url = client_for(physio), ready_case.patient.get_absolute_url()
    counts = []
    for _ in range(2):
        for week in range(1, 4):
            CheckInFactory(program=ProgramFactory(case=ready_case), week=week, stop_symptoms=sign)
        counts.append(queries_of(client, url))
    assert counts[0] == counts[1]


def test_a_screen_that_is_older_than_the_news_of_the_log_settles_nothing(ready_case, clock):
    clock(hours=-72)
    RedFlagScreenFactory(case=ready_case, screened_on=date(2026, 11, 20))
    clock(hours=0)
    CheckInFactory(
        program=ProgramFactory(case=ready_case), received_on=date(2026, 11, 18), stop_symptoms=[EMERGENCY]
    )
    assert said_of(ready_case).startswith(WORDS)
