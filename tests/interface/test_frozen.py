"""What is frozen, stored or exported is the same, whatever language the interface speaks."""

import json

from django.utils import translation

from exercises.search import search_text
from programs.models import Program
from tests.access.matrix.test_matrix import address
from tests.access.matrix.world import undone
from tests.programs.steps import issue


def snapshot(practice):
    with undone():
        issued = issue(Program.objects.get(pk=practice.draft.pk), by=practice.physio)
        return json.dumps(issued.snapshot, sort_keys=True), issued.snapshot_sha256


def test_an_issued_programme(world, marked_language):
    marked = snapshot(world.ours)
    with translation.override(None):
        assert marked == snapshot(world.ours)
    assert "«" not in marked[0]


def test_what_an_exercise_is_found_by(marked_language):
    said = search_text(
        name="Squat", patient_name="", muscles=[], movement_pattern="squat", category="squat_variation"
    )
    assert "«" not in said


def test_the_library_for_other_programs(world, marked_language):
    answer = world.client("librarian").get(address("library-json", world.ours))
    assert "«" not in b"".join(answer).decode()


def test_a_step_of_a_draft_and_the_history(world, marked_language):
    with undone():
        world.client("physio").post(
            address("request-add", world.ours), {"exercise": "goblet-squat", "draft_version": "1"}
        )
        labels = list(world.ours.draft.steps.values_list("label", flat=True))
    assert labels
    assert [label for label in labels if "«" in label] == []
