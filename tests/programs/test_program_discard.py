"""Discarding a draft that nobody was ever given: it goes, its history stays, and what runs is decided on as before."""

import pytest
from django.urls import reverse

from clinic.models import AccessEvent
from programs.models import CheckIn, Program, ProgramItem
from tests.factories import RequestFactory
from tests.programs.logs import decide, enter
from tests.programs.logs import url_of as log_url
from tests.programs.steps import content_of, post, said, text_of, url_of

UNSETTLED = {"leg-press": {"settled_in_24_h": False}}


def discard(client, draft, **data):
    return post(client, "program-discard", draft, **data)


@pytest.mark.parametrize("person", ["physio", "colleague"])
def test_physiotherapists_of_the_clinic_may(person, ready_draft, client_for, request):
    user, code = request.getfixturevalue(person), ready_draft.code
    RequestFactory(program=ready_draft, slug="romanian-deadlift")
    answer = discard(client_for(user), ready_draft)
    assert answer.url == ready_draft.case.get_absolute_url()
    assert said(answer) == [f"Draft {code} is discarded."]
    assert not Program.objects.exists()
    assert AccessEvent.objects.filter(user=user, what=f"Discarded the draft {code}").exists()


@pytest.mark.parametrize(("person", "status"), [("stranger", 404), ("librarian", 403), ("manager", 403)])
def test_nobody_else_may(person, status, ready_draft, client_for, request):
    before = content_of(ready_draft)
    assert discard(client_for(request.getfixturevalue(person)), ready_draft).status_code == status
    assert content_of(ready_draft) == before


def test_visitors_are_asked_to_sign_in(ready_draft, client):
    assert discard(client, ready_draft).url.startswith(reverse("account_login"))
    assert Program.objects.exists()


def test_looking_discards_nothing(ready_draft, physio, client_for):
    page = text_of(client_for(physio).get(url_of("program-discard", ready_draft)))
    assert f"Discard the draft {ready_draft.code}" in page
    assert Program.objects.exists()


def test_the_history_stays(ready_draft, physio, client_for):
    pk, items = ready_draft.pk, ready_draft.items.count()
    discard(client_for(physio), ready_draft)
    gone = Program.history.filter(id=pk).first()
    assert (gone.history_type, gone.history_user, gone.history_change_reason) == (
        "-",
        physio,
        "Draft discarded",
    )
    assert ProgramItem.history.filter(program_id=pk, history_type="-").count() == items


def test_one_that_was_changed_meanwhile_stays(ready_draft, physio, client_for):
    before = content_of(ready_draft)
    answer = discard(client_for(physio), ready_draft, seen=ready_draft.draft_version + 1)
    assert answer.status_code == 409
    assert "Nothing was discarded: the draft has been changed" in text_of(answer)
    assert content_of(ready_draft) == before


def test_what_was_issued_is_left_alone(issued, physio, client_for):
    assert discard(client_for(physio), issued).url == issued.get_absolute_url()
    assert Program.objects.get(pk=issued.pk).status == "issued"


def test_a_draft_opened_by_mistake_is_no_dead_end(issued, physio, client_for):
    client = client_for(physio)
    client.post(url_of("program-revise", issued))
    log = enter(client, issued, rows=UNSETTLED)
    answer = decide(client, "check-in-accept", log)
    assert said(answer) == ["A draft is open for this case. Issue it or discard it first."]
    discard(client, issued.case.programs.get(status="draft"))
    decide(client, "check-in-accept", log)
    assert CheckIn.objects.get().next_version.supersedes == issued


def test_the_log_it_was_made_from_waits_again(issued, physio, client_for):
    client = client_for(physio)
    log = enter(client, issued, rows=UNSETTLED)
    decide(client, "check-in-accept", log)
    draft = Program.objects.get(status="draft")
    page = text_of(client.get(url_of("program-discard", draft)))
    assert f"The log of week 1 of {issued.code} waits for a decision again." in page
    assert discard(client, draft).url == log.get_absolute_url()
    assert not CheckIn.objects.get().is_decided
    assert "Decide on week 1" in text_of(client.get(issued.case.get_absolute_url()))
    decide(client, "check-in-accept", log)
    assert "This entry was corrected after" not in text_of(client.get(log_url("check-in-detail", log)))


def test_worse_legs_it_had_dealt_with_are_open_again(issued, physio, client_for):
    client = client_for(physio)
    decide(client, "check-in-accept", enter(client, issued, rows={"leg-press": {"leg_symptoms_worse": True}}))
    second = enter(client, issued, week=2)
    discard(client, Program.objects.get(status="draft"))
    second.refresh_from_db()
    assert "regress" in [one["decision"] for one in second.decisions if one["slug"] == "leg-press"]
