"""Our own scripts: small, and nothing in them runs, keeps or passes on what somebody typed."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

ROOT = Path(settings.BASE_DIR)
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
PAGES = sorted((ROOT / "templates").rglob("*.html"))
# Code made of text, mark-up made of text, what outlives the page, other windows, other hosts.
FORBIDDEN = re.compile(
    r"\beval\(|new Function|\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write|localStorage|sessionStorage(?!\.removeItem\()"
    r"|indexedDB|document\.cookie|postMessage|onmessage|[\"']message[\"']|onpaste|[\"']paste[\"']|https?://|console\."
)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_our_scripts_use_nothing_that_could_run_or_keep_what_was_typed(path):
    assert FORBIDDEN.findall(path.read_text(encoding="utf-8")) == []


def test_no_page_about_people_is_kept_for_going_back():
    """htmx keeps a page whose address it changes, in the tab's storage, unless the page says otherwise."""
    keeping = {
        path
        for path in PAGES
        if re.search(r"hx-(push|replace)-url", text := path.read_text(encoding="utf-8"))
        and 'data-hx-history="false"' not in text
    }
    # The library's list shows nobody.
    assert {path.name for path in keeping} == {"exercise_list.html"}


def test_htmx_keeps_no_page_at_all():
    config = re.search(
        r"name=\"htmx-config\" content='([^']+)'", (ROOT / "templates" / "base.html").read_text()
    )
    assert json.loads(config[1])["historyCacheSize"] == 0


def test_the_address_that_htmx_notes_is_taken_away_under_the_name_it_has_there():
    """A new release of htmx may call it otherwise, or tell of a move by another event."""
    theirs = Path(finders.find("django_htmx/htmx-2.js")).read_text(encoding="utf-8")
    ours = (ROOT / "static" / "js" / "app.js").read_text(encoding="utf-8")
    kept = set(re.findall(r"sessionStorage\.setItem\('([\w-]+)'", theirs)) - {"htmx-history-cache"}
    assert kept == set(re.findall(r'sessionStorage\.removeItem\("([\w-]+)"\)', ours))
    for event in re.findall(r'"(htmx:\w+(?:History|Restore))"', ours):
        assert f"'{event}'" in theirs


def test_there_are_scripts_and_pages_to_look_at():
    assert len(SCRIPTS) >= 3
    assert len(PAGES) > 100
