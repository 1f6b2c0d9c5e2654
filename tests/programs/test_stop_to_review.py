"""A log that stopped the training is reviewed: whatever it says by now, and whatever has become of its programme."""

import pytest
from django.urls import reverse

from clinic.models import Case
from programs.facts import patient_facts
from programs.handing_out import why_withheld
from programs.models import Program
from programs.review import case_gates, review
from tests.clinic.typed import text_of
from tests.programs.logs import EMERGENCY, RADIATING, add_url, correct, decide, enter, stored, typed
from tests.programs.steps import next_version, said

NOTE = {"note": "Leg pain gone, strength normal"}
GOES_ON = NOTE | {"resume": "1"}
MAY_GO_ON, REVIEW_FIRST = "Reviewed, the programme may go on", "Review before anything goes on"
NUMB = "stop_numb_tingle_weak"


def now(row):
    return type(row).objects.get(pk=row.pk)


def gates(case, today):
    return {gate.id for gate in case_gates(now(case), today)}


@pytest.fixture
def client(physio, client_for):
    return client_for(physio)


def page_of(client, row):
    return text_of(client.get(row.get_absolute_url()))


class TestOnlyTheLogThatStoppedItLetsItGoOn:
    @pytest.fixture
    def calm(self, issued, client):
        return enter(client, issued, week=1)

    @pytest.fixture
    def long_break(self, calm, issued, client):
        return enter(client, issued, week=2, weeks_missed=5)

    def test_a_calm_week_offers_no_review_and_takes_none(self, calm, long_break, issued, client):
        page = page_of(client, calm)
        assert MAY_GO_ON not in page
        assert "Review week 2" in page
        answer = decide(client, "check-in-review", calm, GOES_ON)
        assert answer.status_code == 422
        assert said(answer) == [
            "This week has not stopped the programme, so there is nothing to review. Decide on it below."
        ]
        assert now(issued).status == "suspended"
        assert now(calm).reviewed_at is None

    def test_the_break_is_not_accepted_without_its_review(self, long_break, issued, client):
        Program.objects.filter(pk=issued.pk).update(status="issued")
        answer = decide(client, "check-in-accept", long_break)
        assert said(answer) == [
            f"The log of week 2 of {issued.code} stopped the programme and awaits its review. Review it first."
        ]
        assert not Program.objects.filter(status="draft").exists()

    def test_after_its_review_the_programme_goes_on(self, long_break, issued, client):
        decide(client, "check-in-review", long_break, GOES_ON)
        assert now(issued).status == "issued"
        assert why_withheld(now(issued)) is None

    @pytest.mark.parametrize("order", [(1, 2), (2, 1)])
    def test_of_two_the_last_review_decides(self, order, issued, client):
        logs = {
            1: enter(client, issued, week=1, weeks_missed=5),
            2: enter(client, issued, week=2, stop_symptoms=[RADIATING]),
        }
        first, last = (logs[week] for week in order)
        assert MAY_GO_ON not in page_of(client, first)
        answer = decide(client, "check-in-review", first, GOES_ON)
        assert f"of week {last.week} of {issued.code}" in said(answer)[0]
        assert (now(issued).status, now(first).reviewed_at) == ("suspended", None)
        decide(client, "check-in-review", first, {"note": "Foot is strong"})
        assert "Foot is strong" in page_of(client, last)
        decide(client, "check-in-review", last, GOES_ON)
        assert now(issued).status == "issued"

    def test_the_sign_on_an_older_version_does_not_pass_by_the_break(self, issued, client, physio):
        old = enter(client, issued)
        running = next_version(issued, client, physio)
        long_break = enter(client, running, weeks_missed=5)
        correct(client, old, stop_symptoms=[RADIATING])
        assert decide(client, "check-in-review", old, GOES_ON).status_code == 422
        assert (now(running).status, now(long_break).reviewed_at) == ("suspended", None)


