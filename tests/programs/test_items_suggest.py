"""Adding the suggested warm-up, core and cool-down."""

import pytest

from programs.review import review
from programs.rules.scales import Verdict
from tests.factories import DiagnosisFactory, ItemFactory
from tests.programs.steps import LiveStep, post, said, slugs_of


@pytest.fixture
def row(draft):
    return draft


class TestItemsSuggest(LiveStep):
    name = "items-suggest"


@pytest.fixture
def suggested(row, physio, client_for):
    post(client_for(physio), "items-suggest", row)
    return row


def test_every_section_but_the_legs_is_filled(suggested):
    counts = {part: len(slugs_of(suggested, part)) for part in ("warm_up", "core", "main", "cool_down")}
    assert counts == {"warm_up": 4, "core": 2, "main": 0, "cool_down": 4}


def test_all_of_it_suits_the_patient(suggested):
    assert {item.verdict for item in review(suggested).items} == {Verdict.OK}


def test_all_of_it_is_one_step(suggested):
    assert [step.label for step in suggested.steps.all()] == ["Added warm-up, core and cool-down"]


def test_nothing_is_added_a_second_time(suggested, physio, client_for):
    answer = post(client_for(physio), "items-suggest", suggested)
    assert said(answer) == ["The programme already has a warm-up, core work and a cool-down."]


def test_what_is_there_already_fills_its_place(row, physio, client_for):
    ItemFactory(program=row, slug="pool-walking")
    post(client_for(physio), "items-suggest", row)
    assert slugs_of(row, "warm_up") == ["pool-walking", "quadruped-rock-back", "open-book", "clamshell"]


def test_another_diagnosis_gets_other_exercises_that_suit(row, physio, client_for):
    DiagnosisFactory(case=row.case, slug="disc-herniation-radiculopathy")
    post(client_for(physio), "items-suggest", row)
    assert {item.verdict for item in review(row).items} == {Verdict.OK}


def test_only_equipment_at_hand_is_asked_for(row, physio, client_for):
    row.limited_equipment = True
    row.save()
    post(client_for(physio), "items-suggest", row)
    things = {thing.slug for item in row.items.all() for thing in item.exercise.equipment.all()}
    assert things <= {"none"}
