"""An issued program is not handed out once one of its exercises is to be left out, whatever has happened since."""

import re
from datetime import date

import pytest
from django.urls import reverse

from exercises.models import Exercise
from programs.actions.handout import store_handout
from programs.actions.issue import end_program
from programs.errors import Withheld
from programs.handing_out import check_can_hand_out, why_withheld
from programs.handouts.variant import Variant
from programs.models import Handout, Program
from programs.planning import plan_weeks
from programs.review import review
from programs.rules.scales import Verdict
from tests.clinic.typed import text_of
from tests.factories import AssessmentFactory, ClearanceFactory, DiagnosisFactory, ItemFactory
from tests.programs.exceptions import CHRONIC
from tests.programs.logs import enter
from tests.programs.steps import issue, next_version

NO_LEG_PRESS = {"decision": "restricted", "restrictions": [{"slug": "leg-press"}]}


def replace_clearance(case, **values):
    first = case.clearances.current().get()
    return ClearanceFactory(case=case, number=first.number + 1, supersedes=first, **values)


@pytest.fixture
def forbidden(issued):
    """Return an issued program with a leg press, of a patient who has since been forbidden to do it."""
    replace_clearance(issued.case, **NO_LEG_PRESS)
    return issued


def test_a_program_whose_exercises_are_all_fine_is_handed_out(issued):
    assert why_withheld(issued) is None


def test_a_new_limit_holds_the_paper_back(forbidden, physio, client_for, renders):
    refusal = why_withheld(forbidden)
    assert str(refusal).startswith("Leg press (strict form) is to be left out now: ")
    assert str(refusal).endswith("Make a new version of the programme without it.")
    assert refusal.url == forbidden.get_absolute_url()
    answer = client_for(physio).get(reverse("program-handout-pdf", args=[forbidden.pk]))
    assert answer.status_code == 422
    assert "Leg press (strict form) is to be left out now" in text_of(answer)
    assert not Handout.objects.exists()


def test_a_reprint_is_held_back_too(issued, physio, renders):
    store_handout(program=issued, variant=Variant(), by=physio)
    replace_clearance(issued.case, **NO_LEG_PRESS)
    with pytest.raises(Withheld, match="Leg press"):
        store_handout(program=issued, variant=Variant(), by=physio)


def test_a_new_diagnosis_holds_the_paper_back(issued):
    DiagnosisFactory(
        case=issued.case,
        slug="vertebral-compression-fracture",
        onset_on=None,
        fracture_on=date(2026, 10, 12),
    )
    left_out = [item.row.exercise.name for item in review(issued).items if item.verdict is Verdict.AVOID]
    with pytest.raises(Withheld, match=f"^{re.escape(left_out[0])} is to be left out now"):
        check_can_hand_out(issued)


def test_worse_legs_in_a_log_hold_the_paper_back_until_it_is_decided(issued, physio, client_for):
    enter(client_for(physio), issued, rows={"leg-press": {"leg_symptoms_worse": "on"}})
    assert "Leg press (strict form) is to be left out now" in str(why_withheld(issued))


@pytest.mark.parametrize("name", ["program-detail", "program-handout"])
def test_the_pages_of_the_program_say_so(name, forbidden, physio, client_for):
    page = text_of(client_for(physio).get(reverse(name, args=[forbidden.pk])))
    assert "Leg press (strict form) is to be left out now" in page


def test_the_case_says_so_in_its_step(forbidden, physio, client_for):
    page = text_of(client_for(physio).get(forbidden.case.get_absolute_url()))
    assert "Leg press (strict form) is to be left out now" in page


def test_a_clearance_that_ends_before_the_start_blocks(ready_draft):
    replace_clearance(ready_draft.case, issued_on=date(2026, 11, 2), valid_until=date(2027, 1, 31))
    ready_draft.starts_on = date(2027, 2, 1)
    assert "ENDS" in [gate.id for gate in review(ready_draft).blocking]
    ready_draft.starts_on = date(2027, 1, 31)
    assert [gate.id for gate in review(ready_draft).blocking] == []


