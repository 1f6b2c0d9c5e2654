"""One part of an exercise: saved, previewed, refused with everything typed, and two editors told of each other."""

import json

import pytest
from django.urls import reverse

from clinic.form_key import new_key
from exercises.models import Proposal
from tests.exercises.editing.steps import again, change, copy_of, part_url, stored_content, typed

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def send(client_for, librarian):
    """Return a function that fills in a part as shown, changes some of it and presses a button."""
    visitor = client_for(librarian)

    def sent(exercise, part, do="save", headers=None, **changes):
        shown = visitor.get(part_url(exercise, part)).context["form"]
        return visitor.post(part_url(exercise, part), {**typed(shown), **changes, "do": do}, **headers or {})

    return sent


def page(answer):
    return answer.content.decode()


@pytest.mark.parametrize("part", ["facts", "coaching", "demands", "dose", "words-en", "picture", "chain"])
def test_saving_a_part_as_it_is_shown_changes_nothing(part, send, draft):
    before = stored_content(draft)
    answer = send(draft, part)
    assert answer.url == reverse("exercise-edit", args=[draft.slug])
    assert stored_content(draft) == before
    assert again(draft).revision == 1


@pytest.mark.parametrize(
    ("part", "changes", "stored"),
    [
        (
            "facts",
            {"name": "Sofa squat", "tags": ["flexion_bias"]},
            {"name": "Sofa squat", "tags": ["flexion_bias"]},
        ),
        ("coaching", {"form_cues": "One\n\n Two "}, {"form_cues": ["One", "Two"]}),
        ("demands", {"lumbar_flexion": "3"}, {"lumbar_flexion": 3}),
        (
            "dose",
            {"reps_min": "5", "reps_max": "", "rest_s": ""},
            {"reps_min": 5, "reps_max": 5, "rest_s": 0},
        ),
        ("words-en", {"step_1": "Sit.", "step_3": ""}, {}),
        ("words-de", {"name": "Kniebeuge", "step_2": "Hoch."}, {}),
        ("chain", {"chain": "new-chain", "new_chain": "Sofa work"}, {"chain": "sofa_work", "chain_order": 0}),
    ],
)
def test_a_part_is_saved(part, changes, stored, send, draft):
    assert send(draft, part, **changes).status_code == 302
    content = stored_content(draft)
    if not part.startswith("words"):
        assert {name: content[part][name] for name in stored} == stored
    assert again(draft).revision == 2


def test_steps_close_their_gaps(send, draft):
    send(draft, "words-de", name="Kniebeuge", step_2="", step_3="Drei.", step_4="", step_5="", feel="")
    text = draft.texts.get(language="de")
    assert (text.name, text.steps[1:], text.feel) == ("Kniebeuge", ["Drei."], "")


def test_english_stands_beside_a_translation(client_for, librarian, squat):
    shown = page(client_for(librarian).get(part_url(squat, "words-de")))
    assert f"<p>{squat.texts.get(language='en').purpose}</p>" in shown


def test_save_and_go_on_leads_to_the_next_part(send, draft):
    assert send(draft, "facts", do="save-next").url == part_url(draft, "demands")


@pytest.mark.parametrize(
    ("part", "changes", "problem"),
    [
        ("facts", {"name": " "}, "This field is required."),
        ("facts", {"region": "moon"}, "moon is not one of the available choices"),
        ("facts", {"name": "leg\x07press"}, "a character that cannot be kept (U+0007)"),
        ("facts", {"secondary_muscles": ["quadriceps"]}, "A main muscle is ticked here again"),
        ("coaching", {"caution": "on"}, "Say why the exercise is to be approached with caution."),
        ("coaching", {"form_cues": "\n".join("abcdefghi")}, "There is room for 8, one to a line."),
        ("demands", {"lumbar_flexion": ""}, "Choose a number."),
        ("demands", {"lumbar_flexion": "5"}, "5 is not one of the available choices"),
        ("dose", {"sets": "many"}, "Enter a whole number from 1 to 20."),
        ("dose", {"reps_min": "12", "reps_max": "8"}, "This is less than 12, where the range starts."),
        ("words-en", {"name": "x" * 81}, "at most 80 characters"),
        ("picture", {"n.frames.1.trunk": "north"}, "“north” is not a number."),
        ("picture", {"pose": "{"}, "The pose is not well-formed JSON: look at line 1, character 2."),
        ("picture", {"pose": '{"frames": [{}, {"leg": [1]}]}'}, "Finish: “leg” must be two or three angles."),
        ("picture", {"typed": "{}"}, "press “Use this text” first"),
        ("chain", {"chain": "new-chain"}, "Give the new chain a name."),
    ],
)
def test_bad_input_is_refused_with_what_was_typed(part, changes, problem, send, draft):
    before = stored_content(draft)
    answer = send(draft, part, **changes)
    assert answer.status_code == 422
    assert problem in page(answer)
    assert stored_content(draft) == before
    if part == "dose" and "sets" in changes:
        assert 'value="many"' in page(answer)


