"""Every version in the history of a program and of its logs says what was being done when it was written."""

import pytest
from django.urls import reverse

from exercises.models import Exercise
from programs.actions import check_ins, draft, issue, items
from programs.actions.steps import undo_step
from programs.errors import StaleDraft
from programs.models.history import LONGEST, because
from tests.programs.logs import typed


def why(row):
    return row.history.first().history_change_reason


@pytest.fixture
def leg_press(ready_draft):
    return ready_draft.items.get(exercise__slug="leg-press")


def change_dose(program, item, by, sets=4):
    changes = {"sets": sets}
    items.change_dose(program=program, seen=program.draft_version, item=item, changes=changes, by=by)


def test_a_step_of_a_draft_stands_for_every_row_it_writes(ready_draft, leg_press, physio):
    change_dose(ready_draft, leg_press, physio)
    label = "Changed the dose of Leg press (strict form)"
    assert (why(leg_press), why(ready_draft)) == (label, label)


def test_a_step_taken_back_says_which(ready_draft, leg_press, physio):
    change_dose(ready_draft, leg_press, physio)
    undo_step(program=ready_draft, seen=ready_draft.draft_version, by=physio)
    assert why(leg_press) == "Taken back: Changed the dose of Leg press (strict form)"


def test_a_wish_says_what_was_asked_for(ready_draft, physio):
    exercise = Exercise.objects.get(slug="goblet-squat")
    draft.request_exercise(program=ready_draft, seen=ready_draft.draft_version, exercise=exercise, by=physio)
    assert why(ready_draft.requests.get(exercise=exercise)) == "Asked for Goblet squat"


def test_a_program_says_where_it_comes_from_and_how_it_ended(issued, physio, today):
    assert why(issued) == "Programme issued"
    following = draft.revise_program(program=issued, today=today, by=physio)
    assert why(following) == "Draft of the next version begun"
    assert {why(one) for one in following.items.all()} == {"Draft of the next version begun"}
    issue.end_program(program=issued, reason="Moved away", today=today, by=physio)
    assert why(issued) == "Programme ended"


def test_a_returned_log_says_what_was_done_with_it(issued, physio, client_for):
    client = client_for(physio)
    client.post(reverse("check-in-add", args=[issued.pk, 1]), typed(issued))
    log = issued.check_ins.get()
    assert why(log) == "Returned log entered"
    assert {why(one) for one in log.items.all()} == {"Returned log entered"}
    check_ins.leave_as_is(check_in=log, seen=1, reason="Slept badly", by=physio)
    assert why(log) == "Left as it is after a returned log"
    version = log.history.first()
    assert (version.history_user, version.left_as_is_reason) == (None, "Slept badly")


def test_a_stop_symptom_suspends_by_its_log_and_goes_on_by_its_review(issued, physio, client_for):
    sent = typed(issued, stop_symptoms=["stop_radiating"])
    client_for(physio).post(reverse("check-in-add", args=[issued.pk, 1]), sent)
    assert why(issued) == "Returned log entered"
    log = issued.check_ins.get()
    check_ins.review_stop(check_in=log, seen=1, note="Seen, all well", resume=True, by=physio)
    assert (why(log), why(issued)) == ("Stop symptom reviewed", "Stop symptom reviewed")


def test_what_is_refused_leaves_no_reason_behind(ready_draft, leg_press, physio):
    with pytest.raises(StaleDraft):
        items.change_dose(program=ready_draft, seen=99, item=leg_press, changes={"sets": 4}, by=physio)
    ready_draft.save()
    assert why(ready_draft) is None


def test_of_actions_within_actions_the_innermost_speaks(ready_draft):
    with because("Outer"):
        with because("Inner"):
            ready_draft.save()
        assert why(ready_draft) == "Inner"
        ready_draft.save()
    assert why(ready_draft) == "Outer"


def test_a_reason_fits_its_column(ready_draft):
    with because("x" * 300):
        ready_draft.save()
    assert len(why(ready_draft)) == LONGEST
    assert ready_draft.history.model._meta.get_field("history_change_reason").max_length == LONGEST
