"""One verdict step by step, for somebody with one diagnosis and nothing else on record."""

import itertools

import pytest
from django.urls import reverse

from programs.facts import library as library_facts
from programs.rulebook.matrix import typical
from programs.rulebook.replay import replay
from programs.rules.dosing import starting_dose
from programs.rules.loading import default_table
from programs.rules.scales import Stage, Verdict
from programs.rules.screening import screen
from programs.rules.values import Dose, Patient, PatientCondition
from tests.programs.steps import text_of

TABLE = default_table()
GOOD_MORNING = ("good-morning", "disc-herniation", "chronic")


def url(slug="romanian-deadlift", condition="disc-herniation", stage="subacute"):
    return reverse("rules-why", args=[slug, condition, stage])


@pytest.mark.parametrize("person", ["physio", "librarian", "manager"])
def test_staff_may_read_it(person, request, client_for, library):
    assert client_for(request.getfixturevalue(person)).get(url()).status_code == 200


def test_someone_without_a_role_is_refused(client_for, physio, library):
    physio.role = ""
    physio.save()
    assert client_for(physio).get(url()).status_code == 403


def test_visitors_are_asked_to_sign_in(client, library):
    assert client.get(url()).url.startswith(reverse("account_login"))


def test_it_rejects_post(physio, client_for, library):
    assert client_for(physio).post(url()).status_code == 405


@pytest.mark.parametrize(
    "wrong", [{"slug": "flying-carpet"}, {"condition": "lumbago-mystica"}, {"stage": "terminal"}]
)
def test_what_nobody_knows_is_not_found(wrong, physio, client_for, library):
    assert client_for(physio).get(url(**wrong)).status_code == 404


def test_every_step_is_on_the_page(physio, client_for, library):
    page = text_of(client_for(physio).get(url()))
    steps = (
        "1. Stage",
        "Limits of the <strong>subacute</strong> stage apply",
        "2. What it asks of the back at this dose",
        "3. Limits compared",
        "Leave out from 3",
        "4. Rules about named exercises",
        "X03",
        "5. The person",
        "6. The severest finding is the verdict",
        "This cannot be overridden",
    )
    places = [page.index(step) for step in steps]
    assert places == sorted(places)


def test_sources_are_linked(physio, client_for, library):
    assert f'href="{reverse("rules")}#source-BERG15"' in text_of(client_for(physio).get(url()))


def test_where_an_override_is_possible_its_criteria_stand(physio, client_for, library):
    page = text_of(client_for(physio).get(url(stage="chronic")))
    assert "Hinge with dowel performed without losing contact" in page
    assert "Average pain in the last week at most 3/10" in page
    assert "(note: this cut-off has not been verified against the source)" in page
    assert "Written reason" not in page


def test_a_rule_that_stays_silent_says_what_is_missing(physio, client_for, library):
    page = text_of(client_for(physio).get(url(*GOOD_MORNING)))
    assert "<strong>No</strong>: Acute, subacute; here chronic" in page
    assert "<strong>No</strong>: Usual pain now at least 1 of 10; here 0" in page


def shown(why):
    """Return every (rule-like key, verdict) the steps show as having spoken."""
    limits = {
        ("limit", group.slug, line.verdict, line.reason)
        for group in why["limits"]
        for line in group.lines
        if line.verdict != "ok"
    }
    return limits | {("rule", rule.id, rule.verdict) for rule in why["rules"] if rule.speaks}


def found(screening):
    """Return the same of the engine's findings."""
    explicit = {rule.id for rule in TABLE.explicit}
    limits = {
        ("limit", hit.condition, hit.verdict.value, hit.reason)
        for hit in screening.findings
        if hit.rule.startswith("T-")
    }
    return limits | {
        ("rule", hit.rule, hit.verdict.value) for hit in screening.findings if hit.rule in explicit
    }


@pytest.mark.parametrize("condition", sorted(TABLE.conditions))
def test_the_steps_show_what_the_engine_found_and_nothing_else(condition, library):
    for exercise, stage in itertools.product(library_facts(), Stage):
        patient = typical(TABLE.conditions[condition], stage)
        dose = starting_dose(exercise, stage, TABLE)
        why = replay(patient, exercise, dose, TABLE)
        assert shown(why) == found(screen(patient, exercise, dose, TABLE)), exercise.slug
        assert all(rule.speaks == all(check.holds for check in rule.checks) for rule in why["rules"])


@pytest.mark.parametrize("pain", [None, 0, 1])
def test_the_checks_of_a_rule_agree_with_it_whatever_the_pain(pain, library):
    patient = Patient(
        conditions=(PatientCondition("disc-herniation"), PatientCondition("osteoporosis")),
        stage=Stage.CHRONIC,
        pain_nprs=pain,
    )
    for exercise in library_facts():
        why = replay(patient, exercise, None, TABLE)
        assert all(rule.speaks == all(check.holds for check in rule.checks) for rule in why["rules"])


class TestDemand:
    def why(self, slug, dose):
        patient = typical(TABLE.conditions["disc-herniation"], Stage.CHRONIC)
        return replay(patient, library_facts()[slug], dose, TABLE)

    def raised(self, why):
        return {line.label for line in why["demands"] if line.own != line.effective}

    def test_a_heavy_dose_raises_compression_and_shear(self, library):
        why = self.why("romanian-deadlift", Dose(rpe=8))
        assert self.raised(why) == {"Compression", "Shear"}
        assert why["heavy"].startswith("This dose is heavy")

    def test_a_light_dose_raises_nothing(self, library):
        why = self.why("romanian-deadlift", Dose(rpe=7))
        assert self.raised(why) == set()
        assert why["heavy"].startswith("This dose is below")

    def test_without_weight_there_is_no_load_step(self, library):
        why = self.why("bird-dog", Dose(rpe=10))
        assert self.raised(why) == set()
        assert "the load step never applies" in why["heavy"]


class TestStage:
    def line(self, **facts):
        one = PatientCondition("disc-herniation", **facts.pop("weeks", {}))
        patient = Patient(conditions=(one,), **facts)
        (line,) = replay(patient, library_facts()["leg-press"], None, TABLE)["stages"]
        return line

    @pytest.mark.parametrize(
        ("facts", "counted", "moved", "stage"),
        [
            ({"stage": Stage.CHRONIC}, "Taken as chronic", "", "chronic"),
            ({"weeks": {"weeks_since_onset": 7.04}}, "7.0\xa0weeks since onset", "", "subacute"),
            ({}, "No date of onset of this episode is recorded: acute is assumed", "", "acute"),
            (
                {"weeks": {"weeks_since_onset": 20}, "irritability": "high"},
                "20.0\xa0weeks",
                "Irritability is high: one stage earlier",
                "subacute",
            ),
            ({"weeks": {"weeks_since_onset": 20}, "flare": True}, "20.0\xa0weeks", "A flare is", "acute"),
        ],
    )
    def test_it_says_how_it_was_counted_and_what_moved_it(self, facts, counted, moved, stage, library):
        line = self.line(**facts)
        assert line.counted.startswith(counted)
        assert line.moved.startswith(moved)
        assert bool(line.moved) is bool(moved)
        assert line.stage == stage

    def test_without_a_diagnosis_the_earliest_stage_is_named(self, library):
        why = replay(Patient(), library_facts()["good-morning"], None, TABLE)
        assert (why["stages"], why["limits"], why["earliest"]) == ([], [], "acute")
        assert why["screening"].verdict is Verdict.AVOID
