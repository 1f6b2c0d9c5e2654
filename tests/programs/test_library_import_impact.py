"""What an import means for patients, seen before it is applied."""

import pytest
from django.urls import reverse

from clinic.models import User
from exercises.actions.library_import import add_import, withdraw_import
from exercises.models import Exercise
from programs import import_impact
from tests.exercises.exchange.sheets import Tables
from tests.factories import UserFactory
from tests.programs.steps import text_of

pytestmark = pytest.mark.usefixtures("library")


def brought(by, name="exercises", slug="leg-press", **cells):
    sheets = Tables()
    sheets.change(name, slug, **cells)
    return add_import(data=sheets.csv(name), file_name=f"{name}.csv", reason="Measured anew", by=by)


@pytest.fixture
def second(db):
    return UserFactory(clinic=None, role=User.Role.LIBRARIAN, username="librarian2")


def url(kept, name="library-import-impact"):
    return reverse(name, args=[kept.pk])


def test_a_heavier_demand_is_shown_by_programme_and_condition(issued, client_for, librarian, second):
    kept = brought(librarian, axial_compression="4", anterior_shear="4", lumbar_flexion="4")
    answer = client_for(second).get(url(kept))
    (line,) = answer.context["lines"]
    assert (line.live, line.impact.milder, answer.context["milder"]) == (1, 0, 0)
    assert answer.context["stricter"] == line.impact.stricter > 10
    assert [(one.before, one.after, one.programs) for one in line.impact.shifts] == [("ok", "caution", 1)]
    assert all(any(cell.before != cell.after for cell in row.cells) for row in line.changed_rows)
    page = text_of(answer)
    assert "verdicts would become stricter" in page
    assert "1 live programme</strong> uses it" in page
    assert issued.case.patient.family_name not in page


def test_a_lighter_demand_stands_out(client_for, librarian, second):
    lighter = {"axial_compression": "0", "anterior_shear": "0", "lumbar_flexion": "0", "balance": "0"}
    kept = brought(librarian, slug="barbell-back-squat", **lighter)
    assert "would become milder:</strong> patients would be warned less" in text_of(
        client_for(second).get(url(kept))
    )


def test_words_change_no_verdict_and_are_counted_all_the_same(issued, client_for, librarian, second):
    kept = brought(librarian, name="text-en", feel="You should feel your thighs work.")
    answer = client_for(second).get(url(kept))
    assert [(line.live, line.impact) for line in answer.context["lines"]] == [(1, None)]
    assert "Nothing changes that the rules read" in text_of(answer)


def test_the_second_librarian_applies_here_and_the_first_cannot(client_for, librarian, second):
    kept = brought(librarian, rest_s="75")
    assert "Ask another librarian" in text_of(client_for(librarian).get(url(kept)))
    page = client_for(second).get(url(kept))
    assert "Apply all 1 change" in text_of(page)
    sent = {"digest": page.context["digest"]}
    client_for(second).post(url(kept, "library-import-apply"), sent)
    assert Exercise.objects.get(slug="leg-press").rest_s == 75


def test_the_rows_lead_here_and_offer_no_short_cut(client_for, librarian, second):
    kept = brought(librarian, rest_s="75")
    for person, words in (
        (librarian, "what it changes for patients<"),
        (second, "for patients, then decide"),
    ):
        page = text_of(client_for(person).get(kept.get_absolute_url()))
        assert url(kept) in page
        assert words in page
        assert "Apply all" not in page


def test_what_was_not_compared_is_said(client_for, librarian, second, monkeypatch):
    monkeypatch.setattr(import_impact, "MOST_COMPARED", 1)
    sheets = Tables()
    for slug in ("leg-press", "goblet-squat", "glute-bridge"):
        sheets.change("exercises", slug, rest_s="75")
    kept = add_import(data=sheets.csv("exercises"), file_name="exercises.csv", reason="Rests", by=librarian)
    assert "2 more published exercises were not compared" in text_of(client_for(second).get(url(kept)))


def test_one_that_is_decided_on_or_no_longer_fits_leads_back(client_for, librarian, second):
    kept = brought(librarian, rest_s="75")
    Exercise.objects.filter(slug="leg-press").update(revision=9)
    assert client_for(second).get(url(kept)).url == kept.get_absolute_url()
    withdraw_import(kept=kept, by=librarian)
    assert client_for(second).get(url(kept)).url == kept.get_absolute_url()


def test_who_may_not_look(client_for, client, physio, manager, librarian, second):
    kept = brought(librarian, rest_s="75")
    assert [client_for(person).get(url(kept)).status_code for person in (physio, manager)] == [403, 403]
    assert client.get(url(kept)).url.startswith(reverse("account_login"))
    assert client_for(second).post(url(kept)).status_code == 405
    assert client_for(second).get(reverse("library-import-impact", args=[999])).status_code == 404
