"""Accepting the answer to a week: a draft of the next version, and the issued one left as it is."""

import pytest
from django.forms.models import model_to_dict
from django.urls import reverse

from clinic.models import AccessEvent
from exercises.models import Exercise
from programs.actions.draft import revise_program
from programs.actions.items import acknowledge_item, change_dose
from programs.models import CheckIn, Program, ProgramItem, WeekDose
from programs.review import review
from programs.weeks import week_heads
from tests.factories import CheckInFactory, ProgramFactory
from tests.programs.logs import RADIATING, correct, decide, enter, running, stored, url_of
from tests.programs.steps import issue, said, slugs_of, text_of


@pytest.fixture
def check_in(issued, physio, client_for):
    return enter(client_for(physio), issued)


def accept(client, check_in, **choices):
    return decide(client, "check-in-accept", check_in, choices)


def test_what_was_corrected_meanwhile_is_not_accepted_unseen(check_in, physio, client_for):
    client = client_for(physio)
    correct(client, check_in, usual_morning=3)
    answer = decide(client, "check-in-accept", check_in, seen=check_in.version)
    assert said(answer)[-1] == "This entry was corrected meanwhile. Read the new answer, then decide."
    assert not Program.objects.filter(status="draft").exists()


def keep(check_in, slug):
    """Return the choice to keep this week's dose of one exercise."""
    return {f"choice-{check_in.program.items.get(exercise__slug=slug).pk}": "keep"}


def next_item(check_in, slug):
    return CheckIn.objects.get(pk=check_in.pk).next_version.items.get(exercise__slug=slug)


def ticked(draft, by):
    """Return the draft with every caution read."""
    for one in review(draft).items:
        if one.unread:
            step = {"seen": draft.draft_version, "item": one.row, "rules": one.bases, "by": by}
            acknowledge_item(program=draft, **step)
    return draft


def frozen(program):
    """Return everything an issued programme consists of, row by row."""
    return (
        Program.objects.filter(pk=program.pk).values().get(),
        list(ProgramItem.objects.filter(program=program).order_by("pk").values()),
        list(WeekDose.objects.filter(item__program=program).order_by("pk").values()),
    )


@pytest.mark.parametrize("person", ["physio", "colleague"])
def test_physiotherapists_of_the_clinic_may(person, check_in, client_for, request, today):
    user = request.getfixturevalue(person)
    answer = accept(client_for(user), check_in)
    accepted = CheckIn.objects.get()
    assert answer.url == reverse("program-edit", args=[accepted.next_version.pk])
    assert (accepted.accepted_by, accepted.accepted_at.date()) == (user, today)
    assert said(answer) == ["The next version is ready as a draft. Check it and issue it."]


def test_strangers_find_nothing(check_in, stranger, client_for):
    before = stored(check_in)
    assert accept(client_for(stranger), check_in).status_code == 404
    assert (stored(check_in), Program.objects.count()) == (before, 1)


@pytest.mark.parametrize("person", ["librarian", "manager"])
def test_other_roles_are_refused(person, check_in, client_for, request):
    before = stored(check_in)
    assert accept(client_for(request.getfixturevalue(person)), check_in).status_code == 403
    assert (stored(check_in), Program.objects.count()) == (before, 1)


def test_visitors_are_asked_to_sign_in(check_in, client):
    before = stored(check_in)
    assert accept(client, check_in).url.startswith(reverse("account_login"))
    assert (stored(check_in), Program.objects.count()) == (before, 1)


def test_looking_accepts_nothing(check_in, physio, client_for):
    assert client_for(physio).get(url_of("check-in-accept", check_in)).status_code == 405


def test_the_issued_programme_is_left_as_it_is(check_in, issued, physio, client_for):
    before = frozen(issued)
    accept(client_for(physio), check_in)
    assert frozen(issued) == before


def test_the_next_version_is_a_draft_that_goes_on_counting_weeks(check_in, issued, physio, client_for):
    accept(client_for(physio), check_in)
    draft = CheckIn.objects.get().next_version
    assert (draft.number, draft.version, draft.status) == (issued.number, 2, "draft")
    assert (draft.supersedes, draft.first_week, draft.last_week) == (issued, 2, 6)
    weeks = WeekDose.objects.filter(item__program=draft).values_list("week", flat=True)
    assert sorted(set(weeks)) == [2, 3, 4, 5, 6]


