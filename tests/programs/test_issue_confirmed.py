"""Issuing asks who it is some hours after signing in; nothing ticked is lost on the way."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from clinic.form_key import FIELD, new_key
from programs.models import Program
from tests.access.test_confirming import CONFIRM, HOUR, MINUTE, confirm
from tests.factories import DiagnosisFactory
from tests.programs.steps import post, text_of, ticks_of, url_of
from tests.test_sign_in import code_now, give_second_factor, sign_in


class TestIssuing:
    def test_a_sign_in_two_hours_old_is_enough(self, ready_draft, physio, client_for):
        visitor = client_for(physio, ago=2 * HOUR - MINUTE)
        assert visitor.get(url_of("program-issue", ready_draft)).status_code == 200

    def test_the_page_may_lie_open_as_long_as_a_session(self, ready_draft, physio, client_for):
        visitor = client_for(physio, ago=2 * HOUR + 14 * MINUTE)
        post(visitor, "program-issue", ready_draft, warning=ticks_of(ready_draft))
        assert not Program.objects.get(pk=ready_draft.pk).is_draft

    def test_after_that_one_is_asked_before_the_page_and_comes_back_to_it(
        self, ready_draft, physio, client_for
    ):
        visitor, url = client_for(physio, ago=2 * HOUR + MINUTE), url_of("program-issue", ready_draft)
        page = confirm(visitor, visitor.get(url))
        assert page.request["PATH_INFO"] == url
        assert "Check that this is the right person" in text_of(page)
        assert "Not issued yet" not in text_of(page)

    def test_a_form_sent_later_still_comes_back_ticked_and_issues_nothing_by_itself(
        self, ready_draft, physio, client_for
    ):
        visitor = client_for(physio, ago=3 * HOUR)
        typed = {
            FIELD: new_key(physio),
            "draft_version": str(ready_draft.draft_version),
            "warning": ticks_of(ready_draft),
        }
        page = confirm(visitor, visitor.post(url_of("program-issue", ready_draft), typed))
        assert Program.objects.get(pk=ready_draft.pk).is_draft
        assert "Not issued yet" in text_of(page)
        assert f'id="warning-{ticks_of(ready_draft)[0]}" checked' in page.content.decode()
        post(visitor, "program-issue", ready_draft, warning=ticks_of(ready_draft))
        assert not Program.objects.get(pk=ready_draft.pk).is_draft

    def test_ticks_for_another_draft_are_not_taken_over(self, ready_draft, physio, client_for):
        visitor = client_for(physio, ago=3 * HOUR)
        Program.objects.filter(pk=ready_draft.pk).update(draft_version=7)
        # The number of the programme's version is not that of the draft.
        typed = {
            FIELD: new_key(physio),
            "draft_version": str(ready_draft.version),
            "warning": ticks_of(ready_draft),
        }
        page = confirm(visitor, visitor.post(url_of("program-issue", ready_draft), typed))
        assert "Not issued yet" not in text_of(page)
        assert f'id="warning-{ticks_of(ready_draft)[0]}" checked' not in page.content.decode()

    def test_a_note_that_says_something_else_by_then_is_not_ticked(self, ready_draft, physio, client_for):
        visitor = client_for(physio, ago=3 * HOUR)
        DiagnosisFactory(case=ready_draft.case, slug="disc-herniation", status="suspected")
        seen = ticks_of(ready_draft)
        typed = {FIELD: new_key(physio), "draft_version": str(ready_draft.draft_version)}
        answer = visitor.post(url_of("program-issue", ready_draft), typed | {"warning": seen, "shown": seen})
        DiagnosisFactory(case=ready_draft.case, slug="vertebral-compression-fracture", status="suspected")
        page = confirm(visitor, answer).content.decode()
        (note,), (changed,) = ticks_of(ready_draft, "W01"), ticks_of(ready_draft, "SUSPECTED")
        assert (f'id="warning-{note}" checked' in page, f'id="warning-{changed}">' in page) == (True, True)
        assert page.count("New since you opened this page") == 1

    def test_nobody_is_given_a_colleagues_ticks(self, ready_draft, physio, colleague, client_for):
        typed = {
            FIELD: new_key(physio),
            "draft_version": str(ready_draft.draft_version),
            "warning": ticks_of(ready_draft),
        }
        client_for(physio, ago=3 * HOUR).post(url_of("program-issue", ready_draft), typed)
        page = client_for(colleague).get(url_of("program-issue", ready_draft))
        assert f'id="warning-{ticks_of(ready_draft)[0]}" checked' not in page.content.decode()

    def test_how_long_is_the_installations_choice(self, ready_draft, physio, client_for, settings):
        settings.ISSUE_REAUTHENTICATION_TIMEOUT = MINUTE
        visitor = client_for(physio, ago=2 * MINUTE)
        assert visitor.get(url_of("program-issue", ready_draft)).url.startswith(CONFIRM)

    def test_the_sign_in_itself_counts(self, ready_draft, physio, client):
        sign_in(client, physio)
        assert client.get(url_of("program-issue", ready_draft)).status_code == 200

    def test_a_sign_in_with_a_code_counts(self, ready_draft, physio, client):
        give_second_factor(physio)
        sign_in(client, physio)
        client.post(reverse("mfa_authenticate"), {"code": code_now()})
        assert client.get(url_of("program-issue", ready_draft)).status_code == 200

    def test_the_password_of_somebody_before_does_not(self, ready_draft, physio, colleague, client_for):
        visitor = client_for(physio)
        session = visitor.session
        session["account_authentication_methods_user"] = str(colleague.pk)
        session.save()
        assert visitor.get(url_of("program-issue", ready_draft)).url.startswith(CONFIRM)


class TestWhoConfirms:
    @pytest.fixture
    def visitor(self, ready_draft, physio, client_for):
        return client_for(physio, ago=3 * HOUR)

    def test_a_wrong_password_leads_nowhere(self, visitor, ready_draft):
        page = confirm(visitor, visitor.get(url_of("program-issue", ready_draft)), password="wrong")
        assert page.request["PATH_INFO"] == CONFIRM
        assert visitor.get(url_of("program-issue", ready_draft)).url.startswith(CONFIRM)

    def test_a_code_from_the_app_does_as_well(self, visitor, physio, ready_draft):
        give_second_factor(physio)
        url = url_of("program-issue", ready_draft)
        asked = visitor.get(visitor.get(url).url)
        other = next(
            one["url"] for one in asked.context["reauthentication_alternatives"] if "2fa" in one["url"]
        )
        answer = visitor.post(other, {"code": code_now(), "next": url})
        assert answer.url == url
        assert visitor.get(url).status_code == 200

    def test_who_has_a_passkey_is_offered_it(self, visitor, physio, ready_draft):
        Authenticator.objects.create(
            user=physio, type=Authenticator.Type.WEBAUTHN, data={"name": "Key", "passwordless": True}
        )
        page = visitor.get(visitor.get(url_of("program-issue", ready_draft)).url)
        offered = [one["url"] for one in page.context["reauthentication_alternatives"]]
        assert any(one.startswith(reverse("mfa_reauthenticate_webauthn")) for one in offered)

    def test_guessing_is_limited(self, visitor, ready_draft):
        answer = visitor.get(url_of("program-issue", ready_draft))
        statuses = {visitor.post(answer.url, {"password": "wrong"}).status_code for _ in range(12)}
        assert 429 in statuses
