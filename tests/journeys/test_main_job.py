"""The main job from sign-in to the printed handout, with no barrier on any page."""

from io import BytesIO
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys.drafting import Drafting
from tests.journeys.inspection import barriers

DEADLIFT, LEG_PRESS = "Romanian deadlift", "Leg press (strict form)"


@pytest.fixture
def found():
    """Return the list that collects the barriers of every page visited."""
    return []


@pytest.fixture
def desk(page, found):
    return Drafting(page, look=lambda: found.extend(barriers(page)))


def test_from_sign_in_to_pdf(desk, found, live_server, library, physio):
    desk.sign_in(live_server.url, physio)
    record(desk)
    build(desk)
    desk.issue()
    pdf = print_handout(desk)
    assert found == []
    assert pdf.startswith(b"%PDF")
    pages = PdfReader(BytesIO(pdf)).pages
    assert len(pages) > 2
    assert "Fingida" in pages[0].extract_text()


def record(desk):
    """Write down all that must be known before a program may be issued."""
    desk.register_patient()
    desk.look()
    desk.open_case()
    desk.record_diagnosis()
    desk.screen_red_flags()
    desk.sign_clearance()
    desk.record_assessment()
    expect(desk.page.get_by_role("heading", name="Nothing blocks a programme")).to_be_visible()
    desk.look()


def build(desk):
    """Build the program around what the patient wants."""
    desk.start()
    came_in = swap_deadlift(desk)
    desk.add(LEG_PRESS)
    desk.add_suggestions()
    for section in ("Warm-up", "Core", "Cool-down"):
        assert desk.names_in(section)
    desk.tick_cautions()
    desk.change_dose(LEG_PRESS, Sets="3", Times="12")
    expect(desk.row(LEG_PRESS)).to_contain_text("3 × 12")
    desk.look()
    desk.move_up(LEG_PRESS)
    assert desk.names_in("Legs") == [LEG_PRESS, came_in]
    desk.undo()
    assert desk.names_in("Legs") == [came_in, LEG_PRESS]
    desk.set_weeks(8)


def swap_deadlift(desk):
    """Ask for what must be left out, read why, and swap it."""
    row = desk.search(DEADLIFT)
    expect(row).to_contain_text("Leave out")
    desk.look()
    card = desk.ask_for(DEADLIFT)
    expect(card).to_contain_text("Leave out")
    card.get_by_text("Why:").click()
    expect(card.locator(".finding").first).to_contain_text("source")
    desk.look()
    came_in = desk.swap(card)
    expect(card).to_contain_text(f"Swapped for {came_in}")
    return came_in


def print_handout(desk):
    """Open the handout's page, then the file it offers. Return the bytes."""
    desk.follow("Handout")
    expect(desk.page.get_by_text("Fingida").filter(visible=True).first).to_be_attached()
    address = desk.page.get_by_role("link", name="PDF to print").get_attribute("href")
    answer = desk.page.request.get(urljoin(desk.page.url, address))
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()
