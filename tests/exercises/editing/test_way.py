"""The way of an exercise through its pages: begun, handed in, sent back, withdrawn, brought up to date, restored."""

import pytest
from django.urls import reverse
from django.utils import timezone

from exercises import actions
from exercises.content import mark
from exercises.models import Exercise, Proposal, Suggestion
from tests.exercises.editing.steps import (
    again,
    change,
    copy_of,
    hand_in,
    send_back,
    stored_content,
    take_over,
)


def url(name, exercise, *more):
    return reverse(name, args=[exercise.slug, *more])


def page(answer):
    return answer.content.decode()


def seen(exercise):
    return copy_of(exercise).seen


@pytest.fixture
def first(client_for, librarian):
    return client_for(librarian)


@pytest.fixture
def second(client_for, librarian2):
    return client_for(librarian2)


def test_a_blank_exercise_is_begun_and_says_what_is_to_do(first, library):
    answer = first.post(
        reverse("exercise-add"), {"name": "Wall slide", "category": "bodyweight"}, follow=True
    )
    assert answer.redirect_chain[0][0] == reverse("exercise-edit", args=["wall-slide"])
    assert "State the eight demands on the back and what they rest on." in page(answer)
    assert "Before a colleague can look at it: 18 things to do" in page(answer)


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"name": "", "category": "core"}, "Give the exercise a name."),
        ({"name": "Wall slide", "category": ""}, "Choose what kind of exercise it is."),
        ({"name": "Wall slide", "category": "magic"}, "magic is not one of the available choices"),
    ],
)
def test_a_bad_beginning_is_refused(sent, problem, first, library):
    answer = first.post(reverse("exercise-add"), sent)
    assert answer.status_code == 422
    assert problem in page(answer)
    assert Exercise.objects.count() == library.count()


def test_a_copy_is_begun(first, squat):
    assert "Goblet squat (copy)" in page(first.get(url("exercise-duplicate", squat)))
    answer = first.post(url("exercise-duplicate", squat), {"name": "Sofa squat"})
    assert answer.url == reverse("exercise-edit", args=["sofa-squat"])
    assert first.post(url("exercise-duplicate", squat), {"name": ""}).status_code == 422


def test_a_draft_is_handed_in_and_waits_on_the_librarians_page(first, second, draft):
    answer = first.post(url("exercise-submit", draft), {"seen": seen(draft), "reason": "Ready"})
    assert answer.url == url("exercise-edit", draft)
    assert again(draft).status == "in_review"
    work = second.get(reverse("library-work")).context
    assert [(line.exercise, line.is_mine) for line in work["waiting"]] == [(draft, False)]
    assert "Look at it and decide" in page(second.get(url("exercise-edit", draft)))
    assert "You edited it last" in page(first.get(url("exercise-edit", draft)))


def test_handing_in_needs_a_reason_and_keeps_what_was_seen(first, draft, librarian):
    was_seen = seen(draft)
    assert first.post(url("exercise-submit", draft), {"seen": was_seen, "reason": ""}).status_code == 422
    change(draft, "dose", librarian, sets=4)
    answer = first.post(url("exercise-submit", draft), {"seen": was_seen, "reason": "Ready for you"})
    assert answer.status_code == 409
    assert 'value="Ready for you"' in page(answer)
    assert again(draft).status == "draft"


def test_a_change_is_handed_in(first, squat, librarian):
    change(squat, "demands", librarian, axial_compression=4)
    shown = page(first.get(url("exercise-edit", squat)))
    assert "2 (moderate)" in shown
    assert "4 (very high)" in shown
    first.post(url("exercise-submit", squat), {"seen": seen(squat), "reason": "New study"})
    proposal = Proposal.objects.get()
    assert (proposal.status, proposal.reason) == ("submitted", "New study")


def test_an_incomplete_change_is_not_handed_in(first, squat, librarian):
    change(squat, "words-en", librarian, alt="")
    answer = first.post(url("exercise-submit", squat), {"seen": seen(squat), "reason": "Shorter"})
    assert answer.status_code == 422
    assert "English text: picture in words is missing." in page(answer)


def test_what_was_sent_back_says_why(first, second, squat, librarian, librarian2):
    change(squat, "demands", librarian, axial_compression=4)
    hand_in(squat, librarian)
    send_back(squat, librarian2, "Which study?")
    shown = page(first.get(url("exercise-edit", squat)))
    assert "<strong>Jo Ek sent it back:</strong> Which study?" in shown
    assert "Sent back: Which study?" in page(first.get(reverse("library-work")))


def test_a_change_is_withdrawn(first, squat, librarian):
    change(squat, "demands", librarian, axial_compression=4)
    sent = {"seen": seen(squat)}
    assert f'name="seen" value="{sent["seen"]}"' in page(first.get(url("exercise-edit", squat)))
    assert first.post(url("proposal-withdraw", squat), sent).url == url("exercise-edit", squat)
    assert copy_of(squat).proposal is None
    assert first.post(url("proposal-withdraw", squat), sent).status_code == 404


