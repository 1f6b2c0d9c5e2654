"""What blocks issuing and what must be read first: the page and the action ask the same question."""

from datetime import date, timedelta

import pytest

from exercises.models import Exercise
from programs.errors import NotIssuable
from programs.facts import library
from programs.models import WeekDose
from programs.planning import plan_weeks
from programs.policies import can_issue, check_can_issue
from programs.review import case_gates, review
from tests.factories import (
    AssessmentFactory,
    CheckInFactory,
    DiagnosisFactory,
    ItemFactory,
    RedFlagScreenFactory,
)

TODAY = date(2026, 11, 23)


def ids(program):
    return {gate.id: gate.blocks for gate in review(program).gates}


def clearance(**values):
    return lambda program: program.case.clearances.update(**values)


def assessed(**values):
    return lambda program: AssessmentFactory(case=program.case, assessed_on=TODAY, **values)


def screened(**values):
    return lambda program: RedFlagScreenFactory(case=program.case, screened_on=TODAY, **values)


def diagnosed(slug, **dates):
    return lambda program: DiagnosisFactory(case=program.case, slug=slug, **dates)


def never_asked(program):
    program.case.red_flag_screens.all().delete()


def one_not_asked(program):
    never_asked(program)
    screened(not_asked=["infection_fever"])(program)


def undiagnosed(program):
    program.case.diagnoses.all().delete()


def closed(program):
    program.case.closed_on = TODAY


def uncleared(program):
    program.case.clearances.all().delete()


def born(years):
    def change(program):
        program.case.patient.born_on = TODAY - timedelta(days=365 * years + 30)

    return change


def holding(slug):
    return lambda program: ItemFactory(program=program, slug=slug)


def without(section):
    return lambda program: program.items.filter(section=section).delete()


def stopped(program):
    CheckInFactory(program=program, stop_symptoms=["stop_bowel_bladder"])


def unread(program):
    program.items.update(acknowledged_rules=[])


def monitored_with_nerve_pain(program):
    program.mode = "monitored"
    diagnosed("disc-herniation-radiculopathy")(program)


def starting(day):
    def change(program):
        program.starts_on = day

    return change


def jumping(program):
    WeekDose.objects.filter(item__program=program, week=2).update(sets=9, is_pinned=True)


def opposite_directions(program):
    diagnosed("disc-herniation-radiculopathy")(program)
    diagnosed("lumbar-spinal-stenosis")(program)


BLOCKING = [
    ("CLOSED", closed),
    ("LIMIT", clearance(decision="restricted", restrictions=[{"slug": "no-such-exercise"}])),
    ("LIMIT", assessed(aggravating_exercises=["leg-perss"])),
    ("ASK", never_asked),
    ("ASK", one_not_asked),
    ("G01", screened(present=["ces_bladder_dysfunction"])),
    ("G01", screened(present=["ces_bladder_dysfunction"], outcome="Scan clear", outcome_on=TODAY)),
    ("G02", screened(present=["infection_fever"])),
    ("G03", undiagnosed),
    ("G04", uncleared),
    ("G04", clearance(valid_until=TODAY - timedelta(days=1))),
    ("G04", clearance(decision="refused")),
    ("G04", clearance(decision="restricted")),
    ("G04", clearance(revoked_on=TODAY, revoked_reason="New symptoms")),
    ("G05", diagnosed("post-surgical-discectomy", surgery_on=date(2026, 3, 1), onset_on=None)),
    ("G06", diagnosed("vertebral-compression-fracture", fracture_on=date(2026, 11, 9), onset_on=None)),
    ("G07", holding("good-morning")),
    ("G08", holding("leg-press-deep-range")),
    ("G09", stopped),
    ("G10", without("warm_up")),
    ("G10", without("core")),
    ("G10", without("cool_down")),
    ("EMPTY", without("main")),
    ("TICK", unread),
    ("STRICT", monitored_with_nerve_pain),
    ("START", starting(TODAY - timedelta(days=32))),
    ("START", starting(TODAY + timedelta(days=366))),
    ("START", starting(date.min)),
    ("START", starting(date.max)),
    ("W02", born(15)),
]
WARNING = [
    ("W01", lambda program: None),
    ("W02", born(17)),
    ("W03", assessed(is_pregnant_or_postpartum=True)),
    ("W04", assessed(has_high_distress=True)),
    ("W05", clearance(valid_until=TODAY + timedelta(weeks=5))),
    ("W06", assessed(irritability="high")),
    ("W07", jumping),
    ("W08", opposite_directions),
    ("W09", assessed(nprs_now=8)),
    ("W10", assessed(psfs=[])),
    ("inflammatory_pattern", screened(present=["inflammatory_pattern"])),
]


