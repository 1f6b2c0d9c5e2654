"""Coverage: which goals are left without an exercise, and what could fill them."""

import pytest

from programs.rules.covering import GOALS, coverage
from programs.rules.scales import Section, Verdict
from programs.rules.screening import screen
from programs.rules.values import ProgramItem
from tests.programs.rules.cases import patient

PLAIN = patient("nonspecific-chronic-lbp")
FULL = {
    "leg-extension": Section.MAIN,
    "lying-leg-curl": Section.MAIN,
    "glute-bridge": Section.MAIN,
    "clamshell": Section.MAIN,
    "seated-calf-raise": Section.MAIN,
    "dead-bug": Section.CORE,
    "walking": Section.WARM_UP,
    "calf-stretch-wall": Section.COOL_DOWN,
}


def items(library, slugs):
    return [ProgramItem(library[slug], section) for slug, section in slugs.items()]


def gaps(person, library, table, slugs, **facts):
    return {gap.goal: gap for gap in coverage(person, items(library, slugs), library, table, **facts)}


def test_a_full_program_leaves_no_gap(library, table):
    assert gaps(PLAIN, library, table, FULL) == {}


def test_an_empty_program_leaves_every_goal_in_order(library, table):
    assert list(gaps(PLAIN, library, table, {})) == list(GOALS)


GOAL_OF = dict(zip(FULL, GOALS, strict=True))


@pytest.mark.parametrize(("slug", "goal"), GOAL_OF.items())
def test_taking_out_the_last_exercise_opens_its_goal(slug, goal, library, table):
    rest = {one: section for one, section in FULL.items() if one != slug}
    found = gaps(PLAIN, library, table, rest)
    assert list(found) == [goal]
    assert len(found[goal].candidates) == 3


def test_an_exercise_to_leave_out_trains_nothing_and_its_kin_come_first(library, table):
    person = patient("disc-herniation", stage="acute")
    slugs = {"conventional-deadlift": Section.MAIN, "dead-bug": Section.CORE}
    gap = gaps(person, library, table, slugs)["glutes"]
    assert gap.lost == ("conventional-deadlift",)
    assert library[gap.candidates[0]].movement_pattern == "hinge"


def test_an_allowed_override_keeps_the_goal(library, table):
    person = patient("disc-herniation")
    for recorded, is_gap in ((False, True), (True, False)):
        item = ProgramItem(library["romanian-deadlift"], Section.MAIN, override_recorded=recorded)
        found = {gap.goal for gap in coverage(person, [item], library, table)}
        assert ("hamstrings" in found) is is_gap


def test_a_form_fault_trains_nothing_even_when_overridden(library, table):
    item = ProgramItem(library["leg-press-deep-range"], Section.MAIN, override_recorded=True)
    assert "quadriceps" in {gap.goal for gap in coverage(PLAIN, [item], library, table)}


def test_a_stretch_trains_no_muscle(library, table):
    found = gaps(PLAIN, library, table, {"supine-hamstring-stretch": Section.MAIN})
    assert "hamstrings" in found


def test_a_trunk_exercise_counts_as_core_wherever_it_stands(library, table):
    assert "core" not in gaps(PLAIN, library, table, {"superman": Section.MAIN})
    assert "core" in gaps(PLAIN, library, table, {"leg-press": Section.CORE})


@pytest.mark.parametrize("equipment", [None, frozenset(), frozenset({"mat"})])
def test_candidates_screen_ok_and_are_at_hand(equipment, library, table):
    person = patient("lumbar-spinal-stenosis", stage="acute")
    for gap in coverage(person, [], library, table, equipment):
        for slug in gap.candidates:
            assert screen(person, library[slug], None, table).verdict is Verdict.OK
            if equipment is not None:
                assert all(options & equipment for options in library[slug].equipment)


def test_candidates_for_the_frame_of_a_session_come_from_its_own_shelf(library, table):
    found = gaps(PLAIN, library, table, {})
    assert {library[slug].category[:6] for slug in found["warm-up"].candidates} == {"warmup"}
    assert {library[slug].category[:8] for slug in found["cool-down"].candidates} == {"cooldown"}
    assert {library[slug].category for slug in found["core"].candidates} == {"core"}