def test_a_blank_exercise_has_no_demand_until_each_is_chosen(client_for, librarian, library):
    visitor = client_for(librarian)
    added = visitor.post(reverse("exercise-add"), {"name": "Wall slide", "category": "bodyweight"})
    address = added.url + "demands/"
    shown = visitor.get(address).context["form"]
    assert {shown[name].value() for name in shown.fields if name != "seen"} == {None}
    answer = visitor.post(address, {**typed(shown), "do": "save"})
    assert answer.status_code == 422
    assert page(answer).count("Choose a number.") == 16


def test_a_published_exercise_gets_a_change_beside_it(send, squat):
    before = stored_content(squat)
    send(squat, "demands", axial_compression="4")
    assert stored_content(squat) == before
    assert Proposal.objects.get().content["demands"]["axial_compression"] == 4


def test_a_preview_shows_what_is_typed_and_saves_nothing(send, draft):
    answer = send(draft, "words-en", do="preview", headers=HTMX, name="Sofa squat")
    assert "Sofa squat" in page(answer)
    assert "<html" not in page(answer)
    assert again(draft).revision == 1


def test_without_javascript_a_preview_is_the_whole_page(send, draft):
    answer = send(draft, "words-en", do="preview", name="Sofa squat")
    assert "<html" in page(answer)
    assert page(answer).count("Sofa squat") == 2


def test_a_preview_of_wrong_input_keeps_the_stored_value(send, draft):
    answer = send(draft, "dose", do="preview", headers=HTMX, sets="many")
    assert "2\N{NO-BREAK SPACE}sets of" in page(answer)


def test_the_pose_preview_names_the_joint(send, draft):
    answer = send(draft, "picture", do="preview", headers=HTMX, **{"n.frames.1.trunk": "20"})
    assert "Finish: the near hip is at 150°, but this joint only goes from -35° to 140°." in page(answer)
    assert "data:image/svg+xml;base64," in page(answer)


def test_what_is_wrong_with_a_typed_pose_stands_beside_no_praise(send, draft):
    answer = send(draft, "picture", do="text", headers=HTMX, typed='{"frames": [{"legg": [1, 2]}]}')
    assert "Start: “legg” is not a word of a pose. The picture above is the one before." in page(answer)
    assert "The picture passes every check" not in page(answer)


def test_a_moved_joint_is_saved(send, draft):
    send(draft, "picture", **{"n.frames.1.trunk": "70"})
    assert again(draft).figure.pose["frames"][1]["trunk"] == 70


def test_another_picture_is_taken_over_and_changed(send, draft, library):
    answer = send(draft, "picture", do="copy", copy="wall-sit")
    shown = answer.context["form"]
    assert shown.current == library.get(slug="wall-sit").figure.pose
    assert again(draft).revision == 1
    assert send(draft, "picture", **typed(shown)).status_code == 302
    assert again(draft).figure.pose == shown.current


@pytest.mark.parametrize(
    ("do", "sent", "found"),
    [
        ("add", {"where": "frames.0", "what": "leg_near:angles"}, '"leg_near": ['),
        ("add", {"where": "frames.1", "what": "arm_near:reach"}, '"arm_near": {"at"'),
        ("add", {"where": "frames.0", "what": "arrow"}, '"arrows"'),
        ("add", {"what": "thing:wall"}, '"kind": "wall"'),
        ("text", {"typed": '{"frames": [{"trunk": 33}]}'}, '"trunk": 33'),
    ],
)
def test_the_pose_is_changed_in_the_page(do, sent, found, send, draft):
    answer = send(draft, "picture", do=do, **sent)
    assert found in json.dumps(answer.context["form"].current)
    assert again(draft).revision == 1