@pytest.mark.parametrize(("valid_until", "holds"), [(date(2026, 12, 13), False), (date(2026, 12, 14), True)])
def test_a_clearance_that_ends_before_the_start_holds_the_paper_back_too(
    valid_until, holds, ready_draft, physio
):
    ready_draft.starts_on = date(2026, 12, 14)
    ready_draft.save()
    program = issue(ready_draft, by=physio)
    replace_clearance(program.case, issued_on=date(2026, 11, 2), valid_until=valid_until)
    refusal = why_withheld(program)
    assert refusal is None if holds else "ends before the programme starts" in str(refusal)


def test_the_paper_of_a_version_that_was_replaced_is_held_back(issued, physio, client_for, renders):
    newer = next_version(issued, client_for(physio), physio)
    refusal = why_withheld(Program.objects.get(pk=issued.pk))
    assert "has been replaced by a newer programme" in str(refusal)
    assert refusal.url == newer.get_absolute_url()
    assert why_withheld(newer) is None
    answer = client_for(physio).get(reverse("program-handout-pdf", args=[issued.pk]))
    assert (answer.status_code, renders) == (422, [])


def test_the_paper_of_a_program_that_ended_is_held_back(issued, physio):
    end_program(program=issued, reason="Moved away", today=date(2026, 11, 23), by=physio)
    refusal = why_withheld(Program.objects.get(pk=issued.pk))
    assert "ended on 23-Nov-2026, so it must not be handed out" in str(refusal)


@pytest.mark.parametrize(("starts_on", "warns"), [(date(2027, 1, 4), False), (date(2027, 1, 5), True)])
def test_the_clearance_is_to_last_to_the_last_day(starts_on, warns, ready_draft):
    ready_draft.starts_on, ready_draft.weeks = starts_on, 4
    ready_draft.save()
    plan_weeks(ready_draft)
    replace_clearance(ready_draft.case, issued_on=date(2026, 11, 2), valid_until=date(2027, 1, 31))
    assert ("W05" in [gate.id for gate in review(ready_draft).warnings]) is warns


@pytest.mark.parametrize("status", [Exercise.Status.RETIRED, Exercise.Status.DRAFT])
def test_what_is_not_published_is_not_issued(status, ready_draft):
    Exercise.objects.filter(slug="leg-press").update(status=status)
    (gate,) = [gate for gate in review(ready_draft).blocking if gate.id == "RETIRED"]
    assert "Leg press" in gate.message


def test_a_harder_form_that_is_not_published_is_not_issued(draft):
    row = ItemFactory(program=draft, slug="bodyweight-squat")
    plan_weeks(draft)
    cell = row.week_doses.order_by("week").last()
    cell.exercise = Exercise.objects.get(slug="goblet-squat")
    cell.save()
    Exercise.objects.filter(slug="goblet-squat").update(status=Exercise.Status.RETIRED)
    (gate,) = [gate for gate in review(draft).blocking if gate.id == "RETIRED"]
    assert "Goblet squat" in gate.message
    assert "Bodyweight squat" not in gate.message


@pytest.mark.parametrize(("load", "speaks"), [(60, False), (83, True)])
def test_a_heavier_week_is_a_larger_share_of_the_most_that_can_be_lifted(load, speaks, draft):
    DiagnosisFactory(case=draft.case, slug="disc-herniation", onset_on=CHRONIC)
    row = ItemFactory(program=draft, slug="trap-bar-deadlift", sets=4, reps=8, load_kg=60, percent_1rm=72)
    plan_weeks(draft)
    row.week_doses.filter(week__gt=1).update(load_kg=60)
    row.week_doses.filter(week=3).update(load_kg=load, is_pinned=True)
    (item,) = [one for one in review(draft).items if one.row == row]
    assert (3 in item.weeks_to_change or any(3 in one.weeks for one in item.week_cautions)) is speaks


def test_the_other_pain_light_is_put_right_in_a_new_version(draft, physio):
    draft.mode = "monitored"
    draft.save()
    for slug in ("stationary-bike", "abdominal-brace", "supine-hamstring-stretch", "leg-press"):
        ItemFactory(program=draft, slug=slug)
    plan_weeks(draft)
    issued = issue(draft, by=physio)
    AssessmentFactory(case=issued.case, assessed_on=date(2026, 11, 23), nprs_usual=2, nprs_average=4)
    words = str(why_withheld(Program.objects.get(pk=issued.pk)))
    assert words.endswith("Make a new version with the strict one.")
    assert "Change it under" not in words
