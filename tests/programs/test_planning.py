"""The week table of a draft, filled from the engine's plan."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from exercises.models import Exercise
from programs import planning
from programs.models import WeekDose
from programs.planning import plan_weeks
from programs.review import review, situation
from programs.rules.planning import plan
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


def test_what_a_week_cannot_hold_is_cut_with_a_sign(item, draft, monkeypatch):
    def wordy(*args, **kwargs):
        return [[replace(cell, reason="because " * 60) for cell in weeks] for weeks in plan(*args, **kwargs)]

    monkeypatch.setattr(planning, "plan", wordy)
    plan_weeks(draft)
    first = cells(item).first()
    assert len(first.reason) == 300
    assert first.reason.endswith("…")


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
    item = ItemFactory(program=draft, load_kg=20, reps=15, load_increment_kg=Decimal("0.5"), sets=4)
    plan_weeks(draft)
    assert set(cells(item).values_list("load_kg", flat=True)) == {Decimal(20), Decimal(21)}


def test_a_harder_form_comes_only_where_it_is_allowed(ready_draft):
    ready_draft.weeks = 12
    item = ItemFactory(program=ready_draft, slug="bodyweight-squat", sets=3, reps=15)
    plan_weeks(ready_draft)
    assert set(cells(item).values_list("exercise__slug", flat=True)) == {"bodyweight-squat"}
    item.allow_harder = True
    item.save()
    plan_weeks(ready_draft)
    assert cells(item).last().exercise.slug == "goblet-squat"


def test_a_form_the_program_holds_already_is_not_given_twice(ready_draft):
    ready_draft.weeks = 12
    item = ItemFactory(program=ready_draft, slug="bodyweight-squat", sets=3, reps=15, allow_harder=True)
    ItemFactory(program=ready_draft, slug="goblet-squat")
    plan_weeks(ready_draft)
    assert set(cells(item).values_list("exercise__slug", flat=True)) == {"bodyweight-squat"}


def test_a_harder_form_starts_at_the_effort_of_a_start(ready_draft):
    ready_draft.weeks, ready_draft.mode = 12, "monitored"
    dose = {"sets": 3, "reps": 15, "rpe": 8, "allow_harder": True}
    item = ItemFactory(program=ready_draft, slug="bodyweight-squat", **dose)
    plan_weeks(ready_draft)
    by_form = {}
    for form, effort in cells(item).exclude(step="deload").values_list("exercise__slug", "rpe"):
        by_form.setdefault(form, set()).add(effort)
    assert by_form == {"bodyweight-squat": {8}, "goblet-squat": {6}}


def test_sets_planned_before_a_flare_are_too_many_in_it_until_planned_again(draft):
    item = ItemFactory(program=draft, slug="leg-press", sets=2, reps=15)
    plan_weeks(draft)
    assert (review(draft).items[0].weeks_to_change, cells(item).last().sets) == ((), 3)
    AssessmentFactory(case=draft.case, assessed_on=date(2026, 11, 23), nprs_usual=2, nprs_average=4)
    judged = review(draft)
    assert judged.items[0].weeks_to_change
    assert "WEEKS" in [gate.id for gate in judged.blocking]
    plan_weeks(draft)
    assert review(draft).items[0].weeks_to_change == ()


def test_sets_set_by_hand_are_the_clinicians(draft):
    item = ItemFactory(program=draft, slug="leg-press")
    plan_weeks(draft)
    cells(item).filter(week=4).update(sets=6, is_pinned=True)
    assert review(draft).items[0].weeks_to_change == ()


def test_effort_is_never_above_the_pain_lights_cap(ready_draft):
    efforts = WeekDose.objects.filter(item__program=ready_draft).values_list("rpe", flat=True)
    assert max(efforts) <= 7


@pytest.mark.parametrize(
    "slug",
    ["nonspecific-chronic-lbp", "disc-herniation-radiculopathy", "lumbar-spinal-stenosis", "osteoporosis"],
)
def test_no_planned_week_holds_what_the_patient_must_not_do(slug, draft):
    """Every path of progression, harder forms all allowed: the plan never moves on to an unsuitable one."""
    draft.case.diagnoses.all().delete()
    DiagnosisFactory(case=draft.case, slug=slug, onset_on=date(2025, 5, 12))
    draft.weeks = 12
    now = situation(draft)
    firsts = [one.slug for one in now.library if one.chain and one.chain_order == 1]
    for exercise in Exercise.objects.filter(slug__in=firsts):
        if now.screen(exercise).verdict is Verdict.OK:
            ItemFactory(program=draft, exercise=exercise, allow_harder=True, sets=3)
    plan_weeks(draft)
    assert draft.items.count() > 3
    assert {item.weeks_to_change for item in review(draft).items} == {()}
