"""Our own scripts: small, and nothing in them runs, keeps or passes on what somebody typed."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
PAGES = sorted((ROOT / "templates").rglob("*.html"))
# Code made of text, mark-up made of text, what outlives the page, other windows, other hosts.
FORBIDDEN = re.compile(
    r"\beval\(|new Function|\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write|localStorage|sessionStorage"
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


def test_there_are_scripts_and_pages_to_look_at():
    assert len(SCRIPTS) >= 3
    assert len(PAGES) > 100