@pytest.mark.parametrize("name", ["proposal-withdraw", "proposal-refresh"])
def test_a_step_over_a_colleagues_change_shows_it_first(name, first, second, squat, librarian, librarian2):
    change(squat, "demands", librarian, axial_compression=4)
    squat.rest_s, squat.revision = 45, 2
    squat.save()
    was_seen = second.get(url("exercise-edit", squat)).context["seen"]
    change(squat, "words-en", librarian, feel="Your legs work.")
    before = Proposal.objects.values().get()
    for sent in ({"seen": was_seen}, {}):
        answer = second.post(url(name, squat), sent)
        assert answer.status_code == 409
        assert "Somebody changed it while you were looking at it." in page(answer)
        assert f"{librarian}: Edited: What the patient reads" in page(answer)
        assert "English: what to feel" in [one.label for one in answer.context["differences"]]
        assert Proposal.objects.values().get() == before
    # Whoever has looked again may still do it.
    assert second.post(url(name, squat), {"seen": answer.context["seen"]}).status_code == 302
    assert Proposal.objects.values().get() != before


def test_an_outdated_change_is_brought_up_to_date(first, squat, librarian):
    change(squat, "demands", librarian, axial_compression=4)
    squat.rest_s, squat.revision = 45, 2
    squat.save()
    assert "Bring up to date" in page(first.get(url("exercise-edit", squat)))
    first.post(url("proposal-refresh", squat), {"seen": seen(squat)})
    assert copy_of(squat).content["dose"]["rest_s"] == 45
    assert "Bring up to date" not in page(first.get(url("exercise-edit", squat)))


def test_two_revisions_are_compared_in_words(first, draft, librarian):
    change(draft, "demands", librarian, lumbar_flexion=3)
    change(draft, "words-en", librarian, feel="Your legs work.")
    change(draft, "picture", librarian, view="front")
    answer = first.get(url("exercise-revisions", draft), {"before": "1", "after": "4"})
    found = {one.label: (one.before, one.after) for one in answer.context["differences"]}
    assert found["Flexion"] == (["1 (low)"], ["3 (high)"])
    assert found["English: what to feel"][1] == ["Your legs work."]
    assert set(found) == {"Flexion", "English: what to feel", "Picture"}


def test_alternatives_are_compared_in_order(first, draft, librarian, squat):
    wanted = list(reversed(stored_content(draft)["alternatives"]))
    actions.save_part(
        exercise=draft,
        part="alternatives",
        value=wanted,
        seen=mark(stored_content(draft)["alternatives"]),
        by=librarian,
    )
    answer = first.get(url("exercise-revisions", draft), {"before": "1", "after": "2"})
    (found,) = answer.context["differences"]
    assert found.before[0].startswith("1. Bodyweight box squat: ")
    assert found.after[0].startswith("1. Leg press (strict form): ")


@pytest.mark.parametrize("query", [{}, {"before": "1"}, {"before": "9", "after": "x"}])
def test_without_two_revisions_nothing_is_compared(query, first, draft):
    answer = first.get(url("exercise-revisions", draft), query)
    assert answer.status_code == 200
    assert not answer.context["is_chosen"]


def test_a_revision_is_restored_with_a_reason(first, draft, librarian):
    change(draft, "dose", librarian, sets=9)
    assert first.post(url("exercise-restore", draft, 1), {"reason": ""}).status_code == 422
    sent = {"reason": "Nine is too many", "seen": mark(copy_of(draft).content)}
    answer = first.post(url("exercise-restore", draft, 1), sent)
    assert answer.url == url("exercise-edit", draft)
    assert again(draft).sets == 2
    assert first.post(url("exercise-restore", draft, 1), {"reason": "Again"}).status_code == 422
    assert first.post(url("exercise-restore", draft, 77), {"reason": "None"}).status_code == 404


def test_restoring_over_a_colleagues_change_shows_it_first(first, draft, librarian, librarian2):
    change(draft, "dose", librarian, sets=9)
    shown = first.get(url("exercise-revisions", draft), {"before": "1", "after": "2"})
    was_seen = shown.context["seen"]
    assert f'name="seen" value="{was_seen}"' in page(shown)
    change(draft, "words-en", librarian2, feel="Your legs work.")
    answer = first.post(url("exercise-restore", draft, 1), {"reason": "Too many", "seen": was_seen})
    assert answer.status_code == 409
    assert "Somebody changed it while you were looking at it." in page(answer)
    assert 'value="Too many"' in page(answer)
    assert "English: what to feel" in [one.label for one in answer.context["differences"]]
    assert again(draft).sets == 9
    # Whoever has looked again may still do it.
    sent = {"reason": "Too many", "seen": answer.context["seen"]}
    assert first.post(url("exercise-restore", draft, 1), sent).status_code == 302
    assert again(draft).sets == 2


