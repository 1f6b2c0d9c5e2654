"""A returned log as the engine sees it: rows in, decisions out."""

from datetime import date

import pytest

from exercises.models import Exercise
from programs.check_ins.facts import evaluate
from programs.facts import patient_facts
from programs.models import CheckIn, Program, ProgramItem, WeekDose
from programs.rules.scales import Decision
from programs.rules.training import Step
from tests.clinic.typed import text_of
from tests.factories import CheckInFactory, ClearanceFactory, DiagnosisFactory, ItemFactory, ProgramFactory
from tests.programs.logs import RADIATING, correct, decide, decision, enter, running
from tests.programs.steps import issue


@pytest.fixture
def press(draft):
    """Return a running programme with three sets of ten on the leg press, small beside the rest of it."""
    for slug in ("stationary-bike", "glute-bridge", "romanian-deadlift"):
        ItemFactory(program=draft, slug=slug)
    return running(draft, "leg-press", sets=3, reps=10, weeks=8)


@pytest.fixture
def loaded(draft):
    """Return a running programme of one exercise with weight: three sets of ten with 20 kg."""
    return running(draft, "leg-press", sets=3, reps=10, load_kg=20, load_increment_kg=1, weeks=8)


def step_of(check_in, slug="leg-press"):
    answer, after, _ = evaluate(check_in)
    (step,) = (one for one in answer.steps if one.slug == slug)
    return step, after[slug]


def test_a_calm_week_goes_one_step_on(press, physio, client_for):
    step, after = step_of(enter(client_for(physio), press))
    assert (step.decision, step.step, after.amount) == (Decision.ADVANCE, Step.REPS, 12)


def test_the_dose_of_the_week_counts_not_the_dose_at_the_start(press, physio, client_for):
    week = WeekDose.objects.filter(item__program=press, week=2)
    week.filter(exercise__slug="leg-press").update(reps=13)
    _, after = step_of(enter(client_for(physio), press, week=2))
    assert after.amount == 15


@pytest.mark.parametrize("pain", range(4, 11))
def test_red_pain_never_advances(pain, loaded, physio, client_for):
    step, after = step_of(enter(client_for(physio), loaded, rows={"leg-press": {"pain_during": pain}}))
    assert (step.decision, step.step, after.load_kg) == (Decision.REGRESS, Step.LESS_LOAD, 18)


@pytest.mark.parametrize("hurt", ["bodyweight-squat", "goblet-squat"])
def test_of_two_rows_about_one_form_the_worse_counts(hurt, draft, physio, client_for):
    program = running(draft, "bodyweight-squat", "goblet-squat")
    squat = Exercise.objects.get(slug="goblet-squat")
    WeekDose.objects.filter(item__program=program, week=1).update(exercise=squat)
    log = enter(client_for(physio), program, rows={hurt: {"pain_during": 9}})
    assert {one["decision"] for one in log.decisions} == {Decision.REGRESS}


def test_amber_pain_holds(press, physio, client_for):
    step, after = step_of(enter(client_for(physio), press, rows={"leg-press": {"pain_during": 3}}))
    assert (step.decision, after.amount) == (Decision.HOLD, 10)


def test_the_monitored_light_is_wider(press, physio, client_for):
    press.mode = "monitored"
    press.save()
    step, _ = step_of(enter(client_for(physio), press, rows={"leg-press": {"pain_during": 3}}))
    assert step.decision is Decision.ADVANCE