def test_a_part_of_the_pose_is_taken_away(send, draft):
    answer = send(draft, "picture", do="remove:frames.1.arrows.0")
    assert answer.context["form"].current["frames"][1]["arrows"] == []
    assert "The figure has no arrow." in page(answer)


@pytest.mark.parametrize("do", ["add", "text", "remove:frames.0", "copy", "fly"])
def test_senseless_steps_change_nothing(do, send, draft):
    before = again(draft).figure.pose
    answer = send(draft, "picture", do=do, what="wings", typed="{", copy="nobody")
    assert answer.status_code == 200
    if do != "remove:frames.0":
        assert answer.context["form"].current == before


@pytest.mark.parametrize("letter", [r"\u0000", r"\ud800"])
@pytest.mark.parametrize("place", ['"%s": 1', '"fist": "%s"', '"props": [{"kind": "%s"}]'])
def test_a_pose_spells_no_letter_that_cannot_be_kept(place, letter, send, draft):
    before = again(draft).figure.pose
    spelled = '{"frames": [{%s}]}' % (place % letter)
    saved = send(draft, "picture", pose=spelled, typed=spelled)
    assert saved.status_code == 422
    read = send(draft, "picture", do="text", typed=spelled)
    assert read.status_code == 200
    for answer in (saved, read):
        assert f"a character that cannot be kept (U+{letter[2:].upper()})" in page(answer)
    assert again(draft).figure.pose == before


def rows(answer):
    return [row.slug for row in answer.context["form"].rows]


def listed(exercise, **more):
    stored = stored_content(exercise)["alternatives"]
    return {"slug": [one["slug"] for one in stored], "why": [one["why"] for one in stored], **more}


@pytest.mark.parametrize(
    ("do", "order"),
    [
        ("up:2", [1, 0, 2]),
        ("up:1", [0, 1, 2]),
        ("down:1", [1, 0, 2]),
        ("down:3", [0, 1, 2]),
        ("remove:2", [0, 2]),
    ],
)
def test_alternatives_are_rearranged_in_the_page(do, order, send, draft):
    before = listed(draft)["slug"]
    answer = send(draft, "alternatives", do=do, **listed(draft))
    assert rows(answer) == [before[place] for place in order]
    assert listed(draft)["slug"] == before


@pytest.mark.parametrize("do", ["up:", "up:99", "up:" + "9" * 5000, "down:0", "remove:x", "add"])
def test_senseless_list_steps_change_nothing(do, send, draft):
    assert rows(send(draft, "alternatives", do=do, **listed(draft))) == listed(draft)["slug"]


def test_an_alternative_is_added_with_why(send, draft):
    send(draft, "alternatives", **listed(draft, add="belt-squat", add_why="no bar on the spine"))
    assert stored_content(draft)["alternatives"][-1] == {"slug": "belt-squat", "why": "no bar on the spine"}


@pytest.mark.parametrize(
    ("slug", "why", "problem"),
    [
        ("leg-extension", "", "Say why “Leg extension” is kinder."),
        ("flying-carpet", "soft", "“flying-carpet” is not published"),
        ("goblet-squat-to-a-bench", "itself", "An exercise cannot be offered instead of itself"),
    ],
)
def test_alternatives_that_cannot_be_are_refused(slug, why, problem, send, draft):
    answer = send(draft, "alternatives", slug=[slug], why=[why])
    assert answer.status_code == 422
    assert problem in page(answer)


def test_one_alternative_is_not_named_twice(send, draft):
    both = listed(draft)
    answer = send(draft, "alternatives", slug=both["slug"] * 2, why=both["why"] * 2)
    assert answer.status_code == 422
    assert "stands twice" in page(answer)


def test_the_place_in_the_chain_moves_in_the_page(send, squat):
    answer = send(squat, "chain", do="up")
    assert [is_this for _, is_this in answer.context["form"].steps].index(True) == 3
    send(squat, "chain", chain_order="3")
    assert copy_of(squat).content["chain"] == {"chain": "squat", "chain_order": 3}


