"""A kept import looked at, applied as a whole or withdrawn."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from clinic.form_key import new_key
from exercises.actions import import_rows
from exercises.actions.library_import import apply_import, plan_of
from exercises.content import content_of
from exercises.exchange.policies import ImportRefused
from exercises.exchange.problems import FileRefused
from exercises.models import Alternative, Exercise, ExerciseText, LibraryImport
from tests.exercises.exchange.sheets import Tables, told

SQUATS = ("leg-press", "goblet-squat", "belt-squat")
ACTS = ["library-import-apply", "library-import-withdraw"]


def page_of(visitor, kept):
    return visitor.get(kept.get_absolute_url())


def apply(visitor, kept, digest=None):
    url = reverse("library-import-apply", args=[kept.pk])
    return visitor.post(url, {"digest": digest or plan_of(kept).digest}, follow=True)


def of_draft():
    """Return the tables with a longer rest for the leg press, made a draft before."""
    Exercise.objects.filter(slug="leg-press").update(status="draft")
    sheets = Tables()
    sheets.change("exercises", "leg-press", rest_s="75")
    return sheets


@pytest.fixture
def harmless(brought):
    """Return an import that changes the rest in a draft, which one librarian may apply alone."""
    return brought(of_draft())


@pytest.fixture
def weighty(sheets, brought):
    """Return an import that changes a demand of a published exercise."""
    sheets.change("exercises", "leg-press", lumbar_flexion="4")
    return brought(sheets)


def test_the_page_shows_what_would_change(client_for, librarian, harmless):
    old = Exercise.objects.get(slug="leg-press").rest_s
    shown = page_of(client_for(librarian), harmless).content.decode()
    assert f'<td dir="auto"><del>{old}</del></td><td dir="auto"><ins>75</ins></td>' in shown
    assert "exercises, line " in shown
    assert "Apply all 1 change<" in shown


def test_new_rows_are_folded_so_that_changes_stand_out(client_for, librarian, brought):
    sheets = of_draft()
    sheets.add_exercise()
    shown = page_of(client_for(librarian), brought(sheets))
    assert [row.is_folded for row in shown.context["rows"]] == [False, True]
    assert shown.content.decode().count("columns of the new row</summary>") == 1


def test_applying_stores_the_row_with_history_and_reason(client_for, librarian, harmless):
    shown = apply(client_for(librarian), harmless).content.decode()
    press = Exercise.objects.get(slug="leg-press")
    newest = press.history.first()
    assert (press.rest_s, press.revision, press.status) == (75, 2, "draft")
    assert (newest.history_user, newest.history_change_reason, newest.history_type) == (
        librarian,
        f"Import {harmless.pk}: Longer rests",
        "~",
    )
    assert press.history.count() == 2
    assert "Applied" in shown


def test_an_applied_import_lets_its_content_go(client_for, librarian, harmless):
    apply(client_for(librarian), harmless)
    harmless.refresh_from_db()
    assert (harmless.state, harmless.decided_by, bytes(harmless.content)) == ("applied", librarian, b"")
    assert "Applied</strong> by" in page_of(client_for(librarian), harmless).content.decode()


def test_a_new_exercise_comes_with_equipment_text_alternatives_and_search(
    client_for, librarian, sheets, brought
):
    sheets.add_exercise("new-squat", equipment="barbell, rack")
    sheets.add_text()
    sheets.copy(
        "alternatives", "barbell-back-squat", slug="new-squat", revision="", replacement="leg-press", rank="1"
    )
    first = brought(sheets)
    apply(client_for(librarian), first)
    second = Tables()
    assert second.row("exercises", "new-squat")[1][1:3] == ["1", "draft"]
    new = Exercise.objects.get(slug="new-squat")
    assert {thing.slug for thing in new.equipment.all()} == {"barbell", "rack"}
    assert new.history.count() == 1
    assert "new squat" in new.search_text


def test_texts_and_alternatives_of_one_file_are_stored_together(client_for, librarian, sheets):
    from exercises.actions.library_import import add_import

    sheets.add_exercise()
    sheets.add_text(feel="Your thighs work.")
    sheets.copy(
        "alternatives", "barbell-back-squat", slug="new-squat", revision="", replacement="leg-press", rank="1"
    )
    kept = add_import(data=sheets.workbook, file_name="all.xlsx", reason="A new squat", by=librarian)
    apply(client_for(librarian), kept)
    new = Exercise.objects.get(slug="new-squat")
    assert new.texts.get(language="en").feel == "Your thighs work."
    assert [one.replacement.slug for one in new.alternatives.all()] == ["leg-press"]
    assert ExerciseText.history.filter(exercise=new).count() == 1


def test_what_was_applied_reads_back_as_it_was_written(client_for, second, sheets, brought):
    sheets.change("exercises", "leg-press", rest_s="75", form_cues="One\nTwo", equipment="")
    apply(client_for(second), brought(sheets))
    assert Tables().row("exercises", "leg-press")[1][3:] == sheets.row("exercises", "leg-press")[1][3:]


def test_the_same_file_brought_again_changes_nothing(client_for, second, sheets, brought):
    sheets.change("exercises", "leg-press", rest_s="75")
    apply(client_for(second), brought(sheets))
    assert sheets.plan().changes == ()


def test_a_changed_text_awaits_its_review_again(client_for, second, physio, sheets, brought):
    ExerciseText.objects.filter(exercise__slug="leg-press").update(
        reviewed_by=physio, reviewed_on=timezone.localdate()
    )
    sheets = Tables()
    sheets.change("text-en", "leg-press", feel="Your thighs work.")
    apply(client_for(second), brought(sheets, "text-en"))
    text = ExerciseText.objects.get(exercise__slug="leg-press", language="en")
    assert (text.feel, text.reviewed_by, text.reviewed_on) == ("Your thighs work.", None, None)
    assert text.exercise.revision == 2


def test_a_translation_of_other_english_words_counts_as_not_reviewed(
    client_for, second, physio, brought, library
):
    german = ExerciseText.objects.filter(exercise__slug="leg-press", language="de")
    german.update(reviewed_by=physio, reviewed_on=timezone.localdate())
    sheets = Tables()
    sheets.change("text-en", "leg-press", feel="Your thighs work.")
    apply(client_for(second), brought(sheets, "text-en"))
    assert german.get().reviewed_on is None
    assert german.get().history.first().history_user == second


def test_a_translation_that_leaves_a_step_out_is_refused(sheets):
    steps = ExerciseText.objects.get(exercise__slug="leg-press", language="de").steps
    line = sheets.change("text-de", "leg-press", steps="\n".join(steps[:-1]))
    sheets.only("text-de")
    with pytest.raises(FileRefused) as refused:
        sheets.plan()
    assert (
        f"has {len(steps) - 1} steps and the English {len(steps)}" in told(refused)["text-de", line, "steps"]
    )


def test_a_new_patients_name_is_found(client_for, second, sheets, brought):
    sheets.change("text-en", "leg-press", name="Zebra push")
    apply(client_for(second), brought(sheets, "text-en"))
    assert Exercise.objects.search("zebra").get().slug == "leg-press"


def test_alternatives_are_added_changed_and_removed(client_for, second, sheets, brought):
    _, rows = sheets.sheets["alternatives"]
    gone = next(row for row in rows if row[0] == "barbell-back-squat")
    rows.remove(gone)
    sheets.change("alternatives", "barbell-back-squat", why="Kinder.")
    changed = sheets.row("alternatives", "barbell-back-squat")[1][1]
    sheets.copy("alternatives", "barbell-back-squat", replacement="pelvic-tilt", rank="9")
    apply(client_for(second), brought(sheets, "alternatives"))
    found = {
        one.replacement.slug: one.why
        for one in Alternative.objects.filter(exercise__slug="barbell-back-squat")
    }
    assert gone[1] not in found
    assert found[changed] == "Kinder."
    assert "pelvic-tilt" in found


def test_who_brought_a_weighty_change_may_not_apply_it(client_for, librarian, weighty):
    visitor = client_for(librarian)
    shown = page_of(visitor, weighty).content.decode()
    assert "Ask another librarian" in shown
    assert "Apply all" not in shown
    assert "Ask another librarian" in apply(visitor, weighty).content.decode()
    assert Exercise.objects.get(slug="leg-press").lumbar_flexion != 4


def test_a_second_librarian_may(client_for, second, weighty):
    assert "Needs a second librarian" in page_of(client_for(second), weighty).content.decode()
    apply(client_for(second), weighty)
    assert Exercise.objects.get(slug="leg-press").lumbar_flexion == 4


def test_what_changed_after_looking_is_not_applied(client_for, librarian, harmless):
    digest = plan_of(harmless).digest
    Exercise.objects.filter(slug="leg-press").update(rest_s=50)
    assert "Look at the differences again" in apply(client_for(librarian), harmless, digest).content.decode()
    assert Exercise.objects.get(slug="leg-press").rest_s == 50


def test_a_row_changed_here_since_the_export_is_not_overwritten(client_for, librarian, harmless):
    Exercise.objects.filter(slug="leg-press").update(revision=2)
    shown = page_of(client_for(librarian), harmless).content.decode()
    assert "no longer fits it" in shown
    assert "it was changed here since" in shown
    assert "it was changed here since" in apply(client_for(librarian), harmless, "x").content.decode()
    assert Exercise.objects.get(slug="leg-press").rest_s != 75


def test_a_change_between_looking_and_storing_is_noticed(librarian, harmless):
    plan = plan_of(harmless)
    Exercise.objects.filter(slug="leg-press").update(revision=2)
    with pytest.raises(ImportRefused, match="has been changed here meanwhile"):
        import_rows.store_changes(plan, by=librarian, reason="x")
    assert Exercise.objects.get(slug="leg-press").rest_s != 75


def test_all_is_stored_or_nothing(librarian, library, brought, monkeypatch):
    sheets = of_draft()
    sheets.add_exercise()
    kept = brought(sheets)
    before = Exercise.history.count()

    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr(import_rows, "_store_alternatives", fail)
    with pytest.raises(RuntimeError):
        apply_import(kept=kept, digest=plan_of(kept).digest, by=librarian)
    kept.refresh_from_db()
    assert kept.is_waiting
    assert Exercise.history.count() == before
    assert not Exercise.objects.filter(slug="new-squat").exists()


def test_what_was_before_is_kept_as_a_revision(client_for, second, weighty):
    flexion = Exercise.objects.get(slug="leg-press").lumbar_flexion
    apply(client_for(second), weighty)
    press = Exercise.objects.get(slug="leg-press")
    assert press.revisions.get(number=1).content == content_before(press, lumbar_flexion=flexion)


def content_before(exercise, **demands):
    content = content_of(exercise)
    content["demands"] |= demands
    return content


def test_an_import_is_applied_once(client_for, librarian, harmless):
    visitor, digest = client_for(librarian), plan_of(harmless).digest
    apply(visitor, harmless, digest)
    harmless.refresh_from_db()
    assert "already" in apply(visitor, harmless, digest).content.decode()
    assert Exercise.objects.get(slug="leg-press").revision == 2


@pytest.mark.parametrize(("name", "state"), [(ACTS[0], "applied"), (ACTS[1], "withdrawn")])
def test_pressed_twice_it_is_decided_once_without_a_complaint(name, state, client_for, librarian, harmless):
    visitor, url = client_for(librarian), reverse(name, args=[harmless.pk])
    sent = {"digest": plan_of(harmless).digest, "form_key": new_key(librarian)}
    first, second = visitor.post(url, sent), visitor.post(url, sent)
    assert first.url == second.url
    harmless.refresh_from_db()
    assert harmless.state == state
    shown = visitor.get(first.url).content.decode()
    assert "already" not in shown
    assert Exercise.objects.get(slug="leg-press").revision == (2 if state == "applied" else 1)


def test_two_presses_at_one_moment_get_one_answer(client_for, librarian, harmless, monkeypatch):
    """The second is on its way when the first is stored: it is refused for that, and nobody is told so."""
    visitor, url = client_for(librarian), reverse(ACTS[0], args=[harmless.pk])
    sent = {"digest": plan_of(harmless).digest, "form_key": new_key(librarian)}

    def later(**values):
        monkeypatch.undo()
        client_for(librarian).post(url, sent)
        return apply_import(**values)

    monkeypatch.setattr("exercises.views.exchange.apply_import", later)
    shown = visitor.post(url, sent, follow=True).content.decode()
    assert "Applied</strong> by" in shown
    assert "already" not in shown
    assert "Look at the differences again" not in shown
    assert Exercise.objects.get(slug="leg-press").revision == 2


def test_a_refused_step_may_be_tried_again(client_for, librarian, second, weighty):
    """What was refused is not remembered as done."""
    url = reverse("library-import-apply", args=[weighty.pk])
    sent = {"digest": plan_of(weighty).digest}
    mine = sent | {"form_key": new_key(librarian)}
    for _ in range(2):
        refused = client_for(librarian).post(url, mine, follow=True)
        assert "Ask another librarian" in refused.content.decode()
    client_for(second).post(url, sent | {"form_key": new_key(second)})
    assert Exercise.objects.get(slug="leg-press").lumbar_flexion == 4


def test_withdrawing_stores_nothing(client_for, librarian, harmless):
    url = reverse("library-import-withdraw", args=[harmless.pk])
    shown = client_for(librarian).post(url, follow=True).content.decode()
    harmless.refresh_from_db()
    assert "Nothing of it was stored" in shown
    assert (harmless.state, bytes(harmless.content)) == ("withdrawn", b"")
    assert "already" in client_for(librarian).post(url, follow=True).content.decode()


def test_the_list_names_imports_without_fetching_their_rows(
    client_for, librarian, harmless, django_assert_num_queries
):
    visitor = client_for(librarian)
    with django_assert_num_queries(3) as queries:
        shown = visitor.get(reverse("library-exchange")).content.decode()
    assert "Longer rests" in shown
    assert not any('"content"' in query["sql"] for query in queries)


@pytest.mark.parametrize("name", ["library-import-detail", "library-import-differences", *ACTS])
@pytest.mark.parametrize("person", ["physio", "manager"])
def test_other_roles_are_refused(name, person, request, client_for, harmless):
    url = reverse(name, args=[harmless.pk])
    visitor = client_for(request.getfixturevalue(person))
    assert (visitor.post(url) if name in ACTS else visitor.get(url)).status_code == 403


@pytest.mark.parametrize("name", ["library-import-detail", "library-import-differences", *ACTS])
def test_visitors_are_sent_to_sign_in(name, client, harmless):
    assert client.get(reverse(name, args=[harmless.pk])).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["library-import-detail", "library-import-differences", *ACTS])
def test_an_unknown_import_is_not_found(name, client_for, librarian, db):
    visitor, url = client_for(librarian), reverse(name, args=[999])
    assert (visitor.post(url) if name in ACTS else visitor.get(url)).status_code == 404


@pytest.mark.parametrize("name", ["library-import-detail", "library-import-differences", *ACTS])
def test_the_wrong_method_is_refused(name, client_for, librarian, harmless):
    visitor, url = client_for(librarian), reverse(name, args=[harmless.pk])
    assert (visitor.get(url) if name in ACTS else visitor.post(url)).status_code == 405


def test_a_long_import_is_shown_some_rows_at_a_time(client_for, second, sheets, brought, monkeypatch):
    monkeypatch.setattr("exercises.exchange.pages.ROWS_SHOWN", 2)
    Exercise.objects.filter(slug=SQUATS[0]).update(status="draft")
    sheets = Tables()
    for slug in SQUATS:
        sheets.change("exercises", slug, rest_s="77")
    kept, visitor = brought(sheets), client_for(second)
    first = page_of(visitor, kept)
    assert "Rows 1 to 2 of 3, those of published exercises first." in first.content.decode()
    assert {row.slug for row in first.context["rows"]} == set(SQUATS[1:])
    assert "See what it changes for patients, then decide" in first.content.decode()
    last = visitor.get(kept.get_absolute_url(), {"page": 2})
    assert [row.slug for row in last.context["rows"]] == [SQUATS[0]]
    assert "Page 2 of 2" in last.content.decode()
    assert visitor.get(kept.get_absolute_url(), {"page": "x"}).context["page"].number == 1


def test_every_difference_can_be_downloaded(client_for, second, sheets, brought):
    sheets.change("exercises", "leg-press", rest_s="77", notes="=1+1")
    kept = brought(sheets)
    answer = client_for(second).get(reverse("library-import-differences", args=[kept.pk]))
    assert answer["Content-Disposition"] == f'attachment; filename="import-{kept.pk}-differences.csv"'
    heading, *rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert heading[:5] == ["Sheet", "Line", "slug", "What", "Column"]
    changed = {row[4]: row for row in rows}
    old = str(Exercise.objects.get(slug="leg-press").rest_s)
    assert changed["rest_s"][2:] == ["leg-press", "Changed", "rest_s", old, "77", "yes"]
    assert changed["notes"][6] == "'=1+1"


def test_a_decided_import_has_no_differences_to_download(client_for, librarian, harmless):
    visitor = client_for(librarian)
    apply(visitor, harmless)
    answer = visitor.get(reverse("library-import-differences", args=[harmless.pk]))
    assert answer.url == harmless.get_absolute_url()


def test_differences_of_a_file_that_no_longer_fits_lead_to_its_page(client_for, librarian, harmless):
    Exercise.objects.filter(slug="leg-press").update(revision=7)
    answer = client_for(librarian).get(reverse("library-import-differences", args=[harmless.pk]))
    assert answer.url == harmless.get_absolute_url()


def test_content_is_kept_packed():
    assert LibraryImport(content=LibraryImport.packed([("a", ("b",), [(2, {"b": "ü"})])])).sheets == [
        ["a", ["b"], [[2, {"b": "ü"}]]]
    ]