def test_without_a_usual_morning_nothing_advances(press):
    check_in = CheckInFactory(program=press, usual_morning=None)
    item = press.items.get(exercise__slug="leg-press")
    check_in.items.create(clinic=press.clinic, item=item, pain_during=0, next_morning=0, effort=5)
    step, _ = step_of(check_in)
    assert (step.decision, step.reason) == (Decision.HOLD, "Not every question was answered.")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"next_morning": 3}, "Pain the next morning was above the usual."),
        ({"next_morning": 4}, "Pain the next morning was clearly above the usual."),
        ({"effort": 8}, "Effort was above RPE"),
        ({"technique_ok": False}, "Technique was not good enough."),
        ({"target_reached": False}, "The target was not reached."),
        ({"settled_in_24_h": False}, "Pain did not settle within 24 hours."),
        ({"leg_symptoms_worse": "on"}, "Leg symptoms got worse or moved down."),
    ],
)
def test_every_column_of_the_log_is_heard(answer, reason, press, physio, client_for):
    step, _ = step_of(enter(client_for(physio), press, rows={"leg-press": answer}))
    assert step.decision is not Decision.ADVANCE
    assert step.reason.startswith(reason)


@pytest.mark.parametrize(
    ("week", "reason"),
    [
        ({"sessions_done": 1}, "Too few sessions were done."),
        ({"weeks_missed": 1}, "A week was missed: repeat this one."),
        ({"weeks_missed": 2}, "Restart at 80% of the volume after the break."),
    ],
)
def test_the_week_as_a_whole_is_heard(week, reason, press, physio, client_for):
    step, _ = step_of(enter(client_for(physio), press, **week))
    assert step.reason == reason


def test_before_a_deload_the_full_sets_are_kept_for_later(press, physio, client_for):
    step, after = step_of(enter(client_for(physio), press, week=4))
    assert (step.decision, after.sets) == (Decision.DELOAD, 3)


def test_after_a_deload_the_step_is_counted_from_the_full_sets(press, physio, client_for):
    assert WeekDose.objects.get(item__program=press, item__exercise__slug="leg-press", week=5).sets == 2
    _, after = step_of(enter(client_for(physio), press, week=5))
    assert after.sets == 3


def test_a_version_that_begins_with_a_deload_knows_its_full_sets(draft, physio, client_for):
    program = running(draft, "leg-press", sets=3, reps=10, first_week=5, weeks=3)
    _, after = step_of(enter(client_for(physio), program, week=5))
    assert after.sets == 3


