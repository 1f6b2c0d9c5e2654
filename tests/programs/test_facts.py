"""The bridge from rows to the engine's values: every field of a patient, every field of an exercise."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.utils import timezone

from clinic.actions.measures import enter_in_error, newest_version, record_measure
from clinic.models import Assessment
from exercises.models import Alternative, Equipment, Exercise
from programs import facts
from programs.facts import dose_facts, exercise_facts, patient_facts
from programs.models import CheckIn, Program
from programs.review import case_gates
from programs.rules.library import read_library
from programs.rules.loading import default_table
from programs.rules.values import Dose, Restriction
from tests.factories import (
    AssessmentFactory,
    CaseFactory,
    CheckInFactory,
    CheckInItemFactory,
    ClearanceFactory,
    DiagnosisFactory,
    ItemFactory,
    ProgramFactory,
    RedFlagScreenFactory,
    WeekDoseFactory,
)
from tests.programs.steps import mark_issued

pytestmark = pytest.mark.usefixtures("library")
TODAY = date(2026, 11, 23)
FLAG, OTHER = "infection_fever", "malignancy_history"


@pytest.fixture
def of(case):
    """Return a function that reads one field of the patient's facts."""
    return lambda field: getattr(patient_facts(case, TODAY), field)


def test_an_empty_record_blocks_rather_than_allows(case):
    patient = patient_facts(case, TODAY)
    assert (patient.diagnosis_confirmed, patient.clearance_valid, patient.has_baseline_measure) == (
        False,
    ) * 3
    assert patient.not_asked_flags == frozenset(default_table().red_flags)


def test_the_facts_take_seven_queries(ready_case, django_assert_num_queries):
    with django_assert_num_queries(7):
        patient_facts(ready_case, TODAY)


@pytest.mark.parametrize(("born_on", "age"), [(date(2008, 11, 23), 18), (date(2008, 11, 24), 17)])
def test_age_is_counted_in_completed_years(born_on, age, case, of):
    case.patient.born_on = born_on
    assert of("age") == age


class TestDiagnoses:
    @pytest.mark.parametrize("field", ["onset", "surgery", "fracture"])
    def test_weeks_are_counted_from_each_date(self, field, case, of):
        DiagnosisFactory(case=case, **{"onset_on": None, f"{field}_on": TODAY - timedelta(days=45)})
        (condition,) = of("conditions")
        assert getattr(condition, f"weeks_since_{field}") == pytest.approx(45 / 7)

    def test_a_suspected_one_is_named_beside_those_that_count(self, case, of):
        DiagnosisFactory(case=case, slug="nonspecific-chronic-lbp")
        DiagnosisFactory(case=case, slug="vertebral-compression-fracture", status="suspected")
        assert ([one.slug for one in of("conditions")], of("suspected")) == (
            ["nonspecific-chronic-lbp"],
            ("vertebral-compression-fracture",),
        )

    def test_a_date_nobody_knows_stays_unknown(self, case, of):
        DiagnosisFactory(case=case, onset_on=None)
        (condition,) = of("conditions")
        assert condition.weeks_since_onset is None

    @pytest.mark.parametrize(
        ("status", "counts"),
        [("active", True), ("suspected", False), ("resolved", False), ("entered_in_error", False)],
    )
    def test_only_an_active_diagnosis_counts(self, status, counts, case, of):
        DiagnosisFactory(case=case, status=status)
        assert of("diagnosis_confirmed") is counts
        assert len(of("conditions")) == counts

    def test_another_case_does_not_count(self, case, of):
        DiagnosisFactory(case=CaseFactory(patient=case.patient))
        assert of("conditions") == ()


