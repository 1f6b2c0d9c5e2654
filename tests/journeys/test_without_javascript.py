"""The core of the job in a browser that runs no scripts."""

import pytest
from playwright.sync_api import expect

from tests.journeys.drafting import Drafting

pytestmark = pytest.mark.browser_context_args(java_script_enabled=False)


def test_ask_swap_add_dose_and_issue(page, live_server, draft, physio):
    desk = Drafting(page)
    desk.sign_in(live_server.url, physio)
    page.goto(live_server.url + draft.get_absolute_url())
    assert not desk.runs_scripts

    came_in = desk.swap(desk.ask_for("Kickstand Romanian deadlift"))
    desk.add("Quad set")
    desk.tick_cautions()
    desk.change_dose(came_in, Sets="1")
    expect(desk.row(came_in)).to_contain_text("1 ×")
    last = desk.names_in("Legs")[-1]
    desk.move_up(last)
    assert desk.names_in("Legs")[-2] == last
    desk.undo()
    assert desk.names_in("Legs")[-1] == last
    desk.issue()
    draft.refresh_from_db()
    assert draft.status == draft.Status.ISSUED
    assert {came_in, "Quad set"} <= {item.exercise.name for item in draft.items.all()}