class TestCounters:
    """How long an exercise has stayed, waited or regressed comes from the week before."""

    RED = {"leg-press": {"pain_during": 8}}

    def test_they_are_stored_with_the_week(self, press, physio, client_for):
        check_in = enter(client_for(physio), press, rows=self.RED)
        assert check_in.counters["leg-press"]["regress_streak"] == 1

    @pytest.mark.parametrize("is_accepted", [True, False])
    def test_red_weeks_running_are_counted_accepted_or_not(self, is_accepted, press, physio, client_for):
        first = enter(client_for(physio), press, rows=self.RED)
        if is_accepted:
            CheckIn.objects.filter(pk=first.pk).update(accepted_at="2026-11-23T12:00Z", accepted_by=physio)
        second = enter(client_for(physio), press, week=2, rows=self.RED)
        assert decision(second, "leg-press")["step"] == "easier-variant"

    def test_nobody_accepting_the_third_one_is_to_be_taken_out_and_so_is_the_next(
        self, press, physio, client_for
    ):
        logs = [enter(client_for(physio), press, week=week, rows=self.RED) for week in (1, 2, 3, 4)]
        steps = [decision(one, "leg-press")["step"] for one in logs]
        assert steps == [Step.LESS_WORK, Step.EASIER_VARIANT, Step.REMOVE, Step.REMOVE]

    def test_a_good_week_between_starts_the_count_again(self, press, physio, client_for):
        enter(client_for(physio), press, rows=self.RED)
        enter(client_for(physio), press, week=2)
        third = enter(client_for(physio), press, week=3, rows=self.RED)
        assert third.counters["leg-press"]["regress_streak"] == 1

    def test_a_gap_starts_the_count_again(self, press, physio, client_for):
        enter(client_for(physio), press, rows=self.RED)
        third = enter(client_for(physio), press, week=3, rows=self.RED)
        assert third.counters["leg-press"]["regress_streak"] == 1

    def test_a_red_week_counts_though_a_stop_sign_ended_it(self, press, physio, client_for):
        client = client_for(physio)
        enter(client, press, rows=self.RED)
        second = enter(client, press, week=2, rows=self.RED, stop_symptoms=[RADIATING])
        decide(client, "check-in-review", second, {"note": "Settled", "resume": "1"})
        assert decision(enter(client, press, week=3, rows=self.RED), "leg-press")["step"] == Step.REMOVE

    def test_a_calm_week_with_a_stop_sign_starts_no_count_again(self, press, physio, client_for):
        enter(client_for(physio), press, rows=self.RED)
        second = enter(client_for(physio), press, week=2, stop_symptoms=[RADIATING])
        assert second.counters["leg-press"]["regress_streak"] == 1

    def test_a_form_stepped_back_to_counts_its_own_weeks(self, draft, physio, client_for):
        ItemFactory(program=draft, slug="stationary-bike")
        program = running(draft, "glute-bridge", "banded-glute-bridge", sets=3, reps=10, weeks=8)
        hard = {"banded-glute-bridge": {"pain_during": 8}}
        enter(client_for(physio), program, rows=hard)
        second = enter(client_for(physio), program, week=2, rows=hard)
        assert decision(second, "banded-glute-bridge")["next"]["slug"] == "glute-bridge"
        streaks = {slug: one["regress_streak"] for slug, one in second.counters.items()}
        assert (streaks["glute-bridge"], streaks["banded-glute-bridge"]) == (0, 2)

    def test_the_top_of_the_range_is_confirmed_over_two_weeks(self, draft, physio, client_for):
        program = running(draft, "leg-press", "glute-bridge", sets=2, reps=15)
        first = enter(client_for(physio), program)
        second = enter(client_for(physio), program, week=2)
        steps = [decision(one, "leg-press")["step"] for one in (first, second)]
        assert steps[0] == "confirm-top"
        assert steps[1] != "confirm-top"

    def test_those_of_another_programme_do_not_count(self, press, physio, client_for):
        other = running(ProgramFactory(case=press.case, number=99), "leg-press")
        enter(client_for(physio), other, rows=self.RED)
        second = enter(client_for(physio), press, week=2, rows=self.RED)
        assert second.counters["leg-press"]["regress_streak"] == 1


def test_a_planned_form_is_answered_under_its_own_name(loaded, physio, client_for):
    harder = Exercise.objects.get(slug="leg-press-calf-raise")
    WeekDose.objects.filter(item__program=loaded, week=2).update(exercise=harder)
    check_in = enter(client_for(physio), loaded, week=2)
    assert [one["slug"] for one in check_in.decisions] == [harder.slug]
    assert list(check_in.counters) == [harder.slug]
    assert decision(check_in, harder.slug)["next"]["slug"] == harder.slug


def test_the_weight_never_steps_over_the_clearance(loaded, physio, client_for):
    ClearanceFactory(
        case=loaded.case,
        number=2,
        supersedes=loaded.case.clearances.get(),
        decision="restricted",
        restrictions=[{"load_kg": 20}],
    )
    WeekDose.objects.filter(item__program=loaded, week=2).update(sets=4, reps=15)
    CheckInFactory(program=loaded, week=1, counters={"leg-press": {"weeks_at_top": 1}})
    step, after = step_of(enter(client_for(physio), loaded, week=2))
    assert (step.step, after.load_kg) == (Step.STAY, 20)
    assert "The clearance allows 20 kg" in step.reason


def test_without_that_limit_the_same_week_adds_weight(loaded, physio, client_for):
    WeekDose.objects.filter(item__program=loaded, week=2).update(sets=4, reps=15)
    CheckInFactory(program=loaded, week=1, counters={"leg-press": {"weeks_at_top": 1}})
    step, after = step_of(enter(client_for(physio), loaded, week=2))
    assert (step.step, after.load_kg) == (Step.LOAD, 21)


