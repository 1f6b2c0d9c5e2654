"""The handout on screen and as a PDF: who may, what is kept, and what a failure looks like."""

import re

import pytest
from django.urls import reverse

from clinic.models import AccessEvent
from programs.actions import handout as actions
from programs.errors import Withheld
from programs.handouts.errors import RenderFailed
from programs.handouts.render import RenderedPdf, render_pdf
from programs.handouts.variant import Variant
from programs.models import Handout, Program
from tests.factories import CheckInFactory, ProgramFactory, RedFlagScreenFactory
from tests.programs.logs import RADIATING
from tests.programs.steps import text_of

PAGES = ["program-handout", "program-handout-pdf"]


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


@pytest.mark.parametrize("name", PAGES)
def test_without_a_number_to_call_nothing_is_printed(name, issued, physio, client_for, renders, monkeypatch):
    monkeypatch.setattr(actions, "render_pdf", render_pdf)
    snapshot = issued.snapshot | {"clinic": issued.snapshot["clinic"] | {"phone": ""}}
    Program.objects.filter(pk=issued.pk).update(snapshot=snapshot)
    response = client_for(physio).get(reverse(name, args=[issued.pk]))
    assert response.status_code == 422
    assert "The clinic has no phone number for the patient to call: enter it" in text_of(response)
    assert Handout.objects.count() == 0


def test_after_a_failed_render_the_programme_is_as_it_was_and_can_be_printed(
    issued, physio, client_for, renders, monkeypatch
):
    def fail(*_):
        raise RenderFailed("The process that makes handouts was stopped by the system.")

    before = (issued.status, issued.snapshot, issued.issued_at)
    url, client = reverse("program-handout-pdf", args=[issued.pk]), client_for(physio)
    with monkeypatch.context() as broken:
        broken.setattr(actions, "render_pdf", fail)
        assert client.get(url).status_code == 422
    issued.refresh_from_db()
    assert (issued.status, issued.snapshot, issued.issued_at) == before
    assert client.get(url).content == b"%PDF stand-in"
    assert (Handout.objects.count(), AccessEvent.objects.filter(kind="print").count()) == (1, 1)


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


def emergency(program):
    RedFlagScreenFactory(case=program.case, present=["ces_bladder_dysfunction"])


def emergency_seen_to(program):
    seen = {"outcome": "Seen at the hospital", "outcome_on": "2026-11-23"}
    RedFlagScreenFactory(case=program.case, present=["ces_bladder_dysfunction"], **seen)


def red_flag(program):
    RedFlagScreenFactory(case=program.case, present=["infection_fever"])


def revoked_clearance(program):
    program.case.clearances.update(revoked_on="2026-11-23", revoked_reason="New findings")


def no_diagnosis(program):
    program.case.diagnoses.update(status="resolved")


def stop_in_another_version(program):
    earlier = ProgramFactory(case=program.case, number=90)
    CheckInFactory(program=earlier, week=1, stop_symptoms=[RADIATING])


