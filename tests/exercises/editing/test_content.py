"""Content of an exercise: one piece, marked, merged, and written back without loss."""

import pytest

from exercises.actions.proposals import merged
from exercises.actions.storing import write_content
from exercises.content import content_of, mark, part_of, with_part
from exercises.models import Exercise
from tests.exercises.editing.steps import again, stored_content


def test_writing_every_exercise_back_changes_nothing_but_the_revision(library, librarian):
    kept = Exercise.objects.in_bulk(field_name="slug")
    contents = {slug: content_of(one) for slug, one in kept.items()}
    for slug in list(kept)[::9]:
        write_content(kept[slug], contents[slug], by=librarian, reason="Read once more")
        assert stored_content(kept[slug]) == contents[slug]
        assert again(kept[slug]).search_text == Exercise.history.filter(slug=slug).last().search_text
        assert again(kept[slug]).revision == 2


def test_a_mark_minds_values_and_not_the_order_of_names():
    assert mark({"a": 1, "b": [1, 2]}) == mark({"b": [1, 2], "a": 1})
    assert mark({"a": [1, 2]}) != mark({"a": [2, 1]})


def test_a_translation_is_a_part_of_its_own(squat):
    content = content_of(squat)
    changed = with_part(content, "words-ar", {"name": "Squat"})
    assert part_of(changed, "words-ar") == {"name": "Squat"}
    assert part_of(changed, "words-en") == part_of(content, "words-en")
    assert part_of(content, "words-ar") == {}


@pytest.mark.parametrize(
    ("wanted", "stored", "result"),
    [
        ({"a": 2, "b": 1}, {"a": 1, "b": 1}, {"a": 2, "b": 1}),
        ({"a": 2, "b": 1}, {"a": 1, "b": 5}, {"a": 2, "b": 5}),
        ({"a": 2, "b": 1}, {"a": 7, "b": 5}, {"a": 2, "b": 5}),
        ({"a": 1, "b": 1, "c": 3}, {"a": 1, "b": 1}, {"a": 1, "b": 1, "c": 3}),
        ({"a": 1, "b": 1}, {"a": 1, "b": 1, "d": 4}, {"a": 1, "b": 1, "d": 4}),
    ],
)
def test_an_old_change_is_carried_over_value_by_value(wanted, stored, result):
    assert merged({"a": 1, "b": 1}, wanted, stored) == result


def test_a_pose_is_carried_over_whole():
    base, wanted = {"frames": [1], "view": "side"}, {"frames": [2], "view": "side"}
    assert merged({"picture": base}, {"picture": wanted}, {"picture": {"frames": [3]}}) == {"picture": wanted}
