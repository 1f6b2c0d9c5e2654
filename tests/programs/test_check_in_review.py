"""Reviewing a stop: what was found, by whom, and whether the programme goes on."""

import pytest
from django.urls import reverse

from clinic.models import AccessEvent
from programs.models import CheckIn, Program
from programs.review import case_gates
from programs.review import review as review_of
from tests.factories import RedFlagScreenFactory
from tests.programs.logs import EMERGENCY, RADIATING, correct, decide, enter, stored, url_of
from tests.programs.steps import said, text_of
from tests.programs.test_handing_out import replace_clearance

NOTE = {"note": "Leg pain gone, strength normal"}


@pytest.fixture
def check_in(issued, physio, client_for):
    return enter(client_for(physio), issued, stop_symptoms=[RADIATING])


def review(client, check_in, *, seen=None, **data):
    return decide(client, "check-in-review", check_in, data or NOTE, seen=seen)


def test_what_was_corrected_meanwhile_is_not_reviewed_unseen(check_in, physio, client_for):
    client = client_for(physio)
    correct(client, check_in, stop_symptoms=[RADIATING, "stop_numb_tingle_weak"])
    before = stored(check_in)
    answer = review(client, check_in, seen=check_in.version, note="Night pain settled", resume="1")
    assert answer.status_code == 422
    assert said(answer)[-1] == "This entry was corrected meanwhile. Read the new answer, then decide."
    assert "Night pain settled" in text_of(answer)
    assert stored(check_in) == before


def status_of(check_in):
    return Program.objects.get(pk=check_in.program_id).status


@pytest.mark.parametrize("person", ["physio", "colleague"])
def test_physiotherapists_of_the_clinic_may(person, check_in, client_for, request, today):
    user = request.getfixturevalue(person)
    assert review(client_for(user), check_in).url == url_of("check-in-detail", check_in)
    reviewed = CheckIn.objects.get()
    assert (reviewed.reviewed_by, reviewed.reviewed_at.date()) == (user, today)
    assert reviewed.review_note == NOTE["note"]


def test_strangers_find_nothing(check_in, stranger, client_for):
    before = stored(check_in)
    assert review(client_for(stranger), check_in).status_code == 404
    assert stored(check_in) == before


@pytest.mark.parametrize("person", ["librarian", "manager"])
def test_other_roles_are_refused(person, check_in, client_for, request):
    before = stored(check_in)
    assert review(client_for(request.getfixturevalue(person)), check_in).status_code == 403
    assert stored(check_in) == before


def test_visitors_are_asked_to_sign_in(check_in, client):
    before = stored(check_in)
    assert review(client, check_in).url.startswith(reverse("account_login"))
    assert stored(check_in) == before


def test_looking_reviews_nothing(check_in, physio, client_for):
    assert client_for(physio).get(url_of("check-in-review", check_in)).status_code == 405


@pytest.mark.parametrize(("data", "status"), [({}, "suspended"), ({"resume": "1"}, "issued")])
def test_the_programme_goes_on_only_when_the_clinician_says_so(data, status, check_in, physio, client_for):
    review(client_for(physio), check_in, **NOTE, **data)
    assert status_of(check_in) == status


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("flag", "Possible serious pathology"),
        ("refused", "No valid medical clearance"),
        ("revoked", "No valid medical clearance"),
    ],
)
def test_what_may_not_be_handed_out_does_not_go_on(what, words, check_in, physio, client_for, today):
    case = check_in.program.case
    if what == "flag":
        RedFlagScreenFactory(case=case, present=("progressive_motor_weakness",), concern="high", action="GP")
    elif what == "refused":
        replace_clearance(case, decision="refused")
    else:
        case.clearances.update(revoked_on=today, revoked_reason="New symptoms")
    before, client = stored(check_in), client_for(physio)
    assert "Reviewed, the programme may go on" not in text_of(client.get(url_of("check-in-detail", check_in)))
    answer = review(client, check_in, **NOTE, resume="1")
    assert words in said(answer)[-1]
    assert (answer.status_code, stored(check_in)) == (422, before)
    review(client, check_in)
    assert status_of(check_in) == "suspended"


def test_until_then_nothing_can_be_issued_for_this_patient(check_in, physio, client_for, today):
    case = check_in.program.case
    assert "G09" in [gate.id for gate in case_gates(case, today)]
    review(client_for(physio), check_in)
    assert "G09" not in [gate.id for gate in case_gates(case, today)]


@pytest.mark.parametrize("note", ["", "   "])
def test_a_review_without_words_is_refused(note, check_in, physio, client_for):
    before = stored(check_in)
    answer = review(client_for(physio), check_in, note=note, resume="1")
    assert said(answer) == ["Write down what you found; a review is recorded once."]
    assert stored(check_in) == before


@pytest.mark.parametrize("resume", [{}, {"resume": "1"}])
@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("strength " * 56, "Not recorded: the review has 503 characters, and 500 fit."),
        ("Leg pain\u202e gone", "This holds a character that cannot be kept (U+202E)."),
    ],
)
def test_a_review_that_cannot_be_kept_is_refused_and_stays_in_the_box(
    note, words, resume, check_in, physio, client_for
):
    before = stored(check_in)
    answer = review(client_for(physio), check_in, note=note, **resume)
    assert answer.status_code == 422
    (reason,) = said(answer)
    assert reason.startswith(words)
    assert f">{note}</textarea>" in text_of(answer)
    assert stored(check_in) == before