def test_it_starts_with_the_doses_that_were_decided(check_in, physio, client_for):
    accept(client_for(physio), check_in)
    assert (next_item(check_in, "leg-press").sets, next_item(check_in, "leg-press").reps) == (2, 12)
    assert next_item(check_in, "romanian-deadlift").reps == 7


def test_keeping_carries_this_weeks_dose_on(check_in, physio, client_for):
    accept(client_for(physio), check_in, **keep(check_in, "leg-press"))
    assert next_item(check_in, "leg-press").reps == 10
    assert next_item(check_in, "romanian-deadlift").reps == 7


def test_what_made_leg_symptoms_worse_does_not_stay_at_its_dose(issued, physio, client_for):
    client = client_for(physio)
    check_in = enter(client, issued, rows={"leg-press": {"leg_symptoms_worse": True}})
    page = text_of(client.get(url_of("check-in-detail", check_in)))
    assert page.count('<option value="keep">') == issued.items.count() - 1
    answer = accept(client, check_in, **keep(check_in, "leg-press"))
    assert "Leg press (strict form) made leg symptoms worse: it cannot stay at this dose." in said(answer)[0]
    assert not Program.objects.filter(version=2).exists()
    accept(client, check_in, **keep(check_in, "romanian-deadlift"))
    assert Program.objects.get(version=2).items.get(exercise__slug="leg-press").reps < 10


def test_after_a_reviewed_stop_a_clinician_may_keep_it(issued, physio, client_for):
    client = client_for(physio)
    rows = {"leg-press": {"leg_symptoms_worse": True}}
    check_in = enter(client, issued, stop_symptoms=[RADIATING], rows=rows)
    decide(client, "check-in-review", check_in, {"note": "Leg pain settled", "resume": "1"})
    accept(client, check_in, **keep(check_in, "leg-press"))
    assert Program.objects.filter(version=2).exists()


def test_red_pain_leads_to_less(issued, physio, client_for):
    rows = {"leg-press": {"pain_during": 8}}
    check_in = enter(client_for(physio), issued, rows=rows)
    accept(client_for(physio), check_in)
    assert next_item(check_in, "leg-press").reps == 8


RED = {"pain_during": 8}
TWO_STEPS_BACK = {"leg-press": RED, "romanian-deadlift": RED}


def test_two_steps_back_make_the_next_week_easier_whatever_its_number(issued, physio, client_for):
    client = client_for(physio)
    check_in = enter(client, issued, rows=TWO_STEPS_BACK)
    page = text_of(client.get(url_of("check-in-detail", check_in)))
    assert "One set fewer next week, effort limit 2 lower." in page
    assert "It is an easier week as well." in page
    accept(client, check_in)
    draft = CheckIn.objects.get().next_version
    assert draft.begins_easier
    press = next_item(check_in, "leg-press")
    assert [(cell.week, cell.sets) for cell in press.week_doses.order_by("week")][:2] == [(2, 1), (3, 2)]
    assert [week.number for week in week_heads(draft) if week.is_deload] == [2, 5]


def test_the_easier_week_stays_when_the_draft_is_planned_again_and_revised(issued, physio, client_for):
    check_in = enter(client_for(physio), issued, rows=TWO_STEPS_BACK)
    accept(client_for(physio), check_in)
    draft = CheckIn.objects.get().next_version
    change_dose(
        program=draft, seen=1, item=next_item(check_in, "leg-press"), changes={"rest_s": 60}, by=physio
    )
    cells = WeekDose.objects.filter(item__program=draft, exercise__slug="leg-press").order_by("week")
    assert [cell.sets for cell in cells][:2] == [1, 2]
    second = issue(ticked(draft, physio), by=physio)
    frozen = second.snapshot["sections"][2]["items"][0]["weeks"]
    assert [week["is_deload"] for week in frozen] == [True, False, False, True, False]
    assert revise_program(program=second, today=second.starts_on, by=physio).begins_easier