class TestKeptSuspended:
    """After a review kept it suspended only a new version goes on, whatever else is reviewed."""

    @pytest.fixture
    def running(self, issued, client, physio):
        self.old = enter(client, issued)
        running = next_version(issued, client, physio)
        calm, stop = enter(client, running, week=1), enter(client, running, week=2, stop_symptoms=[NUMB])
        decide(client, "check-in-review", stop, {"note": "Foot weak, to the neurologist first"})
        assert decide(client, "check-in-review", calm, GOES_ON).status_code == 422
        return running

    def test_a_sign_on_another_paper_does_not_lift_it(self, running, client):
        correct(client, self.old, stop_symptoms=[RADIATING])
        page = page_of(client, self.old)
        assert "Foot weak, to the neurologist first" in page
        assert MAY_GO_ON not in page
        words = f"An earlier review kept {running.code} suspended: only a new version starts it again."
        assert words in page
        assert said(decide(client, "check-in-review", self.old, GOES_ON)) == [words]
        decide(client, "check-in-review", self.old, NOTE)
        assert now(running).status == "suspended"

    def test_a_new_version_starts_it_again(self, running, client, physio):
        newest = next_version(running, client, physio)
        assert (now(newest).status, now(newest).stays_suspended) == ("issued", False)

    def test_a_typing_slip_put_right_long_ago_is_nothing_to_review(self, issued, client, physio, today):
        typo = enter(client, issued)
        correct(client, typo, usual_morning=3)
        stop = enter(client, issued, week=2, stop_symptoms=[RADIATING])
        decide(client, "check-in-review", stop, NOTE)
        assert "REVIEW" not in gates(issued.case, today)
        assert "Its log has been reviewed: a new version starts it again" in page_of(client, issued)
        assert "Its log has been reviewed: a new version starts it again" in page_of(client, typo)

    def test_a_late_week_that_changes_the_next_one_is_nothing_to_review(self, issued, client, physio, today):
        red = {"leg-press": {"pain_during": 9}}
        week = enter(client, issued, week=2, rows=red)
        decide(client, "check-in-review", enter(client, issued, week=3, stop_symptoms=[RADIATING]), NOTE)
        enter(client, issued, week=1, rows=red)
        assert now(week).version > 1
        assert "REVIEW" not in gates(issued.case, today)


@pytest.mark.parametrize("sign", [RADIATING, EMERGENCY])
class TestASignCorrectedAway:
    @pytest.fixture
    def log(self, sign, issued, client, physio):
        """Return the log of a replaced version, on which a sign was ticked and taken away again."""
        log = enter(client, issued)
        self.running = next_version(issued, client, physio)
        correct(client, log, stop_symptoms=[sign])
        correct(client, log)
        return now(log)

    def test_every_page_leads_to_its_review(self, log, client, today):
        running = now(self.running)
        assert running.status == "suspended"
        assert running.stop_to_review() == log
        assert why_withheld(running).url == log.get_absolute_url()
        assert "REVIEW" in gates(running.case, today)
        assert log.get_absolute_url() in client.get(running.case.get_absolute_url()).content.decode()
        for page in (page_of(client, running), text_of(client.get(reverse("caseload")))):
            assert "reviewed: a new version starts it again" not in page
        assert "Review week 1</a>: it stopped the programme and was corrected since." in page_of(
            client, running
        )
        page = page_of(client, log)
        assert REVIEW_FIRST in page
        assert (
            "was corrected since: no stop sign stands in it now. If it was a slip, write that down." in page
        )

    def test_no_new_version_passes_it_by(self, log, client):
        client.post(reverse("program-revise", args=[self.running.pk]))
        assert "REVIEW" in [gate.id for gate in review(Program.objects.get(status="draft")).blocking]

    def test_a_slip_is_settled_by_one_review(self, log, client, today):
        decide(client, "check-in-review", log, {"note": "Ticked by mistake", "resume": "1"})
        assert now(self.running).status == "issued"
        assert "REVIEW" not in gates(self.running.case, today)

    def test_corrected_once_more_it_is_reviewed_again(self, log, client):
        decide(client, "check-in-review", log, {"note": "Ticked by mistake", "resume": "1"})
        correct(client, log, sessions_done=1)
        assert now(log).awaits_review
        assert now(self.running).status == "suspended"


