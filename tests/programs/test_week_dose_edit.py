"""Setting one week of one exercise by hand."""

from decimal import Decimal

import pytest

from programs.planning import plan_weeks
from programs.recheck import recheck_program
from programs.review import review
from tests.factories import ClearanceFactory, ItemFactory
from tests.programs.steps import Step, content_of, issue, mark_issued, post, text_of, url_of, weeks_of


@pytest.fixture
def row(item):
    return item.week_doses.get(week=3)


@pytest.fixture
def data():
    return {
        "sets": "4",
        "reps": "6",
        "hold_s": "",
        "minutes": "",
        "load_kg": "42.5",
        "rest_s": "60",
        "rpe": "7",
    }


class TestWeekDoseEdit(Step):
    name = "week-dose-edit"
    answers_get = True


def test_the_page_shows_the_planned_dose_and_its_reason(row, physio, client_for):
    page = text_of(client_for(physio).get(url_of("week-dose-edit", row)))
    assert "Week 3: Leg press (strict form)" in page
    assert row.reason in page
    assert f'name="reps" value="{row.reps}"' in page


def test_the_week_is_set_and_pinned(row, data, physio, client_for):
    post(client_for(physio), "week-dose-edit", row, **data)
    cell = row.item.week_doses.get(week=3)
    assert (cell.sets, cell.reps, cell.load_kg, cell.is_pinned) == (4, 6, Decimal("42.5"), True)
    assert (cell.step, cell.reason) == ("set_by_clinician", "Set by the physiotherapist.")


def test_the_other_weeks_stay_as_planned(row, data, draft, physio, client_for):
    others = [cell for cell in weeks_of(draft) if cell[1] != 3]
    post(client_for(physio), "week-dose-edit", row, **data)
    assert [cell for cell in weeks_of(draft) if cell[1] != 3] == others


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"reps": ""}, "nobody knows how much to do"),
        ({"rest_s": "601"}, "less than or equal to 600"),
        ({"minutes": "5"}, "Give either minutes, or times and a hold"),
        ({"reps": "", "hold_s": "20", "minutes": "5"}, "Give either minutes, or times and a hold"),
        ({"rpe": "8"}, "At most 7 under this programme’s pain light"),
    ],
)
def test_a_dose_that_cannot_be_meant_is_asked_for_again(wrong, words, row, data, draft, physio, client_for):
    before = content_of(draft)
    answer = post(client_for(physio), "week-dose-edit", row, **data | wrong)
    assert (answer.status_code, content_of(draft)) == (422, before)
    assert words in text_of(answer)
    assert 'value="42.5"' in text_of(answer)


def test_an_effort_above_the_light_that_came_later_blocks_until_the_week_is_put_right(row, draft):
    row.rpe, row.is_pinned = 8, True
    row.save()
    for mode, found in (("monitored", ()), ("strict", (3,))):
        draft.mode = mode
        draft.save()
        (one,) = review(draft).items
        assert one.weeks_to_change == found
    assert "WEEKS" in [gate.id for gate in review(draft).blocking]


def test_a_week_beyond_the_program_is_not_found(row, physio, client_for):
    row.week = 7
    assert client_for(physio).get(url_of("week-dose-edit", row)).status_code == 404


def test_an_issued_program_shows_itself_instead(row, draft, physio, client_for):
    mark_issued(draft)
    assert client_for(physio).get(url_of("week-dose-edit", row)).url == f"/programs/{draft.pk}/"


RULE = "T-nonspecific-chronic-lbp-chronic-AS-caution"


@pytest.fixture
def swing(ready_draft, physio, client_for, data):
    """Return a kettlebell deadlift that is fine at its first dose, with weeks 3 and 4 set to a hard effort by hand."""
    ready_draft.mode = "monitored"
    ready_draft.save()
    item = ItemFactory(program=ready_draft, slug="kettlebell-deadlift")
    plan_weeks(ready_draft)
    for week in (3, 4):
        post(
            client_for(physio),
            "week-dose-edit",
            item.week_doses.get(week=week),
            **data | {"load_kg": "", "rpe": "8"},
        )
    return item


def judged(item):
    return next(one for one in review(item.program).items if one.row.pk == item.pk)


def test_a_hard_week_asks_for_a_tick_although_the_first_dose_is_fine(swing):
    found = judged(swing)
    assert found.screening.verdict == "ok"
    assert (found.verdict, found.unread, found.weeks_to_change) == ("caution", {RULE}, ())
    assert [(one.finding.rule, one.weeks) for one in found.week_cautions] == [(RULE, (3, 4))]


def test_until_it_is_ticked_it_blocks(swing):
    found = review(swing.program)
    assert [gate.message for gate in found.blocking] == ["Read and tick the cautions of Kettlebell deadlift."]
    warned = next(gate for gate in found.warnings if gate.id == "W01")
    assert "Kettlebell deadlift" in warned.message


def test_the_builder_names_the_weeks_and_offers_the_tick(swing, physio, client_for):
    page = text_of(client_for(physio).get(url_of("program-edit", swing.program)))
    assert "<strong>Weeks 3, 4:</strong>" in page
    assert f'name="rule" value="{RULE}"' in page


def test_ticked_it_can_be_issued_and_stands_in_the_clinicians_copy(swing, physio, client_for):
    post(client_for(physio), "item-acknowledge", swing, rule=sorted(judged(swing).unread))
    assert judged(swing).unread == frozenset()
    swing.program.refresh_from_db()
    issued = issue(swing.program, by=physio)
    entry = issued.snapshot["clinician_copy"]["findings"]["kettlebell-deadlift"]
    assert entry["verdict"] == "caution"
    assert [(line["rule"], line["weeks"]) for line in entry["findings"]] == [(RULE, "Weeks 3, 4")]
    page = text_of(client_for(physio).get(url_of("program-detail", issued)))
    assert "<strong>Weeks 3, 4:</strong>" in page
    # What was ticked at issue is no change afterwards.
    assert recheck_program(issued, issued.issued_at.date()).changes == ()


def test_step_by_step_tells_of_those_weeks_too(swing, physio, client_for):
    page = text_of(client_for(physio).get(url_of("item-why", swing)))
    assert "at the dose of some weeks more speaks" in page
    assert "<strong>Weeks 3, 4:</strong>" in page


def test_given_back_to_the_plan_it_asks_for_nothing(swing, physio, client_for):
    for week in (3, 4):
        post(client_for(physio), "week-dose-release", swing.week_doses.get(week=week))
    assert (judged(swing).verdict, judged(swing).unread) == ("ok", frozenset())


def test_a_week_that_must_be_left_out_is_no_caution_to_tick(swing, physio, client_for):
    ClearanceFactory(
        case=swing.program.case,
        number=2,
        supersedes=swing.program.case.clearances.get(),
        decision="restricted",
        restrictions=[{"load_kg": 20}],
    )
    cell = swing.week_doses.get(week=3)
    cell.load_kg = Decimal(40)
    cell.save()
    found = judged(swing)
    assert found.weeks_to_change == (3,)
    assert [one.weeks for one in found.week_cautions] == [(4,)]
