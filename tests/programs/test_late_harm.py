"""Worse legs and red pain that are told late, or that the next calm week would hide."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from exercises.models import Exercise
from programs.facts import patient_facts
from programs.handing_out import why_withheld
from programs.models import CheckIn, WeekDose
from programs.review import review
from tests.clinic.typed import text_of
from tests.programs.logs import (
    RADIATING,
    add_url,
    correct,
    decide,
    decision,
    enter,
    running,
    stored,
    typed,
    url_of,
)
from tests.programs.steps import next_version, said

WORSE = {"leg-press": {"leg_symptoms_worse": True}}
RED = {"leg-press": {"pain_during": 8}}
WAITS = "Leg symptoms got worse in a returned log: nobody has dealt with it"


@pytest.fixture
def client(physio, client_for):
    return client_for(physio)


@pytest.fixture
def worsening(today):
    return lambda program: patient_facts(program.case, today).worsens_leg_symptoms


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def blocking(draft):
    return [gate.id for gate in review(draft).blocking]


class TestACalmWeekAfterWorseLegs:
    """Nobody has dealt with week 1, in which the leg press made the legs worse."""

    @pytest.fixture
    def first(self, issued, client):
        return enter(client, issued, rows=WORSE)

    @pytest.fixture
    def second(self, first, issued, client):
        return enter(client, issued, week=2)

    def test_takes_the_step_back_that_is_owed(self, second):
        answer = decision(second, "leg-press")
        assert (answer["decision"], answer["step"], answer["next"]["reps"]) == ("regress", "less-work", 9)
        assert answer["reason"].startswith(
            "Leg symptoms got worse or moved down in an earlier log, and nobody has"
        )

    def test_counts_no_further_week_of_regress(self, second, issued, client):
        third = enter(client, issued, week=3)
        assert [log.counters["leg-press"]["regress_streak"] for log in (second, third)] == [1, 1]
        fourth = enter(client, issued, week=4, rows=RED)
        assert decision(fourth, "leg-press")["step"] == "easier-variant"

    def test_is_answered_so_too_when_it_came_back_first(self, issued, client):
        second = enter(client, issued, week=2)
        assert decision(second, "leg-press")["decision"] == "advance"
        enter(client, issued, rows=WORSE)
        assert decision(fresh(second), "leg-press")["decision"] == "regress"
        assert fresh(second).version == 2

    def test_is_not_left_as_it_is(self, second, issued, client):
        before = stored(second)
        answer = client.post(url_of("check-in-leave", second), {"version": second.version, "reason": "Calm"})
        assert answer.status_code == 422
        words = f"made leg symptoms worse in week 1 of {issued.code} and nobody has dealt with that log"
        assert words in text_of(answer)
        assert stored(second) == before

    def test_does_not_keep_the_dose(self, second, issued, client):
        press = issued.items.get(exercise__slug="leg-press")
        page = text_of(client.get(url_of("check-in-detail", second)))
        assert page.count('<option value="keep">') == issued.items.count() - 1
        answer = decide(client, "check-in-accept", second, {f"choice-{press.pk}": "keep"})
        assert "and nobody has dealt with that log: it cannot stay at this dose." in said(answer)[0]
        assert not issued.case.programs.filter(status="draft").exists()

    def test_accepted_deals_with_both(self, second, issued, client, physio, worsening):
        assert worsening(issued) == {"leg-press"}
        decide(client, "check-in-accept", second)
        draft = fresh(second).next_version
        assert (worsening(issued), draft.items.get(exercise__slug="leg-press").reps) == (frozenset(), 9)
        assert "G07" not in blocking(draft)

    def test_stays_on_the_caseload_and_its_paper_is_held_back(self, second, issued, client):
        listed = text_of(client.get(reverse("caseload")))
        assert WAITS in listed
        assert "Returned log: decide on the next step" in listed
        assert "to be left out now" in str(why_withheld(issued))

    def test_a_correction_that_takes_the_answer_away_ends_it(self, first, second, client):
        correct(client, first)
        assert decision(fresh(second), "leg-press")["decision"] == "advance"


class TestOfTwoRowsAboutOneForm:
    """A week set by hand has come to the form of another row; one of the two made the legs worse."""

    @pytest.fixture
    def log(self, draft, client):
        program = running(draft, "bodyweight-squat", "goblet-squat")
        squat = Exercise.objects.get(slug="goblet-squat")
        WeekDose.objects.filter(item__program=program, week=1).update(exercise=squat)
        return enter(client, program, rows={"bodyweight-squat": {"leg_symptoms_worse": True}})

    def test_neither_may_keep_its_dose(self, log, client):
        assert '<option value="keep">' not in text_of(client.get(url_of("check-in-detail", log)))
        twin = log.program.items.get(exercise__slug="goblet-squat")
        answer = decide(client, "check-in-accept", log, {f"choice-{twin.pk}": "keep"})
        assert "made leg symptoms worse: it cannot stay at this dose." in said(answer)[0]
        assert not fresh(log).accepted_at


class TestAHarderFormAfterWorseLegs:
    """Week 2 has a harder form of what made the legs worse in week 1: it goes back, not on and not a little down."""

    def test_goes_back_or_out(self, draft, client):
        program = running(draft, "bodyweight-squat")
        harder = Exercise.objects.get(slug="goblet-squat")
        WeekDose.objects.filter(item__program=program, week=2).update(exercise=harder)
        enter(client, program, rows={"bodyweight-squat": {"leg_symptoms_worse": True}})
        answer = decision(enter(client, program, week=2), "goblet-squat")
        assert (answer["decision"], answer["step"]) == ("regress", "remove")


class TestOfAProgrammeThatIsOver:
    """Its log comes back late: worse legs and red pain on it are taken, whatever became of the programme."""

    @pytest.fixture(params=["replaced", "ended"])
    def over(self, request, issued, client, physio):
        if request.param == "ended":
            client.post(reverse("program-end", args=[issued.pk]), {"reason": "Holiday"})
        else:
            next_version(issued, client, physio)
        return fresh(issued)

    @pytest.mark.parametrize("rows", [WORSE, RED], ids=["worse legs", "red pain"])
    def test_they_are_taken(self, rows, over, client):
        log = enter(client, over, rows=rows)
        assert decision(log, "leg-press")["decision"] == "regress"
        page = text_of(client.get(url_of("check-in-detail", log)))
        assert f"{over.code} does not run any more, so no next version is made from this week." in page
        assert "Accept and make the next version" not in page

    @pytest.mark.parametrize(
        "row", [{"settled_in_24_h": False}, {"next_morning": 4}], ids=["unsettled", "morning"]
    )
    def test_what_asks_for_a_step_back_is_taken_and_asked_about_in_the_next_draft(self, row, over, client):
        log = enter(client, over, rows={"leg-press": row})
        assert decision(log, "leg-press")["decision"] == "regress"
        client.post(reverse("program-revise", args=[over.pk]))
        (gate,) = [one for one in review(over.case.programs.get(status="draft")).warnings if one.id == "LOG"]
        assert gate.message.startswith(f"The log of week 1 of {over.code} asks for a step back: Leg press")

    def test_a_calm_week_is_refused_and_what_was_typed_stays(self, over, client):
        answer = client.post(add_url(over), typed(over, sessions_done=2))
        assert answer.status_code == 422
        assert "Only a week with a stop sign, worse leg symptoms, pain in the red zone" in text_of(answer)
        assert 'name="sessions_done" value="2"' in answer.content.decode()
        assert not CheckIn.objects.exists()

    def test_worse_legs_hold_the_next_draft_back(self, over, client, worsening):
        log = enter(client, over, rows=WORSE)
        assert worsening(over) == {"leg-press"}
        assert "nobody has dealt with that" in text_of(client.get(url_of("check-in-detail", log)))
        client.post(reverse("program-revise", args=[over.pk]))
        assert "G07" in blocking(over.case.programs.get(status="draft"))

    def test_the_caseload_says_so(self, over, client):
        enter(client, over, rows=WORSE)
        assert WAITS in text_of(client.get(reverse("caseload")))

    def test_red_pain_is_known_to_the_next_draft(self, over, client):
        enter(client, over, rows=RED)
        client.post(reverse("program-revise", args=[over.pk]))
        draft = over.case.programs.get(status="draft")
        assert review(draft).situation.patient.red_zone_pain == {"leg-press"}


class TestOfTheVersionBefore:
    @pytest.fixture
    def running(self, issued, client, physio):
        return next_version(issued, client, physio)

    def test_worse_legs_hold_its_paper_back_and_change_its_answers(self, running, issued, client):
        log = enter(client, running)
        late = enter(client, issued, week=2, rows=WORSE)
        assert "to be left out now" in str(why_withheld(running))
        assert running.get_absolute_url() in client.get(url_of("check-in-detail", late)).content.decode()
        assert (decision(fresh(log), "leg-press")["decision"], fresh(log).version) == ("regress", 2)
        page = text_of(client.get(url_of("check-in-detail", log)))
        assert f"in week 2 of {issued.code} and nobody has dealt with that log. Accepting the answer" in page

    def test_accepting_the_next_answer_deals_with_them(self, running, issued, client, worsening):
        enter(client, issued, week=2, rows=WORSE)
        decide(client, "check-in-accept", enter(client, running))
        assert worsening(issued) == frozenset()
        assert WAITS not in text_of(client.get(reverse("caseload")))

    def test_not_when_the_answer_was_about_other_exercises(self, running, issued, client, worsening):
        press = running.items.get(exercise__slug="leg-press")
        press.week_doses.all().delete()
        press.delete()
        enter(client, issued, week=2, rows=WORSE)
        log = enter(client, running)
        decide(client, "check-in-accept", log)
        assert worsening(issued) == {"leg-press"}


class TestAnAnswerThatKnowsNothingOfIt:
    """The answer to a week that stopped, or was decided on before, takes no step back: accepting it settles nothing."""

    @pytest.fixture
    def after_a_stop(self, issued, client):
        enter(client, issued, rows=WORSE)
        second = enter(client, issued, week=2, stop_symptoms=[RADIATING])
        decide(client, "check-in-review", second, {"note": "Seen, may go on.", "resume": "on"})
        return fresh(second)

    @pytest.fixture
    def left_before(self, issued, client):
        second = enter(client, issued, week=2, rows={"leg-press": {"pain_during": 3}})
        decide(client, "check-in-leave", second, {"reason": "Slept badly, all else was well."})
        enter(client, issued, rows=WORSE)
        return fresh(second)

    @pytest.mark.parametrize("week", ["after_a_stop", "left_before"])
    def test_so_it_is_not_accepted(self, week, issued, client, worsening, request):
        log = request.getfixturevalue(week)
        words = "and the answer to this week takes no step back for it. Make a new version without it."
        assert words in text_of(client.get(url_of("check-in-detail", log)))
        assert words in said(decide(client, "check-in-accept", log))[0]
        assert worsening(issued) == {"leg-press"}
        assert not issued.case.programs.filter(status="draft").exists()


class TestAnotherFormInTheNextVersion:
    def test_it_waits_for_the_form_it_has_come_to(self, issued, client, physio):
        running = next_version(issued, client, physio)
        other = Exercise.objects.get(slug="single-leg-leg-press")
        WeekDose.objects.filter(item__program=running, item__exercise__slug="leg-press").update(
            exercise=other
        )
        enter(client, issued, week=2, rows=WORSE)
        log = enter(client, running)
        assert decision(log, "single-leg-leg-press")["decision"] == "regress"


class TestOfAnAcceptedWeek:
    @pytest.fixture
    def accepted(self, issued, client):
        log = enter(client, issued)
        decide(client, "check-in-accept", log)
        # The clock of a test stands still; the answer was accepted before anybody thought of correcting it.
        before = timezone.now() - timedelta(hours=1)
        CheckIn.objects.filter(pk=log.pk).update(accepted_at=before)
        return fresh(log)

    def test_worse_legs_are_added_and_block_the_draft(self, accepted, client, worsening):
        assert correct(client, accepted, rows=WORSE).status_code == 302
        assert worsening(accepted.program) == {"leg-press"}
        assert "G07" in blocking(accepted.next_version)
        page = text_of(client.get(url_of("check-in-detail", accepted)))
        code = accepted.next_version.code
        assert f"corrected after {code} had been made from it, which does not follow the answer below" in page
        assert "Leg symptoms got worse in this week and nobody has dealt with that." in page
        assert WAITS in text_of(client.get(reverse("caseload")))

    def test_red_pain_is_added_and_counts_on(self, accepted, client):
        assert correct(client, accepted, rows=RED).status_code == 302
        now = fresh(accepted)
        assert now.counters["leg-press"]["regress_streak"] == 1
        assert review(now.next_version).situation.patient.red_zone_pain == {"leg-press"}

    def test_a_sign_and_worse_legs_are_added_together(self, accepted, client):
        assert correct(client, accepted, stop_symptoms=[RADIATING], rows=WORSE).status_code == 302
        now = fresh(accepted)
        assert now.stop_symptoms == [RADIATING]
        assert now.items.get(leg_symptoms_worse=True).item.exercise.slug == "leg-press"

    @pytest.mark.parametrize(
        ("change", "named"),
        [
            ({"sessions_done": 1}, "sessions done"),
            ({"rows": {"leg-press": {"effort": 9}}}, "Leg press (strict form): effort (RPE)"),
            ({"rows": {"leg-press": {"pain_during": 0}}}, "Leg press (strict form): worst pain during"),
        ],
        ids=["week", "row", "less pain"],
    )
    def test_what_else_was_changed_is_refused_by_name_and_stays_in_the_form(
        self, change, named, accepted, client
    ):
        before = stored(accepted)
        answer = correct(client, accepted, stop_symptoms=[RADIATING], **change)
        assert answer.status_code == 422
        assert f"Nothing has been saved. Put this back as it was, then save again: {named}." in text_of(
            answer
        )
        assert stored(accepted) == before
        assert answer.context["sheet"].week["stop_symptoms"].value() == [RADIATING]

    def test_worse_legs_once_told_are_not_taken_away(self, accepted, client):
        correct(client, accepted, rows=WORSE)
        assert correct(client, accepted).status_code == 422
        assert fresh(accepted).items.filter(leg_symptoms_worse=True).exists()
