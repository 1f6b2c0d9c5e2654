"""A file brought: checked as a whole, kept until somebody decides, or refused with nothing written."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from exercises.exchange import forms
from exercises.models import Exercise, ExerciseText, LibraryImport
from tests.exercises.exchange.sheets import edited

URL = reverse("library-import-add")


@pytest.fixture
def bring(client_for, librarian, library):
    """Return a function that uploads a file as the librarian."""
    visitor = client_for(librarian)
    return lambda file, reason="Longer rests": visitor.post(URL, {"file": file, "reason": reason})


def written():
    return Exercise.history.count(), ExerciseText.history.count(), LibraryImport.objects.count()


def test_a_good_file_is_kept_and_nothing_changes_yet(bring, sheets, librarian):
    sheets.change("exercises", "leg-press", rest_s="75")
    before = Exercise.history.count()
    response = bring(sheets.upload())
    kept = LibraryImport.objects.get()
    assert response.url == kept.get_absolute_url()
    assert (kept.file_name, kept.summary, kept.uploaded_by) == (
        "exercises.csv",
        "exercises: 1 changed",
        librarian,
    )
    assert Exercise.history.count() == before


def test_a_workbook_is_kept_too(bring, sheets):
    sheets.add_exercise()
    sheets.add_text()
    bring(SimpleUploadedFile("library.xlsx", sheets.workbook))
    assert LibraryImport.objects.get().summary == "exercises: 1 added; text: 1 added"


def test_a_file_that_changes_nothing_is_refused(bring, sheets):
    response = bring(sheets.upload())
    assert "It changes nothing" in response.content.decode()
    assert not LibraryImport.objects.exists()


def test_a_wrong_cell_is_named_with_its_place(bring, sheets):
    line = sheets.change("exercises", "leg-press", category="yoga")
    before = written()
    response = bring(sheets.upload())
    shown = response.content.decode()
    assert response.status_code == 422
    assert f"<td>exercises</td><td>{line}</td><td>category</td><td>unknown category “yoga”.</td>" in shown
    assert 'value="Longer rests"' in shown
    assert written() == before


def test_more_wrong_cells_than_are_told_are_said_to_be_there(bring, sheets):
    for row in sheets.sheets["exercises"][1]:
        row[sheets.sheets["exercises"][0].index("rest_s")] = "many"
        row[sheets.sheets["exercises"][0].index("sets")] = "many"
    shown = bring(sheets.upload()).content.decode()
    assert "These are the first 200 places to mend; there are more." in shown
    assert shown.count("must be a whole number") == 200


def test_more_formulas_in_a_workbook_than_are_told_are_said_to_be_there(bring, sheets):
    def run(book):
        for line in range(2, 210):
            book["alternatives"].cell(line, 5).value = "=1+1"

    data = edited(sheets.only("alternatives").workbook, run)
    shown = bring(SimpleUploadedFile("library.xlsx", data)).content.decode()
    assert "These are the first 200 places to mend; there are more." in shown
    assert "<td>alternatives</td><td>2</td><td>why</td>" in shown


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"\xff\xfes\0", "exercises.csv", "UTF-16"),
        (b"slug,category\na,=1+1", "exercises.csv", "formula"),
        (b"PK\x03\x04", "library.xlsx", "cut short"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "library.xlsx", "password"),
        (b"slug,category\na,\0", "exercises.csv", "zero byte"),
    ],
)
def test_a_hostile_file_is_refused_and_nothing_is_written(bring, content, name, words):
    before = written()
    response = bring(SimpleUploadedFile(name, content))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert written() == before


def test_what_a_file_holds_is_shown_as_text(bring, sheets):
    sheets.change("exercises", "leg-press", category="<img src=x onerror=alert(1)>")
    shown = bring(sheets.upload()).content.decode()
    assert "<img src=x" not in shown
    assert "&lt;img src=x" in shown


def test_a_reason_must_be_given_on_one_line(bring, sheets):
    sheets.change("exercises", "leg-press", rest_s="75")
    assert "Say in a few words" in bring(sheets.upload(), reason="").content.decode()
    assert "cannot be kept" in bring(sheets.upload(), reason="a\u202eb").content.decode()
    assert "at most 80" in bring(sheets.upload(), reason="x" * 81).content.decode()


def test_a_file_must_be_chosen(client_for, librarian, library):
    shown = client_for(librarian).post(URL, {"reason": "x"}).content.decode()
    assert "Spreadsheet: Choose the file." in shown


def test_another_kind_of_file_is_refused(bring):
    assert "Choose an .xlsx" in bring(SimpleUploadedFile("library.ods", b"x")).content.decode()


def test_a_file_too_large_is_refused_before_it_is_read(bring, monkeypatch):
    monkeypatch.setattr(forms, "MOST_BYTES", 10)
    assert "larger than" in bring(SimpleUploadedFile("a.csv", b"x" * 11)).content.decode()


def test_a_long_file_name_is_cut(bring, sheets):
    sheets.change("exercises", "leg-press", rest_s="75")
    bring(sheets.upload(file_name="x" * 90 + "é" * 60 + ".csv"))
    assert len(LibraryImport.objects.get().file_name) <= 120


def test_opening_the_address_leads_to_the_form(client_for, librarian):
    assert client_for(librarian).get(URL).url == reverse("library-exchange")


@pytest.mark.parametrize("person", ["physio", "manager"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_other_roles_are_refused(person, method, request, client_for):
    assert getattr(client_for(request.getfixturevalue(person)), method)(URL).status_code == 403


def test_visitors_are_sent_to_sign_in(client, db):
    assert client.post(URL).url.startswith(reverse("account_login"))


def test_other_methods_are_refused(client_for, librarian):
    assert client_for(librarian).put(URL).status_code == 405
