"""Writes to the library: what they change, what they keep, and what they refuse."""

import pytest

from exercises import actions
from exercises.content import change_mark, mark
from exercises.models import Alternative, Exercise, ExerciseText, Figure, Proposal, Revision
from exercises.policies import Refused, Stale
from programs.facts import library as engine_library
from tests.exercises.editing.steps import (
    DUE,
    TODAY,
    again,
    change,
    copy_of,
    hand_in,
    refresh,
    replace,
    restore,
    send_back,
    stored_content,
    take_over,
    withdraw,
)


def test_an_exercise_from_blank_states_nothing(librarian, library):
    exercise = actions.add_exercise(name="Wall slide, slow", category="bodyweight", by=librarian)
    assert (exercise.slug, exercise.status, exercise.revision) == ("wall-slide-slow", "draft", 1)
    assert exercise.demand_evidence == ""
    assert exercise.history.first().history_user == librarian
    assert exercise.revisions.get().reason == "Added from blank"


def test_two_of_one_name_get_two_slugs(librarian, library):
    made = [actions.add_exercise(name="Été!", category="core", by=librarian).slug for _ in range(3)]
    assert made == ["ete", "ete-2", "ete-3"]


def test_a_copy_has_everything_but_name_and_chain(squat, librarian):
    made = actions.duplicate_exercise(exercise=squat, name="Goblet squat to a bed", by=librarian)
    copied, original = stored_content(made), stored_content(squat)
    assert copied["chain"] == {"chain": "", "chain_order": None}
    assert copied["facts"].pop("name") == "Goblet squat to a bed"
    original["facts"].pop("name")
    assert {**copied, "chain": None} == {**original, "chain": None}


def test_a_draft_is_edited_in_place(draft, librarian):
    change(draft, "demands", librarian, lumbar_flexion=3)
    stored = again(draft)
    assert (stored.lumbar_flexion, stored.revision) == (3, 2)
    assert stored.history.first().history_user == librarian
    assert stored.history.first().history_change_reason == "Edited: demands"
    assert [one.number for one in stored.revisions.all()] == [2, 1]


def test_search_words_follow_the_names(draft, librarian):
    change(draft, "facts", librarian, name="Sofa squat")
    change(draft, "words-en", librarian, name="Sitting down on Züri sofa")
    found = Exercise.objects.all()
    assert again(draft) in found.search("zuri sofa")
    assert again(draft) not in found.search("bench")


def test_saving_what_is_unchanged_writes_nothing(draft, squat, librarian):
    change(draft, "facts", librarian)
    change(squat, "facts", librarian)
    assert again(draft).revision == 1
    assert not Proposal.objects.exists()


def test_a_published_exercise_stays_as_it_is_until_a_colleague_agrees(squat, librarian, librarian2):
    before = stored_content(squat)
    change(squat, "demands", librarian, axial_compression=4)
    hand_in(squat, librarian)
    assert stored_content(squat) == before
    take_over(squat, librarian2)
    stored = again(squat)
    assert (stored.axial_compression, stored.revision) == (4, 2)
    assert (stored.published_by, stored.published_on, stored.review_due_on) == (librarian2, TODAY, DUE)
    assert stored.history.first().history_change_reason.startswith("Measured anew (taken over by Jo")


def test_the_longest_reason_is_kept_whole(squat, librarian, librarian2):
    librarian2.first_name, librarian2.last_name = "J" * 150, "S" * 150
    librarian2.save()
    change(squat, "demands", librarian, axial_compression=4)
    hand_in(squat, librarian, reason="w" * 300)
    take_over(squat, librarian2)
    kept = f"{'w' * 300} (taken over by {librarian2})"
    assert again(squat).history.first().history_change_reason == kept
    assert again(squat).revisions.first().reason == kept


def test_nobody_takes_over_their_own_change(squat, librarian):
    change(squat, "demands", librarian, axial_compression=4)
    hand_in(squat, librarian)
    with pytest.raises(Refused, match="so a colleague has to look at it"):
        take_over(squat, librarian)
    assert again(squat).axial_compression == 2


def test_a_change_that_was_not_handed_in_cannot_be_taken_over(squat, librarian, librarian2):
    change(squat, "demands", librarian, axial_compression=4)
    with pytest.raises(Refused, match="has not been handed in"):
        take_over(squat, librarian2)


