"""A double click, a reload after saving, and a session that ends while typing: one row, nothing lost."""

from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from clinic.models import Case, Patient
from programs.models import Program
from tests.factories import PASSWORD
from tests.journeys.desk import Desk

GOAL = "Carry my daughter upstairs without the leg going numb. " * 8


def fill_in_case(page, live_server, patient):
    page.goto(live_server.url + reverse("case-open", args=[patient.pk]))
    page.get_by_label("Complaint").fill("Back and left leg pain")
    page.get_by_label("Goal").fill(GOAL.strip())


def test_a_double_click_saves_once(page, live_server, library, patient, physio, sign_in):
    sign_in(physio)
    fill_in_case(page, live_server, patient)
    page.get_by_role("button", name="Save").dblclick()
    expect(page.get_by_role("heading", name="Back and left leg pain")).to_be_visible()
    assert Case.objects.filter(patient=patient).count() == 1


def test_a_reload_after_saving_saves_nothing_more(page, live_server, library, patient, physio, sign_in):
    sign_in(physio)
    fill_in_case(page, live_server, patient)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Back and left leg pain")).to_be_visible()
    page.reload()
    page.go_back()
    page.go_forward()
    expect(page.get_by_role("heading", name="Back and left leg pain")).to_be_visible()
    assert Case.objects.filter(patient=patient).count() == 1


def test_a_double_click_starts_one_draft(page, live_server, issued, physio, sign_in):
    sign_in(physio)
    page.goto(live_server.url + reverse("program-detail", args=[issued.pk]))
    page.get_by_role("button", name="New version").dblclick()
    expect(page.get_by_role("heading", name="Draft BK-")).to_be_visible()
    assert Program.objects.filter(status=Program.Status.DRAFT).count() == 1


def test_a_text_typed_while_the_session_ended_comes_back(
    page, live_server, library, patient, physio, sign_in
):
    sign_in(physio)
    fill_in_case(page, live_server, patient)
    Session.objects.all().delete()
    page.get_by_role("button", name="Save").click()

    desk = Desk(page)
    desk.fill("Username", physio.username)
    desk.fill("Password", PASSWORD)
    desk.press("Sign in")
    expect(page.get_by_role("heading", name="What you typed is still here")).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text=GOAL.strip())).to_be_visible()
    assert Case.objects.filter(patient=patient).count() == 0

    desk.press("Save it now")
    expect(page.get_by_role("heading", name="Back and left leg pain")).to_be_visible()
    assert Case.objects.get(patient=patient).goal == GOAL.strip()
    assert Patient.objects.count() == 1