def test_a_ready_draft_has_one_note_and_no_block(ready_draft):
    assert ids(ready_draft) == {"W01": False}


def test_a_retired_exercise_named_in_a_visit_is_known(ready_draft):
    Exercise.objects.filter(slug="leg-extension").update(status="retired")
    assessed(aggravating_exercises=["leg-extension"])(ready_draft)
    assert "LIMIT" not in ids(ready_draft)


@pytest.mark.parametrize(("gate", "change"), BLOCKING)
def test_what_blocks_keeps_the_button_away(gate, change, ready_draft):
    change(ready_draft)
    judged = review(ready_draft)
    assert ids(ready_draft)[gate] is True
    assert (judged.can_issue, can_issue(judged)) == (False, False)


@pytest.mark.parametrize(("gate", "change"), WARNING)
def test_a_note_blocks_until_it_is_ticked(gate, change, ready_draft):
    change(ready_draft)
    judged = review(ready_draft)
    assert ids(ready_draft)[gate] is False
    others = [one.tick for one in judged.warnings if one.id != gate]
    with pytest.raises(NotIssuable):
        check_can_issue(judged, acknowledged=others)


@pytest.mark.parametrize("days", [-31, 0, 365])
def test_a_start_within_a_month_back_and_a_year_ahead_passes(days, ready_draft):
    starting(TODAY + timedelta(days=days))(ready_draft)
    assert "START" not in ids(ready_draft)


def test_a_draft_that_waited_too_long_says_which_days_may_be_chosen(ready_draft):
    starting(TODAY - timedelta(days=32))(ready_draft)
    judged = review(ready_draft)
    words = {gate.id: gate.message for gate in judged.blocking}
    assert words["START"] == (
        "Change the start under “Weeks, days, equipment”. "
        "22-Oct-2026 is too far away: choose a day from 23-Oct-2026 to 23-Nov-2027."
    )
    assert judged.blocks_in_draft


def test_ticking_does_not_help_against_a_block(ready_draft):
    undiagnosed(ready_draft)
    judged = review(ready_draft)
    with pytest.raises(NotIssuable, match="No active diagnosis"):
        check_can_issue(judged, acknowledged=[gate.tick for gate in judged.gates])


def test_every_note_ticked_lets_it_pass(ready_draft):
    judged = review(ready_draft)
    check_can_issue(judged, acknowledged=[gate.tick for gate in judged.warnings])


def test_a_refusal_names_every_block(ready_draft):
    never_asked(ready_draft)
    uncleared(ready_draft)
    with pytest.raises(NotIssuable) as refusal:
        check_can_issue(review(ready_draft))
    assert {gate.id for gate in refusal.value.gates} == {"ASK", "G04"}


def test_what_blocks_comes_first(ready_draft):
    uncleared(ready_draft)
    assert [gate.blocks for gate in review(ready_draft).gates] == [True, False]


def test_the_worst_comes_before_the_rest(ready_draft):
    uncleared(ready_draft)
    screened(present=["ces_bladder_dysfunction"])(ready_draft)
    assert [gate.id for gate in review(ready_draft).blocking] == ["G01", "G04"]


def test_gates_name_the_exercises_they_are_about(ready_draft):
    (note,) = review(ready_draft).warnings
    assert note.message.endswith("(Romanian deadlift)")


def test_unread_cautions_are_named(ready_draft):
    unread(ready_draft)
    words = {gate.id: gate.message for gate in review(ready_draft).gates}
    assert words["TICK"] == "Read and tick the cautions of Romanian deadlift."


@pytest.mark.parametrize(
    ("slug", "limit"),
    [("jump-squat", {"slug": "jump-squat"}), ("cat-camel", {"tag": "quadruped_spine_motion"})],
)
def test_a_limit_on_what_has_left_the_library_blocks_nothing(slug, limit, ready_draft):
    clearance(decision="restricted", restrictions=[limit])(ready_draft)
    gone = Exercise.objects.get(slug=slug)
    gone.status = Exercise.Status.RETIRED
    # Saved, so that its history tells the library to be read again.
    gone.save()
    assert slug not in library()
    assert "LIMIT" not in ids(ready_draft)