def test_editing_what_was_handed_in_takes_it_back(squat, librarian, librarian2):
    change(squat, "demands", librarian, axial_compression=4)
    hand_in(squat, librarian)
    change(squat, "demands", librarian2, axial_compression=3)
    proposal = copy_of(squat).proposal
    assert (proposal.status, proposal.edited_by) == ("preparing", librarian2)


def test_a_colleague_takes_over_exactly_what_they_saw(squat, librarian, librarian2):
    change(squat, "demands", librarian, axial_compression=4)
    hand_in(squat, librarian)
    with pytest.raises(Stale):
        actions.approve_proposal(
            proposal=copy_of(squat).proposal, seen="0", review_due_on=DUE, today=TODAY, by=librarian2
        )


def test_two_editors_of_one_part_do_not_overwrite_each_other(draft, librarian, librarian2):
    stored = stored_content(draft)["dose"]
    change(draft, "dose", librarian, sets=4)
    with pytest.raises(Stale) as refusal:
        actions.save_part(
            exercise=draft, part="dose", value=stored | {"sets": 5}, seen="0123456789abcdef", by=librarian2
        )
    assert refusal.value.stored["dose"]["sets"] == 4
    assert again(draft).sets == 4


def test_two_editors_of_different_parts_both_keep_their_work(draft, librarian, librarian2):
    change(draft, "dose", librarian, sets=4)
    change(draft, "demands", librarian2, balance=3)
    assert (again(draft).sets, again(draft).balance) == (4, 3)


def test_what_changed_outside_is_kept_as_a_revision_before_it_is_edited(squat, librarian):
    squat.rest_s, squat.revision = 45, 2
    squat._change_reason, squat._history_user = "Imported", librarian
    squat.save()
    change(squat, "dose", librarian, sets=4)
    kept = squat.revisions.get()
    assert (kept.number, kept.reason, kept.by, kept.content["dose"]["rest_s"]) == (
        2,
        "Imported",
        librarian,
        45,
    )


def test_a_change_made_for_an_older_revision_is_brought_up_to_date(squat, librarian, librarian2):
    change(squat, "demands", librarian, axial_compression=4)
    hand_in(squat, librarian)
    squat.rest_s, squat.revision = 45, 2
    squat.save()
    with pytest.raises(Refused, match="has changed since"):
        take_over(squat, librarian2)
    refresh(squat, librarian)
    hand_in(squat, librarian)
    take_over(squat, librarian2)
    assert (again(squat).axial_compression, again(squat).rest_s) == (4, 45)


def test_who_brings_a_change_up_to_date_has_not_written_it(squat, librarian, librarian2):
    change(squat, "demands", librarian, axial_compression=4)
    squat.rest_s = 45
    squat.save()
    proposal = refresh(squat, librarian2)
    assert proposal.edited_by == librarian
    hand_in(squat, librarian)
    with pytest.raises(Refused):
        take_over(squat, librarian)
    take_over(squat, librarian2)
    assert again(squat).axial_compression == 4


def test_who_handed_in_what_somebody_else_imported_may_publish_it(draft, librarian, librarian2):
    imported = again(draft)
    imported.rest_s, imported.revision = 45, imported.revision + 1
    imported._history_user = librarian2
    imported.save()
    hand_in(draft, librarian)
    with pytest.raises(Refused):
        take_over(draft, librarian2)
    take_over(draft, librarian)
    assert again(draft).status == "published"


def test_what_a_release_wrote_meanwhile_is_not_overwritten_by_an_older_change(squat, librarian, librarian2):
    change(squat, "demands", librarian, axial_compression=4)
    hand_in(squat, librarian)
    text = squat.texts.get(language="en")
    text.feel = "Words of a newer release."
    text.save()
    with pytest.raises(Refused, match="has changed since"):
        take_over(squat, librarian2)
    refresh(squat, librarian)
    hand_in(squat, librarian)
    take_over(squat, librarian2)
    assert squat.texts.get(language="en").feel == "Words of a newer release."
    assert again(squat).axial_compression == 4
    assert [(one.number, one.reason) for one in squat.revisions.all()][1:] == [
        (2, "Changed outside the editor"),
        (1, "Loaded with the library"),
    ]


