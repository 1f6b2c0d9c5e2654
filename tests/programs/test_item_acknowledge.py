"""Ticking the cautions of an exercise as read."""

from datetime import date

import pytest
from django.urls import reverse

from programs.review import review
from tests.factories import DiagnosisFactory, ItemFactory
from tests.programs.logs import decide, enter
from tests.programs.steps import LiveStep, next_version, post, text_of

RED = {"leg-press": {"pain_during": 8}}
WORST = {"leg-press": {"pain_during": 10}}


@pytest.fixture
def row(draft):
    return ItemFactory(program=draft, slug="romanian-deadlift")


@pytest.fixture
def data(row, draft):
    (judged,) = review(draft).items
    return {"rule": sorted(judged.unread)}


class TestItemAcknowledge(LiveStep):
    name = "item-acknowledge"


def test_nothing_is_left_to_read(row, data, draft, physio, client_for):
    post(client_for(physio), "item-acknowledge", row, **data)
    assert review(draft).items[0].unread == frozenset()


def test_the_tick_has_a_name_and_a_time(row, data, physio, client_for, today):
    post(client_for(physio), "item-acknowledge", row, **data)
    row.refresh_from_db()
    assert (row.acknowledged_by, row.acknowledged_at.date()) == (physio, today)


def test_the_builder_shows_who_has_read_them(row, data, physio, client_for):
    page = text_of(post(client_for(physio), "item-acknowledge", row, htmx=True, **data))
    assert "Read by Anna Berg" in page
    assert "I have read this and go on with care" not in page


def test_the_tick_can_be_taken_back(row, data, draft, physio, client_for):
    post(client_for(physio), "item-acknowledge", row, **data)
    post(client_for(physio), "item-acknowledge", row)
    row.refresh_from_db()
    assert (row.acknowledged_rules, row.acknowledged_by, row.acknowledged_at) == ([], None, None)


def test_ticking_one_caution_does_not_tick_another(row, draft, physio, client_for):
    post(client_for(physio), "item-acknowledge", row, rule=["some-other-rule"])
    assert review(draft).items[0].unread


def test_a_tick_for_one_diagnosis_is_none_for_another(draft, physio, client_for):
    bike = ItemFactory(program=draft, slug="stationary-bike")
    first = DiagnosisFactory(case=draft.case, slug="disc-herniation", onset_on=date(2026, 10, 5))
    (judged,) = review(draft).items
    assert "X18 for disc-herniation" in judged.unread
    post(client_for(physio), "item-acknowledge", bike, rule=sorted(judged.bases))
    first.status = "resolved"
    first.save()
    DiagnosisFactory(
        case=draft.case, slug="post-surgical-discectomy", onset_on=None, surgery_on=date(2026, 10, 5)
    )
    (judged,) = review(draft).items
    assert "X18 for post-surgical-discectomy" in judged.unread


def test_a_tick_from_before_that_names_the_rule_alone_does_not_count(draft, physio):
    bike = ItemFactory(program=draft, slug="stationary-bike")
    DiagnosisFactory(case=draft.case, slug="disc-herniation", onset_on=date(2026, 10, 5))
    bike.acknowledged_rules = ["X18"]
    bike.acknowledged_by, bike.acknowledged_at = physio, "2026-11-23T12:00Z"
    bike.save()
    assert "X18 for disc-herniation" in review(draft).items[0].unread


def test_new_pain_in_the_red_zone_asks_again(issued, physio, client_for):
    client = client_for(physio)
    told = enter(client, issued, rows=RED)
    second = next_version(issued, client, physio, log=told)
    ticked = second.items.get(exercise__slug="leg-press").acknowledged_rules
    assert ticked == [f"Y-red-zone-pain by {issued.code} week 1, pain 8"]
    enter(client, second, second.first_week)
    third = next_version(second, client, physio)
    told = enter(client, third, third.first_week, rows=WORST)
    decide(client, "check-in-leave", told, {"reason": "Seen in clinic"})
    client.post(reverse("program-revise", args=[third.pk]))
    judged = review(third.case.programs.get(status="draft"))
    press = next(one for one in judged.items if one.row.exercise.slug == "leg-press")
    assert press.unread == {f"Y-red-zone-pain by {third.code} week {third.first_week}, pain 10"}
    assert "TICK" in [gate.id for gate in judged.blocking]
