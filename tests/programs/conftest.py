"""Cases that can be prescribed for, drafts that can be issued, and one issued program."""

from datetime import date

import pytest

from programs import facts
from programs.actions import handout as handout_actions
from programs.handouts.render import RenderedPdf
from programs.planning import plan_weeks
from programs.review import review
from tests.factories import (
    AssessmentFactory,
    ClearanceFactory,
    DiagnosisFactory,
    ItemFactory,
    ProgramFactory,
    RedFlagScreenFactory,
)
from tests.programs.steps import issue

READY = ["stationary-bike", "abdominal-brace", "leg-press", "romanian-deadlift", "supine-hamstring-stretch"]


@pytest.fixture(scope="session")
def _library_as_loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        stamp = facts._library_stamp()
        return stamp, facts._library_at.__wrapped__(stamp)


@pytest.fixture
def _library_is_read_once(_library_as_loaded, monkeypatch):
    """Let tests that do not touch the library share one reading of it; those that do read their own."""
    stamp, library = _library_as_loaded
    read = facts._library_at

    def library_at(asked):
        return library if asked == stamp else read(asked)

    library_at.cache_clear = read.cache_clear
    monkeypatch.setattr(facts, "_library_at", library_at)


@pytest.fixture
def ready_case(case, today, library, _library_is_read_once):
    """Return a case nothing is missing from: chronic low back pain, cleared, asked about every red flag."""
    DiagnosisFactory(case=case, slug="nonspecific-chronic-lbp", onset_on=date(2025, 5, 12), level="")
    RedFlagScreenFactory(case=case)
    ClearanceFactory(case=case)
    AssessmentFactory(case=case)
    return case


@pytest.fixture
def draft(ready_case):
    """Return an empty draft for the ready case."""
    return ProgramFactory(case=ready_case)


@pytest.fixture
def item(draft):
    """Return the leg press, the only exercise of the draft, with its weeks planned."""
    item = ItemFactory(program=draft)
    plan_weeks(draft)
    return item


@pytest.fixture
def ready_draft(draft, physio, today):
    """Return a draft that can be issued: every section filled, the deadlift's caution read."""
    for slug in READY:
        ItemFactory(program=draft, slug=slug)
    plan_weeks(draft)
    for one in review(draft).items:
        if one.unread:
            one.row.acknowledged_rules = sorted(one.unread)
            one.row.acknowledged_by, one.row.acknowledged_at = physio, "2026-11-23T12:00Z"
            one.row.save()
    return draft


@pytest.fixture
def issued(ready_draft, physio):
    return issue(ready_draft, by=physio)


@pytest.fixture
def data():
    """Return what a step sends besides the draft version: nothing, unless its test file says otherwise."""
    return {}


@pytest.fixture
def renders(monkeypatch):
    """Count the renders and answer with a stand-in, because a real one takes seconds."""
    asked = []

    def render(snapshot, variant, files):
        asked.append(variant)
        return RenderedPdf(b"%PDF stand-in", 7, "0" * 64)

    monkeypatch.setattr(handout_actions, "render_pdf", render)
    return asked