def test_a_review_of_just_the_longest_length_is_kept_with_its_lines(check_in, physio, client_for):
    lines = "a" * 250 + "\r\n" + "b" * 249
    review(client_for(physio), check_in, note=lines)
    assert CheckIn.objects.get().review_note == lines.replace("\r\n", "\n")


def test_a_review_is_recorded_once(check_in, physio, colleague, client_for):
    review(client_for(physio), check_in)
    before = stored(check_in)
    review(client_for(colleague), check_in, note="I see it differently", resume="1")
    assert stored(check_in) == before


def test_another_weeks_open_stop_keeps_it_suspended(check_in, issued, physio, client_for):
    later = enter(client_for(physio), issued, week=2, stop_symptoms=[EMERGENCY])
    before = stored(check_in)
    answer = review(client_for(physio), check_in, **NOTE, resume="1")
    words = f"A stop symptom of week 2 of {issued.code} awaits its review. Review it first."
    assert said(answer) == [words]
    assert stored(check_in) == before
    review(client_for(physio), later)
    RedFlagScreenFactory(case=issued.case, screened_on="2026-11-23")
    review(client_for(physio), check_in, **NOTE, resume="1")
    assert status_of(check_in) == "issued"


def test_a_replaced_programme_does_not_come_back(check_in, physio, client_for):
    Program.objects.filter(pk=check_in.program_id).update(status="superseded")
    review(client_for(physio), check_in, **NOTE, resume="1")
    assert status_of(check_in) == "superseded"


def test_the_review_is_on_record_and_shown(check_in, issued, colleague, client_for):
    review(client_for(colleague), check_in)
    assert AccessEvent.objects.filter(user=colleague, what=f"Reviewed week 1 of {issued.code}").exists()
    page = text_of(client_for(colleague).get(url_of("check-in-detail", check_in)))
    assert "Reviewed by Ben Cole on 23-Nov-2026 12:00: Leg pain gone, strength normal" in page


NO_SCREEN, AN_OLD_ONE = {}, {"screened_on": "2026-11-22"}
ONE_SIGN, ONE_UNASKED = ({name: ["ces_bowel_dysfunction"]} for name in ("present", "not_asked"))


@pytest.mark.parametrize("screen", [NO_SCREEN, AN_OLD_ONE, ONE_SIGN, ONE_UNASKED])
def test_after_an_emergency_sign_it_goes_on_only_when_a_new_screen_finds_none(
    screen, issued, physio, client_for
):
    log = enter(client_for(physio), issued, stop_symptoms=[EMERGENCY])
    if screen:
        RedFlagScreenFactory(case=issued.case, **{"screened_on": "2026-11-23", **screen})
    before = stored(log)
    (words,) = said(review(client_for(physio), log, **NOTE, resume="1"))
    assert "only after a new red-flag screen that finds every cauda equina sign absent" in words
    assert stored(log) == before
    RedFlagScreenFactory(case=issued.case, screened_on="2026-11-23")
    review(client_for(physio), log, **NOTE, resume="1")
    assert status_of(log) == "issued"


def test_an_emergency_sign_can_be_reviewed_and_kept_suspended_without_a_screen(issued, physio, client_for):
    log = enter(client_for(physio), issued, stop_symptoms=[EMERGENCY])
    review(client_for(physio), log)
    assert status_of(log) == "suspended"
    assert CheckIn.objects.get().reviewed_by == physio


def test_no_new_version_leads_past_an_emergency_sign_without_a_screen(issued, physio, client_for):
    review(client_for(physio), enter(client_for(physio), issued, stop_symptoms=[EMERGENCY]))
    assert "G09" in {gate.id for gate in case_gates(issued.case, issued.starts_on) if gate.blocks}
    RedFlagScreenFactory(case=issued.case, screened_on="2026-11-23")
    assert "G09" not in {gate.id for gate in case_gates(issued.case, issued.starts_on)}


def test_another_week_does_not_lead_past_an_emergency_sign(check_in, issued, physio, client_for):
    later = enter(client_for(physio), issued, week=2, stop_symptoms=[EMERGENCY])
    review(client_for(physio), later)
    review(client_for(physio), check_in, **NOTE, resume="1")
    assert status_of(check_in) == "suspended"


class TestSuspendedWithoutAStopSymptom:
    """A break of four weeks, or a stop sign corrected away: no new version goes past the review."""

    @pytest.fixture(params=["break", "corrected"])
    def log(self, request, issued, physio, client_for):
        client = client_for(physio)
        if request.param == "break":
            return enter(client, issued, weeks_missed=4)
        log = enter(client, issued, stop_symptoms=[RADIATING])
        correct(client, log)
        return log

    @pytest.fixture
    def next_version(self, log, issued, physio, client_for):
        client_for(physio).post(reverse("program-revise", args=[issued.pk]))
        return issued.case.programs.get(status="draft")

    def test_the_next_version_waits_for_the_review(self, log, next_version, physio, client_for):
        judged = review_of(next_version)
        assert "REVIEW" in [gate.id for gate in judged.blocking]
        assert not judged.blocks_in_draft
        review(client_for(physio), log)
        assert "REVIEW" not in [gate.id for gate in review_of(next_version).blocking]

    def test_the_case_leads_to_the_log_although_a_draft_waits(self, log, next_version, physio, client_for):
        page = client_for(physio).get(next_version.case.get_absolute_url())
        assert url_of("check-in-detail", log) in page.content.decode()