def test_a_change_is_sent_back_with_a_comment_and_withdrawn(squat, librarian, librarian2):
    change(squat, "demands", librarian, axial_compression=4)
    hand_in(squat, librarian)
    send_back(squat, librarian2, "Which study?")
    proposal = copy_of(squat).proposal
    assert (proposal.status, proposal.comment, proposal.decided_by) == (
        "preparing",
        "Which study?",
        librarian2,
    )
    withdraw(squat, librarian)
    assert copy_of(squat).proposal is None
    with pytest.raises(Refused, match="decided on already"):
        actions.withdraw_proposal(proposal=proposal, seen=change_mark(squat.proposals.get()), by=librarian)


def return_it(proposal, seen, by):
    return actions.return_proposal(proposal=proposal, seen=seen, comment="Too steep", by=by)


@pytest.mark.parametrize("step", [actions.withdraw_proposal, actions.refresh_proposal, return_it])
def test_a_step_of_a_change_that_somebody_edited_meanwhile_does_nothing(step, squat, librarian, librarian2):
    change(squat, "demands", librarian, axial_compression=4)
    hand_in(squat, librarian)
    looked_at = copy_of(squat)
    change(squat, "demands", librarian, lumbar_flexion=3)
    before = Proposal.objects.filter(exercise=squat).values().get()
    with pytest.raises(Stale) as refusal:
        step(proposal=looked_at.proposal, seen=looked_at.seen, by=librarian2)
    assert refusal.value.last.history_change_reason == "Edited: demands"
    assert Proposal.objects.filter(exercise=squat).values().get() == before


def test_of_two_who_send_a_change_back_the_second_does_not_overwrite_the_first(squat, librarian, librarian2):
    change(squat, "demands", librarian, axial_compression=4)
    hand_in(squat, librarian)
    looked_at = copy_of(squat)
    send_back(squat, librarian2, "Which study?")
    with pytest.raises(Stale):
        return_it(looked_at.proposal, looked_at.seen, librarian)
    assert copy_of(squat).proposal.comment == "Which study?"


def test_who_has_not_read_why_it_came_back_does_not_hand_it_in_again(squat, librarian, librarian2):
    change(squat, "demands", librarian, axial_compression=4)
    looked_at = copy_of(squat)
    hand_in(squat, librarian)
    send_back(squat, librarian2, "Which study?")
    with pytest.raises(Stale):
        actions.submit_proposal(proposal=looked_at.proposal, seen=looked_at.seen, reason="Done", by=librarian)
    assert copy_of(squat).proposal.comment == "Which study?"


def test_who_has_not_read_why_a_draft_came_back_does_not_hand_it_in_again(draft, librarian, librarian2):
    looked_at = copy_of(draft)
    hand_in(draft, librarian)
    send_back(draft, librarian2, "Name it shorter")
    with pytest.raises(Stale):
        actions.submit_exercise(exercise=draft, seen=looked_at.seen, reason="Done", by=librarian)
    assert again(draft).review_comment == "Name it shorter"


def test_a_draft_that_somebody_edited_meanwhile_is_not_sent_back(draft, librarian, librarian2):
    hand_in(draft, librarian)
    looked_at = copy_of(draft)
    change(draft, "dose", librarian, sets=4)
    with pytest.raises(Stale):
        actions.send_back_exercise(exercise=draft, seen=looked_at.seen, comment="No", by=librarian2)
    assert (again(draft).status, again(draft).review_comment) == ("in_review", "")


def test_an_empty_change_is_not_handed_in(squat, librarian):
    change(squat, "dose", librarian, sets=5)
    change(squat, "dose", librarian, sets=2)
    with pytest.raises(Refused, match="Nothing is changed yet"):
        hand_in(squat, librarian)


def test_a_draft_goes_through_a_colleague(draft, librarian, librarian2):
    hand_in(draft, librarian)
    with pytest.raises(Refused, match="You changed it last"):
        take_over(draft, librarian)
    take_over(draft, librarian2)
    assert again(draft).status == "published"
    assert draft.slug in engine_library()