def test_the_week_after_is_counted_from_the_full_sets(issued, physio, client_for):
    check_in = enter(client_for(physio), issued, rows=TWO_STEPS_BACK)
    accept(client_for(physio), check_in)
    draft = CheckIn.objects.get().next_version
    following = enter(client_for(physio), issue(ticked(draft, physio), by=physio), week=2)
    decided = {one["slug"]: one for one in following.decisions}
    assert decided["leg-press"]["next"]["sets"] == 2


def test_one_step_back_makes_no_easier_week(issued, physio, client_for):
    check_in = enter(client_for(physio), issued, rows={"leg-press": RED})
    accept(client_for(physio), check_in)
    assert not CheckIn.objects.get().next_version.begins_easier


def test_with_every_dose_kept_the_week_is_not_made_easier(issued, physio, client_for):
    check_in = enter(client_for(physio), issued, rows=TWO_STEPS_BACK)
    slugs = [item.exercise.slug for item in issued.items.all()]
    kept = {name: value for slug in slugs for name, value in keep(check_in, slug).items()}
    accept(client_for(physio), check_in, **kept)
    assert not CheckIn.objects.get().next_version.begins_easier


def test_weeks_set_by_hand_do_not_come_along(issued, physio, client_for):
    WeekDose.objects.filter(item__program=issued, week=3).update(is_pinned=True, reps=30)
    check_in = enter(client_for(physio), issued)
    accept(client_for(physio), check_in)
    assert not WeekDose.objects.filter(item__program__version=2, is_pinned=True).exists()


@pytest.mark.parametrize(("choice", "stays"), [("accept", False), ("keep", True)])
def test_a_third_red_week_takes_the_exercise_out_unless_kept(choice, stays, issued, physio, client_for):
    CheckInFactory(program=issued, week=1, counters={"leg-press": {"regress_streak": 2}})
    check_in = enter(client_for(physio), issued, week=2, rows={"leg-press": {"pain_during": 8}})
    accept(client_for(physio), check_in, **(keep(check_in, "leg-press") if choice == "keep" else {}))
    assert ("leg-press" in slugs_of(Program.objects.get(version=2))) is stays


@pytest.fixture
def other_form(issued):
    """Return another form that the leg press has moved on to in week 2 of the issued programme."""
    item = issued.items.get(exercise__slug="leg-press")
    item.override_rules, item.override_reason = ["X99"], "Kept for the test"
    item.override_by, item.override_at = issued.issued_by, issued.issued_at
    item.acknowledged_rules = ["T-1"]
    item.acknowledged_by, item.acknowledged_at = issued.issued_by, issued.issued_at
    item.save()
    other = Exercise.objects.get(slug="leg-press-calf-raise")
    WeekDose.objects.filter(item=item, week=2).update(exercise=other)
    return other


@pytest.mark.parametrize("choice", ["accept", "keep"])
def test_the_form_of_the_week_is_the_exercise_of_the_next_version(
    choice, other_form, issued, physio, client_for
):
    check_in = enter(client_for(physio), issued, week=2)
    accept(client_for(physio), check_in, **(keep(check_in, "leg-press") if choice == "keep" else {}))
    assert next_item(check_in, other_form.slug).section == "main"
    assert "leg-press" not in slugs_of(Program.objects.get(version=2))


def test_another_form_needs_its_own_tick_override_and_note(other_form, issued, physio, client_for):
    written = {"note": "Take the red handle.", "shown_in_clinic": True, "rpe": 8}
    issued.items.filter(exercise__slug="leg-press").update(**written)
    check_in = enter(client_for(physio), issued, week=2)
    accept(client_for(physio), check_in)
    item = next_item(check_in, other_form.slug)
    assert (item.note, item.shown_in_clinic, item.rpe) == ("", False, 6)
    assert (item.acknowledged_rules, item.acknowledged_by) == ([], None)
    assert (item.override_rules, item.override_reason, item.override_by) == ([], "", None)


