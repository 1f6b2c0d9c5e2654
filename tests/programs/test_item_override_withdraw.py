"""Taking an override back."""

import pytest

from programs.planning import plan_weeks
from programs.rules.scales import Verdict
from tests.factories import ItemFactory
from tests.programs.exceptions import CONFIRMED, REASON, gates_of, judged, with_disc
from tests.programs.steps import LiveStep, post, text_of

DEADLIFT = "romanian-deadlift"


@pytest.fixture
def row(draft, physio, client_for):
    with_disc(draft.case)
    item = ItemFactory(program=draft, slug=DEADLIFT)
    plan_weeks(draft)
    post(client_for(physio), "item-override", item, **CONFIRMED)
    item.refresh_from_db()
    return item


class TestItemOverrideWithdraw(LiveStep):
    name = "item-override-withdraw"


def test_the_exercise_blocks_issuing_again(row, physio, client_for):
    post(client_for(physio), "item-override-withdraw", row)
    assert judged(row.program, DEADLIFT).verdict is Verdict.AVOID
    assert "G07" in gates_of(row.program)


def test_nothing_of_it_stays_in_the_draft(row, physio, client_for):
    post(client_for(physio), "item-override-withdraw", row)
    row.refresh_from_db()
    assert (row.override_rules, row.override_criteria, row.override_reason) == ([], [], "")
    assert (row.override_by, row.override_at) == (None, None)


def test_the_history_keeps_it(row, physio, colleague, client_for):
    post(client_for(colleague), "item-override-withdraw", row)
    newest, before = row.history.all()[:2]
    assert (before.override_reason, before.override_by, before.history_user) == (REASON, physio, physio)
    assert (newest.override_reason, newest.history_user) == ("", colleague)


def test_a_new_override_needs_a_new_tick(row, physio, client_for):
    client = client_for(physio)
    post(client, "item-acknowledge", row, rule=sorted(judged(row.program, DEADLIFT).unread))
    post(client, "item-override-withdraw", row)
    post(client, "item-override", row, **CONFIRMED)
    assert "X03 for disc-herniation" in judged(row.program, DEADLIFT).unread


def test_it_can_be_undone(row, physio, client_for):
    post(client_for(physio), "item-override-withdraw", row)
    post(client_for(physio), "program-undo", row.program)
    assert judged(row.program, DEADLIFT).is_overridden


def test_the_builder_names_who_overrode_until_then(row, physio, client_for):
    answer = post(client_for(physio), "item-override-withdraw", row, htmx=True)
    assert f"Override by {physio}" not in text_of(answer)
