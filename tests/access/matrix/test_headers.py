"""What every answer tells the browser: pages, refusals, error pages, files."""

import pytest
from django.test import override_settings

from tests.access.matrix.table import MATRIX
from tests.access.matrix.test_matrix import address
from tests.access.matrix.world import ACTORS
from tests.clients import ScopedClient

ACCOUNT = [name for name, row in MATRIX.items() if row.account]
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
# An uploaded picture, opened by itself, may do nothing at all.
ALONE = POLICY | {"sandbox": ""}


def check_headers(answer, *, may_be_kept=False, policy=POLICY):
    told = dict(rule.strip().partition(" ")[::2] for rule in answer["Content-Security-Policy"].split(";"))
    assert told == policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in answer["Permissions-Policy"]
    assert may_be_kept or "no-store" in answer["Cache-Control"]
    for cookie in answer.cookies.values():
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert not cookie["domain"]
        assert cookie["httponly"] or cookie.key in ("csrf", "messages") or not cookie.value


@pytest.mark.parametrize("name", MATRIX)
def test_every_address_for_everybody(name, world):
    url = address(name, world.ours)
    # A drawing of the library shows nobody; a browser may keep it, a cache that others share may not.
    is_drawing = name in ("exercise-figure", "exercise-photo")
    for actor in ACTORS:
        answer = world.client(actor).get(url)
        is_photo = name == "exercise-photo" and answer.status_code == 200
        check_headers(answer, may_be_kept=is_drawing, policy=ALONE if is_photo else POLICY)
        assert not is_drawing or answer.status_code != 200 or "private" in answer["Cache-Control"]
    check_headers(world.client("physio").delete(url))


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