class TestRedFlags:
    def test_what_was_asked_and_absent_is_neither_open_nor_unasked(self, case, of):
        RedFlagScreenFactory(case=case)
        assert (of("red_flags"), of("not_asked_flags")) == (frozenset(), frozenset())

    def test_a_later_absent_closes_a_flag(self, case, of):
        RedFlagScreenFactory(case=case, present=[FLAG], screened_on=date(2026, 11, 1))
        RedFlagScreenFactory(case=case, screened_on=date(2026, 11, 20))
        assert of("red_flags") == frozenset()

    def test_not_asking_again_settles_nothing(self, case, of):
        RedFlagScreenFactory(case=case, present=[FLAG], screened_on=date(2026, 11, 1))
        RedFlagScreenFactory(case=case, not_asked=[FLAG], screened_on=date(2026, 11, 20))
        assert (of("red_flags"), of("not_asked_flags")) == (frozenset({FLAG}), frozenset())

    def test_screens_complete_each_other(self, case, of):
        RedFlagScreenFactory(case=case, not_asked=[FLAG], screened_on=date(2026, 11, 1))
        RedFlagScreenFactory(case=case, not_asked=[OTHER], screened_on=date(2026, 11, 20))
        assert of("not_asked_flags") == frozenset()

    def test_a_flag_no_screen_names_was_not_asked(self, case, of):
        screen = RedFlagScreenFactory(case=case)
        del screen.answers[FLAG]
        screen.save()
        assert of("not_asked_flags") == {FLAG}

    def test_a_recorded_outcome_settles_what_its_screen_found(self, case, of):
        RedFlagScreenFactory(case=case, present=[FLAG], outcome="Blood is normal", outcome_on=TODAY)
        assert of("red_flags_with_outcome") == {FLAG}
        assert of("red_flags_open") == frozenset()

    def test_an_outcome_does_not_settle_what_is_found_later(self, case, of):
        old = {"screened_on": date(2026, 11, 1), "outcome": "Normal", "outcome_on": date(2026, 11, 2)}
        RedFlagScreenFactory(case=case, present=[FLAG], **old)
        RedFlagScreenFactory(case=case, present=[FLAG], screened_on=date(2026, 11, 20))
        assert of("red_flags_open") == {FLAG}

    def test_of_two_screens_on_one_day_the_later_counts(self, case, of):
        RedFlagScreenFactory(case=case, present=[FLAG])
        RedFlagScreenFactory(case=case)
        assert of("red_flags") == frozenset()


