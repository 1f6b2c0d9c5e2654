"""The library taken out: the page, the spreadsheets and the public JSON."""

import io
import json
import zipfile

import openpyxl
import pytest
from django.core.management import call_command
from django.urls import reverse

from exercises.exchange.public import as_json, public_library
from exercises.models import Exercise

PAGE = reverse("library-exchange")
EXPORTS = [reverse("library-export", args=[form]) for form in ("xlsx", "zip")]
JSON = reverse("library-json")

pytestmark = pytest.mark.usefixtures("library")


@pytest.mark.parametrize("url", [PAGE, *EXPORTS, JSON])
def test_librarians_get_in(url, client_for, librarian):
    assert client_for(librarian).get(url).status_code == 200


@pytest.mark.parametrize("url", [PAGE, *EXPORTS])
@pytest.mark.parametrize("person", ["physio", "manager"])
def test_other_roles_are_refused(url, person, request, client_for):
    assert client_for(request.getfixturevalue(person)).get(url).status_code == 403


@pytest.mark.parametrize("person", ["physio", "manager"])
def test_all_staff_may_take_the_published_library(person, request, client_for):
    assert client_for(request.getfixturevalue(person)).get(JSON).status_code == 200


@pytest.mark.parametrize("url", [PAGE, *EXPORTS, JSON])
def test_visitors_are_sent_to_sign_in(url, client):
    assert client.get(url).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("url", [PAGE, *EXPORTS, JSON])
def test_post_is_refused(url, client_for, librarian):
    assert client_for(librarian).post(url).status_code == 405


def test_the_list_leads_librarians_to_it(client_for, librarian, physio):
    url = reverse("exercise-list")
    assert f'href="{PAGE}"' in client_for(librarian).get(url).content.decode()
    assert f'href="{PAGE}"' not in client_for(physio).get(url).content.decode()


def test_the_workbook_has_a_sheet_per_kind_and_language(client_for, librarian, today):
    response = client_for(librarian).get(EXPORTS[0])
    assert response["Content-Disposition"] == 'attachment; filename="library-2026-11-23.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert book.sheetnames == ["exercises", "alternatives", "text-en", "text-ar", "text-de"]
    assert book["exercises"].max_row == 154


def test_the_zip_has_the_same_sheets(client_for, librarian):
    response = client_for(librarian).get(EXPORTS[1])
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    assert archive.namelist() == [
        f"{name}.csv" for name in ("exercises", "alternatives", "text-en", "text-ar", "text-de")
    ]
    assert archive.read("exercises.csv").startswith(b"\xef\xbb\xbfslug,revision,status,name,")


def test_another_format_is_not_found(client_for, librarian):
    assert client_for(librarian).get("/exercises/library.ods").status_code == 404


@pytest.mark.parametrize("url", EXPORTS)
def test_query_count_of_an_export_is_fixed(url, client_for, librarian, django_assert_num_queries):
    visitor = client_for(librarian)
    # session, user, exercises, what they need, equipment, texts, alternatives
    with django_assert_num_queries(7):
        visitor.get(url)


def test_json_holds_what_is_published(client_for, physio):
    Exercise.objects.filter(slug="leg-press").update(status="draft")
    told = json.loads(client_for(physio).get(JSON).content)
    slugs = {one["slug"] for one in told["exercises"]}
    assert (len(slugs), "leg-press" in slugs) == (152, False)
    assert told["licence"].startswith("Apache-2.0")
    assert "No licensed clinician has reviewed" in told["licence"]


def test_json_tells_demands_texts_and_sources():
    squat = next(one for one in public_library()["exercises"] if one["slug"] == "barbell-back-squat")
    assert squat["demands"]["axial_compression"] == 4
    assert squat["sources"] == ["SEED", "HART16"]
    assert 1 <= len(squat["texts"]["en"]["steps"]) <= 5
    assert squat["texts"]["en"]["reviewed"] is False
    assert [set(way) for way in squat["alternatives"]][0] == {"slug", "why"}


def test_json_offers_no_alternative_that_is_not_published():
    Exercise.objects.filter(slug="belt-squat").update(status="retired")
    squat = next(one for one in public_library()["exercises"] if one["slug"] == "barbell-back-squat")
    assert "belt-squat" not in [way["slug"] for way in squat["alternatives"]]


def test_json_names_nobody(librarian):
    assert "reviewed_by" not in as_json()
    assert str(librarian) not in as_json()


def test_query_count_of_json_is_fixed(django_assert_num_queries):
    # exercises, equipment, texts, alternatives
    with django_assert_num_queries(4):
        as_json()


def test_a_command_writes_the_same(tmp_path, capsys):
    call_command("export_library")
    assert capsys.readouterr().out == as_json()
    call_command("export_library", to=tmp_path / "library.json")
    assert (tmp_path / "library.json").read_text(encoding="utf-8") == as_json()
