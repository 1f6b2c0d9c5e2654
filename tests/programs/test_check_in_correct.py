"""Correcting a wrong entry: the old one stays, with its author, and the rules answer again."""

import pytest
from django.urls import reverse

from clinic.models import AccessEvent
from programs.models import CheckIn, CheckInItem, Program
from tests.programs.logs import EMERGENCY, RADIATING, correct, decide, decision, enter, stored, url_of
from tests.programs.steps import said, text_of


@pytest.fixture
def check_in(issued, physio, client_for):
    return enter(client_for(physio), issued)


def now(check_in):
    return CheckIn.objects.get(pk=check_in.pk)


@pytest.mark.parametrize("person", ["physio", "colleague"])
def test_physiotherapists_of_the_clinic_may(person, check_in, client_for, request):
    answer = correct(client_for(request.getfixturevalue(person)), check_in, sessions_done=2)
    assert answer.url == url_of("check-in-detail", check_in)
    assert (now(check_in).sessions_done, now(check_in).version) == (2, 2)


def test_strangers_find_nothing(check_in, stranger, client_for):
    before = stored(check_in)
    assert correct(client_for(stranger), check_in, sessions_done=2).status_code == 404
    assert stored(check_in) == before


@pytest.mark.parametrize("person", ["librarian", "manager"])
def test_other_roles_are_refused(person, check_in, client_for, request):
    before = stored(check_in)
    answer = correct(client_for(request.getfixturevalue(person)), check_in, sessions_done=2)
    assert (answer.status_code, stored(check_in)) == (403, before)


def test_visitors_are_asked_to_sign_in(check_in, client):
    before = stored(check_in)
    assert correct(client, check_in, sessions_done=2).url.startswith(reverse("account_login"))
    assert stored(check_in) == before


def test_other_methods_are_refused(check_in, physio, client_for):
    assert client_for(physio).delete(url_of("check-in-correct", check_in)).status_code == 405


def test_the_sheet_shows_what_was_typed(issued, physio, client_for):
    rows = {"leg-press": {"pain_during": 3, "technique_ok": False}}
    check_in = enter(client_for(physio), issued, sessions_done=2, rows=rows)
    row = check_in.items.get(item__exercise__slug="leg-press")
    page = text_of(client_for(physio).get(url_of("check-in-correct", check_in)))
    assert "Correct week 1" in page
    assert f'name="item-{row.item_id}-pain_during" value="3"' in page
    chosen = page[page.index(f'name="item-{row.item_id}-technique_ok"') :]
    assert '<option value="false" selected>' in chosen[: chosen.index("</select>")]


def test_the_old_entry_stays_with_its_author(check_in, physio, colleague, client_for):
    correct(client_for(colleague), check_in, sessions_done=1)
    old = check_in.history.filter(version=1).first()
    new = check_in.history.filter(version=2).first()
    assert (old.sessions_done, old.history_user) == (3, physio)
    assert (new.sessions_done, new.history_user) == (1, colleague)
    assert now(check_in).entered_by == physio


def test_a_corrected_row_stays_with_its_author_too(check_in, physio, colleague, client_for):
    correct(client_for(colleague), check_in, rows={"leg-press": {"pain_during": 7}})
    row = CheckInItem.objects.get(check_in=check_in, item__exercise__slug="leg-press")
    new, old = row.history.all()
    assert (old.pain_during, old.history_user) == (1, physio)
    assert (new.pain_during, new.history_user) == (7, colleague)


def test_the_rules_answer_again(check_in, physio, client_for):
    assert decision(check_in, "leg-press")["decision"] == "advance"
    correct(client_for(physio), check_in, rows={"leg-press": {"pain_during": 7}})
    assert decision(now(check_in), "leg-press")["decision"] == "regress"
    assert decision(now(check_in), "romanian-deadlift")["decision"] == "advance"


def test_the_correction_is_on_record(check_in, issued, colleague, client_for):
    correct(client_for(colleague), check_in, sessions_done=2)
    assert AccessEvent.objects.filter(user=colleague, what=f"Corrected week 1 of {issued.code}").exists()


def test_a_stop_symptom_overlooked_before_suspends_now(check_in, issued, physio, client_for):
    correct(client_for(physio), check_in, stop_symptoms=[EMERGENCY])
    assert Program.objects.get(pk=issued.pk).status == "suspended"