def test_not_asked_flags_are_counted(ready_draft):
    one_not_asked(ready_draft)
    words = {gate.id: gate.message for gate in review(ready_draft).gates}
    assert words["ASK"].startswith("1 red flag has not been asked about.")


def test_a_reason_lets_a_section_be_missing(ready_draft):
    without("warm_up")(ready_draft)
    ready_draft.missing_section_reason = "Walks here for half an hour"
    assert "G10" not in ids(ready_draft)
    (gate,) = [one for one in review(ready_draft).warnings if one.id == "WAIVED"]
    assert gate.message == "Left out on purpose: warm-up. The reason given: “Walks here for half an hour”"
    without("core")(ready_draft)
    (later,) = [one for one in review(ready_draft).warnings if one.id == "WAIVED"]
    assert "warm-up and core." in later.message
    assert later.tick != gate.tick


def test_a_reason_that_nothing_needs_is_no_note(ready_draft):
    ready_draft.missing_section_reason = "Walks here for half an hour"
    assert "WAIVED" not in ids(ready_draft)


def test_a_caution_found_later_must_be_read_too(ready_draft):
    AssessmentFactory(case=ready_draft.case, assessed_on=TODAY, sensitivities=["flexion"])
    assert ids(ready_draft)["TICK"] is True


def test_the_case_page_shows_the_patients_gates_without_a_program(ready_case):
    assert case_gates(ready_case, TODAY) == ()
    ready_case.clearances.all().delete()
    assert [gate.id for gate in case_gates(ready_case, TODAY)] == ["G04"]


class TestLaterWeeks:
    """The first week's verdict does not cover a heavier or harder week."""

    @pytest.fixture
    def limited(self, ready_draft):
        limit = {"decision": "restricted", "restrictions": [{"load_kg": 45}]}
        ready_draft.case.clearances.update(**limit)
        ready_draft.items.exclude(section="main").update(load_kg=1)
        ready_draft.items.filter(exercise__slug="romanian-deadlift").update(load_kg=20)
        return ready_draft

    @pytest.fixture
    def press(self, limited):
        press = limited.items.get(exercise__slug="leg-press")
        press.load_kg, press.load_increment_kg = 40, 1
        press.save()
        plan_weeks(limited)
        return press

    def test_a_plan_within_the_limits_passes(self, limited, press):
        assert "WEEKS" not in ids(limited)

    def test_a_week_set_beyond_the_clearance_blocks(self, limited, press):
        WeekDose.objects.filter(item=press, week=3).update(load_kg=60, is_pinned=True)
        words = {gate.id: gate.message for gate in review(limited).blocking}
        assert "Leg press (strict form) in week 3." in words["WEEKS"]

    def test_a_plan_by_rule_grows_no_further_than_the_clearance(self, limited, press):
        press.sets, press.reps = 4, 15
        press.save()
        plan_weeks(limited)
        assert max(press.week_doses.values_list("load_kg", flat=True)) <= 45
        assert "WEEKS" not in ids(limited)

    def test_a_limit_lowered_after_planning_blocks(self, limited, press):
        press.sets, press.reps = 4, 15
        press.save()
        plan_weeks(limited)
        limited.case.clearances.update(restrictions=[{"load_kg": 40}])
        assert ids(limited)["WEEKS"] is True

    def test_a_harder_form_that_no_longer_suits_blocks(self, ready_draft):
        squat = ItemFactory(program=ready_draft, slug="bodyweight-squat", sets=3, reps=15, allow_harder=True)
        ready_draft.weeks = 16
        plan_weeks(ready_draft)
        harder = WeekDose.objects.filter(item=squat).exclude(exercise=squat.exercise).first()
        AssessmentFactory(
            case=ready_draft.case, assessed_on=TODAY, aggravating_exercises=[harder.exercise.slug]
        )
        assert ids(ready_draft)["WEEKS"] is True

    def test_an_exercise_to_leave_out_is_named_once(self, ready_draft):
        holding("good-morning")(ready_draft)
        plan_weeks(ready_draft)
        assert "WEEKS" not in ids(ready_draft)
