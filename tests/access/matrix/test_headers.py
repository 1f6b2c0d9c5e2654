"""What answers without an address of their own tell the browser: error pages, refused forms, files.

Those of every address, actor and method are looked at by the matrix itself.
"""

import pytest
from django.test import override_settings

from tests.access.matrix.headers import check_headers
from tests.access.matrix.test_matrix import address
from tests.clients import ScopedClient


@pytest.mark.parametrize("url", ["/no/such/page/", "/static/none.css", "/?q=%00", "/patients/999999/"])
def test_error_pages(url, world):
    answer = world.client("physio").get(url)
    assert answer.status_code in (400, 404)
    check_headers(answer)


def test_a_page_that_breaks(world, monkeypatch):
    monkeypatch.setattr("exercises.views.library.detail_page", lambda *_: 1 / 0)
    answer = world.client("physio").get("/exercises/leg-press/")
    assert answer.status_code == 500
    check_headers(answer)


def test_a_refused_form(world):
    browser = ScopedClient(enforce_csrf_checks=True)
    answer = browser.post("/accounts/login/", {"login": "anna"})
    assert answer.status_code == 403
    check_headers(answer)


def test_files_are_the_same_for_everybody_and_may_be_kept(world):
    with override_settings(WHITENOISE_USE_FINDERS=True):
        answer = ScopedClient().get("/static/css/app.css")
        # Read to its end, a file closes itself; `close()` from here would close the database of the whole module.
        assert b"".join(answer.streaming_content)
    assert answer.status_code == 200
    check_headers(answer, may_be_kept=True)


def test_a_printed_handout_is_named_after_its_number(world):
    answer = world.client("physio").get(address("program-handout-pdf", world.ours))
    assert answer["Content-Disposition"].startswith('inline; filename="BK-')
    assert answer["Content-Type"] == "application/pdf"