def test_a_draft_that_was_edited_in_review_needs_somebody_else(draft, librarian, librarian2):
    hand_in(draft, librarian)
    change(draft, "dose", librarian2, sets=4)
    with pytest.raises(Refused, match="You changed it last"):
        take_over(draft, librarian2)
    take_over(draft, librarian)


def test_a_draft_is_sent_back(draft, librarian, librarian2):
    hand_in(draft, librarian)
    send_back(draft, librarian2, "The picture leans")
    assert (again(draft).status, again(draft).review_comment) == ("draft", "The picture leans")


def test_an_incomplete_draft_is_not_handed_in(librarian, library):
    exercise = actions.add_exercise(name="Wall slide", category="bodyweight", by=librarian)
    with pytest.raises(Refused, match="Choose the movement pattern. 1[0-9] more: see the list"):
        hand_in(exercise, librarian)


def test_a_pose_that_fails_the_lint_is_not_published(draft, librarian):
    pose = stored_content(draft)["picture"]
    pose["frames"][1]["trunk"] = 20
    replace(draft, "picture", pose, librarian)
    with pytest.raises(Refused, match="the near hip is at 150°"):
        hand_in(draft, librarian)


def test_alternatives_are_reordered_and_the_engine_sees_it(squat, librarian, librarian2):
    before = [one.slug for one in engine_library()[squat.slug].alternatives]
    wanted = list(reversed(stored_content(squat)["alternatives"]))
    replace(squat, "alternatives", wanted, librarian)
    assert [one.slug for one in engine_library()[squat.slug].alternatives] == before
    hand_in(squat, librarian)
    take_over(squat, librarian2)
    assert [one.slug for one in engine_library()[squat.slug].alternatives] == before[::-1]
    assert list(squat.alternatives.values_list("rank", flat=True)) == [1, 2, 3]


def test_an_alternative_that_is_retired_meanwhile_blocks_the_change(squat, librarian, librarian2):
    alone = Exercise.objects.exclude(pk__in=Alternative.objects.values("replacement")).published().first()
    wanted = [{"slug": alone.slug, "why": "kinder"}]
    replace(squat, "alternatives", wanted, librarian)
    hand_in(squat, librarian)
    actions.retire_exercise(exercise=alone, reason="Broken", live=0, has_seen_live=False, by=librarian)
    with pytest.raises(Refused, match="is not published: choose another"):
        take_over(squat, librarian2)


def test_the_words_of_a_changed_text_lose_their_review(draft, librarian, physio):
    ExerciseText.objects.filter(exercise=draft).update(reviewed_by=physio, reviewed_on=TODAY)
    change(draft, "dose", librarian, sets=4)
    assert {text.reviewed_by for text in draft.texts.all()} == {physio}
    change(draft, "words-en", librarian, feel="Your legs work.")
    assert {text.reviewed_by for text in draft.texts.all()} == {None}


def test_a_changed_translation_leaves_the_review_of_the_english(draft, librarian, physio):
    ExerciseText.objects.filter(exercise=draft).update(reviewed_by=physio, reviewed_on=TODAY)
    change(draft, "words-de", librarian, feel="Die Beine arbeiten.")
    reviewed = {text.language: text.reviewed_by for text in draft.texts.all()}
    assert (reviewed["en"], reviewed["de"]) == (physio, None)


def order(chain="squat"):
    members = Exercise.objects.published().filter(chain=chain).order_by("chain_order")
    return list(members.values_list("slug", "chain_order"))


@pytest.mark.parametrize("place", [0, 3, 5, 11])
def test_a_moved_exercise_stands_where_it_was_put(squat, librarian, librarian2, place):
    names = [slug for slug, _ in order()]
    change(squat, "chain", librarian, chain_order=place)
    hand_in(squat, librarian)
    take_over(squat, librarian2)
    names.remove(squat.slug)
    names.insert(place, squat.slug)
    assert order() == [(slug, number) for number, slug in enumerate(names)]


def test_leaving_a_chain_closes_the_gap(squat, librarian, librarian2):
    names = [slug for slug, _ in order()]
    replace(squat, "chain", {"chain": "", "chain_order": None}, librarian)
    hand_in(squat, librarian)
    take_over(squat, librarian2)
    names.remove(squat.slug)
    assert order() == [(slug, number) for number, slug in enumerate(names)]