@pytest.mark.parametrize("choice", ["accept", "keep"])
def test_another_form_is_for_no_more_days_than_the_library_has_for_it(choice, draft, physio, client_for):
    program = running(draft, "supine-banded-leg-press", "glute-bridge", days_per_week=7)
    machine = Exercise.objects.get(slug="leg-press")
    WeekDose.objects.filter(item__exercise__slug="supine-banded-leg-press", week=2).update(exercise=machine)
    check_in = enter(client_for(physio), program, week=2)
    accept(
        client_for(physio), check_in, **keep(check_in, "supine-banded-leg-press") if choice == "keep" else {}
    )
    assert next_item(check_in, "leg-press").days_per_week == machine.days_max == 3
    assert next_item(check_in, "glute-bridge").days_per_week == 7


def test_an_answer_from_before_forms_had_days_keeps_to_the_library_as_well(draft, physio, client_for):
    program = running(draft, "supine-banded-leg-press", days_per_week=7)
    check_in = enter(client_for(physio), program, week=2)
    (one,) = check_in.decisions
    one["next"]["slug"] = "leg-press"
    del one["next"]["days_per_week"]
    check_in.save()
    accept(client_for(physio), check_in)
    assert next_item(check_in, "leg-press").days_per_week == 3


def test_a_form_the_programme_holds_already_is_not_put_in_twice(issued, physio, client_for):
    other = Exercise.objects.get(slug="romanian-deadlift")
    WeekDose.objects.filter(item__program=issued, item__exercise__slug="leg-press", week=2).update(
        exercise=other
    )
    check_in = enter(client_for(physio), issued, week=2)
    accept(client_for(physio), check_in)
    assert sorted(slugs_of(Program.objects.get(version=2))) == sorted(slugs_of(issued))


@pytest.fixture
def back_to_a_form_in_it(draft, physio, client_for):
    """Return a second red week of the goblet squat, in a programme that holds its easier form as well."""
    program = running(draft, "goblet-squat", "bodyweight-squat", "glute-bridge", sets=2)
    red = {"goblet-squat": RED}
    enter(client_for(physio), program, rows=red)
    return enter(client_for(physio), program, week=2, rows=red)


def test_back_to_an_easier_form_that_stands_there_already_takes_the_harder_one_out(
    back_to_a_form_in_it, physio, client_for
):
    page = text_of(client_for(physio).get(url_of("check-in-detail", back_to_a_form_in_it)))
    assert "taken out, Bodyweight squat is in the programme already" in page
    accept(client_for(physio), back_to_a_form_in_it)
    assert sorted(slugs_of(Program.objects.get(version=2))) == ["bodyweight-squat", "glute-bridge"]


def test_it_stays_at_this_weeks_dose_when_it_is_kept(back_to_a_form_in_it, physio, client_for):
    cell = WeekDose.objects.get(item__exercise__slug="goblet-squat", week=2)
    accept(client_for(physio), back_to_a_form_in_it, **keep(back_to_a_form_in_it, "goblet-squat"))
    assert next_item(back_to_a_form_in_it, "goblet-squat").reps == cell.reps


def test_a_harder_form_that_stands_there_already_leaves_this_weeks_dose(draft, physio, client_for):
    program = running(draft, "bodyweight-squat", "goblet-squat", "glute-bridge", sets=2)
    check_in = enter(client_for(physio), program, week=2)
    assert WeekDose.objects.filter(item__exercise__slug="bodyweight-squat", week=2).update(reps=11)
    slug, harder = "bodyweight-squat", program.items.get(exercise__slug="goblet-squat")
    for one in check_in.decisions:
        if one["slug"] == slug:
            one["next"]["slug"], one["step"] = harder.exercise.slug, "variant"
    check_in.save()
    page = text_of(client_for(physio).get(url_of("check-in-detail", check_in)))
    assert "the dose of this week, Goblet squat is in the programme already" in page
    accept(client_for(physio), check_in)
    assert next_item(check_in, slug).reps == 11
    assert sorted(slugs_of(Program.objects.get(version=2))) == sorted(slugs_of(program))


