"""Issuing: judged again, frozen whole, never changed afterwards."""

import copy
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clinic.models import AccessEvent
from exercises.models import Exercise
from programs.actions.draft import revise_program
from programs.actions.issue import end_program, issue_program
from programs.errors import NotIssuable, Refused, StaleDraft
from programs.handouts.presenter import Handout
from programs.handouts.variant import Variant
from programs.models import Program
from programs.planning import plan_weeks
from programs.review import situation
from programs.snapshot import digest
from tests.factories import AssessmentFactory, DiagnosisFactory, ProgramFactory
from tests.programs.steps import content_of, issue, program_of, ticks_of

NOW = datetime(2026, 11, 23, 15, tzinfo=timezone.get_default_timezone())


def issue_as_seen(program, by, **changes):
    """Issue with the note ticked that the page showed when it was opened."""
    values = {
        "seen": program.draft_version,
        "acknowledged": ticks_of(program, "W01"),
        "now": NOW,
        "by": by,
    } | changes
    return issue_program(program=program, **values)


def test_it_is_signed_and_dated(ready_draft, colleague):
    issued = issue_as_seen(ready_draft, colleague)
    assert (issued.issued_by, issued.issued_at, issued.status) == (colleague, NOW, "issued")
    assert issued.clearance == ready_draft.case.clearances.get()


def test_the_case_is_held_while_its_program_is_judged_and_issued(ready_draft, colleague):
    with CaptureQueriesContext(connection) as asked:
        issue_as_seen(ready_draft, colleague)
    held = [one["sql"] for one in asked if "FOR UPDATE" in one["sql"] and 'FROM "clinic_case"' in one["sql"]]
    assert bool(held) == connection.features.has_select_for_update


def test_its_days_are_those_of_the_clinics_clock(ready_draft, physio):
    with timezone.override("America/Los_Angeles"):
        evening = datetime(2026, 11, 24, 1, tzinfo=UTC)
        program = issue(ready_draft, by=physio, now=evening)
        assert program.snapshot["program"]["issued_on"] == "2026-11-23"


def test_a_diagnosis_recorded_twice_is_frozen_in_its_earlier_stage(ready_draft, physio):
    for onset in (date(2026, 10, 5), date(2025, 5, 12)):
        DiagnosisFactory(case=ready_draft.case, slug="facet-joint-pain", onset_on=onset)
    stages = situation(ready_draft).condition_stages
    assert stages["facet-joint-pain"] == "subacute"


def test_its_digest_is_that_of_its_snapshot(issued):
    stored = program_of(issued)
    assert stored.snapshot_sha256 == digest(stored.snapshot)


def test_it_leaves_an_access_event(issued, physio):
    event = AccessEvent.objects.get()
    assert (event.kind, event.user, event.what) == ("issue", physio, f"Program {issued.code}")


def test_its_log_code_finds_it(issued):
    assert Program.objects.get(log_code=issued.snapshot["program"]["log_code"]) == issued


def new_diagnosis(case):
    fresh = {"onset_on": date(2026, 11, 16), "diagnosed_on": date(2026, 11, 20)}
    DiagnosisFactory(case=case, slug="disc-herniation-radiculopathy", **fresh)


def withdrawn_diagnosis(case):
    case.diagnoses.update(status="entered_in_error")


def revoked_clearance(case):
    case.clearances.update(revoked_on=date(2026, 11, 23), revoked_reason="New symptoms")


def closed(case):
    case.closed_on = date(2026, 11, 23)
    case.save()


def lowered_limits(case):
    case.clearances.update(decision="restricted", restrictions=[{"slug": "leg-press"}])


def new_sensitivity(case):
    AssessmentFactory(case=case, assessed_on=date(2026, 11, 23), sensitivities=["flexion"])


@pytest.mark.parametrize(
    "change", [closed, new_diagnosis, withdrawn_diagnosis, revoked_clearance, lowered_limits, new_sensitivity]
)
def test_it_is_judged_again_after_the_page_was_opened(change, ready_draft, physio):
    change(ready_draft.case)
    before = content_of(ready_draft)
    with pytest.raises(NotIssuable):
        issue_as_seen(ready_draft, physio)
    assert content_of(ready_draft) == before


def test_a_changed_exercise_is_judged_again(ready_draft, physio):
    press = Exercise.objects.get(slug="leg-press")
    press.axial_compression = press.anterior_shear = 4
    press.save()
    with pytest.raises(NotIssuable, match="Leg press"):
        issue_as_seen(ready_draft, physio)