class TestWeeksOutOfOrder:
    """A week entered or corrected late is heard in the answers to the weeks after it."""

    RED = {"leg-press": {"pain_during": 9}}

    @pytest.fixture
    def second(self, press, physio, client_for):
        second = enter(client_for(physio), press, week=2, rows=self.RED)
        assert decision(second, "leg-press")["step"] == Step.LESS_WORK
        return second

    def test_a_first_week_that_comes_late_makes_it_the_second_red_one(
        self, press, second, physio, client_for
    ):
        enter(client_for(physio), press, week=1, rows=self.RED)
        now = CheckIn.objects.get(pk=second.pk)
        assert decision(now, "leg-press")["step"] == Step.EASIER_VARIANT
        assert now.version == second.version + 1

    def test_so_does_a_correction_and_every_week_after_follows(self, press, physio, client_for):
        client = client_for(physio)
        logs = [
            enter(client, press, week=1),
            *(enter(client, press, week=week, rows=self.RED) for week in (2, 3)),
        ]
        correct(client, logs[0], rows=self.RED)
        steps = [decision(CheckIn.objects.get(pk=one.pk), "leg-press")["step"] for one in logs]
        assert steps == [Step.LESS_WORK, Step.EASIER_VARIANT, Step.REMOVE]

    def test_what_was_decided_stays(self, press, second, physio, client_for):
        CheckIn.objects.filter(pk=second.pk).update(
            left_as_is_at="2026-11-23T12:00Z", left_as_is_by=physio, left_as_is_reason="Slept badly"
        )
        third = enter(client_for(physio), press, week=3, rows=self.RED)
        assert decision(third, "leg-press")["step"] == Step.EASIER_VARIANT
        enter(client_for(physio), press, week=1, rows=self.RED)
        now = CheckIn.objects.get(pk=second.pk)
        assert (now.version, now.decisions) == (second.version, second.decisions)
        assert now.left_as_is_at
        # What it hands on counts one red week more, and so does the week after it, which nobody has decided on.
        assert now.counters["leg-press"]["regress_streak"] == 2
        assert decision(CheckIn.objects.get(pk=third.pk), "leg-press")["step"] == Step.REMOVE

    def test_an_answer_that_stays_the_same_is_no_new_version(self, press, physio, client_for):
        later = enter(client_for(physio), press, week=3)
        enter(client_for(physio), press, week=2)
        assert CheckIn.objects.get(pk=later.pk).version == later.version


class TestAnotherPainLight:
    """Issued under the monitored light, of a patient who may train under the strict one alone by now."""

    @pytest.fixture
    def monitored(self, ready_draft, physio):
        Program.objects.filter(pk=ready_draft.pk).update(mode="monitored")
        program = issue(Program.objects.get(pk=ready_draft.pk), by=physio)
        DiagnosisFactory(case=program.case, slug="disc-herniation-radiculopathy", onset_on=date(2026, 3, 2))
        return program

    @pytest.mark.parametrize(("pain", "decided"), [(2, "advance"), (3, "hold"), (4, "regress")])
    def test_the_one_that_counts_now_answers(self, pain, decided, monitored, physio, client_for):
        log = enter(client_for(physio), monitored, rows={"leg-press": {"pain_during": pain}})
        assert decision(log, "leg-press")["decision"] == decided

    def test_the_page_says_so_and_the_pain_counts_as_red(self, monitored, physio, client_for, today):
        log = enter(client_for(physio), monitored, rows={"leg-press": {"pain_during": 4}})
        page = text_of(client_for(physio).get(log.get_absolute_url()))
        assert "another pain light than the programme has, the one that counts by now: strict" in page
        assert patient_facts(monitored.case, today).red_zone_pain == {"leg-press"}


def test_a_week_at_the_top_counts_for_the_weight_it_was_done_with(draft, physio, client_for):
    program = running(draft, "leg-press", load_kg=40, reps=15, sets=2)
    client = client_for(physio)
    assert decision(enter(client, program), "leg-press")["step"] == "confirm-top"
    ProgramItem.objects.filter(program=program).update(load_kg=60)
    WeekDose.objects.filter(item__program=program).update(load_kg=60)
    assert decision(enter(client, program, week=2), "leg-press")["step"] == "confirm-top"
