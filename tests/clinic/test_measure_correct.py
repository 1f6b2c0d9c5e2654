"""Correct a wrong outcome measure; what stood there stays on record."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from clinic.actions import StaleRecord
from clinic.actions.measures import correct_measure, newest_version, record_measure
from clinic.measures.instruments import INSTRUMENTS
from clinic.models import AccessEvent, Measure
from clinic.policies import Refused
from tests.clinic.test_measure_add import NPRS_4, STORED
from tests.clinic.typed import text_of

pytestmark = pytest.mark.usefixtures("library", "today")


@pytest.fixture
def url(pain):
    return reverse("measure-correct", args=[pain.pk])


@pytest.fixture
def send(sends, url, pain):
    return sends(url, measured_on="2026-11-20", score="6", version=str(newest_version(pain)))


def test_the_right_score_is_stored_and_the_wrong_one_kept(send, pain, case, physio, colleague):
    assert send().url == reverse("measure-list", args=[case.pk])
    stored = Measure.objects.get()
    assert (stored.score, stored.recorded_by) == (6, physio)
    assert [(one.score, one.history_user) for one in pain.history.all()] == [(6, colleague), (4, physio)]
    assert AccessEvent.objects.filter(kind="change", user=colleague).get().what == "measure-correct"


def test_the_list_says_who_corrected_what(send, case, client_for, physio):
    send()
    page = text_of(client_for(physio).get(reverse("measure-list", args=[case.pk])))
    assert "By Anna Berg<br>Corrected on 23-Nov-2026, 12:00 by Ben Cole, was 4 " in page


def test_a_corrected_day_is_said(send, case, client_for, physio):
    send(measured_on="2026-11-19")
    page = text_of(client_for(physio).get(reverse("measure-list", args=[case.pk])))
    assert "was 4 on 20-Nov-2026" in page


def test_two_corrections_are_both_said(send, pain, case, client_for, physio):
    send()
    send(score="7", version=str(newest_version(pain)))
    page = text_of(client_for(physio).get(reverse("measure-list", args=[case.pk])))
    assert "was 4<br>" in page
    assert "was 6 " in page


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_the_form_starts_from_what_is_stored(instrument, case, physio, client_for):
    score, items = STORED[instrument]
    values = {"measured_on": date(2026, 11, 20), "score": Decimal(score), "items": items}
    measure = record_measure(case=case, instrument=instrument, values=values, by=physio)
    answer = client_for(physio).get(reverse("measure-correct", args=[measure.pk]))
    form = answer.context["form"]
    typed = {name: form[name].value() for name in form.fields}
    again = client_for(physio).post(
        reverse("measure-correct", args=[measure.pk]),
        {name: value for name, value in typed.items() if value is not None},
    )
    assert typed["measured_on"] == date(2026, 11, 20)
    assert "This is what is stored already" in text_of(again)


def test_a_stale_form_shows_both(send, pain):
    send()
    answer = send(score="8")
    page = text_of(answer)
    assert answer.status_code == 409
    assert "<td>8</td><td>6</td>" in page
    assert Measure.objects.get().score == 6


def test_after_the_conflict_the_second_may_go_on(send, pain):
    send()
    form = send(score="8").context["form"]
    send(score="8", version=form.data["version"])
    assert [one.score for one in pain.history.all()] == [8, 6, 4]


def test_a_form_without_its_version_is_stale(send):
    assert send(version="").status_code == 409


def test_what_is_wrong_is_said_and_nothing_is_stored(send):
    answer = send(score="12")
    assert answer.status_code == 422
    assert "The highest rating is 10" in text_of(answer)
    assert Measure.objects.get().score == 4


def test_it_is_not_moved_onto_another_day(send, case, physio):
    record_measure(
        case=case, instrument="nprs", values=NPRS_4 | {"measured_on": date(2026, 11, 13)}, by=physio
    )
    assert "NPRS of 13-Nov-2026 is recorded already" in text_of(send(measured_on="2026-11-13"))


def test_opening_the_form_leaves_an_access_event(url, case, colleague, client_for):
    page = text_of(client_for(colleague).get(url))
    event = AccessEvent.objects.get(kind="view")
    assert (event.what, event.user, event.patient) == ("measure-correct", colleague, case.patient)
    assert "<title>MÜLLER, Ada: Correct NPRS of 20-Nov-2026" in page
    assert "wrong entry of Anna Berg" in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_find_nothing(method, url, stranger, client_for):
    assert getattr(client_for(stranger), method)(url, {"score": "6"}).status_code == 404


@pytest.mark.parametrize("person", ["librarian", "manager"])
def test_other_roles_are_refused(person, url, request, client_for):
    assert client_for(request.getfixturevalue(person)).get(url).status_code == 403


def test_visitors_are_asked_to_sign_in(url, client):
    assert client.get(url).url.startswith(reverse("account_login"))


def test_other_methods_are_refused(url, physio, client_for):
    assert client_for(physio).delete(url).status_code == 405


def test_nothing_is_corrected_in_a_closed_case(send, case, today):
    case.closed_on = today
    case.save()
    answer = send()
    assert answer.status_code == 422
    assert "Reopen it to record more" in answer.content.decode()
    assert Measure.objects.get().score == 4


def test_a_closed_case_is_refused_by_the_action_too(pain, case, physio, today):
    case.closed_on = today
    case.save()
    with pytest.raises(Refused, match="Reopen it"):
        correct_measure(measure=pain, seen=newest_version(pain), values={"score": Decimal(5)}, by=physio)


def test_a_stranger_corrects_nothing(pain, stranger):
    with pytest.raises(PermissionDenied):
        correct_measure(measure=pain, seen=newest_version(pain), values={"score": Decimal(5)}, by=stranger)


def test_a_stale_correction_writes_nothing(pain, physio):
    with pytest.raises(StaleRecord):
        correct_measure(measure=pain, seen=0, values={"score": Decimal(5)}, by=physio)
    assert (Measure.objects.get().score, pain.history.count()) == (4, 1)


def test_it_asks_the_database_rarely(url, physio, client_for, django_assert_max_num_queries):
    visitor = client_for(physio)
    with django_assert_max_num_queries(12):
        visitor.get(url)
