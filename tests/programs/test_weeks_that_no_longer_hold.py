"""Weeks planned or set by hand for what was true then: a harder form, more sets than the stage allows by now."""

from datetime import date
from typing import ClassVar

import pytest
from django.urls import reverse

from exercises.models import Exercise
from programs.actions.draft import revise_program
from programs.actions.items import add_exercise, change_dose, set_week_dose
from programs.handing_out import why_withheld
from programs.item_review import weeks_above_stage
from programs.models import WeekDose
from programs.planning import plan_weeks
from programs.review import review, situation, start_dose
from programs.weeks import stored_cells
from tests.factories import AssessmentFactory, ItemFactory
from tests.programs.logs import decide, enter
from tests.programs.steps import issue, mark_issued, program_of, text_of


def cells(item):
    return WeekDose.objects.filter(item=item).order_by("week")


class TestAHarderWeekSetByHand:
    """Week 11 of the bodyweight squat is set by hand while the plan has it as a goblet squat."""

    CELL: ClassVar = {"sets": 2, "reps": 8, "rest_s": 60, "rpe": 6}

    @pytest.fixture
    def squat(self, ready_draft, physio):
        ready_draft.weeks, ready_draft.mode = 12, "monitored"
        ready_draft.save()
        dose = {"sets": 3, "reps": 15, "allow_harder": True}
        squat = ItemFactory(program=ready_draft, slug="bodyweight-squat", **dose)
        plan_weeks(ready_draft)
        first = cells(squat).filter(exercise__slug="goblet-squat").first()
        self.step(set_week_dose, squat, physio, cell=first, changes=self.CELL)
        return squat

    def step(self, action, squat, by, **changes):
        action(program=squat.program, seen=program_of(squat).draft_version, by=by, **changes)

    def forms(self, squat):
        return set(cells(squat).values_list("exercise__slug", flat=True))

    def test_it_stays_while_the_plan_gives_the_form(self, squat, physio):
        self.step(change_dose, squat, physio, item=squat, changes={"note": "Slowly"})
        assert list(cells(squat).filter(is_pinned=True).values_list("exercise__slug", "reps")) == [
            ("goblet-squat", 8)
        ]

    @pytest.mark.parametrize("changes", [{"allow_harder": False}, {"sets": 2, "reps": 12}])
    def test_it_goes_back_to_the_plan_without_permission_or_with_a_lower_dose(self, changes, squat, physio):
        self.step(change_dose, squat, physio, item=squat, changes=changes)
        assert (self.forms(squat), cells(squat).filter(is_pinned=True).exists()) == (
            {"bodyweight-squat"},
            False,
        )

    def test_it_goes_back_once_the_program_holds_that_form(self, squat, physio):
        goblet = Exercise.objects.get(slug="goblet-squat")
        dose = start_dose(squat.program, goblet)
        self.step(add_exercise, squat, physio, exercise=goblet, dose=dose)
        assert self.forms(squat) == {"bodyweight-squat"}
        held = cells(squat.program.items.get(exercise=goblet))
        assert held.count() == 12

    def test_once_it_no_longer_suits_every_way_out_is_named_and_any_step_frees_it(self, squat, physio):
        AssessmentFactory(
            case=squat.program.case, assessed_on=date(2026, 11, 23), aggravating_exercises=["goblet-squat"]
        )
        (words,) = [gate.message for gate in review(squat.program).blocking if gate.id == "WEEKS"]
        assert "Lower the dose, do not let the exercise move on to a harder form, set these" in words
        assert "give weeks that are set by hand back to the plan" in words
        self.step(change_dose, squat, physio, item=squat, changes={"reps": 14})
        assert "WEEKS" not in [gate.id for gate in review(squat.program).blocking]


