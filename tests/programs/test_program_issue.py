"""Issuing a programme: who it is for, what speaks against it, and the freeze."""

from datetime import date

import pytest
from django.urls import reverse

from clinic.models import AccessEvent
from exercises.models import Exercise
from programs.models import Program
from tests.factories import DiagnosisFactory, ItemFactory
from tests.programs.steps import Step, content_of, post, queries_of, text_of, ticks_of, url_of

# One of them asks the logs of the patient's other cases for an emergency.
MOST_QUERIES = 20


@pytest.fixture
def row(ready_draft):
    return ready_draft


@pytest.fixture
def data(row):
    return {"warning": ticks_of(row)}


class TestProgramIssue(Step):
    name = "program-issue"
    answers_get = True

    @pytest.mark.parametrize("person", ["physio", "colleague"])
    def test_physiotherapists_of_the_clinic_may(self, person, row, data, client_for, request):
        user = request.getfixturevalue(person)
        answer = post(client_for(user), self.name, row, **data)
        assert answer.url == reverse("program-detail", args=[row.pk])
        assert Program.objects.get(pk=row.pk).issued_by == user


def test_the_page_asks_whether_this_is_the_right_person(row, physio, client_for):
    page = text_of(client_for(physio).get(url_of("program-issue", row)))
    assert "Ada Müller" in page
    assert "02-Mar-1980 (46\xa0years)" in page
    assert "5 exercises, 6 weeks from 23-Nov-2026, 3 days a week" in page


def test_the_page_shows_what_is_given_with_care(row, physio, client_for):
    page = text_of(client_for(physio).get(url_of("program-issue", row)))
    assert "Given with care" in page
    assert f'id="warning-{ticks_of(row)[0]}"' in page


def test_an_unread_note_keeps_it_a_draft(row, physio, client_for):
    before = content_of(row)
    answer = post(client_for(physio), "program-issue", row)
    assert (answer.status_code, content_of(row)) == (422, before)
    assert "Tick that you have read: The programme holds exercises that need care" in text_of(answer)


def test_a_suspected_diagnosis_is_ticked_as_read(row, data, physio, client_for):
    DiagnosisFactory(case=row.case, slug="vertebral-compression-fracture", status="suspected")
    client = client_for(physio)
    for name in ("program-edit", "program-issue"):
        assert "Only suspected, so no rule judges by it" in text_of(client.get(url_of(name, row)))
    assert post(client, "program-issue", row, **data).status_code == 422
    post(client, "program-issue", row, warning=ticks_of(row))
    assert not Program.objects.get(pk=row.pk).is_draft


def test_a_note_that_says_something_else_by_now_is_read_again(row, physio, client_for):
    DiagnosisFactory(case=row.case, slug="disc-herniation", status="suspected")
    client, url = client_for(physio), url_of("program-issue", row)
    seen = ticks_of(row)
    assert "New since you opened this page" not in text_of(client.get(url))
    DiagnosisFactory(case=row.case, slug="vertebral-compression-fracture", status="suspected")
    answer = post(client, "program-issue", row, warning=seen, shown=seen)
    assert (answer.status_code, Program.objects.get(pk=row.pk).is_draft) == (422, True)
    page = answer.content.decode()
    # The note that says the same is still ticked, the other is marked and waits for its tick.
    note, changed = ticks_of(row, "W01"), ticks_of(row, "SUSPECTED")
    assert f'id="warning-{note[0]}" checked' in page
    assert f'id="warning-{changed[0]}">' in page
    assert page.count("New since you opened this page") == 1
    post(client, "program-issue", row, warning=[*note, *changed], shown=[*note, *changed])
    copy = Program.objects.get(pk=row.pk).snapshot["clinician_copy"]
    assert "fracture" in next(one["message"] for one in copy["gates"] if one["id"] == "SUSPECTED")
    assert copy["warnings_ticked"] == ["SUSPECTED", "W01"]


def test_it_says_what_stops_running_with_it(row, issued, physio, client_for):
    client = client_for(physio)
    assert "Start another one to replace" in text_of(client.get(issued.case.get_absolute_url()))
    client.post(reverse("program-start", args=[issued.case.pk]))
    other = issued.case.programs.get(status="draft")
    for item in issued.items.all():
        item.pk, item.program = None, other
        item.save()
    page = text_of(client.get(url_of("program-issue", other)))
    assert f"{issued.code} of 23-Nov-2026, which is running now. It stops with this one" in page


def test_what_blocks_is_named_and_no_button_offered(item, physio, client_for):
    before = content_of(item.program)
    answer = post(client_for(physio), "program-issue", item.program)
    assert (answer.status_code, content_of(item.program)) == (422, before)
    assert "The programme lacks a warm-up" in text_of(answer)
    assert "Issue the programme" not in text_of(answer)


def test_it_is_judged_again_when_the_button_is_pressed(row, data, physio, client_for):
    DiagnosisFactory(
        case=row.case,
        slug="disc-herniation-radiculopathy",
        onset_on=date(2026, 11, 16),
        diagnosed_on=date(2026, 11, 20),
    )
    answer = post(client_for(physio), "program-issue", row, **data)
    assert answer.status_code == 422
    assert Program.objects.get(pk=row.pk).is_draft


def test_a_missing_text_is_refused_by_name(row, data, physio, client_for):
    row.items.get(exercise__slug="leg-press").exercise.texts.all().delete()
    answer = post(client_for(physio), "program-issue", row, **data)
    assert answer.status_code == 422
    assert "“Leg press (strict form)” has no patient text in English." in text_of(answer)


def test_a_double_click_issues_once(row, data, physio, client_for):
    client = client_for(physio)
    first = post(client, "program-issue", row, seen=1, **data)
    second = post(client, "program-issue", row, seen=1, **data)
    assert first.url == second.url == reverse("program-detail", args=[row.pk])
    assert AccessEvent.objects.filter(kind=AccessEvent.Kind.ISSUE).count() == 1


def test_many_exercises_ask_the_database_as_often_as_few(draft, physio, client_for):
    client, url = client_for(physio), url_of("program-issue", draft)
    exercises = Exercise.objects.published().order_by("slug")
    counts = []
    for some in (exercises[:3], exercises[3:30]):
        for exercise in some:
            ItemFactory(program=draft, exercise=exercise)
        counts.append(queries_of(client, url))
    assert counts[0] == counts[1] <= MOST_QUERIES
