"""Ask about red flags."""

import pytest
from django.urls import reverse

from clinic.form_key import FIELD, new_key
from clinic.models import HeldForm, RedFlag, RedFlagScreen
from clinic.screening import case_screening
from tests.clinic.test_held_form import inputs
from tests.clinic.typed import SCREEN, text_of
from tests.conftest import TODAY
from tests.factories import CaseFactory, RedFlagScreenFactory

pytestmark = pytest.mark.usefixtures("library", "today")
BLADDER, CANCER, INFLAMMATORY = "ces_bladder_dysfunction", "malignancy_history", "inflammatory_pattern"


def answered(**marked):
    everything = {f"flag_{slug}": "absent" for slug in RedFlag.objects.values_list("slug", flat=True)}
    return SCREEN | everything | {f"flag_{slug}": answer for slug, answer in marked.items()}


@pytest.fixture
def url(case):
    return reverse("red-flag-screen-add", args=[case.pk])


@pytest.fixture
def send(client_for, physio, url):
    return lambda typed: client_for(physio).post(url, typed)


def test_every_row_starts_at_not_asked(client_for, physio, url):
    page = text_of(client_for(physio).get(url))
    assert page.count('value="not_asked"') == 16
    assert page.count("checked") == 16


def test_a_screen_is_recorded(send, physio):
    send(answered())
    screen = RedFlagScreen.objects.get()
    assert (screen.screened_by, set(screen.answers.values()), len(screen.answers)) == (physio, {"absent"}, 16)


def test_what_is_left_out_is_stored_as_not_asked(send):
    send(SCREEN | {f"flag_{CANCER}": "absent"})
    screen = RedFlagScreen.objects.get()
    assert len(screen.slugs("not_asked")) == 15


def test_an_empty_screen_is_refused(send):
    assert "answer at least one red flag" in text_of(send(SCREEN))


def test_a_present_flag_needs_concern_and_action(send):
    page = text_of(send(answered(**{CANCER: "present"})))
    assert "the level of concern is at least low" in page
    assert "say what you did about it" in page
    assert not RedFlagScreen.objects.exists()


def test_a_note_needs_neither(send):
    assert send(answered(**{INFLAMMATORY: "present"})).status_code == 302


def test_a_day_in_the_future_is_refused_and_answers_kept(send):
    answer = send(
        answered(**{CANCER: "present"}) | {"screened_on": "2026-11-24", "action": "Letter to the GP"}
    )
    page = text_of(answer)
    assert "24-Nov-2026 is in the future" in page
    assert "Letter to the GP" in page
    assert page.count('value="absent"') == 16
    assert f'name="flag_{CANCER}" value="present" id="id_flag_{CANCER}_0" checked' in page


def test_a_meddled_answer_is_refused(send):
    assert send(answered(**{CANCER: "maybe"})).status_code == 422


def test_marking_a_group_absent_keeps_the_rest_and_saves_nothing(send):
    typed = SCREEN | {"absent_in": "malignancy", f"flag_{CANCER}": "present", "action": "Half a sentence"}
    answer = send(typed)
    page = text_of(answer)
    assert answer.status_code == 200
    assert (
        'name="flag_malignancy_constitutional" value="absent" id="id_flag_malignancy_constitutional_1" checked'
        in page
    )
    assert f'id="id_flag_{CANCER}_0" checked' in page
    assert 'id="id_flag_infection_fever_2" checked' in page
    assert "Half a sentence" in page
    assert not RedFlagScreen.objects.exists()


def test_a_cauda_equina_sign_is_recorded_without_delay(send, case):
    answer = send(answered(**{BLADDER: "present"}) | {"concern": "high"})
    assert answer.url == case.get_absolute_url()


def test_the_next_page_says_the_emergency_before_anything_else(client_for, physio, url, clinic):
    clinic.emergency_number = "999"
    clinic.save()
    typed = answered(**{BLADDER: "present"}) | {"concern": "high"}
    page = text_of(client_for(physio).post(url, typed, follow=True))
    assert 'Call <a href="tel:999">999</a> now' in page
    assert page.index("Emergency: suspected cauda equina syndrome") < page.index("<h1>")


def test_a_refused_form_says_the_emergency_too(send):
    page = text_of(send(answered(**{BLADDER: "present"}) | {"concern": ""}))
    assert page.index("Emergency: suspected cauda equina syndrome") < page.index("There is a problem")


