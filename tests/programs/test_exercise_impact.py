"""What a change of an exercise means, before it is decided on: counts and verdicts, and nothing about a patient."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from exercises import actions
from exercises.content import content_of
from exercises.models import Exercise
from programs.facts import exercise_facts
from programs.impact import facts_of, impact
from tests.exercises.editing.steps import DUE, again, change, copy_of, hand_in, send_back, take_over, withdraw
from tests.programs.steps import text_of

PRESS = "leg-press"


@pytest.fixture
def press(library):
    return library.get(slug=PRESS)


def url(name, exercise):
    return reverse(name, args=[exercise.slug])


def seen(visitor, exercise):
    return visitor.get(url("exercise-impact", exercise)).context["seen"]


def test_content_and_rows_are_the_same_to_the_engine(library):
    def in_order(facts):
        return replace(facts, equipment=frozenset(facts.equipment))

    rows = [(in_order(facts_of(one, content_of(one))), in_order(exercise_facts(one))) for one in library[::6]]
    assert [before.slug for before, after in rows if before != after] == []


def test_an_unchanged_exercise_changes_nothing(issued, press):
    content = content_of(press)
    found = impact(press, content, content)
    assert (found.live, found.milder, found.stricter, found.shifts) == (1, 0, 0, [])


def test_a_heavier_demand_is_counted_by_programme_and_by_condition(issued, press, librarian):
    change(press, "demands", librarian, axial_compression=4, anterior_shear=4, lumbar_flexion=4)
    copy = copy_of(press)
    found = impact(copy.exercise, copy.stored, copy.content)
    assert found.milder == 0
    assert found.stricter > 10
    assert [(one.before, one.after, one.programs) for one in found.shifts] == [("ok", "caution", 1)]


def test_whoever_decides_sees_how_hard_the_words_are(press, librarian, client_for):
    visitor = client_for(librarian)
    assert [one.is_hard for one in visitor.get(url("exercise-impact", press)).context["readings"]] == [
        False,
        False,
    ]
    hard = "Maintain continuous lumbopelvic stabilisation throughout the eccentric repetition. " * 3
    change(press, "words-en", librarian, purpose=hard, setup=hard, feel=hard)
    page = text_of(visitor.get(url("exercise-impact", press)))
    assert "Shorter sentences and simpler words" in page
    assert "German: school grade" in page


def test_whoever_decides_about_a_new_exercise_sees_its_demands(press, librarian, client_for):
    visitor, row = client_for(librarian), Exercise.objects.filter(pk=press.pk)
    row.update(status="in_review")
    shown = visitor.get(url("exercise-impact", press))
    assert [row.value for row in shown.context["demands"]] == list(press.demands.values())
    assert "Forward slide of one vertebra on the next" in text_of(shown)
    row.update(demand_evidence="")
    assert visitor.get(url("exercise-impact", press)).context["demands"] == []
    row.update(status="published", demand_evidence="expert")
    change(again(press), "demands", librarian, axial_compression=4)
    assert visitor.get(url("exercise-impact", press)).context["demands"] == []


def test_a_lighter_demand_is_marked_as_fewer_warnings(library, librarian, client_for):
    squat = library.get(slug="barbell-back-squat")
    change(squat, "demands", librarian, axial_compression=0, anterior_shear=0, lumbar_flexion=0, balance=0)
    page = text_of(client_for(librarian).get(url("exercise-impact", squat)))
    assert "would become milder:</strong> patients would be warned less" in page


def test_programmes_of_every_clinic_count_and_none_is_shown(issued, press, librarian, client_for):
    page = text_of(client_for(librarian).get(url("exercise-impact", press)))
    assert "<strong>1 live programme</strong> uses it" in page
    person = issued.case.patient
    shown = [person.family_name, person.given_name, person.reference, issued.code, issued.clinic.name]
    assert [words for words in shown if re.search(rf"\b{re.escape(words)}\b", page)] == []


def test_a_new_exercise_shows_how_it_would_be_judged(press, librarian, client_for):
    draft = actions.duplicate_exercise(exercise=press, name="Leg press, one leg", by=librarian)
    page = text_of(client_for(librarian).get(url("exercise-impact", draft)))
    assert "nothing changes for anybody yet" in page
    assert "Sacroiliac joint pain" in page


def test_a_colleague_takes_a_change_over(press, librarian, librarian2, client_for):
    change(press, "demands", librarian, axial_compression=4)
    hand_in(press, librarian)
    visitor = client_for(librarian2)
    sent = {"seen": seen(visitor, press), "review_due_on": f"{DUE:%d-%b-%Y}"}
    assert visitor.post(url("exercise-approve", press), sent).url == url("exercise-detail", press)
    assert again(press).axial_compression == 4
    assert again(press).review_due_on == DUE


def test_the_editor_is_told_to_wait_for_a_colleague(press, librarian, client_for):
    change(press, "demands", librarian, axial_compression=4)
    hand_in(press, librarian)
    visitor = client_for(librarian)
    assert "so a colleague has to look at it" in text_of(visitor.get(url("exercise-impact", press)))
    sent = {"seen": seen(visitor, press), "review_due_on": f"{DUE}"}
    assert visitor.post(url("exercise-approve", press), sent).status_code == 422
    assert again(press).axial_compression != 4


def test_a_draft_is_published_by_a_colleague(press, librarian, librarian2, client_for):
    draft = actions.duplicate_exercise(exercise=press, name="Leg press, one leg", by=librarian)
    hand_in(draft, librarian)
    visitor = client_for(librarian2)
    sent = {"seen": seen(visitor, draft), "review_due_on": f"{DUE}"}
    visitor.post(url("exercise-approve", draft), sent)
    assert again(draft).status == "published"


@pytest.mark.parametrize("day", ["", "soon", "2020-01-01", "2099-01-01"])
def test_a_senseless_day_is_refused(day, press, librarian, librarian2, client_for):
    change(press, "demands", librarian, axial_compression=4)
    hand_in(press, librarian)
    visitor = client_for(librarian2)
    sent = {"seen": seen(visitor, press), "review_due_on": day}
    assert visitor.post(url("exercise-approve", press), sent).status_code == 422
    assert again(press).axial_compression != 4


def test_what_changed_after_it_was_looked_at_is_not_taken_over(press, librarian, librarian2, client_for):
    change(press, "demands", librarian, axial_compression=4)
    hand_in(press, librarian)
    visitor = client_for(librarian2)
    was_seen = seen(visitor, press)
    change(press, "demands", librarian, axial_compression=0)
    hand_in(press, librarian)
    answer = visitor.post(url("exercise-approve", press), {"seen": was_seen, "review_due_on": f"{DUE}"})
    assert answer.status_code == 409
    assert "This is how it stands now: look again." in text_of(answer)


def test_sending_back_needs_words(press, librarian, librarian2, client_for):
    change(press, "demands", librarian, axial_compression=4)
    hand_in(press, librarian)
    visitor = client_for(librarian2)
    was_seen = seen(visitor, press)
    assert visitor.post(url("exercise-return", press), {"seen": was_seen}).status_code == 422
    visitor.post(url("exercise-return", press), {"seen": was_seen, "comment": "Which study?"})
    assert copy_of(press).proposal.comment == "Which study?"


def test_a_draft_is_sent_back(press, librarian, librarian2, client_for):
    draft = actions.duplicate_exercise(exercise=press, name="Leg press, one leg", by=librarian)
    hand_in(draft, librarian)
    visitor = client_for(librarian2)
    sent = {"seen": seen(visitor, draft), "comment": "Name it shorter"}
    visitor.post(url("exercise-return", draft), sent)
    assert (again(draft).status, again(draft).review_comment) == ("draft", "Name it shorter")


def test_of_two_who_send_back_the_second_reads_what_the_first_said(press, librarian, librarian2, client_for):
    change(press, "demands", librarian, axial_compression=4)
    hand_in(press, librarian)
    visitor = client_for(librarian2)
    was_seen = seen(visitor, press)
    send_back(press, librarian, "Which study?")
    answer = visitor.post(url("exercise-return", press), {"seen": was_seen, "comment": "Too steep"})
    assert answer.status_code == 409
    words = text_of(answer)
    assert "Somebody changed it while you were looking at it." in words
    assert f"{librarian}: Sent back: Which study?" in words
    assert "Too steep" in words
    assert copy_of(press).proposal.comment == "Which study?"


def test_a_draft_that_was_edited_meanwhile_is_not_sent_back_unseen(press, librarian, librarian2, client_for):
    draft = actions.duplicate_exercise(exercise=press, name="Leg press, one leg", by=librarian)
    hand_in(draft, librarian)
    visitor = client_for(librarian2)
    was_seen = seen(visitor, draft)
    change(draft, "dose", librarian, sets=4)
    sent = {"seen": was_seen, "comment": "Fewer sets"}
    answer = visitor.post(url("exercise-return", draft), sent)
    assert answer.status_code == 409
    assert "Fewer sets</textarea>" in answer.content.decode()
    assert (again(draft).status, again(draft).review_comment) == ("in_review", "")
    # Whoever has looked again may still do it.
    again_sent = sent | {"seen": answer.context["seen"]}
    assert visitor.post(url("exercise-return", draft), again_sent).status_code == 302
    assert again(draft).review_comment == "Fewer sets"


def test_what_was_withdrawn_meanwhile_is_not_sent_back(press, librarian, librarian2, client_for):
    change(press, "demands", librarian, axial_compression=4)
    hand_in(press, librarian)
    visitor = client_for(librarian2)
    was_seen = seen(visitor, press)
    withdraw(press, librarian)
    answer = visitor.post(url("exercise-return", press), {"seen": was_seen, "comment": "Too steep"})
    assert answer.status_code == 409
    assert f"{librarian}: Withdrawn" in text_of(answer)
    assert again(press).status == "published"


def test_what_is_issued_stays_as_it_is(issued, press, librarian, librarian2):
    frozen = type(issued).objects.get(pk=issued.pk).snapshot
    change(press, "demands", librarian, axial_compression=4)
    change(press, "words-en", librarian, name="Another name")
    hand_in(press, librarian)
    take_over(press, librarian2)
    assert type(issued).objects.get(pk=issued.pk).snapshot == frozen


def test_physiotherapists_see_it_when_live_programmes_are_checked_again(
    issued, press, librarian, librarian2, physio, client_for
):
    change(press, "demands", librarian, axial_compression=4, anterior_shear=4, lumbar_flexion=4)
    hand_in(press, librarian)
    recheck = reverse("recheck")
    assert "Leg press (strict form)" not in text_of(client_for(physio).get(recheck))
    take_over(press, librarian2)
    assert "Leg press (strict form)" in text_of(client_for(physio).get(recheck))
