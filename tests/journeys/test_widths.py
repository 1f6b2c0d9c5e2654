"""Every page fits its window, on a desk and on a tablet held upright, and keeps to the content policy."""

import pytest
from django.urls import reverse

from clinic.models import Diagnosis
from tests.journeys.inspection import layout_faults

DESK, TABLET = 1280, 820


@pytest.fixture
def addresses(issued, draft):
    """Return the address of every page of the main job, and of those one looks up on the way."""
    case, item = issued.case, draft.items.first()
    diagnosis = Diagnosis.objects.filter(case=case).first()
    plain = ["caseload", "patient-add", "exercise-list", "rules", "guide"]
    of_case = ["case-detail", "case-edit", "case-close", "diagnosis-add"]
    of_case += ["red-flag-screen-add", "clearance-add", "assessment-add"]
    return [
        *(reverse(name) for name in plain),
        *(reverse(name, args=[case.patient.pk]) for name in ("patient-detail", "patient-edit", "case-open")),
        *(reverse(name, args=[case.pk]) for name in of_case),
        reverse("diagnosis-edit", args=[diagnosis.pk]),
        reverse("red-flag-screen-detail", args=[case.red_flag_screens.first().pk]),
        reverse("clearance-detail", args=[case.clearances.first().pk]),
        reverse("program-edit", args=[draft.pk]) + f"?q=leg&swap={item.pk}",
        *(reverse(name, args=[draft.pk]) for name in ("program-settings", "program-issue")),
        reverse("week-dose-edit", args=[draft.pk, item.pk, 2]),
        *(reverse(name, args=[issued.pk]) for name in ("program-detail", "program-end", "program-handout")),
        reverse("exercise-detail", args=["romanian-deadlift"]),
        reverse("rules-condition", args=[diagnosis.condition.slug]),
    ]


@pytest.mark.parametrize("width", [DESK, TABLET])
def test_every_page_fits(page, live_server, addresses, physio, sign_in, width):
    sign_in(physio)
    page.set_viewport_size({"width": width, "height": 900})
    found = []
    for address in addresses:
        answer = page.goto(live_server.url + address)
        assert answer.ok, address
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        found += layout_faults(page)
    assert found == []


@pytest.mark.parametrize("width", [DESK, TABLET])
def test_sign_in_fits(page, live_server, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(live_server.url + reverse("home"))
    assert layout_faults(page) == []