def test_the_clearance_is_judged_on_the_day_of_issue(ready_draft, physio):
    with pytest.raises(NotIssuable, match="No valid medical clearance"):
        issue_as_seen(ready_draft, physio, now=NOW + timedelta(days=365))


def test_a_note_that_was_not_ticked_is_refused(ready_draft, physio):
    with pytest.raises(NotIssuable, match="Tick that you have read"):
        issue_as_seen(ready_draft, physio, acknowledged=[])


def test_a_step_taken_meanwhile_is_refused(ready_draft, physio):
    with pytest.raises(StaleDraft):
        issue_as_seen(ready_draft, physio, seen=0)
    assert program_of(ready_draft).is_draft


def test_it_is_issued_once(ready_draft, physio):
    first = issue_as_seen(ready_draft, physio)
    with pytest.raises(Refused, match="has been issued and no longer changes"):
        issue_as_seen(ready_draft, physio)
    assert program_of(ready_draft).issued_at == first.issued_at


@pytest.fixture
def frozen(issued):
    before = copy.deepcopy(program_of(issued).snapshot)
    yield issued
    after = program_of(issued)
    assert (after.snapshot, digest(after.snapshot)) == (before, after.snapshot_sha256)


def test_a_changed_library_does_not_reach_it(frozen):
    for item in frozen.items.select_related("exercise__figure"):
        item.exercise.texts.update(name="Other", steps=["Other"])
        item.exercise.name, item.exercise.reps_min, item.exercise.status = "Other", 1, "retired"
        item.exercise.save()
        item.exercise.figure.pose = {}
        item.exercise.figure.save()


def test_a_changed_record_does_not_reach_it(frozen):
    new_diagnosis(frozen.case)
    revoked_clearance(frozen.case)
    frozen.case.patient.family_name = frozen.clinic.name = "Other"
    frozen.case.patient.save()
    frozen.clinic.save()


def test_its_own_rows_do_not_reach_it(frozen):
    frozen.items.update(sets=9, note="Other")


def test_ending_does_not_reach_it(frozen, physio):
    end_program(program=frozen, reason="Moved", today=date(2026, 11, 24), by=physio)


def test_a_new_version_does_not_reach_it(frozen, physio):
    revise_program(program=frozen, today=date(2026, 11, 24), by=physio)


class TestSuperseding:
    @pytest.fixture
    def second(self, issued, physio):
        return issue(revise_program(program=issued, today=date(2026, 11, 24), by=physio), by=physio)

    def test_a_new_version_replaces_the_old_one(self, issued, second):
        assert (program_of(issued).status, second.status) == ("superseded", "issued")
        (named,) = second.snapshot["program"]["supersedes"]
        assert (named["code"], named["issued_on"]) == (issued.code, "2026-11-23")

    def test_a_patient_follows_one_program_at_a_time(self, issued, second):
        assert list(issued.case.programs.live()) == [second]

    def test_another_program_of_the_case_is_replaced_too(self, issued, physio):
        other = ProgramFactory(case=issued.case, number=50)
        for item in issued.items.all():
            item.pk, item.program = None, other
            item.save()
        plan_weeks(other)
        replacing = issue(other, by=physio)
        assert program_of(issued).status == "superseded"
        words = f"Replaces program {issued.code[:-3]}, version\u00a01, of "
        for variant in (Variant(), Variant(extent="fridge")):
            handout = Handout.from_snapshot(replacing.snapshot, variant)
            assert handout.head.replaces.startswith(words)
            assert handout.head.replaces.endswith("Throw the old plan away. Keep its log pages.")

    def test_a_version_made_from_an_older_one_names_what_it_replaces(self, issued, second, physio):
        third = issue(revise_program(program=issued, today=date(2026, 11, 24), by=physio), by=physio)
        assert program_of(second).status == "superseded"
        assert [one["version"] for one in third.snapshot["program"]["supersedes"]] == [2]
        head = Handout.from_snapshot(third.snapshot, Variant()).head
        assert head.replaces.startswith("Replaces version 2 of")

    def test_a_refused_version_replaces_nothing(self, issued, physio):
        draft = revise_program(program=issued, today=date(2026, 11, 24), by=physio)
        with pytest.raises(NotIssuable):
            issue_as_seen(draft, physio, acknowledged=[])
        assert program_of(issued).status == "issued"

    def test_another_patients_program_runs_on(self, issued, second, other_clinic):
        other = ProgramFactory(case__patient__clinic=other_clinic)
        assert program_of(other).status == "draft"
