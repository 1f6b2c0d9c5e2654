"""The library's report: every figure counted, none assumed."""

import json
from datetime import date

import pytest
from django.core.management import call_command

from exercises.models import Alternative, Exercise, ExerciseText, Figure, PhotoPair
from programs.library_report import library_report
from tests.exercises.photographs import photographed

pytestmark = pytest.mark.usefixtures("library")

BEST = {
    "published": 153,
    "with_figure": 153,
    "with_patient_text": 153,
    "pose_lint_findings": 0,
    "alternatives_dangling": 0,
    "chains_broken": 0,
}


def figures():
    return library_report().figures


def printed(capsys, *options):
    call_command("library_report", *options)
    return capsys.readouterr().out


def test_the_shipped_library_is_at_its_best(capsys):
    told = json.loads(printed(capsys, "--json"))
    assert {name: told[name] for name in BEST} == BEST
    assert 0 < told["reading_grade_max"] <= 6
    assert list(told) == [
        "published",
        "with_figure",
        "with_patient_text",
        "pose_lint_findings",
        "reading_grade_max",
        "alternatives_dangling",
        "chains_broken",
        "awaiting_review",
    ]


def test_people_read_lines_and_what_is_behind_them(capsys):
    Figure.objects.filter(exercise__slug="leg-press").delete()
    told = printed(capsys)
    assert "… with a picture, drawn or uploaded        152\n    leg-press\n" in told
    assert "    and 133 more" in told


def test_only_published_exercises_count():
    Exercise.objects.filter(slug="leg-press").update(status="draft")
    assert figures().published == 152


def test_a_missing_figure_counts():
    Figure.objects.filter(exercise__slug="leg-press").delete()
    assert figures().with_figure == 152


@pytest.mark.parametrize("changes", [{"language": "fr"}, {"alt": ""}, {"steps": []}])
def test_a_text_that_is_not_whole_in_english_counts_as_missing(changes):
    ExerciseText.objects.filter(exercise__slug="leg-press", language="en").update(**changes)
    assert figures().with_patient_text == 152


def test_a_figure_that_breaks_a_joint_is_a_finding():
    figure = Figure.objects.get(exercise__slug="glute-bridge")
    for frame in figure.pose["frames"]:
        frame.pop("arrows", None)
    figure.save()
    report = library_report()
    assert report.figures.pose_lint_findings == 1
    assert report.details["pose_lint_findings"] == ["glute-bridge: has no arrow"]


def test_a_figure_that_cannot_be_drawn_is_a_finding():
    Figure.objects.filter(exercise__slug="glute-bridge").update(pose={})
    assert figures().pose_lint_findings == 1


def test_a_hard_text_raises_the_grade():
    before = figures().reading_grade_max
    hard = "Maintain continuous lumbopelvic stabilisation throughout the entire eccentric repetition."
    ExerciseText.objects.filter(exercise__slug="leg-press", language="en").update(
        purpose=hard, setup=hard, steps=[hard], feel=hard, easier=hard, harder=hard, not_like_this=hard
    )
    report = library_report()
    assert report.figures.reading_grade_max > 12 > 6 > before
    assert report.details["reading_grade_max"][0].startswith("leg-press: grade ")


def test_what_is_said_of_shown_pictures_is_read_as_well(librarian):
    press = Exercise.objects.get(slug="leg-press")
    pair = photographed(press, librarian)
    before = figures().reading_grade_max
    pair.start_alt = "Lumbopelvic stabilisation continuously maintained; " * 5
    pair.finish_alt = "Concentrically initiated musculotendinous elongation " * 5
    pair.save()
    assert figures().reading_grade_max > 6 > before
    PhotoPair.objects.update(agreed_by=None)
    assert figures().reading_grade_max == before


def test_an_alternative_that_is_not_published_dangles():
    row = Alternative.objects.first()
    expected = (
        Alternative.objects.filter(replacement=row.replacement).exclude(exercise=row.replacement).count()
    )
    Exercise.objects.filter(pk=row.replacement_id).update(status="retired")
    assert figures().alternatives_dangling == expected > 0


@pytest.mark.parametrize("place", [0, 99, None])
def test_a_chain_with_a_gap_or_a_shared_place_is_broken(place):
    Exercise.objects.filter(chain="squat", chain_order=1).update(chain_order=place)
    report = library_report()
    assert report.figures.chains_broken == 1
    assert report.details["chains_broken"][0].startswith("squat: places ")


def test_a_place_without_a_chain_is_broken():
    Exercise.objects.filter(chain="").update(chain_order=None)
    Exercise.objects.filter(pk=Exercise.objects.filter(chain="").first().pk).update(chain_order=4)
    assert library_report().details["chains_broken"] == ["no chain: places 4"]


def test_a_retired_member_leaves_a_gap():
    Exercise.objects.filter(chain="squat", chain_order=1).update(status="retired")
    assert figures().chains_broken == 1


def test_only_texts_somebody_reviewed_are_reviewed(physio):
    before = figures().awaiting_review
    ExerciseText.objects.filter(exercise__slug="leg-press").update(
        reviewed_by=physio, reviewed_on=date(2026, 11, 2)
    )
    assert figures().awaiting_review == before - 1


def test_query_count_does_not_grow(django_assert_num_queries):
    with django_assert_num_queries(4):
        library_report()


def test_uploaded_pictures_count_as_the_picture(librarian):
    photographed(Exercise.objects.get(slug="leg-press"), librarian)
    Figure.objects.filter(exercise__slug="leg-press").delete()
    assert library_report().figures.with_figure == 153