def test_a_stop_symptom_typed_by_mistake_is_lifted_by_a_review_not_by_the_correction(
    issued, physio, client_for
):
    client = client_for(physio)
    check_in = enter(client, issued, stop_symptoms=[RADIATING])
    correct(client, check_in)
    assert Program.objects.get(pk=issued.pk).status == "suspended"
    assert "Review before anything goes on" in text_of(client.get(url_of("check-in-detail", check_in)))
    decide(client, "check-in-review", check_in, {"note": "Ticked by mistake", "resume": "1"})
    assert Program.objects.get(pk=issued.pk).status == "issued"


@pytest.mark.parametrize("weeks_before", [0, 1])
def test_a_stop_that_was_corrected_awaits_its_review_on_every_page(weeks_before, issued, physio, client_for):
    client = client_for(physio)
    for week in range(1, weeks_before + 1):
        earlier = enter(client, issued, week=week, stop_symptoms=[RADIATING])
        decide(client, "check-in-review", earlier, {"note": "Leg pain settled", "resume": "1"})
    check_in = enter(client, issued, week=weeks_before + 1, stop_symptoms=[RADIATING])
    correct(client, check_in)
    urls = [reverse("caseload"), issued.case.get_absolute_url(), issued.get_absolute_url()]
    caseload, case, program = (text_of(client.get(url)) for url in urls)
    assert "Programme suspended</" in caseload
    assert "is suspended: nothing is trained until it has been reviewed" in case
    assert f"Review the log of week {check_in.week}" in case
    words = "it stopped the programme and was corrected since."
    assert f'<a href="{check_in.get_absolute_url()}">Review week {check_in.week}</a>: {words}' in program
    assert not any("reviewed: a new version" in page for page in (caseload, case, program))
    decide(client, "check-in-review", check_in, {"note": "Ticked by mistake"})
    caseload, case, program = (text_of(client.get(url)) for url in urls)
    assert "Programme suspended, its log is reviewed: a new version starts it again" in caseload
    for page in (case, program):
        assert "Its log has been reviewed: a new version starts it again" in page


def test_a_correction_after_a_review_asks_for_another(issued, physio, client_for):
    client = client_for(physio)
    check_in = enter(client, issued, stop_symptoms=[RADIATING])
    decide(client, "check-in-review", check_in, {"note": "Leg pain settled", "resume": "1"})
    correct(client, check_in, stop_symptoms=[EMERGENCY])
    assert now(check_in).reviewed_at is None
    assert Program.objects.get(pk=issued.pk).status == "suspended"
    assert check_in.history.filter(review_note="Leg pain settled", reviewed_by=physio).exists()


@pytest.mark.parametrize("seen", ["1", "", "x"])
def test_a_page_from_before_a_correction_writes_nothing(seen, check_in, physio, colleague, client_for):
    correct(client_for(colleague), check_in, sessions_done=2)
    before = stored(check_in)
    answer = correct(client_for(physio), check_in, seen=seen, sessions_done=1)
    assert (answer.status_code, stored(check_in)) == (409, before)
    page = text_of(answer)
    assert "Somebody changed this while you were editing" in page
    assert '<th scope="row">Sessions done</th><td>1</td><td>2</td>' in page
    assert str(colleague) in page


@pytest.mark.parametrize("wrong", [{"sessions_done": 4}, {"rows": {"leg-press": {"effort": 11}}}])
def test_what_cannot_be_is_refused(wrong, check_in, physio, client_for):
    before = stored(check_in)
    answer = correct(client_for(physio), check_in, **wrong)
    assert (answer.status_code, stored(check_in)) == (422, before)
    assert 'id="error-summary"' in text_of(answer)


def test_after_the_next_version_was_made_it_is_too_late(check_in, physio, client_for):
    client = client_for(physio)
    decide(client, "check-in-accept", check_in)
    before = stored(check_in)
    answer = correct(client, check_in, sessions_done=1)
    assert (answer.status_code, stored(check_in)) == (422, before)
    assert "The next version was made from this week." in text_of(answer)


def test_the_page_says_it_was_done(check_in, physio, client_for):
    answer = correct(client_for(physio), check_in, sessions_done=2)
    assert said(answer) == ["Corrected. The earlier entry stays in the history."]


def test_a_version_that_cannot_be_read_is_a_conflict(check_in, physio, client_for):
    before = stored(check_in)
    assert correct(client_for(physio), check_in, sessions_done=2, seen="9" * 5000).status_code == 409
    assert stored(check_in) == before