class TestClearance:
    @pytest.mark.parametrize(
        ("given", "is_valid"),
        [
            ({}, True),
            ({"valid_until": date(2026, 11, 23)}, True),
            ({"valid_until": date(2026, 11, 22)}, False),
            ({"issued_on": date(2026, 11, 24)}, False),
            ({"decision": "refused"}, False),
            ({"decision": "restricted"}, False),
            ({"decision": "restricted", "restrictions": [{"tag": "deadlift_family"}]}, True),
            ({"restriction_words": "Nothing above 5 kg"}, False),
            ({"decision": "refused", "restrictions": [{"load_kg": 5}]}, False),
            ({"revoked_on": date(2026, 11, 20), "revoked_reason": "New symptoms"}, False),
        ],
    )
    def test_it_is_valid_only_while_it_permits_training(self, given, is_valid, case, of):
        ClearanceFactory(case=case, **given)
        assert of("clearance_valid") is is_valid

    def test_weeks_are_counted_to_its_end(self, case, of):
        ClearanceFactory(case=case, valid_until=date(2026, 12, 21))
        assert of("clearance_expires_in_weeks") == 4

    def test_an_expired_one_expires_in_no_number_of_weeks(self, case, of):
        ClearanceFactory(case=case, valid_until=date(2026, 11, 20))
        assert of("clearance_expires_in_weeks") is None

    def test_only_the_newest_version_counts(self, case, of):
        first = ClearanceFactory(case=case)
        ClearanceFactory(case=case, number=2, supersedes=first, decision="refused", issued_on=first.issued_on)
        assert of("clearance_valid") is False

    @pytest.mark.parametrize(
        "limit",
        [
            {"demand": "axial_compression", "max": 2},
            {"slug": "leg-press"},
            {"tag": "deadlift_family"},
            {"position": "standing"},
            {"load_kg": 20},
        ],
    )
    def test_every_kind_of_limit_is_carried_over(self, limit, case, of):
        ClearanceFactory(case=case, decision="restricted", restrictions=[limit])
        assert of("restrictions") == (Restriction(**limit),)

    def test_its_limits_outlast_it(self, case, of):
        ended = {"valid_until": date(2026, 11, 20), "restrictions": [{"slug": "leg-press"}]}
        ClearanceFactory(case=case, decision="restricted", **ended)
        assert of("restrictions")

    RELEASE = {
        "surgery_procedure": "Microdiscectomy",
        "surgery_levels": "L5/S1",
        "surgery_on": date(2026, 9, 1),
        "surgeon": "Mr S. Pretend",
        "surgeon_release": "Train from week 6.",
    }

    FUSION = {"slug": "post-surgical-fusion", "surgery_on": date(2026, 11, 10)}
    FRACTURE = {"slug": "vertebral-compression-fracture", "fracture_on": date(2026, 11, 16)}
    BY_PHYSIO = {"issued_by": "Anna Berg", "issued_by_role": "Physiotherapist"}

    def test_a_surgeons_release_names_everything(self, case, of):
        ClearanceFactory(case=case, **self.RELEASE)
        assert of("surgeon_release") is True

    @pytest.mark.parametrize("missing", RELEASE)
    def test_a_surgeons_release_that_leaves_something_out_is_none(self, missing, case, of):
        empty = None if missing == "surgery_on" else ""
        ClearanceFactory(case=case, **self.RELEASE | {missing: empty})
        assert of("surgeon_release") is False

    def test_a_fracture_release_is_read(self, case, of):
        ClearanceFactory(case=case, fracture_release="Healed.")
        assert of("fracture_release") is True

    @pytest.mark.parametrize(
        ("given", "found", "gates"),
        [
            (RELEASE, FUSION, {"G04", "G05"}),
            (RELEASE | {"issued_on": date(2026, 11, 20)}, FUSION, {"G04", "G05"}),
            (RELEASE | {"issued_on": date(2026, 11, 20), "surgery_on": date(2026, 11, 10)}, FUSION, set()),
            ({"issued_on": date(2026, 11, 10)}, FUSION, {"G05"}),
            ({"fracture_release": "That of 2020 is healed."}, FRACTURE, {"G04", "G06"}),
            ({"fracture_release": "Stable.", "issued_on": date(2026, 11, 16)}, FRACTURE, set()),
            (BY_PHYSIO, FRACTURE | {"fracture_on": date(2026, 10, 12)}, {"G04"}),
        ],
    )
    def test_it_speaks_for_what_it_was_given_for(self, given, found, gates, ready_case):
        first = ready_case.clearances.get()
        ClearanceFactory(
            case=ready_case, number=2, supersedes=first, **{"issued_on": date(2026, 11, 3)} | given
        )
        DiagnosisFactory(case=ready_case, onset_on=None, diagnosed_on=date(2026, 11, 17), **found)
        assert {gate.id for gate in case_gates(ready_case, TODAY) if gate.blocks} == gates

    @pytest.mark.parametrize(
        ("flag", "outcome", "gates"),
        [(OTHER, "", {"G02", "G04"}), (OTHER, "Referred", {"G04"}), ("inflammatory_pattern", "", set())],
    )
    def test_a_physiotherapists_does_not_outlive_a_red_flag(self, flag, outcome, gates, ready_case):
        ready_case.clearances.update(**self.BY_PHYSIO)
        dated = {"outcome": outcome, "outcome_on": TODAY if outcome else None}
        RedFlagScreenFactory(case=ready_case, present=[flag], screened_on=date(2026, 11, 20), **dated)
        assert {gate.id for gate in case_gates(ready_case, TODAY) if gate.blocks} == gates

    def test_a_release_ends_with_its_clearance(self, case, of):
        ended = {"valid_until": date(2026, 11, 20), "fracture_release": "Healed."}
        ClearanceFactory(case=case, **self.RELEASE, **ended)
        assert (of("surgeon_release"), of("fracture_release")) == (False, False)


