"""Record an outcome measure."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from clinic.actions.measures import record_measure
from clinic.measures.instruments import INSTRUMENTS
from clinic.models import AccessEvent, Measure
from clinic.policies import Refused
from tests.clinic.typed import text_of
from tests.factories import AssessmentFactory

pytestmark = pytest.mark.usefixtures("library", "today")

TYPED = {
    "nprs": {"score": "4"},
    "psfs": {"activity_1": "Putting on socks", "score_1": "4", "activity_3": "Stairs", "score_3": "5"},
    "rmdq": {"score": "3", "ticked": ["21", "1", "9"]},
    "groc": {"score": "-2"},
    "pass": {"score": "0"},
    "odi": {"score": "27.5"},
    "start_back": {"score": "6", "distress": "4"},
}
STORED = {
    "nprs": ("4", {}),
    "psfs": (
        "4.5",
        {"activities": [{"activity": "Putting on socks", "score": 4}, {"activity": "Stairs", "score": 5}]},
    ),
    "rmdq": ("3", {"ticked": [1, 9, 21]}),
    "groc": ("-2", {}),
    "pass": ("0", {}),
    "odi": ("27.5", {}),
    "start_back": ("6", {"distress": 4}),
}
NPRS_4 = {"measured_on": date(2026, 11, 20), "score": Decimal(4), "items": {}}


@pytest.fixture
def url_of(case):
    return lambda instrument: reverse("measure-add", args=[case.pk, instrument])


@pytest.fixture
def send(client_for, physio, url_of):
    def post(instrument, **changes):
        typed = {"measured_on": "2026-11-20"} | TYPED[instrument] | changes
        return client_for(physio).post(url_of(instrument), typed)

    return post


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_a_measure_is_recorded(instrument, send, case, physio):
    assert send(instrument).url == reverse("measure-list", args=[case.pk])
    measure = Measure.objects.get()
    score, items = STORED[instrument]
    assert (measure.instrument, measure.measured_on, measure.recorded_by) == (
        instrument,
        date(2026, 11, 20),
        physio,
    )
    assert (measure.score, measure.items, measure.clinic) == (Decimal(score), items, case.clinic)
    assert measure.history.get().history_user == physio
    assert AccessEvent.objects.get(kind="change").what == "measure-add"


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_the_form_opens(instrument, url_of, client_for, physio):
    answer = client_for(physio).get(url_of(instrument))
    page = text_of(answer)
    assert answer.status_code == 200
    assert "<title>MÜLLER, Ada: Record" in page
    assert 'value="2026-11-23"' in page
    assert " required" not in page.partition("<form")[2].partition("</form>")[0].replace("requiredField", "")
    assert AccessEvent.objects.get().what == "measure-add"


@pytest.mark.parametrize(
    ("instrument", "changes", "words"),
    [
        ("nprs", {"score": ""}, "This field is required"),
        ("nprs", {"score": "11"}, "The highest rating is 10"),
        ("nprs", {"measured_on": "2026-11-24"}, "24-Nov-2026 is in the future"),
        ("nprs", {"measured_on": "1979-01-01"}, "before the patient was born"),
        ("nprs", {"measured_on": ""}, "Measured on: This field is required"),
        ("psfs", {"score_1": ""}, "Score “Putting on socks” from 0 to 10, or empty its row"),
        ("psfs", {"score_2": "4"}, "Activity 2: Name the activity that was scored"),
        ("psfs", {"activity_3": "putting on Socks"}, "The same activity is named twice"),
        (
            "psfs",
            {"activity_1": "", "score_1": "", "activity_3": "", "score_3": ""},
            "Name at least one activity and score it",
        ),
        ("rmdq", {"score": "", "ticked": []}, "or enter how many are ticked: 0 when none is"),
        ("rmdq", {"score": "4"}, "Above are 3 ticked, not 4"),
        ("rmdq", {"score": "25"}, "There are 24 statements"),
        ("rmdq", {"ticked": ["25"]}, "Select a valid choice"),
        ("groc", {"score": "6"}, "Select a valid choice"),
        ("groc", {"score": ""}, "This field is required"),
        ("pass", {"score": ""}, "This field is required"),
        ("odi", {"score": "100.5"}, "The highest score is 100"),
        ("odi", {"score": "NaN"}, "Enter a number"),
        ("start_back", {"distress": "6"}, "The highest distress score is 5"),
        ("start_back", {"score": "3"}, "cannot be above it (3)"),
        ("start_back", {"score": "9"}, "with distress 4, at most 8"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(instrument, changes, words, send):
    answer = send(instrument, **changes)
    page = text_of(answer)
    assert answer.status_code == 422
    assert "<title>Error: " in page
    assert words in page
    assert not Measure.objects.exists()


def test_ticked_statements_are_counted(send):
    send("rmdq", score="")
    assert Measure.objects.get().score == 3


def test_nothing_ticked_is_a_score_too(send):
    send("rmdq", score="0", ticked=[])
    assert (Measure.objects.get().score, Measure.objects.get().items) == (0, {})


def test_the_psfs_asks_about_the_activities_of_the_assessment(case, url_of, client_for, physio):
    AssessmentFactory(case=case)
    page = text_of(client_for(physio).get(url_of("psfs")))
    assert 'name="activity_1" value="Putting on socks"' in page
    assert 'name="score_1" value=' not in page


def test_the_psfs_asks_about_the_activities_scored_last(case, send, url_of, client_for, physio):
    AssessmentFactory(case=case)
    send("psfs", activity_1="Gardening")
    page = text_of(client_for(physio).get(url_of("psfs")))
    assert 'value="Gardening"' in page
    assert "Putting on socks" not in page


def test_a_second_score_of_a_day_is_refused(send):
    send("nprs")
    answer = send("nprs", score="5")
    assert "NPRS of 20-Nov-2026 is recorded already" in text_of(answer)
    assert Measure.objects.get().score == 4


def test_another_instrument_of_the_same_day_is_recorded(send):
    send("nprs")
    send("groc")
    assert Measure.objects.count() == 2


def test_an_unknown_instrument_is_not_found(url_of, client_for, physio):
    assert client_for(physio).get(url_of("eq5d")).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_find_nothing(method, url_of, stranger, client_for):
    assert getattr(client_for(stranger), method)(url_of("nprs"), TYPED["nprs"]).status_code == 404
    assert not Measure.objects.exists()


@pytest.mark.parametrize("person", ["librarian", "manager"])
def test_other_roles_are_refused(person, url_of, request, client_for):
    assert client_for(request.getfixturevalue(person)).get(url_of("nprs")).status_code == 403


def test_visitors_are_asked_to_sign_in(url_of, client):
    assert client.get(url_of("nprs")).url.startswith(reverse("account_login"))


def test_other_methods_are_refused(url_of, physio, client_for):
    assert client_for(physio).delete(url_of("nprs")).status_code == 405


def test_nothing_is_added_to_a_closed_case(send, case, today):
    case.closed_on = today
    case.save()
    answer = send("nprs")
    # What was typed while a colleague closed the case is still in the form.
    assert answer.status_code == 422
    assert "Reopen it to record more" in answer.content.decode()
    assert not Measure.objects.exists()


def test_a_closed_case_is_refused_by_the_action_too(case, physio, today):
    case.closed_on = today
    case.save()
    with pytest.raises(Refused, match="Reopen it"):
        record_measure(case=case, instrument="nprs", values=NPRS_4, by=physio)


def test_a_stranger_adds_nothing(case, stranger):
    with pytest.raises(PermissionDenied):
        record_measure(case=case, instrument="nprs", values=NPRS_4, by=stranger)


def test_an_impossible_score_is_refused_by_the_action_too(case, physio):
    with pytest.raises(Refused, match="NPRS runs from 0 to 10"):
        record_measure(case=case, instrument="nprs", values=NPRS_4 | {"score": Decimal(11)}, by=physio)
    values = NPRS_4 | {"score": Decimal(9), "items": {"distress": 0}}
    with pytest.raises(ValueError, match="part of the total"):
        record_measure(case=case, instrument="start_back", values=values, by=physio)


def test_it_asks_the_database_rarely(case, url_of, physio, client_for, django_assert_max_num_queries):
    AssessmentFactory(case=case)
    visitor = client_for(physio)
    with django_assert_max_num_queries(12):
        visitor.get(url_of("psfs"))