class TestAFormOpenedBeforeASignWasKnown:
    """What was asked before a sign was known settles nothing about it (hazard H-13)."""

    FOUND = {"concern": "high", "action": "Sent to hospital"}

    @pytest.fixture
    def opened(self, client_for, physio, url):
        """Return what the form of the page that was opened first sends along."""
        return {"seen": client_for(physio).get(url).context["form"]["seen"].value()}

    @pytest.fixture
    def found(self, opened, case):
        return RedFlagScreenFactory(case=case, screened_on=TODAY, present=[BLADDER])

    @pytest.mark.usefixtures("found")
    def test_it_is_stopped_and_the_sign_stands(self, send, opened, case):
        answer = send(answered() | opened)
        assert answer.status_code == 409
        assert case_screening(case).forbids_training
        assert RedFlagScreen.objects.count() == 1

    @pytest.mark.usefixtures("found")
    def test_the_page_says_it_first_and_sets_back_only_what_was_absent_too_early(self, send, opened):
        page = text_of(send(answered(**{INFLAMMATORY: "present"}) | opened | {"action": "Letter to the GP"}))
        assert page.index("EMERGENCY: suspected cauda equina syndrome") < page.index("<h1>")
        assert "A sign became known after you opened this form." in page
        assert "<td>Absent</td><td>Present</td>" in page
        assert f'id="id_flag_{BLADDER}_2" checked' in page
        assert f'id="id_flag_{CANCER}_1" checked' in page
        assert f'id="id_flag_{INFLAMMATORY}_0" checked' in page
        assert "Letter to the GP" in page

    def test_saved_again_as_the_page_came_the_sign_still_stands(self, send, opened, found, case):
        form = send(answered() | opened).context["form"]
        assert send({name: form[name].value() for name in form.fields}).status_code == 302
        assert case_screening(case).forbids_training

    def test_asked_again_and_absent_it_is_settled(self, send, opened, found, case):
        form = send(answered() | opened).context["form"]
        today = {"screened_on": f"{TODAY}", "seen": form["seen"].value()}
        assert send(answered() | today).status_code == 302
        assert not case_screening(case).forbids_training

    def test_a_sign_found_in_another_case_stops_it_too(self, send, opened, case):
        RedFlagScreenFactory(case=CaseFactory(patient=case.patient), screened_on=TODAY, present=[BLADDER])
        assert send(answered() | opened).status_code == 409

    def test_another_flag_found_in_another_case_is_no_answer_to_this_one(self, send, opened, case):
        RedFlagScreenFactory(case=CaseFactory(patient=case.patient), screened_on=TODAY, present=[CANCER])
        assert send(answered() | opened).status_code == 302

    def test_a_form_that_does_not_say_what_it_knew_knew_nothing(self, send, found):
        assert send(answered()).status_code == 409
        assert send(answered() | {"seen": "nonsense"}).status_code == 409

    def test_marking_a_group_absent_does_not_count_as_having_seen_it(self, send, opened, found):
        answer = send(SCREEN | opened | {"absent_in": "cauda equina"})
        assert answer.context["form"]["seen"].value() == opened["seen"]

    def test_a_sign_is_recorded_whatever_a_colleague_did_not_find(self, send, opened, case):
        RedFlagScreenFactory(case=case, screened_on=TODAY)
        assert send(answered(**{BLADDER: "present"}) | opened | self.FOUND).status_code == 302
        assert case_screening(case).forbids_training

    def test_what_was_not_asked_settles_nothing_and_is_recorded(self, send, opened, found, case):
        typed = answered(**{flag: "not_asked" for flag in found.answers if flag.startswith("ces_")})
        assert send(typed | opened).status_code == 302
        assert case_screening(case).forbids_training

    def test_a_form_kept_while_signed_out_is_stopped_as_well(
        self, client, client_for, physio, url, opened, case
    ):
        client.post(url, answered() | opened | {FIELD: new_key(physio)})
        RedFlagScreenFactory(case=case, screened_on=TODAY, present=[BLADDER])
        again = client_for(physio)
        page = again.get(reverse("held-form", args=[HeldForm.objects.get().digest])).content.decode()
        assert again.post(url, inputs(page)).status_code == 409
        assert case_screening(case).forbids_training