class TestAssessment:
    @pytest.mark.parametrize(
        ("now", "average", "pain"), [(2, 5, 5), (6, 3, 6), (None, 3, 3), (0, None, 0), (None, None, None)]
    )
    def test_pain_is_the_worse_of_now_and_average(self, now, average, pain, case, of):
        AssessmentFactory(case=case, nprs_now=now, nprs_average=average)
        assert of("pain_nprs") == pain

    @pytest.mark.parametrize(
        ("visited", "measured_on", "score", "pain"),
        [
            ({"nprs_now": 0, "nprs_average": 0}, TODAY, 9, 9),
            ({"nprs_now": 0, "nprs_average": 0}, date(2026, 11, 20), 9, 9),
            ({"nprs_now": 0, "nprs_average": 0}, date(2026, 11, 19), 9, 0),
            ({"nprs_now": 6, "nprs_average": 2}, TODAY, 1, 6),
            ({"nprs_now": None, "nprs_average": None}, TODAY, 4, 4),
            (None, TODAY, 9, 9),
        ],
        ids=["newer", "same day", "older", "newer and lower", "visit without pain", "no visit"],
    )
    def test_pain_measured_since_the_visit_counts(self, visited, measured_on, score, pain, case, of):
        if visited is not None:
            AssessmentFactory(case=case, assessed_on=date(2026, 11, 20), **visited)
        values = {"measured_on": measured_on, "score": Decimal(score), "items": {}}
        record_measure(case=case, instrument="nprs", values=values, by=case.lead)
        assert of("pain_nprs") == pain

    def test_the_newest_of_several_measures_counts(self, case, of):
        AssessmentFactory(case=case, assessed_on=date(2026, 11, 1), nprs_now=0, nprs_average=0)
        for day, score in ((TODAY, 9), (date(2026, 11, 10), 2)):
            values = {"measured_on": day, "score": Decimal(score), "items": {}}
            record_measure(case=case, instrument="nprs", values=values, by=case.lead)
        assert of("pain_nprs") == 9

    LATE = {
        "assessed_on": date(2026, 11, 1),
        "sensitivities": ["flexion"],
        "directional_preference": "extension",
        "is_pregnant_or_postpartum": True,
        "has_high_distress": True,
        "aggravating_exercises": ["leg-press"],
        "has_leg_symptoms": True,
        "nprs_now": 9,
    }

    def test_what_lasts_counts_of_a_visit_typed_after_a_newer_one(self, case, of):
        AssessmentFactory(case=case, sensitivities=["shear"])
        AssessmentFactory(case=case, **self.LATE)
        assert (of("sensitivities"), of("directional_preference")) == ({"flexion", "shear"}, "extension")
        assert of("worsens_leg_symptoms") == {"leg-press"}
        assert of("pregnant_or_postpartum")
        assert of("high_distress")
        assert (of("leg_symptoms_at_baseline"), of("pain_nprs")) == (False, 2)

    def test_the_next_visit_ends_what_the_late_one_found(self, case, of):
        AssessmentFactory(case=case)
        AssessmentFactory(case=case, **self.LATE)
        AssessmentFactory(case=case)
        assert (of("pregnant_or_postpartum"), of("worsens_leg_symptoms")) == (False, frozenset())

    @pytest.mark.parametrize(("average", "flare"), [(3, False), (4, True), (None, False)])
    def test_two_points_above_usual_are_a_flare(self, average, flare, case, of):
        AssessmentFactory(case=case, nprs_usual=2, nprs_average=average)
        assert bool(of("flare")) is flare

    @pytest.mark.parametrize(
        ("flared", "unrated", "flare"),
        [
            (16, {}, True),
            (16, {"nprs_usual": 2}, True),
            (15, {}, False),
            (16, {"nprs_usual": 2, "nprs_average": 3}, False),
            (16, {"nprs_usual": 2, "nprs_average": 4}, True),
        ],
    )
    def test_a_visit_that_does_not_rate_pain_ends_no_flare_within_its_7_days(
        self, flared, unrated, flare, case, of
    ):
        AssessmentFactory(case=case, assessed_on=date(2026, 11, flared), nprs_usual=2, nprs_average=4)
        ratings = dict.fromkeys(("nprs_now", "nprs_worst", "nprs_usual", "nprs_average"))
        AssessmentFactory(case=case, assessed_on=date(2026, 11, 20), **ratings | unrated)
        assert of("flare") is flare

    def test_a_flare_of_the_newest_visit_stands(self, case, of):
        AssessmentFactory(case=case, assessed_on=date(2026, 10, 1), nprs_usual=2, nprs_average=4)
        assert of("flare") is True

    @pytest.mark.parametrize(
        ("column", "stored", "field", "value"),
        [
            ("irritability", "high", "irritability", "high"),
            ("sensitivities", ["flexion", "sitting"], "sensitivities", {"flexion", "sitting"}),
            ("directional_preference", "extension", "directional_preference", "extension"),
            ("directional_preference", "", "directional_preference", None),
            ("is_pregnant_or_postpartum", True, "pregnant_or_postpartum", True),
            ("has_high_distress", True, "high_distress", True),
            ("has_leg_symptoms", True, "leg_symptoms_at_baseline", True),
            ("aggravating_exercises", ["leg-press"], "worsens_leg_symptoms", {"leg-press"}),
        ],
    )
    def test_what_was_found_is_carried_over(self, column, stored, field, value, case, of):
        AssessmentFactory(case=case, **{column: stored})
        assert of(field) == value

    @pytest.mark.parametrize(
        ("given", "has_baseline"),
        [({}, True), ({"psfs": []}, False), ({"nprs_now": None, "nprs_average": None}, False)],
    )
    def test_a_baseline_needs_pain_and_the_patients_own_activities(self, given, has_baseline, case, of):
        AssessmentFactory(case=case, **given)
        assert of("has_baseline_measure") is has_baseline

    def test_a_baseline_may_be_measured_instead(self, case, of):
        AssessmentFactory(case=case, psfs=[])
        items = {"activities": [{"activity": "Stairs", "score": 5}]}
        values = {"measured_on": date(2026, 11, 20), "score": Decimal(5), "items": items}
        record_measure(case=case, instrument="psfs", values=values, by=case.lead)
        assert of("has_baseline_measure") is True

    @pytest.mark.parametrize("typed", ["leg-press", "leg-press-strict-form"])
    def test_an_exercise_may_be_named_by_slug_or_by_name(self, typed, case, of):
        AssessmentFactory(case=case, aggravating_exercises=[typed])
        assert of("worsens_leg_symptoms") == {"leg-press"}

    def test_a_name_the_library_does_not_know_is_kept_to_be_refused(self, case, of):
        AssessmentFactory(case=case, aggravating_exercises=["leg-perss"])
        assert of("worsens_leg_symptoms") == {"leg-perss"}

    def test_the_newest_visit_counts(self, case, of):
        AssessmentFactory(case=case, assessed_on=date(2026, 11, 20), irritability="high")
        AssessmentFactory(case=case, assessed_on=date(2026, 11, 1), irritability="low")
        assert of("irritability") == Assessment.Irritability.HIGH