def test_an_earlier_week_corrected_after_a_later_review_is_reviewed(issued, client, today):
    later = enter(client, issued, week=3, stop_symptoms=[RADIATING])
    decide(client, "check-in-review", later, GOES_ON)
    earlier = enter(client, issued, week=2, stop_symptoms=[RADIATING])
    correct(client, earlier)
    assert now(issued).stop_to_review() == earlier
    assert "REVIEW" in gates(issued.case, today)


class TestTheProgrammeHasEnded:
    """Ending the programme, or closing the case, is no review."""

    @pytest.fixture(params=["break", "corrected"])
    def log(self, request, issued, client):
        if request.param == "break":
            return enter(client, issued, weeks_missed=5)
        log = enter(client, issued, stop_symptoms=[RADIATING])
        correct(client, log)
        return now(log)

    @pytest.fixture
    def ended(self, log, issued, client):
        client.post(reverse("program-end", args=[issued.pk]), {"reason": "Starts anew"})
        assert now(issued).status == "ended"
        return log

    def test_the_next_one_waits_all_the_same(self, ended, issued, client, today):
        assert "REVIEW" in gates(issued.case, today)
        client.post(reverse("program-revise", args=[issued.pk]))
        draft = Program.objects.get(status="draft")
        assert "REVIEW" in [gate.id for gate in review(draft).blocking]
        decide(client, "check-in-review", ended, NOTE)
        assert "REVIEW" not in [gate.id for gate in review(draft).blocking]

    def test_case_and_caseload_say_so(self, ended, issued, client):
        step = client.get(issued.case.get_absolute_url()).context["steps"][-1]
        assert step.summary == (
            f"The log of week 1 of {issued.code} stopped the programme and awaits its review. Review it first."
        )
        assert step.url == ended.get_absolute_url()
        listed = text_of(client.get(reverse("caseload")))
        assert "A returned log stopped the programme: review it" in listed
        assert "Programme suspended" not in listed

    def test_the_case_is_not_closed(self, log, issued, client):
        case = issued.case
        answer = client.post(
            reverse("case-close", args=[case.pk]),
            {"version": case.version, "closed_on": "2026-11-23", "reason": "Away", "ending": [issued.pk]},
        )
        assert answer.status_code == 422
        assert "stopped the programme and awaits its review. Review it first." in text_of(answer)
        assert Case.objects.open().exists()
        assert now(issued).status == "suspended"

    def test_nothing_is_said_to_go_on(self, issued, client):
        client.post(reverse("program-end", args=[issued.pk]), {"reason": "Done"})
        log = enter(client, issued, stop_symptoms=[RADIATING])
        page = page_of(client, log)
        assert "No programme of this case is suspended by it now." in page
        assert "has been suspended since" not in page
        assert MAY_GO_ON not in page
        assert "Record the review" in page
        decide(client, "check-in-review", log, NOTE)
        assert now(log).reviewed_at


def test_worse_legs_are_not_settled_by_the_review_of_a_log_that_stopped_nothing(issued, client, today):
    log = enter(client, issued, rows={"leg-press": {"leg_symptoms_worse": True}})
    before = stored(log)
    assert decide(client, "check-in-review", log, NOTE).status_code == 422
    assert stored(log) == before
    assert "leg-press" in patient_facts(issued.case, today).worsens_leg_symptoms


def test_a_log_that_stops_nothing_any_more_is_not_asked_about(issued, client, physio):
    """A break told of a version that was replaced has stopped nothing: another one was judged since."""
    log = enter(client, issued)
    running = next_version(issued, client, physio)
    correct(client, log, weeks_missed=5)
    assert (now(running).status, now(log).awaits_review) == ("issued", False)
    assert client.post(add_url(issued, 2), typed(issued, weeks_missed=5)).status_code == 422
