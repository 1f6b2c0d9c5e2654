"""The plan: week by week under the green light, never more than real feedback would allow."""

from dataclasses import replace

import pytest

from programs.rules.planning import (
    PlanItem,
    easier_variants,
    harder_variants,
    load_limit,
    offered_modes,
    plan,
    start_state,
    weeks_above_cap,
)
from programs.rules.scales import Mode, Section, Stage, Verdict
from programs.rules.stepping import item_state
from programs.rules.training import Step
from programs.rules.values import Dose, Patient, PatientCondition, Restriction
from tests.programs.rules.cases import patient
from tests.programs.rules.weeks import exercise

PRESS = PlanItem(
    exercise(),
    Section.MAIN,
    Dose(sets=2, reps=8, load_kg=40, rpe=6, rest_s=90, days_per_week=2),
    load_increment=2.5,
)


def steps_of(row):
    return [str(cell.step) for cell in row]


def test_a_leg_press_over_twelve_weeks(table):
    (row,) = plan([PRESS], 12, Mode.MONITORED, table, Stage.SUBACUTE)
    assert [(cell.sets, cell.reps, cell.load_kg) for cell in row] == [
        (2, 8, 40),
        (2, 9, 40),
        (2, 10, 40),
        (2, 11, 40),
        (1, 11, 40),
        (2, 12, 40),
        (2, 12, 40),
        (3, 8, 40),
        (3, 9, 40),
        (2, 9, 40),
        (3, 10, 40),
        (3, 11, 40),
    ]
    assert steps_of(row) == [
        "start",
        *["reps"] * 3,
        "deload",
        "reps",
        "confirm-top",
        "set",
        "reps",
        "deload",
        "reps",
        "reps",
    ]
    assert [cell.rpe_cap for cell in row[3:6]] == [8, 6, 8]
    assert [cell.week for cell in row] == list(range(1, 13))
    assert all(cell.reason and cell.rest_s == 90 for cell in row)


def test_a_plan_may_start_in_a_later_week_and_in_a_deload(table):
    (row,) = plan([PRESS], 2, Mode.MONITORED, table, Stage.SUBACUTE, start=5)
    assert [(cell.week, cell.sets, cell.is_deload) for cell in row] == [(5, 1, True), (6, 2, False)]
    assert "easier week" in row[0].reason


def test_a_plan_never_lifts_more_than_the_clearance_allows(table):
    limits = (Restriction(load_kg=60), Restriction(load_kg=45), Restriction(slug="sit-up"))
    limit = load_limit(Patient(restrictions=limits))
    assert (limit, load_limit(Patient())) == (45, None)
    light = replace(PRESS, dose=replace(PRESS.dose, reps=12, sets=3), load_limit=limit)
    (row,) = plan([light], 40, Mode.MONITORED, table, Stage.SUBACUTE)
    assert max(cell.load_kg for cell in row) == 45


def test_no_weeks_and_no_items_are_no_plan(table):
    assert plan([PRESS], 0, Mode.STRICT, table, Stage.ACUTE) == ((),)
    assert plan([], 4, Mode.STRICT, table, Stage.ACUTE) == ()


@pytest.mark.parametrize(
    ("slug", "kind"),
    [("leg-press", "reps"), ("wall-sit", "hold_s"), ("walking", "minutes"), ("bird-dog", "reps")],
)
def test_an_item_without_a_dose_starts_with_the_library_dose(slug, kind, library, table):
    (row,) = plan([PlanItem(library[slug], Section.MAIN)], 1, Mode.STRICT, table, Stage.ACUTE)
    filled = {name for name in ("reps", "hold_s", "minutes") if getattr(row[0], name) is not None}
    assert filled == ({"reps", "hold_s"} if slug == "bird-dog" else {kind})


def test_a_half_stated_dose_is_completed(library, table):
    items = [PlanItem(library["leg-press"], Section.MAIN, Dose(sets=3, load_kg=30))]
    state = start_state(items, table, Stage.SUBACUTE).items[0]
    assert (state.sets, state.amount, state.days, state.rpe, state.load_kg) == (3, 10, 2, 6, 30)
    items = [PlanItem(library["leg-press"], Section.MAIN, Dose(reps=20, rpe=7, rest_s=30, days_per_week=3))]
    state = start_state(items, table, Stage.SUBACUTE).items[0]
    assert (state.sets, state.amount, state.top, state.rest_s) == (2, 20, 20, 30)


def test_a_dose_without_any_amount_is_refused(library):
    with pytest.raises(ValueError, match="'leg-press' has no repetitions, seconds or minutes"):
        item_state(library["leg-press"], Section.MAIN, Dose(sets=2))


def test_the_plan_moves_along_the_chain_as_far_as_the_verdicts_allow(library, table):
    person = patient("nonspecific-chronic-lbp")
    clam = library["clamshell"]
    harder = harder_variants(person, clam, library, None, table)
    items = [PlanItem(clam, Section.MAIN, harder=harder), PlanItem(library["walking"], Section.MAIN)]
    rows = plan(items, 40, Mode.MONITORED, table, Stage.ACUTE)
    changed = [cell for cell in rows[0] if cell.step is Step.VARIANT]
    assert [cell.slug for cell in changed][:2] == ["clamshell-banded", "side-lying-hip-abduction"]


def test_variants_are_screened_and_checked_for_equipment(library, table):
    person = patient("lumbar-spinal-stenosis", stage="acute")
    found = harder_variants(
        person, library["walking"], library, frozenset({"treadmill"}), table, frozenset({"elliptical"})
    )
    treadmill, elliptical, jogging = found
    assert (treadmill.verdict, treadmill.at_hand, treadmill.is_allowed) == (Verdict.OK, True, True)
    assert (elliptical.verdict, elliptical.ticked, elliptical.at_hand) == (Verdict.CAUTION, True, False)
    assert (jogging.verdict, jogging.is_allowed) == (Verdict.AVOID, False)
    easier = easier_variants(person, library["walking"], library, None, table)
    assert [one.exercise.slug for one in easier] == ["stationary-bike", "recumbent-bike", "pool-walking"]


def surgery(weeks=None, **facts):
    return Patient(conditions=(PatientCondition("post-surgical-fusion", weeks_since_surgery=weeks),), **facts)


@pytest.mark.parametrize(
    ("person", "is_offered"),
    [
        (patient("nonspecific-chronic-lbp", stage="acute"), False),
        (patient("nonspecific-chronic-lbp", stage="subacute"), True),
        (patient("disc-herniation-radiculopathy"), False),
        (patient("vertebral-compression-fracture"), False),
        (surgery(11.9, stage="chronic"), False),
        (surgery(12, stage="chronic"), True),
        (surgery(stage="chronic"), True),
        (surgery(stage="subacute"), False),
        (surgery(13), True),
        (patient("facet-joint-pain", stage="subacute", irritability="high"), False),
    ],
)
def test_monitored_is_offered_where_it_may_be_and_never_first(person, is_offered, table):
    expected = (Mode.STRICT, Mode.MONITORED) if is_offered else (Mode.STRICT,)
    assert offered_modes(person, table) == expected


def test_weeks_above_the_cap_compare_with_the_last_week_that_was_no_deload(table):
    weeks = [(1, 100, False), (2, 111, False), (3, 60, True), (4, 122, False), (5, 135, False)]
    assert weeks_above_cap(weeks, Mode.MONITORED, table) == (2, 5)
    assert weeks_above_cap(weeks, Mode.STRICT, table) == (2, 4, 5)
    assert weeks_above_cap([], Mode.STRICT, table) == ()