class TestStartBack:
    @pytest.fixture
    def score(self, case):
        def put(total, distress, on=date(2026, 11, 20)):
            values = {"measured_on": on, "score": Decimal(total), "items": {"distress": distress}}
            return record_measure(case=case, instrument="start_back", values=values, by=case.lead)

        return put

    @pytest.mark.parametrize(
        ("total", "distress", "counts"), [(3, 3, False), (6, 3, False), (5, 4, True), (9, 5, True)]
    )
    def test_high_risk_counts_as_high_distress(self, total, distress, counts, score, case, of):
        AssessmentFactory(case=case)
        score(total, distress)
        assert of("high_distress") is counts

    def test_it_counts_before_any_visit_is_recorded(self, score, of):
        score(6, 4)
        assert of("high_distress") is True

    def test_the_newest_score_counts(self, score, of):
        score(6, 4, date(2026, 10, 1))
        score(3, 1, date(2026, 11, 1))
        assert of("high_distress") is False

    def test_a_low_score_does_not_undo_what_the_visit_found(self, score, case, of):
        AssessmentFactory(case=case, has_high_distress=True)
        score(2, 0)
        assert of("high_distress") is True

    def test_one_entered_in_error_does_not_count(self, score, case, of):
        measure = score(6, 4)
        enter_in_error(measure=measure, seen=newest_version(measure), reason="Another patient", by=case.lead)
        assert of("high_distress") is False

    def test_another_measure_is_no_start_back(self, case, of):
        values = {"measured_on": date(2026, 11, 20), "score": Decimal(9), "items": {}}
        record_measure(case=case, instrument="nprs", values=values, by=case.lead)
        assert of("high_distress") is False


