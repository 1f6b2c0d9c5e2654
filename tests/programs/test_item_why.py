"""One verdict of a draft step by step: the diagnosis, the person, the clearance and the override."""

from datetime import date

import pytest
from django.urls import reverse

from clinic.models import AccessEvent
from programs.facts import library as library_facts
from programs.planning import plan_weeks
from programs.rulebook.replay import replay
from programs.rules.loading import default_table
from programs.rules.values import Dose, Patient, Restriction
from tests.factories import (
    AssessmentFactory,
    ClearanceFactory,
    DiagnosisFactory,
    ItemFactory,
    ProgramFactory,
    RedFlagScreenFactory,
)
from tests.programs.exceptions import CONFIRMED, REASON, with_disc
from tests.programs.steps import content_of, post, text_of, url_of

TABLE = default_table()


@pytest.fixture
def row(draft):
    item = ItemFactory(program=draft, slug="romanian-deadlift")
    plan_weeks(draft)
    return item


def page_of(row, client):
    return text_of(client.get(url_of("item-why", row)))


@pytest.mark.parametrize("person", ["physio", "colleague"])
def test_physiotherapists_of_the_clinic_may(person, row, client_for, request):
    assert client_for(request.getfixturevalue(person)).get(url_of("item-why", row)).status_code == 200


def test_strangers_find_nothing(row, stranger, client_for):
    assert client_for(stranger).get(url_of("item-why", row)).status_code == 404


@pytest.mark.parametrize("person", ["librarian", "manager"])
def test_other_roles_are_refused(person, row, client_for, request):
    assert client_for(request.getfixturevalue(person)).get(url_of("item-why", row)).status_code == 403


def test_visitors_are_asked_to_sign_in(row, client):
    assert client.get(url_of("item-why", row)).url.startswith(reverse("account_login"))


def test_nothing_is_sent_here(row, physio, client_for):
    assert client_for(physio).post(url_of("item-why", row)).status_code == 405


def test_another_programs_item_is_not_there(row, physio, client_for):
    other = ProgramFactory(case=row.program.case)
    url = reverse("item-why", args=[other.pk, row.pk])
    assert client_for(physio).get(url).status_code == 404


def test_looking_is_on_record_and_writes_nothing_else(row, physio, client_for):
    before = content_of(row.program)
    page_of(row, client_for(physio))
    assert content_of(row.program) == before
    assert AccessEvent.objects.filter(user=physio, what=f"item-why {row.program.code}").exists()


def test_the_builder_links_here(row, physio, client_for):
    assert url_of("item-why", row) in page_of_builder(row, client_for(physio))


def page_of_builder(row, client):
    return text_of(client.get(url_of("program-edit", row.program)))


def test_it_is_about_this_patient(row, physio, client_for):
    page = page_of(row, client_for(physio))
    assert "For Ada Müller as recorded today, at 2 × 6" in page
    assert "80.0\xa0weeks since onset of this episode: chronic" in page
    assert "Nothing is recorded about this person that a rule looks at." in page


def test_every_diagnosis_has_its_limits(row, physio, client_for):
    with_disc(row.program.case)
    page = page_of(row, client_for(physio))
    assert "Lumbar disc herniation without radiculopathy</a>, chronic" in page
    assert "Non-specific chronic low back pain</a>, chronic" in page
    assert "go by the earliest: <strong>chronic</strong>" in page


def test_the_dose_counts(row, physio, client_for):
    row.rpe = 8
    row.save()
    page = page_of(row, client_for(physio))
    assert "This dose is heavy" in page
    assert "3 raised to" in page


def test_sensitivities_and_direction_are_compared(row, today, physio, client_for):
    AssessmentFactory(
        case=row.program.case,
        assessed_on=today,
        sensitivities=["shear", "impact"],
        directional_preference="extension",
    )
    page = page_of(row, client_for(physio))
    assert "Shear 3: care from 2, leave out from 3 (chronic)" in page
    assert "Impact 0: care from 2, leave out from 3 (chronic)" in page
    assert "Eases with extension" in page
    assert "Not tagged “flexion bias”" in page


