"""Giving a week that was set by hand back to the plan."""

import pytest

from programs.planning import plan_weeks
from tests.factories import WeekDoseFactory
from tests.programs.steps import LiveStep, post, text_of, url_of, weeks_of


@pytest.fixture
def row(item, draft):
    item.week_doses.get(week=3).delete()
    return WeekDoseFactory(item=item, week=3, sets=9)


class TestWeekDoseRelease(LiveStep):
    name = "week-dose-release"


def test_the_week_is_planned_by_rule_again(row, draft, physio, client_for):
    post(client_for(physio), "week-dose-release", row)
    released = weeks_of(draft)
    row.item.week_doses.all().delete()
    plan_weeks(draft)
    assert released == weeks_of(draft)


def test_only_a_week_set_by_hand_offers_it(row, physio, client_for):
    pages = [client_for(physio).get(url_of("week-dose-edit", cell)) for cell in row.item.week_doses.all()]
    offers = ["Plan this week by rule again" in text_of(page) for page in pages]
    assert offers == [False, False, True, False, False, False]