class TestResponses:
    """Red pain in a returned log counts until a newer one says otherwise, worse leg symptoms until the log is dealt with."""

    @pytest.fixture
    def press(self, case):
        program = ProgramFactory(case=case, status="draft")
        return ItemFactory(program=program)

    @pytest.fixture
    def log(self, press):
        def returned(week=1, status="issued", **changes):
            check_in = CheckInFactory(program=press.program, week=week)
            of_week = {name: changes.pop(name) for name in ("accepted_at", "reviewed_at") if name in changes}
            if "reviewed_at" in of_week:
                of_week["reviewed_by"] = press.program.created_by
            CheckIn.objects.filter(pk=check_in.pk).update(**of_week)
            ClearanceFactory(case=press.program.case, number=90 + week)
            mark_issued(press.program)
            Program.objects.filter(pk=press.program.pk).update(status=status)
            return CheckInItemFactory(check_in=check_in, item=press, **changes)

        return returned

    @pytest.mark.parametrize(("mode", "pain", "is_red"), [("strict", 3, False), ("strict", 4, True)])
    def test_red_pain_by_the_lines_of_the_light(self, mode, pain, is_red, log, of):
        log(pain_during=pain)
        assert of("red_zone_pain") == ({"leg-press"} if is_red else frozenset())

    def test_the_monitored_light_has_its_own_lines(self, press, log, of):
        Program.objects.filter(pk=press.program.pk).update(mode="monitored")
        log(pain_during=5)
        assert of("red_zone_pain") == frozenset()
        log(week=2, pain_during=6)
        assert of("red_zone_pain") == {"leg-press"}

    def test_a_newer_week_says_otherwise(self, log, of):
        log(pain_during=8)
        log(week=2, pain_during=1)
        assert of("red_zone_pain") == frozenset()

    @pytest.mark.parametrize("said", [None, False])
    def test_no_later_week_settles_worse_leg_symptoms(self, said, log, of):
        log(pain_during=8, leg_symptoms_worse=True)
        log(week=2, pain_during=1, leg_symptoms_worse=said)
        assert (of("red_zone_pain"), of("worsens_leg_symptoms")) == (frozenset(), {"leg-press"})

    @pytest.mark.parametrize(("after", "counts"), [(timedelta(hours=1), False), (timedelta(hours=-1), True)])
    def test_a_later_week_accepted_since_has_dealt_with_it(self, after, counts, log, of):
        log(leg_symptoms_worse=True)
        log(week=2, leg_symptoms_worse=False, accepted_at=timezone.now() + after)
        assert of("worsens_leg_symptoms") == ({"leg-press"} if counts else frozenset())

    @pytest.mark.parametrize("pains", [(1, 9), (9, 1)])
    def test_of_two_rows_about_one_form_the_worse_counts(self, pains, press, log, of):
        twin = ItemFactory(program=press.program, slug="wall-sit")
        for item in (press, twin):
            WeekDoseFactory(item=item, week=1, exercise=Exercise.objects.get(slug="glute-bridge"))
        first = log(pain_during=pains[0])
        CheckInItemFactory(check_in=first.check_in, item=twin, pain_during=pains[1])
        assert of("red_zone_pain") == {"glute-bridge"}

    def test_worse_legs_without_a_number_do_not_hide_red_pain(self, log, of):
        log(pain_during=8)
        log(week=2, pain_during=None, leg_symptoms_worse=True)
        assert of("red_zone_pain") == {"leg-press"}

    def test_a_version_that_starts_again_says_otherwise_whatever_week_it_is(self, case, log, of):
        first = log(week=5, pain_during=1, status="superseded").item.program
        later = ProgramFactory(case=case, number=first.number, version=2, status="draft")
        again = ItemFactory(program=later)
        CheckInItemFactory(
            check_in=CheckInFactory(program=again.program, week=1),
            item=again,
            pain_during=8,
            leg_symptoms_worse=True,
        )
        mark_issued(again.program)
        assert (of("red_zone_pain"), of("worsens_leg_symptoms")) == ({"leg-press"}, {"leg-press"})

    def test_a_newer_week_without_an_answer_says_nothing(self, log, of):
        log(pain_during=8)
        log(week=2, pain_during=None)
        assert of("red_zone_pain") == {"leg-press"}

    @pytest.mark.parametrize(
        ("dealt_with", "counts"),
        [
            ({}, True),
            ({"status": "suspended"}, True),
            ({"status": "ended"}, True),
            ({"accepted_at": "2026-11-23T12:00Z"}, False),
            ({"reviewed_at": "2026-11-23T12:00Z"}, False),
        ],
    )
    def test_worse_leg_symptoms_count_until_a_clinician_deals_with_them(self, dealt_with, counts, log, of):
        log(leg_symptoms_worse=True, **dealt_with)
        assert of("worsens_leg_symptoms") == ({"leg-press"} if counts else frozenset())

    @pytest.mark.parametrize(
        ("after", "counts"),
        [(timedelta(hours=1), False), (timedelta(hours=-1), True)],
        ids=["after", "before"],
    )
    @pytest.mark.parametrize("status", ["superseded", "ended"])
    def test_a_program_issued_after_the_log_has_dealt_with_it(self, status, after, counts, case, log, of):
        log(leg_symptoms_worse=True, status=status)
        later = ProgramFactory(case=case)
        mark_issued(later)
        Program.objects.filter(pk=later.pk).update(issued_at=timezone.now() + after)
        assert of("worsens_leg_symptoms") == ({"leg-press"} if counts else frozenset())

    def test_they_are_added_to_what_the_visit_found(self, case, log, of):
        AssessmentFactory(case=case, aggravating_exercises=["jogging"])
        log(leg_symptoms_worse=True)
        assert of("worsens_leg_symptoms") == {"jogging", "leg-press"}

    def test_the_form_given_in_that_week_is_the_one_that_hurt(self, press, log, of):
        WeekDoseFactory(item=press, week=1, exercise=Exercise.objects.get(slug="wall-sit"))
        log(pain_during=9)
        assert of("red_zone_pain") == {"wall-sit"}