def test_another_chain_is_shown_with_the_exercise_at_its_end(send, squat):
    steps = send(squat, "chain", do="choose", chain="lunge").context["form"].steps
    assert steps[-1] == ("Goblet squat", True)


def test_the_second_of_two_editors_sees_both_versions(client_for, librarian, librarian2, draft):
    second = client_for(librarian2)
    shown = second.get(part_url(draft, "words-en")).context["form"]
    change(draft, "words-en", librarian, feel="Theirs.")
    answer = second.post(part_url(draft, "words-en"), {**typed(shown), "feel": "Mine.", "do": "save"})
    assert answer.status_code == 409
    assert "Somebody changed this part while you were editing it" in page(answer)
    assert '<span class="line">Theirs.</span>' in page(answer)
    assert '<span class="line">Mine.</span>' in page(answer)
    assert answer.context["form"]["feel"].value() == "Mine."
    assert draft.texts.get(language="en").feel == "Theirs."
    again_sent = typed(answer.context["form"])
    assert second.post(part_url(draft, "words-en"), {**again_sent, "do": "save"}).status_code == 302
    assert draft.texts.get(language="en").feel == "Mine."


def test_a_part_saved_twice_with_one_press_is_nobody_elses_change(client_for, librarian, draft):
    visitor, address = client_for(librarian), part_url(draft, "facts")
    shown = visitor.get(address).context["form"]
    sent = {**typed(shown), "name": "Sofa squat", "do": "save-next", "form_key": new_key(librarian)}
    first, second = (visitor.post(address, sent) for _ in range(2))
    assert (second.status_code, second.url) == (302, first.url)
    assert again(draft).revision == 2


def test_what_is_retired_is_not_changed(send, draft):
    draft.status = "retired"
    draft.save()
    answer = send(draft, "dose", sets="9")
    assert answer.status_code == 422
    assert "This exercise is retired" in page(answer)


def test_an_empty_translation_is_none(send, draft):
    names = ["name", "purpose", "setup", "feel", "easier", "harder", "not_like_this", "alt"]
    empty = dict.fromkeys([*names, *(f"step_{number}" for number in range(1, 6))], "")
    assert send(draft, "words-de", **empty).status_code == 302
    assert set(stored_content(draft)["words"]) & {"de", "en"} == {"en"}
    assert copy_of(draft).problems() == []


@pytest.mark.parametrize("why", ["kind\u202eer", "kind\x07er"])
def test_the_reason_of_an_alternative_is_cleaned_like_any_text(why, send, draft):
    answer = send(draft, "alternatives", slug=["leg-extension"], why=[why])
    assert answer.status_code == 422
    assert "Why “leg-extension” is kinder" in page(answer)


def test_a_text_is_edited_beside_how_hard_it_is_to_read(send, draft):
    long = "Sit down slowly " + "and then rise again " * 5 + "with stabilisation."
    shown = page(send(draft, "words-en", do="preview", headers=HTMX, step_1=long))
    assert "School grade" in shown
    assert "Steps: “Sit down slowly" in shown
    assert "has 25 words, at most 14 is the aim." in shown
    assert "Steps: “stabilisation” is a long word." in shown


def test_a_text_is_edited_beside_the_words_that_frighten(send, draft):
    said = {"step_1": "Keep the spine in its isometric hold.", "not_like_this": "Rounding is dangerous."}
    shown = page(send(draft, "words-en", do="preview", headers=HTMX, **said))
    assert "Steps: “isometric” is a word of clinicians." in shown
    assert "What to watch for: “dangerous” may frighten. Say what to do instead." in shown


def test_an_easy_text_has_a_grade_and_nothing_to_mend(client_for, librarian, squat):
    told = client_for(librarian).get(part_url(squat, "words-de")).context["reading"]
    assert 0 < told.grade <= 6
    assert not told.is_hard
    assert told.stumbles == ()


@pytest.mark.parametrize("part", ["words-ar", "picture", "facts"])
def test_no_grade_is_made_up(part, client_for, librarian, squat):
    assert client_for(librarian).get(part_url(squat, part)).context["reading"] is None


def test_a_text_that_is_not_begun_has_no_grade(send, draft):
    draft.texts.filter(language="de").delete()
    assert "School grade" not in page(send(draft, "words-de", do="preview", headers=HTMX))