def test_keeping_an_easier_week_keeps_the_full_sets(draft, physio, client_for):
    program = running(draft, "leg-press", "glute-bridge", sets=3)
    assert WeekDose.objects.get(item__exercise__slug="leg-press", week=5).sets == 2
    check_in = enter(client_for(physio), program, week=5)
    accept(client_for(physio), check_in, **keep(check_in, "leg-press"))
    assert next_item(check_in, "leg-press").sets == 3


def test_the_last_week_leads_to_one_more(issued, physio, client_for):
    check_in = enter(client_for(physio), issued, week=6)
    accept(client_for(physio), check_in)
    draft = CheckIn.objects.get().next_version
    assert (draft.first_week, draft.last_week) == (7, 7)


def test_the_next_version_can_be_issued_and_replaces_the_first(check_in, issued, physio, client_for):
    accept(client_for(physio), check_in)
    second = issue(CheckIn.objects.get().next_version, by=physio)
    assert second.snapshot["program"]["supersedes"][0]["version"] == 1
    assert Program.objects.get(pk=issued.pk).status == "superseded"


def test_accepting_is_on_record(check_in, issued, physio, client_for):
    accept(client_for(physio), check_in)
    assert AccessEvent.objects.filter(user=physio, what=f"Accepted week 1 of {issued.code}").exists()


@pytest.fixture
def unreviewed(issued, physio, client_for):
    return enter(client_for(physio), issued, stop_symptoms=[RADIATING])


@pytest.fixture
def kept_suspended(unreviewed, physio, client_for):
    decide(client_for(physio), "check-in-review", unreviewed, {"note": "Wait for the scan"})
    return unreviewed


@pytest.fixture
def of_a_suspended_programme(unreviewed, issued, physio, client_for):
    return enter(client_for(physio), issued, week=2)


@pytest.fixture
def beside_a_draft(check_in):
    ProgramFactory(case=check_in.program.case, number=9)
    return check_in


@pytest.fixture
def of_a_replaced_programme(check_in):
    Program.objects.filter(pk=check_in.program_id).update(status="superseded")
    return check_in


@pytest.fixture
def of_an_ended_programme(check_in):
    Program.objects.filter(pk=check_in.program_id).update(status="ended")
    return check_in


@pytest.fixture
def of_a_closed_case(check_in, today):
    check_in.program.case.closed_on = today
    check_in.program.case.save()
    return check_in


@pytest.mark.parametrize(
    ("week", "words"),
    [
        ("unreviewed", "A stop symptom of week 1 of"),
        ("kept_suspended", "is suspended. Let it go on in the review, or start a new version."),
        ("of_a_suspended_programme", "is suspended. Let it go on in the review, or start a new version."),
        ("beside_a_draft", "A draft is open for this case. Issue it or discard it first."),
        ("of_a_replaced_programme", "is not running any more, so nothing follows from this week."),
        ("of_an_ended_programme", "is not running any more, so nothing follows from this week."),
        ("of_a_closed_case", "This case is closed."),
    ],
)
def test_it_is_refused_with_the_reason(week, words, physio, client_for, request):
    week = request.getfixturevalue(week)
    before, programs = stored(week), Program.objects.count()
    (said_so,) = said(accept(client_for(physio), week))
    assert words in said_so
    assert (stored(week), Program.objects.count()) == (before, programs)


def test_a_week_is_accepted_once(check_in, physio, client_for):
    accept(client_for(physio), check_in)
    issue(CheckIn.objects.get().next_version, by=physio)
    assert said(accept(client_for(physio), check_in)) == ["This week has been accepted already."]
    assert Program.objects.count() == 2


def test_the_answer_given_stays_on_the_week(check_in, physio, client_for):
    before = model_to_dict(check_in, ["decisions", "counters"])
    accept(client_for(physio), check_in)
    assert model_to_dict(CheckIn.objects.get(), ["decisions", "counters"]) == before


def test_an_older_week_does_not_lead_past_a_newer_one_that_hurt(issued, physio, client_for):
    client = client_for(physio)
    first = enter(client, issued)
    enter(client, issued, week=2, rows={"leg-press": {"pain_during": 9}})
    answer = accept(client, first)
    assert "The log of week 2 has come back since" in said(answer)[0]
    assert not Program.objects.filter(version=2).exists()