class TestSetsAboveTheStage:
    def flare(self, case):
        AssessmentFactory(case=case, assessed_on=date(2026, 11, 23), nprs_now=2, nprs_usual=2, nprs_average=4)

    def found(self, draft):
        return "WEEKS" in [gate.id for gate in review(draft).blocking]

    def test_what_the_library_or_a_log_began_with_is_found_too(self, draft):
        ItemFactory(program=draft, slug="leg-press", sets=3)
        plan_weeks(draft)
        assert not self.found(draft)
        self.flare(draft.case)
        plan_weeks(draft)
        assert self.found(draft)

    def test_what_the_clinician_typed_is_the_clinicians_in_this_version(self, draft, physio):
        item = ItemFactory(program=draft, slug="leg-press", sets=2)
        self.flare(draft.case)
        seen = draft.draft_version
        change_dose(program=draft, seen=seen, item=item, changes={"sets": 3, "note": "As shown"}, by=physio)
        assert not self.found(draft)
        mark_issued(draft)
        later = revise_program(program=program_of(draft), today=date(2026, 11, 23), by=physio)
        assert later.items.get().sets == 3
        assert self.found(later)

    def test_another_change_of_the_dose_chooses_no_sets(self, draft, physio):
        item = ItemFactory(program=draft, slug="leg-press", sets=3)
        self.flare(draft.case)
        changes = {"sets": 3, "note": "As shown"}
        change_dose(program=draft, seen=draft.draft_version, item=item, changes=changes, by=physio)
        assert self.found(draft)

    def test_an_accepted_log_that_carries_them_is_found(self, draft, physio, client_for):
        for slug in ("stationary-bike", "abdominal-brace", "supine-hamstring-stretch"):
            ItemFactory(program=draft, slug=slug)
        ItemFactory(program=draft, slug="leg-press", sets=2, reps=15)
        plan_weeks(draft)
        client, issued = client_for(physio), issue(draft, by=physio)
        log = enter(client, issued, week=3)
        self.flare(draft.case)
        decide(client, "check-in-accept", log)
        later = issued.case.programs.get(status="draft")
        assert later.items.get(exercise__slug="leg-press").sets == 3
        assert self.found(later)

    def test_the_paper_is_held_back_meanwhile(self, draft, physio, client_for):
        for slug in ("stationary-bike", "abdominal-brace", "supine-hamstring-stretch"):
            ItemFactory(program=draft, slug=slug)
        ItemFactory(program=draft, slug="leg-press", sets=2, reps=15)
        plan_weeks(draft)
        issued = issue(draft, by=physio)
        assert why_withheld(issued) is None
        self.flare(draft.case)
        words = str(why_withheld(program_of(issued)))
        assert words.startswith("More sets than the stage allows that counts by now: ")
        assert "Leg press (strict form) in weeks 3, 4" in words
        assert words.endswith("Make a new version of the programme with fewer.")
        step = program_step(issued.case, client_for(physio))
        assert "More sets than the stage allows that counts by now" in step

    def test_the_recheck_names_them(self, draft, physio, client_for):
        for slug in ("stationary-bike", "abdominal-brace", "supine-hamstring-stretch"):
            ItemFactory(program=draft, slug=slug)
        ItemFactory(program=draft, slug="leg-press", sets=2, reps=15)
        plan_weeks(draft)
        issue(draft, by=physio)
        self.flare(draft.case)
        assert "Too many sets" in text_of(client_for(physio).get(reverse("recheck")))

    def test_a_week_set_by_hand_before_is_asked_for_again(self, draft, physio):
        row = ItemFactory(program=draft, slug="leg-press", sets=2, reps=12)
        plan_weeks(draft)
        row.week_doses.filter(week=2).update(is_pinned=True, sets=9, step="set_by_clinician")
        assert self.above(draft) == ()
        mark_issued(draft)
        later = revise_program(program=draft, today=date(2026, 11, 23), by=physio)
        assert self.above(later) == (2,)
        cell = later.items.get().week_doses.get(week=2)
        set_week_dose(program=later, seen=later.draft_version, cell=cell, changes={"sets": 9}, by=physio)
        assert self.above(later) == ()

    @staticmethod
    def above(program):
        row = program.items.select_related("exercise").get()
        return weeks_above_stage(situation(program), row, stored_cells(program)[row.pk])


def program_step(case, client):
    return text_of(client.get(case.get_absolute_url()))
