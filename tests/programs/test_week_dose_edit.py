"""Setting one week of one exercise by hand."""

from decimal import Decimal

import pytest

from tests.programs.steps import Step, content_of, mark_issued, post, text_of, url_of, weeks_of


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
    [({"reps": ""}, "nobody knows how much to do"), ({"rest_s": "601"}, "less than or equal to 600")],
)
def test_a_dose_that_cannot_be_meant_is_asked_for_again(wrong, words, row, data, draft, physio, client_for):
    before = content_of(draft)
    answer = post(client_for(physio), "week-dose-edit", row, **data | wrong)
    assert (answer.status_code, content_of(draft)) == (422, before)
    assert words in text_of(answer)
    assert 'value="42.5"' in text_of(answer)


def test_a_week_beyond_the_program_is_not_found(row, physio, client_for):
    row.week = 7
    assert client_for(physio).get(url_of("week-dose-edit", row)).status_code == 404


def test_an_issued_program_shows_itself_instead(row, draft, physio, client_for):
    mark_issued(draft)
    assert client_for(physio).get(url_of("week-dose-edit", row)).url == f"/programs/{draft.pk}/"
