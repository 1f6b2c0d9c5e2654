"""Giving the patient an exercise the rules leave out, straight from the list of wishes."""

import pytest

from programs.planning import plan_weeks
from programs.rules.scales import Verdict
from tests.factories import ClearanceFactory, ItemFactory, RequestFactory
from tests.programs.exceptions import CONFIRMED, COVERED, CRITERIA, REASON, SUBACUTE, judged, with_disc
from tests.programs.steps import Step, content_of, post, said, slugs_of, text_of, url_of

WANTED = "conventional-deadlift"


@pytest.fixture
def row(draft):
    with_disc(draft.case)
    return RequestFactory(program=draft, slug=WANTED)


@pytest.fixture
def data():
    return CONFIRMED


class TestRequestOverride(Step):
    name = "request-override"
    answers_get = True


def test_the_builder_offers_it(row, physio, client_for):
    page = text_of(client_for(physio).get(url_of("program-edit", row.program)))
    assert url_of("request-override", row) in page


def test_the_exercise_is_put_in_with_the_override(row, data, physio, client_for, today):
    post(client_for(physio), "request-override", row, **data)
    item = row.program.items.get()
    row.refresh_from_db()
    assert (item.exercise, item.request, row.state) == (row.exercise, row, "included")
    assert (item.override_rules, item.override_criteria, item.override_reason) == (COVERED, CRITERIA, REASON)
    assert (item.override_by, item.override_at.date()) == (physio, today)


def test_it_then_needs_care_and_a_tick(row, data, physio, client_for):
    post(client_for(physio), "request-override", row, **data)
    found = judged(row.program, WANTED)
    assert found.verdict is Verdict.CAUTION
    assert "X03 for disc-herniation" in found.unread


def test_one_step_back_takes_it_out_again(row, data, physio, client_for):
    post(client_for(physio), "request-override", row, **data)
    post(client_for(physio), "program-undo", row.program)
    row.refresh_from_db()
    assert (slugs_of(row.program), row.state) == ([], "open")


def test_looking_writes_nothing(row, physio, client_for):
    before = content_of(row.program)
    assert client_for(physio).get(url_of("request-override", row)).status_code == 200
    assert content_of(row.program) == before


def test_a_missing_criterion_is_refused(row, physio, client_for):
    before = content_of(row.program)
    answer = post(client_for(physio), "request-override", row, criteria=CRITERIA[1:], reason=REASON)
    assert (answer.status_code, content_of(row.program)) == (422, before)
    assert "An exception needs every one of these" in text_of(answer)


@pytest.fixture
def subacute(row):
    row.program.case.diagnoses.filter(condition__slug="disc-herniation").update(onset_on=SUBACUTE)


@pytest.fixture
def restricted(row):
    ClearanceFactory(
        case=row.program.case,
        number=2,
        supersedes=row.program.case.clearances.get(),
        decision="restricted",
        restrictions=[{"slug": WANTED}],
    )


@pytest.fixture
def already_in(row):
    ItemFactory(program=row.program, slug=WANTED)
    plan_weeks(row.program)


@pytest.fixture
def decided(row):
    row.state = "swapped"
    row.save()


@pytest.mark.parametrize(
    ("obstacle", "words"),
    [
        ("subacute", "This cannot be overridden:"),
        ("restricted", "This cannot be overridden: The medical clearance limits this."),
        ("already_in", "Conventional deadlift is already in the program."),
        ("decided", "Conventional deadlift has already been dealt with."),
    ],
)
def test_it_is_refused_with_the_reason(obstacle, words, row, data, physio, client_for, request):
    request.getfixturevalue(obstacle)
    before = content_of(row.program)
    (said_so,) = said(post(client_for(physio), "request-override", row, **data))
    assert said_so.startswith(words)
    assert content_of(row.program) == before
