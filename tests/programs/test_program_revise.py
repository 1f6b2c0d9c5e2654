"""Starting the next version of an issued programme."""

import pytest
from django.urls import reverse

from programs.models import Program, WeekDose
from programs.review import review
from tests.factories import ProgramFactory, RequestFactory
from tests.programs.logs import decide, enter
from tests.programs.steps import issue, mark_issued, said, slugs_of, url_of


@pytest.fixture
def url(issued):
    return url_of("program-revise", issued)


@pytest.mark.parametrize("person", ["physio", "colleague"])
def test_physiotherapists_of_the_clinic_may(person, url, issued, client_for, request):
    answer = client_for(request.getfixturevalue(person)).post(url)
    assert answer.url == reverse("program-edit", args=[Program.objects.get(version=2).pk])


def test_strangers_find_nothing(url, stranger, client_for):
    assert client_for(stranger).post(url).status_code == 404
    assert Program.objects.count() == 1


@pytest.mark.parametrize("person", ["librarian", "manager"])
def test_other_roles_are_refused(person, url, client_for, request):
    assert client_for(request.getfixturevalue(person)).post(url).status_code == 403
    assert Program.objects.count() == 1


def test_visitors_are_asked_to_sign_in(url, client):
    assert client.post(url).url.startswith(reverse("account_login"))


def test_looking_starts_nothing(url, physio, client_for):
    assert client_for(physio).get(url).status_code == 405


def test_a_draft_has_no_next_version(draft, physio, client_for):
    assert client_for(physio).post(url_of("program-revise", draft)).status_code == 404


@pytest.fixture
def revised(url, colleague, client_for):
    client_for(colleague).post(url)
    return Program.objects.get(version=2)


def test_the_next_version_follows_the_issued_one(revised, issued, colleague, today):
    assert (revised.number, revised.supersedes, revised.status) == (issued.number, issued, "draft")
    assert (revised.created_by, revised.starts_on) == (colleague, today)
    assert (revised.snapshot, revised.issued_by, revised.issued_at) == (None, None, None)


def test_exercises_are_copied_with_their_ticks(revised, issued):
    assert slugs_of(revised) == slugs_of(issued)
    read = revised.items.get(exercise__slug="romanian-deadlift")
    assert read.acknowledged_rules == issued.items.get(exercise__slug="romanian-deadlift").acknowledged_rules


def test_the_weeks_are_there_at_once(revised, issued):
    columns = ("exercise__slug", "week", "sets", "reps", "hold_s", "minutes", "step")
    copied, original = (
        set(WeekDose.objects.filter(item__program=one).values_list(*columns)) for one in (revised, issued)
    )
    assert copied == original


def test_the_issued_program_keeps_its_rows(revised, issued):
    assert issued.items.count() == 5
    assert Program.objects.get(pk=issued.pk).status == "issued"


def test_wishes_and_equipment_are_copied(ready_draft, physio, client_for):
    ready_draft.equipment.set([1])
    wish = RequestFactory(program=ready_draft, slug="romanian-deadlift", state="included")
    ready_draft.items.filter(exercise__slug="romanian-deadlift").update(request=wish)
    client_for(physio).post(url_of("program-revise", issue(ready_draft, by=physio)))
    copy = Program.objects.get(version=2)
    assert copy.items.get(exercise__slug="romanian-deadlift").request == copy.requests.get()
    assert copy.equipment.count() == 1


def test_weeks_set_by_hand_are_copied(ready_draft, physio, client_for):
    cells = WeekDose.objects.filter(item__program=ready_draft, item__exercise__slug="leg-press", week=2)
    cells.update(is_pinned=True, reps=11, reason="Set by the physiotherapist.")
    client_for(physio).post(url_of("program-revise", issue(ready_draft, by=physio)))
    copied = WeekDose.objects.get(item__program__version=2, is_pinned=True)
    assert (copied.week, copied.reps) == (2, 11)


def test_an_open_draft_is_shown_instead_of_a_second_one(revised, url, physio, client_for):
    assert client_for(physio).post(url).url == revised.get_absolute_url()
    assert Program.objects.count() == 2


def test_a_replaced_program_starts_one_that_follows_nothing(revised, url, physio, client_for):
    newest = issue(revised, by=physio)
    client_for(physio).post(url)
    third = Program.objects.get(version=3)
    assert third.supersedes is None
    assert Program.objects.get(pk=newest.pk).version == 2


def test_a_closed_case_is_refused(url, issued, physio, client_for, today):
    issued.case.closed_on = today
    issued.case.save()
    answer = client_for(physio).post(url)
    assert said(answer) == ["This case is closed. Open a new case to prescribe again."]
    assert Program.objects.count() == 1


def test_each_version_is_the_highest_so_far_and_one(ready_case, physio, client_for):
    first, second = (ProgramFactory(case=ready_case, number=7, version=version) for version in (1, 2))
    mark_issued(first)
    mark_issued(second)
    client_for(physio).post(url_of("program-revise", first))
    assert Program.objects.filter(number=7, version=3).exists()


UNSETTLED = {"leg-press": {"settled_in_24_h": False, "next_morning": 5}}
ASKS = "The log of week 1 of %s asks for a step back: Leg press (strict form)"


class TestAStepBackThatIsOwed:
    """A log asks for a step back and nobody has decided on it: no version begins or is issued past it unseen."""

    def test_a_new_version_leads_to_the_log(self, url, issued, physio, client_for):
        client = client_for(physio)
        log = enter(client, issued, rows=UNSETTLED)
        answer = client.post(url)
        assert answer.url == log.get_absolute_url()
        assert said(answer)[0].startswith(ASKS % issued.code)
        assert Program.objects.count() == 1
        decide(client, "check-in-accept", log)
        assert client.post(url).url == Program.objects.get(version=2).get_absolute_url()

    @pytest.mark.parametrize("status", ["suspended", "ended"])
    def test_one_that_cannot_be_accepted_is_no_dead_end(self, status, url, issued, physio, client_for):
        enter(client_for(physio), issued, rows=UNSETTLED)
        Program.objects.update(status=status)
        client_for(physio).post(url)
        assert Program.objects.filter(version=2).exists()

    def test_one_left_as_it_is_holds_nothing_up(self, url, issued, physio, client_for):
        log = enter(client_for(physio), issued, rows=UNSETTLED)
        decide(client_for(physio), "check-in-leave", log, {"reason": "Fell off a ladder"})
        client_for(physio).post(url)
        assert Program.objects.filter(version=2).exists()

    def test_a_log_that_comes_back_beside_a_draft_is_asked_about(self, revised, issued, physio, client_for):
        assert "LOG" not in [gate.id for gate in review(revised).warnings]
        log = enter(client_for(physio), issued, rows=UNSETTLED)
        words = [gate.message for gate in review(revised).warnings if gate.id == "LOG"]
        assert [one.startswith(ASKS % issued.code) for one in words] == [True]
        case = client_for(physio).get(issued.case.get_absolute_url()).content.decode()
        assert log.get_absolute_url() in case
        assert revised.get_absolute_url() in case
