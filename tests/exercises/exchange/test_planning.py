"""What a spreadsheet would change: told cell by cell, refused with its place, and nothing at all when nothing was changed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exercises.exchange.planning import plan_import
from exercises.exchange.problems import FileRefused
from exercises.exchange.reading import read_file
from exercises.exchange.writing import as_csv, as_csv_files, as_workbook, tables
from exercises.models import Alternative, Exercise, ExerciseText
from tests.exercises.exchange.sheets import Tables, told

pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture
def sheets(library):
    return Tables()


def refused(sheets):
    with pytest.raises(FileRefused) as refusal:
        sheets.plan()
    return told(refusal)


def cells(plan):
    """Return {(kind, slug): {column: (old, new)}}."""
    return {(one.kind, one.slug): {name: (old, new) for name, old, new in one.cells} for one in plan.changes}


@pytest.mark.parametrize(("write", "name"), [(as_workbook, "library.xlsx"), (as_csv_files, "library.zip")])
def test_a_round_trip_changes_nothing(write, name):
    written = tables()
    read = read_file(write(written), name)
    plan = plan_import(read)
    assert (plan.changes, plan.unchanged) == ((), sum(len(rows) for _, _, rows in written))
    assert [(sheet.name, [list(row.values()) for _, row in sheet.rows]) for sheet in read] == [
        (title, rows) for title, _, rows in written
    ]


def test_the_same_library_gives_the_same_csv_files():
    assert as_csv_files(tables()) == as_csv_files(tables())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.text(st.sampled_from("=+-@' \t\n,;\"\u00e9\uff1dab"), max_size=12),
    lines=st.lists(st.text(st.sampled_from("=+-@' \n,ab"), max_size=6), max_size=3),
)
def test_whatever_is_stored_a_round_trip_changes_nothing(library, words, lines):
    Exercise.objects.filter(slug="leg-press").update(notes=words, caution_reason=words, form_cues=lines)
    ExerciseText.objects.filter(exercise__slug="leg-press").update(feel=words, steps=lines)
    assert Tables().plan().changes == ()


def test_a_changed_cell_is_told_with_its_line(sheets):
    line = sheets.change("exercises", "leg-press", rest_s="75")
    (change,) = sheets.plan().changes
    old = str(Exercise.objects.get(slug="leg-press").rest_s)
    assert (change.sheet, change.line, change.what) == ("exercises", line, "changed")
    assert change.cells == (("rest_s", old, "75"),)


def test_a_new_exercise_comes_in_as_a_draft_with_its_text(sheets):
    sheets.add_exercise()
    sheets.add_text()
    plan = sheets.plan()
    assert plan.counts == {("exercises", "added"): 1, ("text", "added"): 1}
    assert plan.changes[0].row.status == "draft"
    assert plan.needs_second_person == []


def test_a_new_language_comes_in_as_a_sheet_of_its_own(sheets):
    columns, rows = sheets.sheets["text-de"]
    ExerciseText.objects.filter(language="de").delete()
    plan = plan_import(read_file(as_csv(columns, rows[:3]), "text-de.csv"))
    assert plan.counts == {("text", "added"): 3}


def test_an_alternative_left_out_is_removed(sheets):
    _, rows = sheets.sheets["alternatives"]
    gone = next(row for row in rows if row[0] == "barbell-back-squat")
    rows.remove(gone)
    (change,) = sheets.plan().changes
    assert (change.what, change.cells) == ("removed", (("replacement", gone[1], ""),))


def test_an_exercise_that_is_not_named_keeps_its_alternatives(sheets):
    columns, rows = sheets.sheets["alternatives"]
    sheets.sheets["alternatives"] = columns, [row for row in rows if row[0] != "barbell-back-squat"]
    assert sheets.plan().changes == ()


def test_lists_are_read_by_comma_and_by_line(sheets):
    sheets.change("exercises", "leg-press", tags="", form_cues="One\n\n Two ", equipment="barbell, rack")
    change = sheets.plan().changes[0].row
    assert (change.tags, change.form_cues, change.equipment_codes) == (
        [],
        ["One", "Two"],
        ["barbell", "rack"],
    )


@pytest.mark.parametrize("cell", [{"lumbar_flexion": "4"}, {"tags": "seed_caution"}, {"rest_s": "75"}])
def test_what_is_published_needs_a_second_person(sheets, cell):
    sheets.change("exercises", "leg-press", **cell)
    assert sheets.plan().needs_second_person == ["leg-press"]


def test_words_of_published_exercises_need_a_second_person(sheets):
    sheets.change("text-en", "leg-press", feel="Your thighs work.")
    assert sheets.plan().needs_second_person == ["leg-press"]


def test_alternatives_of_published_exercises_need_a_second_person(sheets):
    sheets.change("alternatives", "leg-press-deep-range", why="Easier on the back.")
    assert sheets.plan().needs_second_person == ["leg-press-deep-range"]


@pytest.mark.parametrize("status", ["draft", "in_review", "retired"])
def test_what_is_not_published_needs_nobody_else(status):
    Exercise.objects.filter(slug="leg-press").update(status=status)
    sheets = Tables()
    sheets.change("exercises", "leg-press", lumbar_flexion="4")
    assert sheets.plan().needs_second_person == []


REFUSED_CELLS = [
    ({"category": "yoga"}, "unknown category “yoga”"),
    ({"movement_pattern": "moonwalk"}, "unknown movement pattern “moonwalk”"),
    ({"region": "elbow"}, "unknown region"),
    ({"position": "upside-down"}, "unknown position"),
    ({"primary_muscles": "quadriceps, biceps"}, "unknown muscle “biceps”"),
    ({"primary_muscles": ""}, "cannot be blank"),
    ({"secondary_muscles": "soleus, soleus"}, "names one code twice"),
    ({"equipment": "moon_boots"}, "unknown equipment “moon_boots”"),
    ({"tags": "disc-herniation"}, "unknown tag “disc-herniation”"),
    ({"demand_evidence": "guessed"}, "unknown evidence class"),
    ({"lumbar_flexion": "5"}, "whole number from 0 to 4, not “5”"),
    ({"lumbar_flexion": ""}, "whole number"),
    ({"lumbar_flexion": "1.5"}, "whole number"),
    ({"lumbar_flexion": "٣"}, "whole number"),
    ({"sets": "9" * 5000}, "whole number from 1 to 20"),
    ({"caution": "maybe"}, "must be yes or no"),
    ({"name": ""}, "cannot be blank"),
    ({"name": "x" * 121}, "121"),
    ({"tempo": "can talk in full sentences"}, "12 characters"),
    ({"status": "retired"}, "is not changed by an import"),
    ({"revision": "7"}, "it was changed here since"),
    ({"revision": ""}, "must stay as it was written"),
    ({"revision": "seven"}, "must stay as it was written"),
]


@pytest.mark.parametrize(("cell", "words"), REFUSED_CELLS, ids=[str(cell)[:40] for cell, _ in REFUSED_CELLS])
def test_a_cell_that_makes_no_sense_is_refused_with_its_place(sheets, cell, words):
    line = sheets.change("exercises", "leg-press", **cell, rest_s="75")
    assert words in refused(sheets)["exercises", line, *cell]


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"reps_min": "9", "reps_max": "8"}, "reps_max", "less than reps_min"),
        ({"reps_min": ""}, "reps_max", "goes together"),
        ({"reps_min": "", "reps_max": ""}, "reps_min", "what one set is"),
        ({"days_min": "5", "days_max": "2"}, "days_max", "less than days_min"),
        ({"caution": "yes", "caution_reason": ""}, "caution_reason", "must say why"),
        ({"chain": "squat", "chain_order": ""}, "chain_order", "goes together"),
        ({"chain": "squat", "chain_order": "1"}, "chain_order", "without a gap or a twin"),
        ({"chain": "squat", "chain_order": "99"}, "chain_order", "without a gap or a twin"),
    ],
)
def test_cells_that_contradict_each_other_are_refused(sheets, cells, column, words):
    line = sheets.change("exercises", "leg-press", **cells)
    assert words in refused(sheets)["exercises", line, column]


def test_leaving_a_chain_may_not_tear_it(sheets):
    slug = Exercise.objects.get(chain="squat", chain_order=1).slug
    line = sheets.change("exercises", slug, chain="", chain_order="")
    assert "chain “squat”" in refused(sheets)["exercises", line, "chain_order"]


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"slug": "no-such"}, "slug", "unknown exercise “no-such”"),
        ({"language": "qqx"}, "language", "unknown language"),
        ({"steps": ""}, "steps", "blank"),
        ({"steps": "1\n2\n3\n4\n5\n6"}, "steps", "6 lines, more than 5"),
        ({"feel": ""}, "feel", "blank"),
        ({"setup": "x" * 601}, "setup", "longer than 600"),
        ({"reviewed_on": "2026-11-02"}, "reviewed_on", "is not changed by an import"),
    ],
)
def test_a_text_that_cannot_be_kept_is_refused(sheets, cells, column, words):
    line = sheets.change("text-en", "leg-press", **cells)
    assert words in refused(sheets)["text-en", line, column]


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"replacement": "no-such"}, "replacement", "unknown exercise"),
        ({"replacement": "barbell-back-squat"}, "replacement", "is the exercise itself"),
        ({"rank": "0"}, "rank", "whole number from 1"),
        ({"rank": "2"}, "rank", "2 is given to"),
        ({"why": ""}, "why", "blank"),
        ({"why": "x" * 201}, "why", "200"),
    ],
)
def test_an_alternative_that_cannot_be_given_is_refused(sheets, cells, column, words):
    line = sheets.change("alternatives", "barbell-back-squat", **cells)
    found = {(column, reason) for (_, _, column), reason in refused(sheets).items()}
    assert any(name == column and words in reason for name, reason in found), (line, found)


def test_a_draft_cannot_stand_in_for_a_published_exercise(sheets):
    sheets.add_exercise()
    line = sheets.copy("alternatives", "barbell-back-squat", replacement="new-squat", rank="9")
    assert "is not published" in refused(sheets)["alternatives", line, "replacement"]


@pytest.mark.parametrize("status", ["published", "retired", "nonsense"])
def test_a_new_exercise_can_only_be_a_draft(sheets, status):
    line = sheets.add_exercise(status=status)
    assert "comes in as a draft" in refused(sheets)["exercises", line, "status"]


def test_a_new_slug_must_be_one(sheets):
    line = sheets.add_exercise("New squat!")
    assert "slug" in refused(sheets)["exercises", line, "slug"]


@pytest.mark.parametrize("sheet", ["exercises", "text-en", "alternatives"])
def test_a_row_that_stands_twice_is_refused(sheets, sheet):
    line = sheets.copy(sheet, "barbell-back-squat")
    problems = refused(sheets)
    ((place, reason),) = problems.items()
    assert place[:2] == (sheet, line)
    assert f"stands already in {sheet}, line 2" in reason or "stands already" in reason


def test_a_column_too_many_and_one_too_few_are_named(sheets):
    columns, _ = sheets.sheets["exercises"]
    columns[columns.index("rest_s")] = "pause"
    assert refused(sheets) == {
        ("exercises", 1, "pause"): "is not a column of the library.",
        ("exercises", 1, "rest_s"): "is missing.",
    }


def test_a_sheet_of_something_else_is_named():
    with pytest.raises(FileRefused) as refusal:
        plan_import(read_file(b"patient,phone\nAda,1", "people.csv"))
    assert "none of the sheets" in told(refusal)["people", 1, ""]


def test_everything_wrong_is_told_at_once(sheets):
    first = sheets.change("exercises", "leg-press", category="yoga", sets="0")
    second = sheets.change("text-en", "goblet-squat", feel="")
    assert set(refused(sheets)) == {
        ("exercises", first, "category"),
        ("exercises", first, "sets"),
        ("text-en", second, "feel"),
    }


def test_no_more_problems_are_told_than_anybody_mends(sheets):
    for row in sheets.sheets["exercises"][1]:
        row[sheets.sheets["exercises"][0].index("category")] = "yoga"
        row[sheets.sheets["exercises"][0].index("sets")] = "0"
    assert len(refused(sheets)) == 200


def test_what_was_shown_has_a_mark_of_its_own(sheets):
    before = sheets.plan().digest
    sheets.change("exercises", "leg-press", rest_s="75")
    assert before != sheets.plan().digest == sheets.plan().digest


def test_nothing_is_written_by_looking(sheets, django_assert_num_queries):
    sheets.change("exercises", "leg-press", rest_s="75")
    sheets.add_exercise()
    history = Exercise.history.count(), ExerciseText.history.count(), Alternative.objects.count()
    # exercises, what they need, equipment, texts, alternatives
    with django_assert_num_queries(5):
        sheets.plan()
    assert (Exercise.history.count(), ExerciseText.history.count(), Alternative.objects.count()) == history


def test_a_draft_waits_for_its_place_in_a_chain(sheets):
    sheets.add_exercise(chain="squat", chain_order="1")
    assert sheets.plan().changes[0].row.chain_order == 1
