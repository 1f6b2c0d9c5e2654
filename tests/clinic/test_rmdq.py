"""The RMDQ statement by statement: the words, whose they are, the count, and records from before the statements."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from clinic.actions.measures import record_measure
from clinic.measures.rmdq import rmdq
from clinic.measures.scoring import RMDQ_STATEMENTS
from clinic.models import Measure
from tests.clinic.typed import text_of

pytestmark = pytest.mark.usefixtures("library", "today")


@pytest.fixture
def url(case):
    return reverse("measure-add", args=[case.pk, "rmdq"])


@pytest.fixture
def record(case, physio):
    def put(score, **items):
        values = {"measured_on": date(2026, 11, 20), "score": Decimal(score), "items": items}
        return record_measure(case=case, instrument="rmdq", values=values, by=physio)

    return put


def test_there_are_24_different_statements_each_about_the_back():
    statements = rmdq().statements
    assert len(set(statements)) == RMDQ_STATEMENTS
    assert [one for one in statements if "back" not in one] == []
    assert [one for one in statements if not one.endswith(".") or one != one.strip()] == []


@pytest.mark.parametrize(
    ("number", "statement"),
    [
        (1, "I stay at home most of the time because of my back."),
        (9, "I get dressed more slowly than usual because of my back."),
        (15, "My appetite is not very good because of my back pain."),
        (24, "I stay in bed most of the time because of my back."),
    ],
)
def test_the_statements_keep_the_order_of_the_original(number, statement):
    assert dict(rmdq().numbered)[number] == statement


def test_the_page_prints_every_statement_and_whose_they_are(url, client_for, physio):
    page = text_of(client_for(physio).get(url))
    for number, statement in rmdq().numbered:
        assert f"{number}. {statement}" in page
    assert page.count('type="checkbox" class="form-check-input" name="ticked"') == RMDQ_STATEMENTS
    assert "Spine 1983; 8: 141–144." in page
    assert "ask for no permission to use it" in page


def test_other_measures_print_no_attribution_of_it(case, client_for, physio):
    page = text_of(client_for(physio).get(reverse("measure-add", args=[case.pk, "nprs"])))
    assert "Spine 1983" not in page


def test_what_was_ticked_is_counted_and_kept(url, client_for, physio):
    client_for(physio).post(url, {"measured_on": "2026-11-20", "ticked": ["24", "1", "9", "10"]})
    stored = Measure.objects.get()
    assert (stored.score, stored.items) == (4, {"ticked": [1, 9, 10, 24]})


def test_a_refused_form_keeps_the_ticks(url, client_for, physio):
    answer = client_for(physio).post(url, {"measured_on": "2026-11-20", "ticked": ["2", "5"], "score": "3"})
    assert answer.status_code == 422
    assert answer.context["form"]["ticked"].value() == ["2", "5"]
    assert text_of(answer).count(" checked") == 2


def test_the_list_shows_what_was_ticked(record, case, client_for, physio):
    record(2, ticked=[3, 18])
    page = text_of(client_for(physio).get(reverse("measure-list", args=[case.pk])))
    assert "3. I walk more slowly than usual because of my back.</li><li>18. I sleep less well" in page
    assert "4. Because of my back" not in page


def test_a_record_with_a_total_alone_stays_valid_and_can_be_corrected(record, client_for, physio, case):
    measure = record(11)
    page = text_of(client_for(physio).get(reverse("measure-list", args=[case.pk])))
    assert "<strong>11</strong>" in page
    assert "<summary>" not in page
    url = reverse("measure-correct", args=[measure.pk])
    form = client_for(physio).get(url).context["form"]
    assert form["score"].value() == 11
    client_for(physio).post(
        url, {"measured_on": "2026-11-20", "score": "12", "version": form["version"].value()}
    )
    assert (Measure.objects.get().score, Measure.objects.get().items) == (12, {})


def test_correcting_a_tick_needs_no_second_count(record, client_for, physio):
    measure = record(2, ticked=[3, 18])
    url = reverse("measure-correct", args=[measure.pk])
    form = client_for(physio).get(url).context["form"]
    assert form["score"].value() is None
    typed = {"measured_on": "2026-11-20", "ticked": ["3"], "version": form["version"].value()}
    client_for(physio).post(url, typed)
    assert (Measure.objects.get().score, Measure.objects.get().items) == (1, {"ticked": [3]})
