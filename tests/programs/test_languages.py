"""In which language a handout is written, and what is said when the patient reads another."""

import pytest
from django.urls import reverse

from clinic.vocabulary import LANGUAGES
from exercises.models import ExerciseText
from programs.actions.steps import undo_step
from programs.languages import choices, handout_language, written_in
from programs.models import Program
from programs.planning import plan_weeks
from programs.review import review, situation
from tests.factories import ItemFactory
from tests.programs.steps import issue, post, slugs_of, text_of


def gates_of(program):
    return {gate.id: gate for gate in review(program).gates}


def reading(program, language, *, handout=None):
    """Make the patient read `language`, and the handout be in it unless `handout` says otherwise."""
    patient = program.case.patient
    patient.language = language
    patient.save()
    program.language = handout or language
    program.save()
    return program


@pytest.fixture
def start(case, ready_case, physio, client_for):
    """Return a function that starts a programme for a patient who reads a language."""

    def started(language):
        case.patient.language = language
        case.patient.save()
        client_for(physio).post(reverse("program-start", args=[case.pk]))
        return Program.objects.get()

    return started


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_programme_starts_in_the_patients_language_or_in_english(language, start):
    written = dict(choices())
    assert start(language).language == (language if language in written else "en")


def test_english_is_offered_first_and_every_language_has_a_name():
    offered = [code for code, _ in choices()]
    assert offered[0] == "en"
    assert {"de", "ar"} <= set(offered) <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_patient_is_left_without_a_handout(language, ready_draft, physio):
    """Whatever a patient reads, a programme of the usual exercises can be issued: if need be in English."""
    patient = ready_draft.case.patient
    patient.language = language
    patient.save()
    ready_draft.language = handout_language(patient)
    if review(ready_draft).blocking:
        assert [gate.id for gate in review(ready_draft).blocking] == ["WORDS"]
        ready_draft.language = "en"
    ready_draft.save()
    assert review(ready_draft).can_issue


def test_the_gate_names_every_exercise_without_words(ready_draft):
    gate = gates_of(reading(ready_draft, "ar"))["WORDS"]
    assert gate.blocks
    for name in ("Leg press (strict form)", "Abdominal brace", "Romanian deadlift"):
        assert name in gate.message
    assert "hamstring" not in gate.message.lower()
    assert "No text in Arabic yet" in gate.message


def test_a_harder_form_needs_words_too(ready_draft):
    draft = reading(ready_draft, "de")
    row = ItemFactory(program=draft, slug="bodyweight-squat", sets=3, reps=15, allow_harder=True)
    draft.weeks = 12
    draft.save()
    plan_weeks(draft)
    harder = row.week_doses.exclude(exercise=row.exercise).first().exercise
    assert "WORDS" not in gates_of(draft)
    ExerciseText.objects.filter(language="de", exercise=harder).delete()
    assert harder.name in gates_of(draft)["WORDS"].message


def test_a_language_without_handouts_is_said_as_such(draft):
    gate = gates_of(reading(draft, "pl"))["WORDS"]
    assert gate.message.startswith("There is no handout in Polish. Choose another language")


def test_a_patient_who_reads_another_language_has_to_be_ticked(ready_draft):
    gate = gates_of(reading(ready_draft, "pl", handout="en"))["LANGUAGE"]
    assert not gate.blocks
    assert gate.message.startswith("The patient reads Polish and the handout is in English.")


def test_nothing_is_said_where_the_patient_reads_the_handout(ready_draft):
    assert {"WORDS", "LANGUAGE"}.isdisjoint(gates_of(ready_draft))


def test_only_what_can_be_printed_is_suggested(draft, physio, client_for):
    reading(draft, "ar")
    post(client_for(physio), "items-suggest", draft)
    assert slugs_of(draft, "warm_up") == ["marching-in-place", "clamshell"]
    assert slugs_of(draft, "core") == ["dead-bug-heel-tap", "bird-dog"]
    assert slugs_of(draft, "cool_down") == ["supine-hamstring-stretch"]


def test_search_and_swaps_say_what_has_no_words(ready_draft, physio, client_for):
    reading(ready_draft, "ar")
    browser = client_for(physio)
    page = browser.get(reverse("program-edit", args=[ready_draft.pk]), {"q": "squat"})
    hits = {hit["slug"]: hit["unwritten"] for hit in page.context["results"]["shown"]}
    assert hits["bodyweight-squat"] == "Arabic"
    assert "No patient text in Arabic yet" in text_of(page)
    assert "Handout in Arabic" in text_of(page)
    found = browser.get(reverse("program-edit", args=[ready_draft.pk]), {"q": "box squat"})
    assert {hit["slug"]: hit["unwritten"] for hit in found.context["results"]["shown"]}[
        "bodyweight-box-squat"
    ] == ""


def test_english_costs_no_query(draft, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert written_in("en") is None
    with django_assert_num_queries(1):
        assert "clamshell" in written_in("ar")
    assert situation(draft).is_written("anything")


def test_the_language_is_chosen_in_the_settings_and_taken_back(item, physio, client_for):
    draft = item.program
    data = {
        "weeks": draft.weeks,
        "starts_on": draft.starts_on.isoformat(),
        "training_days": draft.training_days,
        "mode": draft.mode,
    }
    refused = post(client_for(physio), "program-settings", draft, language="pl", **data)
    assert refused.status_code == 422
    post(client_for(physio), "program-settings", draft, language="de", **data)
    draft.refresh_from_db()
    assert draft.language == "de"
    undo_step(program=draft, seen=draft.draft_version, by=physio)
    draft.refresh_from_db()
    assert draft.language == "en"


def test_the_issued_handout_is_in_that_language(ready_draft, physio):
    program = issue(reading(ready_draft, "de"), by=physio)
    assert program.snapshot["program"]["language"] == "de"
    assert {item["text"]["language"] for part in program.snapshot["sections"] for item in part["items"]} == {
        "de"
    }
