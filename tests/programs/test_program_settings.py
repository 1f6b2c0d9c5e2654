"""Weeks, days, pain light and equipment of a draft."""

from datetime import date

import pytest

from exercises.models import Equipment
from programs.review import review
from programs.training_days import WEEKDAYS
from tests.factories import DiagnosisFactory, ItemFactory
from tests.programs.steps import Step, content_of, mark_issued, post, text_of, url_of

SAME = {
    "weeks": "6",
    "starts_on": "2026-11-23",
    "mode": "strict",
    "language": "en",
    "note": "",
    "missing_section_reason": "",
}


@pytest.fixture
def row(item):
    return item.program


@pytest.fixture
def data():
    return {
        "weeks": "4",
        "starts_on": "2026-11-30",
        "training_days": ["tue", "fri"],
        "mode": "monitored",
        "language": "en",
        "note": "Breathe out on the way up.",
        "missing_section_reason": "",
    }


class TestProgramSettings(Step):
    name = "program-settings"
    answers_get = True


def test_the_settings_are_saved(row, data, physio, client_for):
    post(client_for(physio), "program-settings", row, **data)
    row.refresh_from_db()
    assert (row.weeks, row.starts_on, row.mode) == (4, date(2026, 11, 30), "monitored")
    assert (row.training_days, row.note) == (["tue", "fri"], "Breathe out on the way up.")


@pytest.mark.parametrize("weeks", [1, 4, 16])
def test_the_weeks_are_planned_to_the_new_length(weeks, row, data, physio, client_for):
    post(client_for(physio), "program-settings", row, **data | {"weeks": weeks})
    assert list(row.items.get().week_doses.values_list("week", flat=True)) == list(range(1, weeks + 1))


def test_what_is_at_hand_is_saved(row, data, physio, client_for):
    chair = Equipment.objects.get(slug="chair")
    post(client_for(physio), "program-settings", row, **data, limited_equipment="on", equipment=[chair.pk])
    row.refresh_from_db()
    assert (row.limited_equipment, list(row.equipment.all())) == (True, [chair])


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"weeks": "0"}, "greater than or equal to 1"),
        ({"weeks": "17"}, "less than or equal to 16"),
        ({"training_days": []}, "This field is required"),
        ({"training_days": ["payday"]}, "payday is not one of the available choices"),
        ({"starts_on": "yesterday"}, "Enter a date, for example 02-Mar-2026"),
        ({"starts_on": "0001-01-01"}, "The year 1 cannot be right"),
        ({"starts_on": "9999-12-31"}, "The year 9999 cannot be right"),
        (
            {"starts_on": "2026-10-22"},
            "22-Oct-2026 is too far away: choose a day from 23-Oct-2026 to 23-Nov-2027.",
        ),
        ({"starts_on": "2027-11-24"}, "24-Nov-2027 is too far away"),
        ({"mode": "brave"}, "brave is not one of the available choices"),
        ({"note": "a\u0007"}, "U+0007"),
    ],
)
def test_settings_that_cannot_be_meant_are_asked_for_again(wrong, words, row, data, physio, client_for):
    before = content_of(row)
    answer = post(client_for(physio), "program-settings", row, **data | wrong)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert content_of(row) == before


@pytest.mark.parametrize("typed", ["2026-10-23", "2027-11-23", "23-Nov-2026"])
def test_a_program_starts_within_a_month_back_and_a_year_ahead(typed, row, data, physio, client_for):
    assert post(client_for(physio), "program-settings", row, **data | {"starts_on": typed}).status_code == 302


def test_a_thing_whose_number_no_database_holds_is_none(row, data, physio, client_for):
    answer = post(client_for(physio), "program-settings", row, **data, equipment=["10" * 15])
    assert answer.status_code == 422
    assert row.equipment.count() == 0


def test_what_was_typed_is_kept(row, data, physio, client_for):
    page = text_of(post(client_for(physio), "program-settings", row, **data | {"weeks": "0"}))
    assert "Breathe out on the way up." in page
    assert 'value="2026-11-30"' in page


def test_the_monitored_light_is_offered_where_the_rules_allow_it(row, physio, client_for):
    page = text_of(client_for(physio).get(url_of("program-settings", row)))
    assert 'value="monitored"' in page


def test_leg_pain_from_a_nerve_keeps_the_strict_light(row, data, physio, client_for):
    DiagnosisFactory(case=row.case, slug="disc-herniation-radiculopathy")
    answer = post(client_for(physio), "program-settings", row, **data)
    assert answer.status_code == 422
    assert "Only the strict light" in text_of(answer)


def test_an_issued_program_shows_itself_instead(row, physio, client_for):
    mark_issued(row)
    assert client_for(physio).get(url_of("program-settings", row)).url == f"/programs/{row.pk}/"


def days_of(program):
    return dict(program.items.values_list("exercise__slug", "days_per_week"))


def test_what_followed_the_training_days_follows_the_new_ones(row, data, physio, client_for):
    """The leg press is for two or three days, the brace for five at least, the bridge was given two by hand."""
    ItemFactory(program=row, slug="abdominal-brace", days_per_week=5)
    ItemFactory(program=row, slug="glute-bridge", days_per_week=2)
    client = client_for(physio)
    assert days_of(row) == {"leg-press": 3, "abdominal-brace": 5, "glute-bridge": 2}
    post(client, "program-settings", row, **data | {"training_days": ["mon", "thu"]})
    assert days_of(row) == {"leg-press": 2, "abdominal-brace": 5, "glute-bridge": 2}
    post(client, "program-settings", row, **data | {"training_days": WEEKDAYS})
    assert days_of(row) == {"leg-press": 3, "abdominal-brace": 7, "glute-bridge": 2}
    post(client, "program-undo", row)
    assert days_of(row) == {"leg-press": 2, "abdominal-brace": 5, "glute-bridge": 2}


def test_no_leg_exercise_stays_on_a_day_taken_out_without_a_word(ready_draft, physio, client_for):
    """The trial in which paper ordered the session taken out and the log had no line for it."""
    client, changed = client_for(physio), SAME | {"training_days": ["mon", "thu"]}
    post(client, "program-settings", ready_draft, **changed)
    ready_draft.refresh_from_db()
    legs = ready_draft.items.filter(section="main")
    assert set(legs.values_list("days_per_week", flat=True)) == {2}
    assert not {gate.id for gate in review(ready_draft).gates} & {"DAYS", "OFTEN"}
    legs.update(days_per_week=3)
    told = {gate.id: gate for gate in review(ready_draft).warnings}
    assert told["DAYS"].message.startswith("Leg exercises on days that are no training days")
    assert "Leg press (strict form) (Saturday)" in told["DAYS"].message
    page = text_of(client.get(url_of("program-issue", ready_draft)))
    assert "Outside the training days" in page
    assert "Leg press (strict form) (Saturday)" in page


def test_more_days_than_the_library_has_are_asked_to_be_read(ready_draft):
    ready_draft.items.filter(exercise__slug="leg-press").update(days_per_week=5)
    told = {gate.id: gate for gate in review(ready_draft).warnings}
    assert "Leg press (strict form) (5, at most 3)" in told["OFTEN"].message
    assert not told["OFTEN"].blocks