def test_the_comparison_that_is_offered_offers_to_restore(first, draft, librarian):
    change(draft, "dose", librarian, sets=9)
    shown = page(first.get(url("exercise-revisions", draft), {"before": "1", "after": "2"}))
    assert "Restore revision 1" in shown
    assert "Restore revision 2" not in shown


def test_what_is_restored_of_a_published_exercise_is_handed_in_with_its_reason(
    first, squat, librarian, librarian2
):
    change(squat, "dose", librarian, sets=9)
    hand_in(squat, librarian)
    take_over(squat, librarian2)
    sent = {"reason": "w" * 200, "seen": mark(copy_of(squat).content)}
    answer = first.post(url("exercise-restore", squat, 1), sent, follow=True)
    assert "Hand it in below" in page(answer)
    assert again(squat).sets == 9
    reason = Proposal.objects.open().get().reason
    assert f'value="{reason}"' in page(answer)
    first.post(url("exercise-submit", squat), {"seen": seen(squat), "reason": reason})
    take_over(squat, librarian2)
    assert again(squat).sets != 9
    assert again(squat).revisions.first().reason == f"{reason} (taken over by {librarian2})"


def test_what_is_retired_comes_back_as_a_draft(first, draft):
    actions.retire_exercise(
        exercise=draft, reason="Old", live=0, has_seen_live=False, by=again(draft).revisions.first().by
    )
    assert "Bring back as a draft" in page(first.get(url("exercise-edit", draft)))
    first.post(url("exercise-bring-back", draft))
    assert again(draft).status == "draft"
    answer = first.post(url("exercise-bring-back", draft), follow=True)
    assert "This exercise is not retired." in page(answer)


def test_what_is_due_is_listed(first, draft, librarian, librarian2):
    hand_in(draft, librarian)
    take_over(draft, librarian2)
    Exercise.objects.filter(pk=draft.pk).update(review_due_on=timezone.localdate())
    assert first.get(reverse("library-work")).context["due"] == [draft]


def test_a_suggestion_goes_to_the_inbox_and_its_answer_back(first, client_for, physio, colleague, squat):
    visitor = client_for(physio)
    sent = {"about": "words", "text": "Say chair, not bench."}
    assert visitor.post(url("suggestion-add", squat), sent).url == reverse("suggestion-list")
    asked = Suggestion.objects.get()
    inbox = page(first.get(reverse("suggestion-list")))
    assert "Say chair, not bench." in inbox
    assert "1 suggestion to answer" in page(first.get(reverse("library-work")))
    first.post(reverse("suggestion-answer", args=[asked.pk]), {"answer": "Done, thank you."})
    assert "Done, thank you." in page(visitor.get(reverse("suggestion-list")))
    assert "Say chair" not in page(client_for(colleague).get(reverse("suggestion-list")))
    answer = first.post(reverse("suggestion-answer", args=[asked.pk]), {"answer": "Once more."})
    assert answer.status_code == 422
    assert "has answered this already" in page(answer)


@pytest.mark.parametrize(
    "sent", [{"text": ""}, {"text": "x" * 1001}, {"text": "Why?", "about": "moon"}, {"text": "a\x07b"}]
)
def test_a_bad_suggestion_is_refused(sent, client_for, physio, squat):
    assert client_for(physio).post(url("suggestion-add", squat), sent).status_code == 422
    assert not Suggestion.objects.exists()


def test_librarians_find_by_status_and_others_see_what_is_published(first, client_for, physio, draft):
    listed = first.get(reverse("exercise-list"), {"q": "bench goblet"})
    assert "Draft</p>" in page(listed)
    assert first.get(reverse("exercise-list"), {"status": "draft"}).context["page"].paginator.count == 1
    assert first.get(reverse("exercise-list"), {"status": "retired"}).context["page"].paginator.count == 0
    theirs = client_for(physio).get(reverse("exercise-list"), {"q": "bench goblet", "status": "draft"})
    assert theirs.context["page"].paginator.count == 0


def test_everybody_finds_by_demand(client_for, physio, library):
    visitor = client_for(physio)
    found = (
        visitor.get(reverse("exercise-list"), {"demand": "lumbar_flexion:2"}).context["page"].paginator.count
    )
    assert found == library.filter(lumbar_flexion__gte=2).count()
    refused = page(visitor.get(reverse("exercise-list"), {"demand": "password:2"}))
    assert "password:2 is not one of the available choices" in refused


def test_a_changed_english_asks_to_read_the_translation_again(first, squat, librarian):
    change(squat, "words-en", librarian, feel="Your legs work.")
    assert "The English changes: read it again" in page(first.get(url("exercise-edit", squat)))
    change(squat, "words-de", librarian, feel="Die Beine arbeiten.")
    assert "The English changes: read it again" not in page(first.get(url("exercise-edit", squat)))