def test_limits_of_the_clearance_are_compared(row, physio, client_for):
    limits = [{"demand": "axial_compression", "max": 2}, {"load_kg": 20}]
    first = row.program.case.clearances.get()
    ClearanceFactory(
        case=row.program.case, number=2, supersedes=first, decision="restricted", restrictions=limits
    )
    page = page_of(row, client_for(physio))
    assert "Compression at most 2; here 3" in page
    assert "At most 20\xa0kg; no weight is stated" in page
    assert "This cannot be overridden: The medical clearance limits this." in page


def test_an_override_is_shown_as_what_lowers_the_verdict(row, physio, client_for):
    with_disc(row.program.case)
    post(client_for(physio), "item-override", row, **CONFIRMED)
    page = page_of(row, client_for(physio))
    assert "by the override of Anna Berg, 23-Nov-2026 (X03 for disc-herniation): " + REASON in page
    heading = page[page.index("<h1>") : page.index("</h1>")]
    assert "Needs care" in heading


def test_an_override_that_no_longer_covers_everything_is_said(row, physio, client_for):
    with_disc(row.program.case)
    post(client_for(physio), "item-override", row, **CONFIRMED)
    DiagnosisFactory(case=row.program.case, slug="disc-herniation-radiculopathy", onset_on=date(2026, 10, 5))
    assert "so it does not count" in page_of(row, client_for(physio))


def test_of_an_issued_programme_it_says_that_the_rules_are_todays(issued, physio, client_for):
    page = page_of(issued.items.get(exercise__slug="leg-press"), client_for(physio))
    assert "The programme was issued on 23-Nov-2026" in page
    assert "No rule found anything." in page


ALL_KINDS = (
    (Restriction(slug="leg-press"), "Not leg press", "avoid"),
    (Restriction(slug="goblet-squat"), "Not goblet squat", "ok"),
    (Restriction(tag="deadlift_family"), "None tagged “deadlift family”; this one is not", "ok"),
    (Restriction(position="seated"), "Not seated; this one is", "avoid"),
    (Restriction(position="standing"), "Not standing; this one is", "ok"),
    (Restriction(load_kg=40), "At most 40\xa0kg; here 30\xa0kg", "ok"),
    (Restriction(load_kg=20), "At most 20\xa0kg; here 30\xa0kg", "avoid"),
    (Restriction(demand="impact", max=0), "Impact at most 0; here 0", "ok"),
)


@pytest.mark.parametrize(("limit", "compared", "verdict"), ALL_KINDS, ids=[one[1] for one in ALL_KINDS])
def test_every_kind_of_limit_has_its_line(limit, compared, verdict, library):
    why = replay(Patient(restrictions=(limit,)), library_facts()["leg-press"], Dose(load_kg=30), TABLE)
    (line,) = why["person"]
    assert line.compared.startswith(compared)
    assert line.verdict == verdict


def test_two_limits_of_one_kind_are_told_apart(library):
    limits = (Restriction(demand="axial_compression", max=0), Restriction(demand="axial_compression", max=4))
    why = replay(Patient(restrictions=limits), library_facts()["romanian-deadlift"], None, TABLE)
    assert [line.verdict for line in why["person"]] == ["avoid", "ok"]


def test_what_the_exercise_did_before_has_its_line(library):
    here = frozenset({"leg-press"})
    patient = Patient(worsens_leg_symptoms=here, red_zone_pain=here, sensitivities=frozenset({"sitting"}))
    why = replay(patient, library_facts()["leg-press"], None, TABLE)
    assert [(line.recorded, line.verdict) for line in why["person"]] == [
        ("Sensitive to sitting", "caution"),
        ("Made leg symptoms worse before", "avoid"),
        ("Pain was in the red zone", "caution"),
    ]


def test_in_an_emergency_no_badge_says_fine_and_the_page_says_why(draft, physio, client_for):
    item = ItemFactory(program=draft, slug="glute-bridge")
    assert "Not now: emergency" not in page_of(item, client_for(physio))
    RedFlagScreenFactory(case=draft.case, present=["ces_bladder_dysfunction"])
    page = page_of(item, client_for(physio))
    assert "Not now: emergency" in page
    assert "Suspected cauda equina syndrome: no programme is issued or printed now." in page