def test_a_draft_takes_its_place_in_a_chain_once_it_is_published(draft, librarian, librarian2):
    before = order()
    replace(draft, "chain", {"chain": "squat", "chain_order": 5}, librarian)
    assert order() == before
    hand_in(draft, librarian)
    take_over(draft, librarian2)
    assert order()[5] == (draft.slug, 5)
    assert [number for _, number in order()] == list(range(len(before) + 1))


def test_what_others_are_replaced_by_is_not_retired(squat, librarian):
    with pytest.raises(Refused, match="It is offered instead of “Barbell back squat”"):
        actions.retire_exercise(exercise=squat, reason="Old", live=0, has_seen_live=True, by=librarian)


def test_live_programmes_must_have_been_thought_of(draft, librarian, librarian2):
    hand_in(draft, librarian)
    take_over(draft, librarian2)
    values = {"exercise": draft, "reason": "Old", "live": 2, "by": librarian}
    with pytest.raises(Refused, match="Live programmes use it"):
        actions.retire_exercise(**values, has_seen_live=False)
    actions.retire_exercise(**values, has_seen_live=True)
    assert again(draft).status == "retired"
    with pytest.raises(Refused, match="is retired. Bring it back"):
        change(draft, "dose", librarian, sets=4)
    actions.bring_back_exercise(exercise=draft, by=librarian)
    assert again(draft).status == "draft"


def test_an_earlier_revision_is_restored_as_a_new_one(draft, librarian):
    change(draft, "dose", librarian, sets=5)
    change(draft, "words-en", librarian, feel="Something else.")
    first = Revision.objects.get(exercise=draft, number=1)
    restore(draft, first, librarian)
    assert stored_content(draft) == first.content
    assert again(draft).revision == 4
    assert draft.revisions.first().reason == "Revision 1 restored: Was better"
    with pytest.raises(Refused, match="is the same as what stands now"):
        restore(draft, first, librarian)


def test_restoring_a_published_exercise_waits_for_a_colleague(squat, librarian, librarian2):
    change(squat, "dose", librarian, sets=5)
    hand_in(squat, librarian)
    take_over(squat, librarian2)
    first = Revision.objects.get(exercise=squat, number=1)
    restore(squat, first, librarian)
    assert again(squat).sets == 5
    assert copy_of(squat).proposal.reason == "Revision 1 restored: Was better"


def test_what_is_taken_out_says_by_whom_and_why(draft, librarian, librarian2):
    replace(draft, "words-de", {}, librarian2)
    replace(draft, "picture", {}, librarian2)
    for model, why in ((ExerciseText, "Edited: words-de"), (Figure, "Edited: picture")):
        gone = model.history.filter(history_type="-").get()
        assert (gone.history_user, gone.history_change_reason) == (librarian2, why)


def test_what_a_colleague_changed_meanwhile_is_not_restored_over(draft, librarian, librarian2):
    change(draft, "dose", librarian, sets=5)
    first, seen = Revision.objects.get(exercise=draft, number=1), mark(stored_content(draft))
    change(draft, "words-en", librarian2, feel="Typed while the other one was reading.")
    with pytest.raises(Stale):
        restore(draft, first, librarian, seen)
    assert stored_content(draft)["words"]["en"]["feel"] == "Typed while the other one was reading."


def test_what_a_colleague_took_over_meanwhile_is_not_restored_over(squat, librarian, librarian2):
    change(squat, "dose", librarian, sets=5)
    hand_in(squat, librarian)
    take_over(squat, librarian2)
    first, seen = Revision.objects.get(exercise=squat, number=1), mark(stored_content(squat))
    change(squat, "dose", librarian2, sets=4)
    hand_in(squat, librarian2)
    take_over(squat, librarian)
    with pytest.raises(Stale):
        restore(squat, first, librarian, seen)
    assert copy_of(squat).proposal is None


def test_a_suggestion_is_answered_once(squat, physio, librarian):
    suggestion = actions.suggest_change(exercise=squat, about="words", text="Say chair.", by=physio)
    actions.answer_suggestion(suggestion=suggestion, answer="Done.", by=librarian)
    with pytest.raises(Refused, match="has answered this already"):
        actions.answer_suggestion(suggestion=suggestion, answer="Again.", by=librarian)