class TestStopSymptoms:
    @pytest.mark.parametrize(("symptoms", "is_open"), [([], False), (["stop_bowel_bladder"], True)])
    def test_a_reported_one_is_open(self, symptoms, is_open, case, of):
        CheckInFactory(program=ProgramFactory(case=case), stop_symptoms=symptoms)
        assert of("stop_symptom_open") is is_open

    @pytest.mark.parametrize(
        ("symptom", "is_open"), [("stop_radiating", False), ("stop_bowel_bladder", True)]
    )
    def test_a_review_closes_it_unless_it_is_an_emergency_sign(self, symptom, is_open, case, of):
        seen = {"reviewed_by": case.lead, "reviewed_at": "2026-11-23T12:00Z"}
        log = CheckInFactory(program=ProgramFactory(case=case), stop_symptoms=[symptom], **seen)
        assert of("stop_symptom_open") is is_open
        RedFlagScreenFactory(case=case, screened_on=log.received_on)
        assert of("stop_symptom_open") is False


def test_a_dose_is_carried_over_with_its_units(case):
    given = {"sets": 3, "reps": 8, "hold_s": 5, "rest_s": 90, "rpe": 7, "percent_1rm": 60, "days_per_week": 2}
    item = ItemFactory.build(
        program=ProgramFactory.build(case=case), order=1, load_kg="12.50", minutes=None, **given
    )
    assert dose_facts(item) == Dose(**given, load_kg=12.5, per_side=item.exercise.per_side)


def comparable(exercise):
    """Leave out what no rule asks: in which order equipment is named, and the tempo."""
    things = sorted(map(sorted, exercise.equipment))
    return replace(exercise, equipment=(), dose=replace(exercise.dose, tempo="")), things


class TestLibrary:
    @pytest.fixture
    def press(self):
        return Exercise.objects.get(slug="leg-press")

    def test_every_exercise_is_as_its_source_says(self):
        source = read_library(settings.BASE_DIR / "fixtures" / "exercises_source.json")
        stored = facts.library()
        assert len(source) == len(stored) == 153
        assert [one.slug for one in source if comparable(stored[one.slug]) != comparable(one)] == []

    def test_it_is_read_once_while_nothing_changes(self, django_assert_num_queries):
        library = facts.library()
        with django_assert_num_queries(1):
            assert facts.library() is library

    def test_it_sees_a_changed_exercise(self, press):
        facts.library()
        press.axial_compression = 4
        press.save()
        assert facts.library()["leg-press"].demand.axial_compression == 4

    @pytest.mark.parametrize("status", ["draft", "in_review", "retired"])
    def test_it_holds_published_exercises_only(self, status, press):
        facts.library()
        press.status = status
        press.save()
        assert "leg-press" not in facts.library()

    def test_it_sees_a_new_alternative(self, press):
        facts.library()
        walking = Exercise.objects.get(slug="walking")
        Alternative.objects.create(exercise=press, replacement=walking, rank=9, why="kinder")
        assert "walking" in [one.slug for one in facts.library()["leg-press"].alternatives]

    def test_it_sees_equipment_come_and_go(self, press):
        before = facts.library()["leg-press"].equipment
        press.equipment.add(Equipment.objects.get(slug="mat"))
        assert facts.library()["leg-press"].equipment != before

    def test_a_retired_exercise_in_a_draft_is_still_known(self, press):
        assert exercise_facts(press) == facts.library()["leg-press"]
