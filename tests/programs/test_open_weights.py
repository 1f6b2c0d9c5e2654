"""A weight left open is limited by what the paper says beside it: a limit that came down holds that paper back."""

import pytest
from django.urls import reverse

from programs.handing_out import why_withheld
from programs.handouts.presenter import Handout
from programs.handouts.variant import Variant
from programs.models import Program
from programs.recheck import recheck_program
from programs.review import review
from tests.clinic.typed import text_of
from tests.programs.steps import issue
from tests.programs.test_handing_out import replace_clearance

PRESS = "Leg press (strict form)"


def allow(case, kg):
    limits = [] if kg is None else [{"load_kg": kg}]
    replace_clearance(case, decision="restricted" if limits else "cleared", restrictions=limits)


@pytest.fixture
def issued_at(ready_draft, physio):
    """Return how to issue the draft, its cautions read, under a clearance that limits the weight."""

    def make(kg):
        allow(ready_draft.case, kg)
        for one in review(ready_draft).items:
            one.row.acknowledged_rules = sorted(one.bases)
            one.row.acknowledged_by, one.row.acknowledged_at = physio, "2026-11-23T12:00Z"
            one.row.save()
        return Program.objects.get(pk=issue(ready_draft, by=physio).pk)

    return make


def after(program, kg):
    allow(program.case, kg)
    return Program.objects.get(pk=program.pk)


def test_a_lower_limit_holds_the_paper_back_and_is_said(issued_at, today):
    program = after(issued_at(40), 5)
    words = str(why_withheld(program))
    assert "allows at most 5 kg now, and the paper says at most 40 kg" in words
    assert PRESS in words
    assert words.endswith("Make a new version of the programme.")
    assert recheck_program(program, today).needs_a_look


def test_a_new_limit_holds_back_paper_that_names_none(issued_at):
    assert "leaves the weight open without a limit" in str(why_withheld(after(issued_at(None), 5)))


@pytest.mark.parametrize("kg", [40, 60, None])
def test_the_same_limit_a_higher_one_or_none_holds_nothing_back(kg, issued_at, today):
    program = after(issued_at(40), kg)
    assert why_withheld(program) is None
    assert recheck_program(program, today).weights is None


def test_what_is_named_is_what_the_paper_prints_a_line_for(issued_at, today):
    program = after(issued_at(40), 5)
    cards = Handout.from_snapshot(program.snapshot, Variant()).cards
    open_here = [card.number for card in cards if card.is_weight_open]
    rows = [item.row.exercise.name for item in review(program).items]
    assert recheck_program(program, today).weights.names == tuple(rows[number - 1] for number in open_here)


def test_a_program_without_an_open_weight_is_left_alone(issued_at, today):
    program = issued_at(40)
    for item in (one for part in program.snapshot["sections"] for one in part["items"]):
        for week in item["weeks"]:
            week["load_kg"] = 4.0
    allow(program.case, 5)
    assert recheck_program(program, today).weights is None


def test_the_case_and_the_page_of_live_programmes_say_so(issued_at, physio, client_for):
    program, client = after(issued_at(40), 5), client_for(physio)
    for url in (program.case.get_absolute_url(), reverse("recheck")):
        assert "the paper says at most 40 kg" in text_of(client.get(url))
