"""Two tabs on one draft: the second is told, and nothing is overwritten."""

from playwright.sync_api import expect

from programs.models import Program
from tests.journeys.drafting import Drafting

CONFLICT = "This draft has changed since you opened it"


def test_second_tab_is_told_and_overwrites_nothing(context, live_server, draft, physio, sign_in):
    sign_in(physio)
    first, second = Drafting(context.new_page()), Drafting(context.new_page())
    for desk in (first, second):
        desk.page.goto(live_server.url + draft.get_absolute_url())
    before = first.names_in("Legs")

    first.take(first.page.get_by_role("button", name=f"Remove {before[0]}"))
    second.page.get_by_role("button", name=f"Move {before[-1]} up").click()

    expect(second.page.get_by_role("heading", name=CONFLICT)).to_be_visible()
    stored = Program.objects.get(pk=draft.pk)
    assert stored.draft_version == draft.draft_version + 1
    assert [item.exercise.name for item in stored.items.filter(section="main")] == before[1:]


def test_second_tab_can_do_its_step_on_the_draft_as_it_is_now(context, live_server, draft, physio, sign_in):
    sign_in(physio)
    first, second = Drafting(context.new_page()), Drafting(context.new_page())
    for desk in (first, second):
        desk.page.goto(live_server.url + draft.get_absolute_url())
    before = first.names_in("Legs")

    first.take(first.page.get_by_role("button", name=f"Remove {before[0]}"))
    second.page.get_by_role("button", name=f"Move {before[-1]} up").click()
    second.page.get_by_role("button", name="Do it on the draft as it is now").click()

    expect(second.page.get_by_role("heading", name="Draft BK-")).to_be_visible()
    assert second.names_in("Legs") == [*before[1:-2], before[-1], before[-2]]
