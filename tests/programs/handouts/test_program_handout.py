"""The handout on screen and as a PDF: who may, what is kept, and what a failure looks like."""

import re

import pytest
from django.urls import reverse

from clinic.models import AccessEvent
from programs.actions import handout as actions
from programs.handouts.errors import RenderFailed
from programs.handouts.render import RenderedPdf
from programs.handouts.variant import Variant
from programs.models import Handout, Program

PAGES = ["program-handout", "program-handout-pdf"]


@pytest.fixture
def renders(monkeypatch):
    """Count the renders and answer with a stand-in, because a real one takes seconds."""
    asked = []

    def render(snapshot, variant, files):
        asked.append(variant)
        return RenderedPdf(b"%PDF stand-in", 7, "0" * 64)

    monkeypatch.setattr(actions, "render_pdf", render)
    return asked


@pytest.fixture(params=PAGES)
def url(request, issued, renders):
    return reverse(request.param, args=[issued.pk])


def test_physiotherapists_of_the_clinic_may(url, colleague, client_for):
    assert client_for(colleague).get(url).status_code == 200


def test_strangers_find_nothing(url, stranger, client_for, renders):
    assert client_for(stranger).get(url).status_code == 404
    assert renders == []


@pytest.mark.parametrize("person", ["librarian", "manager"])
def test_other_roles_are_refused(person, url, client_for, request):
    assert client_for(request.getfixturevalue(person)).get(url).status_code == 403


def test_visitors_are_asked_to_sign_in(url, client):
    assert client.get(url).url.startswith(reverse("account_login"))


def test_nothing_is_sent_here(url, physio, client_for):
    assert client_for(physio).post(url).status_code == 405


@pytest.mark.parametrize("name", PAGES)
def test_a_draft_has_no_handout(name, draft, physio, client_for):
    assert client_for(physio).get(reverse(name, args=[draft.pk])).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_a_failed_render_says_why_and_keeps_nothing(name, issued, physio, client_for, monkeypatch):
    def fail(*_):
        raise RenderFailed("Exercise 2, “Bridge”, has no picture.")

    monkeypatch.setattr(actions, "render_pdf", fail)
    snapshot = issued.snapshot | {"sections": [{"section": "main", "items": []}]}
    Program.objects.filter(pk=issued.pk).update(snapshot=snapshot)
    response = client_for(physio).get(reverse(name, args=[issued.pk]))
    assert response.status_code == 422
    assert "The handout could not be made" in response.content.decode()
    assert reverse("program-handout-pdf", args=[issued.pk]) in response.content.decode()
    assert Handout.objects.count() == 0
    assert not AccessEvent.objects.filter(kind="print").exists()


class TestPage:
    @pytest.fixture
    def page(self, issued, physio, client_for):
        return client_for(physio).get(reverse("program-handout", args=[issued.pk])).content.decode()

    def test_it_is_the_twin_of_the_print(self, page, issued):
        for section in issued.snapshot["sections"]:
            for item in section["items"]:
                assert item["text"]["name"] in page
        assert 'src="data:image/svg+xml;base64,' in page

    def test_it_needs_no_inline_style_or_script(self, page):
        assert re.findall(r"<style|\sstyle=|<script(?![^>]*src=)|\son\w+=", page) == []

    def test_it_offers_the_other_variants(self, page):
        assert "?paper=letter&amp;size=standard&amp;palette=colour" in page
        assert "?paper=a4&amp;size=large&amp;palette=colour" in page
        assert "?paper=a4&amp;size=standard&amp;palette=mono" in page

    def test_looking_is_recorded(self, page, issued):
        assert AccessEvent.objects.filter(kind="view", what=f"program-handout {issued.code}").count() == 1

    def test_it_tells_how_many_pages_were_printed(self, issued, physio, client_for, renders):
        client = client_for(physio)
        client.get(reverse("program-handout-pdf", args=[issued.pk]))
        page = client.get(reverse("program-handout", args=[issued.pk])).content.decode()
        assert "Printed before: 7 pages" in page

    def test_an_unknown_variant_falls_back_to_the_clinics_own(self, issued, physio, client_for):
        url = reverse("program-handout", args=[issued.pk])
        response = client_for(physio).get(url, {"paper": "../etc", "size": "<b>", "palette": ""})
        assert response.status_code == 200


class TestPdf:
    @pytest.fixture
    def response(self, issued, physio, client_for, renders):
        url = reverse("program-handout-pdf", args=[issued.pk])
        return client_for(physio).get(url, {"paper": "letter", "size": "large", "palette": "mono"})

    def test_it_is_a_pdf_that_no_cache_keeps(self, response):
        assert response["Content-Type"] == "application/pdf"
        assert response["Cache-Control"] == "no-store"
        assert response.content == b"%PDF stand-in"

    def test_its_name_tells_nobody_who_the_patient_is(self, response, issued):
        number = issued.code.replace(" ", "-")
        assert response["Content-Disposition"] == f'inline; filename="{number}-letter-large-mono.pdf"'

    def test_it_is_stored_with_what_made_it(self, response, issued):
        stored = Handout.objects.get()
        assert (stored.program, stored.pages, stored.clinic) == (issued, 7, issued.clinic)
        assert "WeasyPrint" in stored.renderer

    def test_a_reprint_is_the_stored_bytes_and_recorded_again(
        self, response, issued, physio, client_for, renders
    ):
        again = client_for(physio).get(response.wsgi_request.get_full_path())
        assert again.content == response.content
        assert renders == [Variant("letter", "large", "mono", "en")]
        assert AccessEvent.objects.filter(kind="print").count() == 2


def test_a_real_program_gives_a_real_pdf(issued, physio):
    stored = actions.store_handout(program=issued, variant=Variant(), by=physio)
    assert stored.pdf.startswith(b"%PDF-1.7")
    assert stored.pages > 5
    assert len(stored.renderer) <= 40


def test_the_faster_of_two_prints_is_the_handout(issued, physio, renders, monkeypatch):
    first = actions.store_handout(program=issued, variant=Variant(), by=physio)
    monkeypatch.setattr(actions, "find_handout", lambda *_: None)
    second = actions.store_handout(program=issued, variant=Variant(), by=physio)
    assert (second.pk, len(renders)) == (first.pk, 2)
