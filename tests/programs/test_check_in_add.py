"""Typing a returned log: stored as written, answered by the rules, suspended at once on a stop symptom."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from clinic.models import AccessEvent
from exercises.models import Exercise
from programs.handouts.presenter import Handout
from programs.handouts.variant import Variant
from programs.models import CheckIn, Program
from programs.rules.loading import default_table
from programs.views import check_ins as views
from tests.factories import CheckInFactory
from tests.programs.logs import EMERGENCY, RADIATING, add_url, decide, decision, enter, running, typed, url_of
from tests.programs.steps import issue, text_of

SIGNS = default_table().stop_symptoms


def nothing_written(program, status="issued"):
    return not CheckIn.objects.exists() and Program.objects.get(pk=program.pk).status == status


@pytest.mark.parametrize("person", ["physio", "colleague"])
def test_physiotherapists_of_the_clinic_may(person, issued, client_for, request):
    user = request.getfixturevalue(person)
    answer = client_for(user).post(add_url(issued), typed(issued))
    check_in = CheckIn.objects.get()
    assert answer.url == url_of("check-in-detail", check_in)
    assert check_in.entered_by == user


def test_strangers_find_nothing(issued, stranger, client_for):
    assert client_for(stranger).get(add_url(issued)).status_code == 404
    assert client_for(stranger).post(add_url(issued), typed(issued)).status_code == 404
    assert nothing_written(issued)


@pytest.mark.parametrize("person", ["librarian", "manager"])
def test_other_roles_are_refused(person, issued, client_for, request):
    visitor = client_for(request.getfixturevalue(person))
    assert visitor.post(add_url(issued), typed(issued)).status_code == 403
    assert nothing_written(issued)


def test_visitors_are_asked_to_sign_in(issued, client):
    assert client.post(add_url(issued), typed(issued)).url.startswith(reverse("account_login"))
    assert nothing_written(issued)


def test_other_methods_are_refused(issued, physio, client_for):
    assert client_for(physio).delete(add_url(issued)).status_code == 405


def test_a_draft_has_no_log(ready_draft, physio, client_for):
    assert client_for(physio).get(add_url(ready_draft)).status_code == 404


@pytest.mark.parametrize("week", [0, 7, 99])
def test_a_week_the_programme_does_not_have_is_not_there(week, issued, physio, client_for):
    assert client_for(physio).get(add_url(issued, week)).status_code == 404
    assert client_for(physio).post(add_url(issued, week), typed(issued)).status_code == 404
    assert nothing_written(issued)


def test_the_emergency_is_asked_about_first(issued, physio, client_for):
    page = text_of(client_for(physio).get(add_url(issued)))
    places = [
        page.index(words) for words in ("emergency care now, call 112", "Sessions planned", "Leg press")
    ]
    assert places == sorted(places)
    first_sign = page.index('name="stop_symptoms"')
    assert EMERGENCY in page[first_sign : first_sign + 60]


def test_both_legs_are_found_beside_bladder_and_bowel(issued, physio, client_for):
    """Under weak or numb legs the log stops the plan and sends nobody to emergency care."""
    client = client_for(physio)
    page = client.get(add_url(issued))
    said = dict(page.context["sheet"].week.fields["stop_symptoms"].choices)
    both_legs = "both legs weak, numb or with sciatica"
    assert [sign for sign, words in said.items() if both_legs in words] == [EMERGENCY]
    assert f"{both_legs}: emergency care now, call 112" in text_of(page)
    told = enter(client, issued, stop_symptoms=[EMERGENCY])
    assert both_legs in text_of(client.get(reverse("check-in-detail", args=[told.pk])))


def test_leg_signs_count_from_the_baseline_of_the_issued_programme(issued, physio, client_for):
    url = add_url(issued, 1)
    assert "On record before" not in text_of(client_for(physio).get(url))
    case = {"has_leg_symptoms": True, "leg_symptoms": "Tingling in the left calf"}
    Program.objects.filter(pk=issued.pk).update(
        snapshot=issued.snapshot | {"case": issued.snapshot["case"] | case}
    )
    page = text_of(client_for(physio).get(url))
    assert "On record before: Tingling in the left calf. Numbness" in page
    assert "new, stronger or further down than that" in page


def test_the_sessions_planned_are_the_lines_of_the_log(ready_draft, physio, client_for):
    """Five training days, but everything stays at three: whoever filled each line has missed nothing."""
    ready_draft.items.update(days_per_week=3)
    ready_draft.training_days = ["mon", "tue", "wed", "thu", "fri"]
    ready_draft.save()
    issued = issue(ready_draft, by=physio)
    log = Handout.from_snapshot(issued.snapshot, Variant()).log
    page = client_for(physio).get(add_url(issued))
    assert page.context["sheet"].week["sessions_planned"].value() == len(log.weeks[0].days) == 3


def test_the_week_is_stored_as_typed(issued, physio, client_for, today):
    check_in = enter(client_for(physio), issued, sessions_done=2, weeks_missed=1)
    assert (check_in.sessions_done, check_in.sessions_planned, check_in.weeks_missed) == (2, 3, 1)
    assert (check_in.usual_morning, check_in.received_on) == (2, today)
    assert check_in.clinic == issued.clinic


def test_one_number_for_all_fills_the_rows_left_empty(issued, physio, client_for):
    rows = {"leg-press": {"pain_during": 0, "technique_ok": False}}
    check_in = enter(client_for(physio), issued, rows=rows)
    answers = {row.item.exercise.slug: row for row in check_in.items.all()}
    press, deadlift = answers["leg-press"], answers["romanian-deadlift"]
    assert (press.pain_during, press.next_morning, press.effort, press.technique_ok) == (0, 2, 5, False)
    assert (deadlift.pain_during, deadlift.technique_ok, deadlift.leg_symptoms_worse) == (1, True, False)


ALL_ASKED = ("settled_for_all", "technique_for_all", "amount_for_all", "legs_for_all")


def test_a_sheet_as_it_comes_answers_nothing(issued, physio, client_for):
    """The paper asks for three numbers: typing them alone must not answer the other questions."""
    page = text_of(client_for(physio).get(add_url(issued)))
    table = page[page.index('class="for-all"') :]
    assert "checked" not in table
    assert table.count('<option value="unknown" selected>') == 4 * (1 + issued.items.count())
    check_in = enter(client_for(physio), issued, **dict.fromkeys(ALL_ASKED, "unknown"))
    asked = ("settled_in_24_h", "technique_ok", "target_reached", "leg_symptoms_worse")
    assert set(check_in.items.values_list(*asked)) == {(None,) * 4}
    assert {one["decision"] for one in check_in.decisions} == {"hold"}
    answer = text_of(client_for(physio).get(url_of("check-in-detail", check_in)))
    assert "effort 5; not answered: settled, technique, amount, leg symptoms" in answer
    assert "not the full amount" not in answer


@pytest.mark.parametrize("question", ALL_ASKED)
def test_one_question_left_open_holds_every_exercise(question, issued, physio, client_for):
    check_in = enter(client_for(physio), issued, **{question: "unknown"})
    assert {one["reason"] for one in check_in.decisions} == {"Not every question was answered."}


def test_an_answer_for_all_gives_way_to_that_of_the_row(issued, physio, client_for):
    rows = {"leg-press": {"leg_symptoms_worse": True, "settled_in_24_h": False}}
    check_in = enter(client_for(physio), issued, rows=rows)
    worse = check_in.items.get(leg_symptoms_worse=True)
    assert (worse.item.exercise.slug, worse.settled_in_24_h, worse.technique_ok) == ("leg-press", False, True)
    assert check_in.items.filter(leg_symptoms_worse=False).count() == issued.items.count() - 1


def test_what_the_log_does_not_say_stays_unanswered(issued, physio, client_for):
    check_in = enter(client_for(physio), issued, pain_for_all="")
    assert set(check_in.items.values_list("pain_during", flat=True)) == {None}
    assert decision(check_in, "leg-press")["reason"] == "Not every question was answered."


def test_the_rules_answer_for_every_exercise(issued, physio, client_for):
    check_in = enter(client_for(physio), issued)
    assert len(check_in.decisions) == issued.items.count()
    assert decision(check_in, "leg-press")["next"]["reps"] == 12


def test_the_issued_programme_does_not_change(issued, physio, client_for):
    before = Program.objects.filter(pk=issued.pk).values().get()
    enter(client_for(physio), issued, rows={"leg-press": {"pain_during": 9}})
    assert Program.objects.filter(pk=issued.pk).values().get() == before


def test_the_entry_is_on_record(issued, physio, client_for):
    enter(client_for(physio), issued)
    assert AccessEvent.objects.filter(user=physio, what=f"Check-in week 1 of {issued.code}").exists()


@pytest.mark.parametrize("sign", SIGNS)
def test_any_stop_symptom_suspends_the_programme_at_once(sign, issued, physio, client_for):
    check_in = enter(client_for(physio), issued, stop_symptoms=[sign])
    assert Program.objects.get(pk=issued.pk).status == "suspended"
    assert {one["decision"] for one in check_in.decisions} == {"stop"}
    assert check_in.message


def test_four_missed_weeks_suspend_it_too(issued, physio, client_for):
    check_in = enter(client_for(physio), issued, weeks_missed=4)
    assert Program.objects.get(pk=issued.pk).status == "suspended"
    assert "assess again" in check_in.message


def test_a_suspended_programme_still_takes_logs(issued, physio, client_for):
    enter(client_for(physio), issued, stop_symptoms=[RADIATING])
    enter(client_for(physio), issued, week=2)
    assert Program.objects.get(pk=issued.pk).status == "suspended"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sessions_done": 4}, "More sessions done than planned"),
        ({"received_on": "2026-11-24"}, "This day is still to come"),
        ({"received_on": ""}, "Received on: This field is required"),
        ({"usual_morning": ""}, "Usual pain in the morning (0–10): This field is required"),
        ({"pain_for_all": 11}, "less than or equal to 10"),
        ({"effort_for_all": "hard"}, "Enter a whole number"),
        ({"weeks_missed": 53}, "less than or equal to 52"),
        ({"stop_symptoms": ["stop_tired"]}, "stop_tired is not one of the available choices"),
        ({"rows": {"leg-press": {"pain_during": 12}}}, "Leg press (strict form): Worst pain during: "),
    ],
)
def test_what_cannot_be_is_refused_and_kept(changes, words, issued, physio, client_for):
    answer = client_for(physio).post(add_url(issued), typed(issued, **changes))
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert 'id="error-summary"' in text_of(answer)
    assert nothing_written(issued)


def test_a_week_is_entered_once(issued, physio, client_for):
    CheckInFactory(program=issued, week=1, sessions_done=1)
    answer = client_for(physio).post(add_url(issued), typed(issued))
    assert answer.status_code == 422
    assert "Week 1 has been entered already. Correct it" in text_of(answer)
    assert CheckIn.objects.get().sessions_done == 1


@pytest.mark.parametrize("status", ["ended", "superseded"])
def test_a_programme_that_does_not_run_takes_no_log(status, issued, physio, client_for):
    Program.objects.filter(pk=issued.pk).update(status=status)
    answer = client_for(physio).post(add_url(issued), typed(issued))
    assert answer.status_code == 422
    assert "is not running any more" in text_of(answer)
    assert nothing_written(issued, status)


def test_half_an_entry_is_none(issued, physio, client_for, monkeypatch):
    def fail(*args, **kwargs):
        raise views.Refused("The rules are out of order.")

    monkeypatch.setattr(views.check_ins, "evaluate", fail)
    answer = client_for(physio).post(add_url(issued), typed(issued))
    assert "The rules are out of order." in text_of(answer)
    assert nothing_written(issued)


@pytest.mark.parametrize("count", [3, 20])
def test_the_page_asks_the_database_as_often_for_many_exercises_as_for_few(
    count, draft, physio, client_for, django_assert_num_queries
):
    slugs = Exercise.objects.published().order_by("slug").values_list("slug", flat=True)[:count]
    program = running(draft, *slugs)
    visitor = client_for(physio)
    with django_assert_num_queries(12):
        visitor.get(add_url(program))


@pytest.mark.parametrize("name", ["program-detail", "program-handout"])
def test_a_suspended_programme_leads_to_the_log_that_stopped_it(name, issued, physio, client_for):
    client = client_for(physio)
    check_in = enter(client, issued, stop_symptoms=[RADIATING])
    link = f'<a href="{url_of("check-in-detail", check_in)}">Review week 1</a>: a stop symptom was reported.'
    assert link in text_of(client.get(reverse(name, args=[issued.pk])))
    assert link in text_of(client.get(add_url(issued, 2)))
    assert link in text_of(client.get(url_of("check-in-detail", enter(client, issued, week=2))))
    assert link not in text_of(client.get(url_of("check-in-detail", check_in)))


def test_a_programme_suspended_after_a_break_names_no_symptom_and_leads_to_its_log(
    issued, physio, client_for
):
    client = client_for(physio)
    check_in = enter(client, issued, weeks_missed=4)
    page = text_of(client.get(issued.get_absolute_url()))
    link = f'<a href="{url_of("check-in-detail", check_in)}">Review week 1</a>'
    assert f"{link}: its answer was to stop and assess again." in page
    assert "a stop symptom was reported" not in page
    decide(client, "check-in-review", check_in, {"note": "Seen, start again lower"})
    page = text_of(client.get(issued.get_absolute_url()))
    assert "is suspended. Its log has been reviewed: a new version starts it again." in page


def test_a_running_programme_is_not_called_suspended(issued, physio, client_for):
    assert "is suspended" not in text_of(client_for(physio).get(issued.get_absolute_url()))


@pytest.mark.parametrize("day", ["2025-11-23", "0001-01-01", "2026-11-22"])
def test_a_log_cannot_come_back_before_its_programme_was_issued(day, issued, physio, client_for):
    answer = client_for(physio).post(add_url(issued, 1), typed(issued, received_on=day))
    assert answer.status_code == 422
    assert "was issued on 23-Nov-2026: its log cannot have come back before." in text_of(answer)
    assert not CheckIn.objects.exists()


class TestAGapBeforeTheLog:
    """Week 1 came back on 23-Nov, the next log weeks later."""

    @pytest.fixture
    def client(self, issued, physio, client_for, monkeypatch):
        enter(client_for(physio), issued)
        later = timezone.now() + timedelta(weeks=3)
        monkeypatch.setattr(timezone, "now", lambda: later)
        return client_for(physio)

    def test_the_weeks_missed_are_asked_for(self, client, issued):
        assert 'name="weeks_missed" value=' not in client.get(add_url(issued, 2)).content.decode()
        answer = client.post(add_url(issued, 2), typed(issued, weeks_missed=""))
        assert answer.status_code == 422
        assert "weeks missed before this one: This field is required." in text_of(answer).replace(
            "Weeks", "weeks"
        )

    def test_none_missed_is_asked_about_beside_the_answer(self, client, issued):
        log = enter(client, issued, week=2, received_on="2026-12-14")
        page = text_of(client.get(log.get_absolute_url()))
        assert "The log of week 1 came back on 23-Nov-2026 and this one on 14-Dec-2026" in page
        after = enter(client, issued, week=3, received_on="2026-12-14")
        assert "no week is entered as missed" not in text_of(client.get(after.get_absolute_url()))

    def test_what_was_entered_is_not_asked_again(self, client, issued):
        log = enter(client, issued, week=2, received_on="2026-12-14", weeks_missed=2)
        assert "no week is entered as missed" not in text_of(client.get(log.get_absolute_url()))


def test_the_next_week_is_not_asked_about(issued, physio, client_for):
    enter(client_for(physio), issued)
    page = client_for(physio).get(add_url(issued, 2)).content.decode()
    assert 'name="weeks_missed" value="0"' in page


def test_a_week_that_has_not_begun_is_asked_about(issued, physio, client_for):
    page = text_of(client_for(physio).get(enter(client_for(physio), issued, week=2).get_absolute_url()))
    assert "Week 2 begins on 30-Nov-2026, after this log came back." in page
