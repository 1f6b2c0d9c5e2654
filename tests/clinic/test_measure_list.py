"""Outcome measures over time."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from clinic.actions.measures import correct_measure, newest_version, record_measure
from clinic.measures.instruments import INSTRUMENTS
from clinic.measures.series import case_series, latest_activities
from clinic.models import AccessEvent, Measure
from tests.clinic.test_measure_add import STORED
from tests.clinic.typed import text_of
from tests.factories import AssessmentFactory, CaseFactory

pytestmark = pytest.mark.usefixtures("library", "today")
QUERIES = 10


@pytest.fixture
def url(case):
    return reverse("measure-list", args=[case.pk])


@pytest.fixture
def read(client_for, physio, url):
    return lambda: text_of(client_for(physio).get(url))


@pytest.fixture
def record(case, physio):
    def put(instrument, on, score, **items):
        values = {"measured_on": on, "score": Decimal(str(score)), "items": items}
        return record_measure(case=case, instrument=instrument, values=values, by=physio)

    return put


def activities(**scores):
    return [{"activity": name, "score": score} for name, score in scores.items()]


def found(case, code):
    return next(one for one in case_series(case) if one.instrument.code == code)


def test_nothing_measured_yet_offers_every_instrument(read, case):
    text = read()
    assert "Nothing measured yet" in text
    assert '<svg class="img-fluid"' not in text
    for code in INSTRUMENTS:
        assert reverse("measure-add", args=[case.pk, code]) in text


def test_each_used_instrument_has_a_chart_and_a_table(read, record):
    for code, (score, items) in STORED.items():
        record(code, date(2026, 11, 20), score, **items)
    text = read()
    assert text.count('<svg class="img-fluid" role="img"') == len(INSTRUMENTS)
    assert text.count('<table class="table-plain">') == len(INSTRUMENTS)
    assert "Not used in this case" not in text


def test_the_table_says_what_was_reached_with_its_source(read, record):
    record("nprs", date(2026, 9, 1), 7)
    record("nprs", date(2026, 10, 1), 5)
    text = read()
    assert "2 better (28.5 %)" in text
    assert text.count("Reached</span>") == 1
    assert '2 points better<br><a class="fw-normal" href="/rules/#source-OSTELO08">OSTELO08</a>' in text


def test_a_fall_in_the_psfs_is_worse(read, record):
    record("psfs", date(2026, 9, 1), 6, activities=activities(Socks=6))
    record("psfs", date(2026, 10, 1), 4, activities=activities(Socks=4))
    text = read()
    assert "2 worse" in text
    assert "Reached</span>" not in text


def test_pain_and_activities_of_assessments_are_in_their_series(case, record, read):
    AssessmentFactory(case=case, assessed_on=date(2026, 9, 1), nprs_now=6)
    record("nprs", date(2026, 10, 1), 3)
    pain, goals = case_series(case)
    assert [(row.reading.score, row.reading.from_assessment) for row in pain.rows] == [(6, True), (3, False)]
    assert goals.rows[0].reading.score == 5
    text = read()
    assert "Assessment by Anna Berg" in text
    assert "Hollow dots come from assessments" in text


def test_an_assessment_without_pain_and_activities_adds_nothing(case):
    AssessmentFactory(case=case, nprs_now=None, psfs=[])
    assert case_series(case) == []


def test_the_start_is_the_earliest_day_however_late_it_is_entered(case, record):
    record("nprs", date(2026, 10, 1), 3)
    record("nprs", date(2026, 9, 1), 7)
    assert [row.change for row in found(case, "nprs").rows] == ["", "4 better (57.1\u00a0%)"]


def test_other_activities_start_anew(case, record):
    record("psfs", date(2026, 9, 1), 3, activities=activities(Socks=3))
    record("psfs", date(2026, 9, 15), 8, activities=activities(Stairs=8))
    record("psfs", date(2026, 10, 1), 5, activities=activities(socks=5))
    assert [row.change for row in found(case, "psfs").rows] == ["", "", "2 better"]


def test_a_corrected_score_counts_as_corrected(case, record, physio):
    record("nprs", date(2026, 9, 1), 7)
    wrong = record("nprs", date(2026, 10, 1), 3)
    correct_measure(measure=wrong, seen=newest_version(wrong), values={"score": Decimal(6)}, by=physio)
    assert [row.change for row in found(case, "nprs").rows] == ["", "1 better (14.2\u00a0%)"]


def test_measures_of_another_case_stay_there(case, record, patient, physio):
    record("nprs", date(2026, 9, 1), 7)
    assert case_series(CaseFactory(patient=patient, lead=physio)) == []


def test_the_latest_activities_come_from_whichever_is_newer(case, record):
    assert latest_activities(case) == []
    record("psfs", date(2026, 11, 1), 3, activities=activities(Stairs=3))
    assert latest_activities(case) == ["Stairs"]
    AssessmentFactory(case=case, assessed_on=date(2026, 11, 16))
    assert latest_activities(case) == ["Putting on socks"]


def test_start_back_shows_its_risk_and_no_change(read, record):
    record("start_back", date(2026, 9, 1), 6, distress=4)
    record("start_back", date(2026, 10, 1), 3, distress=1)
    text = read()
    assert "Distress 4: high risk" in text
    assert "Distress 1: low risk" in text
    assert "3 better" not in text


def test_what_the_patient_wrote_is_escaped(read, record):
    record("psfs", date(2026, 9, 1), 3, activities=[{"activity": "<b>Socks</b>", "score": 3}])
    assert "<b>Socks" not in read().replace("&lt;", "<").replace("<b>Socks</b> 3", "")


def test_the_sources_are_on_the_rules_page(client_for, physio):
    rules = client_for(physio).get(reverse("rules")).content.decode()
    named = {source for one in INSTRUMENTS.values() for source in one.sources}
    named |= {threshold.source for one in INSTRUMENTS.values() for threshold in one.thresholds}
    assert [code for code in named if f'id="source-{code}"' not in rules] == []


def test_the_case_leads_here(case, url, client_for, physio):
    assert f'href="{url}"' in text_of(client_for(physio).get(case.get_absolute_url()))


def test_a_closed_case_is_shown_without_links_to_write(case, record, read, today):
    measure = record("nprs", date(2026, 9, 1), 7)
    case.closed_on = today
    case.save()
    text = read()
    assert "Nothing can be added until the case is reopened" in text
    assert reverse("measure-add", args=[case.pk, "nprs"]) not in text
    assert reverse("measure-correct", args=[measure.pk]) not in text


def test_opening_it_leaves_an_access_event(url, case, physio, client_for):
    page = text_of(client_for(physio).get(url))
    event = AccessEvent.objects.get()
    assert (event.what, event.user, event.patient, event.kind) == (
        "measure-list",
        physio,
        case.patient,
        "view",
    )
    assert "<title>MÜLLER, Ada: Measures" in page


@pytest.mark.parametrize("method", ["post", "delete"])
def test_it_is_only_read(method, url, physio, client_for):
    assert getattr(client_for(physio), method)(url).status_code == 405


def test_strangers_find_nothing(url, stranger, client_for):
    assert client_for(stranger).get(url).status_code == 404


@pytest.mark.parametrize("person", ["librarian", "manager"])
def test_other_roles_are_refused(person, url, request, client_for):
    assert client_for(request.getfixturevalue(person)).get(url).status_code == 403


def test_visitors_are_asked_to_sign_in(url, client):
    assert client.get(url).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("rows", [3, 30])
def test_query_count_does_not_grow(rows, url, case, record, physio, client_for, django_assert_num_queries):
    for number in range(rows):
        day = date(2026, 9, 1) + timedelta(days=number)
        AssessmentFactory(case=case, assessed_on=day)
        measure = record("nprs", day, 4)
        correct_measure(
            measure=measure, seen=newest_version(measure), values={"score": Decimal(5)}, by=physio
        )
    assert Measure.history.count() == 2 * rows
    visitor = client_for(physio)
    with django_assert_num_queries(QUERIES):
        visitor.get(url)
