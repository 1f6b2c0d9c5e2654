"""The week table of a draft, filled from the engine's plan."""

from datetime import date
from decimal import Decimal

import pytest

from programs.demo import read_demo
from programs.models import WeekDose
from programs.planning import plan_weeks
from programs.review import review, situation
from programs.rules.scales import Verdict
from tests.factories import AssessmentFactory, DiagnosisFactory, ItemFactory, WeekDoseFactory
from tests.programs.steps import weeks_of


def cells(item):
    return WeekDose.objects.filter(item=item).order_by("week")


def test_every_exercise_gets_every_week(ready_draft):
    weeks = {item.pk: list(cells(item).values_list("week", flat=True)) for item in ready_draft.items.all()}
    assert set(map(tuple, weeks.values())) == {(1, 2, 3, 4, 5, 6)}


def test_the_first_week_is_the_dose_of_the_exercise(item):
    first = cells(item).first()
    assert (first.sets, first.reps, first.rest_s, first.step) == (item.sets, item.reps, item.rest_s, "start")


def test_planning_twice_changes_nothing(ready_draft):
    before = weeks_of(ready_draft)
    plan_weeks(ready_draft)
    assert weeks_of(ready_draft) == before


def test_every_fifth_week_is_easier(item):
    fourth, fifth = cells(item)[3:5]
    assert fifth.sets < fourth.sets
    assert fifth.step == "deload"


def test_every_cell_says_why(ready_draft):
    assert not WeekDose.objects.filter(item__program=ready_draft, reason="").exists()


def test_weeks_set_by_hand_survive(item, draft):
    cells(item).filter(week=4).delete()
    WeekDoseFactory(item=item, week=4, sets=7, load_kg=Decimal("12.5"))
    plan_weeks(draft)
    kept = cells(item).get(week=4)
    assert (kept.sets, kept.load_kg, kept.is_pinned) == (7, Decimal("12.5"), True)
    assert cells(item).count() == 6


@pytest.mark.parametrize("is_pinned", [True, False])
def test_a_shorter_program_loses_its_last_weeks(is_pinned, item, draft):
    cells(item).update(is_pinned=is_pinned)
    draft.weeks = 4
    plan_weeks(draft)
    assert list(cells(item).values_list("week", flat=True)) == [1, 2, 3, 4]


def test_a_version_made_after_a_log_goes_on_counting(item, draft):
    draft.first_week = 4
    plan_weeks(draft)
    assert list(cells(item).values_list("week", flat=True)) == [4, 5, 6, 7, 8, 9]
    assert cells(item).get(week=5).step == "deload"


def test_a_draft_without_exercises_has_no_weeks(draft):
    plan_weeks(draft)
    assert weeks_of(draft) == []


def test_without_a_weight_none_is_added(item):
    assert set(cells(item).values_list("load_kg", flat=True)) == {None}


def test_a_weight_grows_by_the_smallest_step(draft):
    item = ItemFactory(program=draft, load_kg=20, reps=12, load_increment_kg=Decimal("1.25"), sets=3)
    draft.weeks = 12
    plan_weeks(draft)
    loads = set(cells(item).values_list("load_kg", flat=True))
    assert len(loads) > 1
    assert {load % Decimal("1.25") for load in loads} == {0}


def test_a_harder_form_comes_only_where_it_is_allowed(draft):
    draft.weeks = 16
    item = ItemFactory(program=draft, slug="bodyweight-squat", sets=3, reps=15)
    plan_weeks(draft)
    assert set(cells(item).values_list("exercise__slug", flat=True)) == {"bodyweight-squat"}
    item.allow_harder = True
    item.save()
    plan_weeks(draft)
    assert cells(item).exclude(exercise=item.exercise).exists()


def test_a_rest_from_effort_is_never_above_the_pain_lights_cap(ready_draft):
    efforts = WeekDose.objects.filter(item__program=ready_draft).values_list("rpe", flat=True)
    assert max(efforts) <= 7


@pytest.mark.parametrize("person", read_demo()["people"], ids=lambda person: person["key"])
def test_no_planned_cell_holds_what_the_patient_must_not_do(person, draft):
    """Harder forms all allowed, for each invented diagnosis: the plan never moves on to an unsuitable one."""
    draft.case.diagnoses.all().delete()
    for one in person["diagnoses"]:
        DiagnosisFactory(case=draft.case, slug=one["condition"], onset_on=date(2026, 10, 5))
    AssessmentFactory(case=draft.case, sensitivities=person["assessment"]["sensitivities"])
    draft.weeks = 12
    now = situation(draft)
    for exercise in [one for one in now.library if one.chain and one.chain_order == 1]:
        if now.screen(ItemFactory.build(program=draft, slug=exercise.slug).exercise).verdict is Verdict.OK:
            ItemFactory(program=draft, slug=exercise.slug, allow_harder=True, sets=3)
    plan_weeks(draft)
    assert {
        item.row.exercise.slug: item.weeks_to_change for item in review(draft).items if item.weeks_to_change
    } == {}
