"""Withdraw an outcome measure that was entered in error: it stays to be read and counts for nothing."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from clinic.actions import StaleRecord
from clinic.actions.measures import correct_measure, enter_in_error, newest_version, record_measure
from clinic.measures.series import case_series, latest_activities
from clinic.models import AccessEvent, Measure
from clinic.policies import Refused
from tests.clinic.test_measure_add import NPRS_4, STORED
from tests.clinic.typed import text_of

pytestmark = pytest.mark.usefixtures("library", "today")


@pytest.fixture
def url(pain):
    return reverse("measure-error", args=[pain.pk])


@pytest.fixture
def send(sends, url, pain):
    return sends(url, reason="Belongs to Mr Berg", version=str(newest_version(pain)))


@pytest.fixture
def read(case, client_for, physio):
    return lambda: text_of(client_for(physio).get(reverse("measure-list", args=[case.pk])))


def test_reason_name_and_time_are_kept(send, pain, case, colleague):
    assert send().url == reverse("measure-list", args=[case.pk])
    stored = Measure.objects.get()
    assert (stored.in_error_reason, stored.in_error_by, stored.score) == ("Belongs to Mr Berg", colleague, 4)
    assert stored.in_error_at is not None
    assert [one.history_user for one in pain.history.all()][0] == colleague
    assert AccessEvent.objects.filter(kind="change", user=colleague).get().what == "measure-error"


def test_the_table_strikes_it_through_and_says_who_and_why(send, read):
    send()
    page = read()
    assert "<del>4</del> Entered in error" in page
    assert "Marked as entered in error on 23-Nov-2026, 12:00 by Ben Cole: Belongs to Mr Berg" in page
    assert "Corrected on" not in page


def test_a_measure_in_error_offers_no_correction(send, read, url, pain):
    send()
    page = read()
    assert url not in page
    assert reverse("measure-correct", args=[pain.pk]) not in page


def test_it_leaves_the_chart_and_every_comparison(send, case, physio):
    for day, score in ((date(2026, 10, 1), 7), (date(2026, 11, 1), 6)):
        values = {"measured_on": day, "score": Decimal(score), "items": {}}
        record_measure(case=case, instrument="nprs", values=values, by=physio)
    send()
    (series,) = case_series(case)
    assert [row.reading.score for row in series.rows] == [7, 6]
    assert [row.reading.score for row in series.latest_first] == [4, 6, 7]
    assert series.rows[-1].change.startswith("1 better")


def test_an_instrument_with_nothing_else_has_a_table_and_no_chart(send, read):
    send()
    page = read()
    assert '<svg class="img-fluid"' not in page
    assert "<del>4</del>" in page


def test_the_start_moves_on_when_the_first_score_was_in_error(case, physio):
    first = record_measure(
        case=case, instrument="nprs", values=NPRS_4 | {"measured_on": date(2026, 9, 1)}, by=physio
    )
    for day, score in ((date(2026, 10, 1), 7), (date(2026, 11, 1), 5)):
        values = {"measured_on": day, "score": Decimal(score), "items": {}}
        record_measure(case=case, instrument="nprs", values=values, by=physio)
    enter_in_error(measure=first, seen=newest_version(first), reason="Another patient", by=physio)
    assert [row.change for row in case_series(case)[0].rows] == ["", "2 better (28.5\u00a0%)"]


def test_its_activities_are_asked_about_no_more(case, physio):
    score, items = STORED["psfs"]
    values = {"measured_on": date(2026, 11, 20), "score": Decimal(score), "items": items}
    measure = record_measure(case=case, instrument="psfs", values=values, by=physio)
    assert latest_activities(case) == ["Putting on socks", "Stairs"]
    enter_in_error(measure=measure, seen=newest_version(measure), reason="Another patient", by=physio)
    assert latest_activities(case) == []


def test_its_day_is_free_for_the_right_score(send, case, physio):
    send()
    record_measure(case=case, instrument="nprs", values=NPRS_4 | {"score": Decimal(2)}, by=physio)
    assert Measure.objects.valid().get().score == 2


@pytest.mark.parametrize("reason", ["", "  ", "x" * 201])
def test_without_a_usable_reason_nothing_is_withdrawn(reason, send):
    assert send(reason=reason).status_code == 422
    assert Measure.objects.valid().exists()


def test_it_is_withdrawn_once(send, pain):
    send()
    answer = send(version=str(newest_version(pain)))
    assert "marked as entered in error already" in text_of(answer)


def test_what_is_in_error_is_not_corrected(send, pain, physio):
    send()
    with pytest.raises(Refused, match="marked as entered in error already"):
        correct_measure(measure=pain, seen=newest_version(pain), values={"score": Decimal(5)}, by=physio)


def test_a_stale_form_withdraws_nothing(send):
    answer = send(version="0")
    assert answer.status_code == 409
    assert 'value="Belongs to Mr Berg"' in text_of(answer)
    assert Measure.objects.valid().exists()


def test_after_the_conflict_the_second_may_go_on(send):
    form = send(version="0").context["form"]
    send(version=form.data["version"])
    assert not Measure.objects.valid().exists()


def test_the_database_wants_reason_name_and_time_together(pain):
    pain.in_error_reason = "Alone"
    with pytest.raises(IntegrityError), transaction.atomic():
        pain.save()


def test_opening_the_form_leaves_an_access_event(url, case, colleague, client_for):
    page = text_of(client_for(colleague).get(url))
    event = AccessEvent.objects.get(kind="view")
    assert (event.what, event.user, event.patient) == ("measure-error", colleague, case.patient)
    assert "<strong>4</strong> on 20-Nov-2026 by Anna Berg" in page


def test_nothing_is_withdrawn_in_a_closed_case(send, case, today):
    case.closed_on = today
    case.save()
    answer = send()
    assert answer.status_code == 422
    assert "Reopen it to record more" in answer.content.decode()
    assert Measure.objects.valid().exists()


def test_a_stranger_withdraws_nothing(pain, stranger):
    with pytest.raises(PermissionDenied):
        enter_in_error(measure=pain, seen=newest_version(pain), reason="No", by=stranger)


def test_a_stale_version_is_refused_by_the_action_too(pain, physio):
    with pytest.raises(StaleRecord):
        enter_in_error(measure=pain, seen=0, reason="No", by=physio)


@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_find_nothing(method, url, stranger, client_for):
    assert getattr(client_for(stranger), method)(url, {"reason": "No"}).status_code == 404


@pytest.mark.parametrize("person", ["librarian", "manager"])
def test_other_roles_are_refused(person, url, request, client_for):
    assert client_for(request.getfixturevalue(person)).get(url).status_code == 403


def test_visitors_are_asked_to_sign_in(url, client):
    assert client.get(url).url.startswith(reverse("account_login"))


def test_other_methods_are_refused(url, physio, client_for):
    assert client_for(physio).delete(url).status_code == 405