class TestWithheld:
    """A suspended program, or one of a patient in an emergency, is handed out by nobody, not even as a reprint, until somebody has acted on the log."""

    @pytest.fixture
    def log(self, issued, renders):
        Program.objects.filter(pk=issued.pk).update(status=Program.Status.SUSPENDED)
        return CheckInFactory(program=issued, week=2, stop_symptoms=[RADIATING])

    @pytest.fixture
    def pdf(self, issued, physio, client_for):
        return lambda: client_for(physio).get(reverse("program-handout-pdf", args=[issued.pk]))

    def test_the_refusal_says_what_was_logged_and_leads_to_it(self, log, pdf, renders):
        answer = pdf()
        page = text_of(answer)
        assert answer.status_code == 422
        assert "Not to be handed out now" in page
        assert f"A stop symptom was logged on {log.received_on:%d-%b-%Y} (week 2): review it first." in page
        assert reverse("check-in-detail", args=[log.pk]) in page
        assert "Try again" not in page
        assert (renders, Handout.objects.count()) == ([], 0)
        assert not AccessEvent.objects.filter(kind="print").exists()

    def test_nothing_is_said_of_a_translation(self, log, pdf):
        assert "translation" not in text_of(pdf())

    def test_what_was_printed_before_is_not_printed_again(self, issued, physio, pdf, renders):
        assert pdf().status_code == 200
        Program.objects.filter(pk=issued.pk).update(status=Program.Status.SUSPENDED)
        assert pdf().status_code == 422
        assert AccessEvent.objects.filter(kind="print").count() == 1

    def test_a_long_break_leads_to_its_log(self, issued, pdf, renders):
        Program.objects.filter(pk=issued.pk).update(status=Program.Status.SUSPENDED)
        log = CheckInFactory(program=issued, week=3, decisions=[{"slug": "leg-press", "decision": "stop"}])
        page = text_of(pdf())
        assert "(week 3): review it first." in page
        assert reverse("check-in-detail", args=[log.pk]) in page

    def test_once_reviewed_and_kept_suspended_only_a_new_version_helps(self, log, physio, pdf):
        log.reviewed_by, log.reviewed_at = physio, "2026-11-23T12:00Z"
        log.save()
        page = text_of(pdf())
        assert "Its log has been reviewed: make a new version, issue that and hand it out." in page
        assert "Review the log" not in page

    @pytest.mark.parametrize("status", [Program.Status.ISSUED, Program.Status.SUSPENDED])
    def test_a_reviewed_emergency_sign_withholds_it_until_a_new_screen(
        self, status, issued, physio, pdf, renders
    ):
        seen = {"reviewed_by": physio, "reviewed_at": "2026-11-23T12:00Z"}
        log = CheckInFactory(program=issued, week=2, stop_symptoms=["stop_bowel_bladder"], **seen)
        Program.objects.filter(pk=issued.pk).update(status=status)
        page = text_of(pdf())
        assert "record a new red-flag screen that finds every cauda equina sign absent" in page
        assert issued.case.get_absolute_url() in page
        assert renders == []
        RedFlagScreenFactory(case=issued.case, screened_on=log.received_on)
        Program.objects.filter(pk=issued.pk).update(status=Program.Status.ISSUED)
        assert pdf().status_code == 200

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (emergency, "Suspected cauda equina syndrome"),
            (emergency_seen_to, "Suspected cauda equina syndrome"),
            (red_flag, "Possible serious pathology"),
            (revoked_clearance, "No valid medical clearance"),
            (no_diagnosis, "No active diagnosis"),
            (stop_in_another_version, "A stop symptom was logged on"),
        ],
    )
    def test_what_blocks_issuing_for_the_patient_blocks_printing(
        self, change, words, issued, pdf, renders, physio, client_for
    ):
        change(issued)
        answer = pdf()
        assert (answer.status_code, words in text_of(answer)) == (422, True)
        page = text_of(client_for(physio).get(reverse("program-detail", args=[issued.pk])))
        assert reverse("program-handout-pdf", args=[issued.pk]) not in page
        assert f"Not to be handed out now. {words}" in page or "This programme must not" in page
        assert not AccessEvent.objects.filter(kind="print").exists()

    def test_an_absent_sign_lets_it_go_again(self, issued, pdf, renders):
        emergency(issued)
        RedFlagScreenFactory(case=issued.case)
        assert pdf().status_code == 200

    def test_once_it_goes_on_it_is_printed(self, log, issued, pdf, physio, client_for):
        review = reverse("check-in-review", args=[log.pk])
        client_for(physio).post(
            review, {"note": "Settled, strength normal", "resume": "1", "version": log.version}
        )
        assert pdf().status_code == 200

    @pytest.mark.parametrize("name", ["program-handout", "program-detail"])
    def test_no_page_offers_the_pdf(self, name, log, issued, physio, client_for):
        page = text_of(client_for(physio).get(reverse(name, args=[issued.pk])))
        assert reverse("program-handout-pdf", args=[issued.pk]) not in page
        assert reverse("check-in-detail", args=[log.pk]) in page

    def test_a_stop_typed_while_the_pages_are_laid_out_counts(self, issued, physio, renders, monkeypatch):
        def meanwhile(snapshot, variant, files):
            Program.objects.filter(pk=issued.pk).update(status=Program.Status.SUSPENDED)
            return RenderedPdf(b"%PDF stand-in", 7, "0" * 64)

        monkeypatch.setattr(actions, "render_pdf", meanwhile)
        with pytest.raises(Withheld, match="must not be handed out"):
            actions.store_handout(program=issued, variant=Variant(), by=physio)
        assert Handout.objects.count() == 0
        assert not AccessEvent.objects.filter(kind="print").exists()
