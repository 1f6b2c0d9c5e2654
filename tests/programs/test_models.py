"""What the database itself refuses, whoever writes to it."""

import pytest
from django.db import IntegrityError, transaction

from programs.models import Handout, Program
from tests.factories import CheckInFactory, ItemFactory, ProgramFactory, RequestFactory, WeekDoseFactory
from tests.programs.steps import mark_issued

NOW = "2026-11-23T12:00Z"


@pytest.fixture
def refused():
    """Return a function that runs something and expects the database to refuse it."""

    def expect(write, *args, **values):
        with pytest.raises(IntegrityError), transaction.atomic():
            write(*args, **values)

    return expect


@pytest.fixture
def stored(draft):
    return Program.objects.filter(pk=draft.pk)


@pytest.mark.parametrize("field", ["issued_by", "issued_at", "snapshot"])
def test_a_draft_holds_nothing_of_an_issue(field, draft, stored, refused):
    values = {"issued_by": draft.created_by, "issued_at": NOW, "snapshot": {}}
    refused(stored.update, **{field: values[field]})


@pytest.mark.parametrize("field", ["issued_by", "issued_at", "snapshot", "clearance"])
@pytest.mark.parametrize("status", ["issued", "superseded", "suspended", "ended"])
def test_what_was_issued_has_a_name_a_time_a_clearance_and_a_snapshot(status, field, draft, stored, refused):
    mark_issued(draft)
    refused(stored.update, **{"status": status, field: None})


def test_an_issued_program_goes_back_to_no_draft(draft, stored, refused):
    mark_issued(draft)
    refused(stored.update, status="draft")


def test_versions_count_up(draft, refused):
    refused(ProgramFactory, case=draft.case, number=draft.number, version=draft.version)


def test_two_clinics_count_apart(draft, other_clinic):
    ProgramFactory(case__patient__clinic=other_clinic, number=draft.number)


def test_a_log_code_finds_one_program(draft, stored, refused):
    ProgramFactory(case=draft.case, number=99, log_code="K7Q2XM")
    refused(stored.update, log_code="K7Q2XM")


def test_one_version_follows_another_once(draft, refused):
    ProgramFactory(case=draft.case, number=draft.number, version=2, supersedes=draft)
    refused(ProgramFactory, case=draft.case, number=draft.number, version=3, supersedes=draft)


def test_an_exercise_is_prescribed_once(item, refused):
    refused(ItemFactory, program=item.program)


def test_an_exercise_is_asked_for_once(draft, refused):
    RequestFactory(program=draft)
    refused(RequestFactory, program=draft)


def test_a_week_has_one_dose(item, refused):
    refused(WeekDoseFactory, item=item, week=1)


@pytest.mark.parametrize("field", ["acknowledged_by", "acknowledged_at"])
def test_a_tick_has_a_name_and_a_time(field, draft, refused):
    values = {"acknowledged_by": draft.created_by, "acknowledged_at": NOW}
    refused(ItemFactory, program=draft, **{field: values[field]})


@pytest.mark.parametrize("missing", ["override_by", "override_at", "override_reason"])
def test_an_override_has_a_reason_a_name_and_a_date(missing, draft, refused):
    values = {"override_by": draft.created_by, "override_at": NOW, "override_reason": "Trained for it"}
    del values[missing]
    refused(ItemFactory, program=draft, **values)


def test_a_week_comes_back_once(draft, refused):
    CheckInFactory(program=draft)
    refused(CheckInFactory, program=draft)


def test_a_handout_variant_is_kept_once(draft, refused):
    paper = {"paper": "a4", "size": "standard", "palette": "colour", "language": "en"}
    values = {**paper, "program": draft, "clinic": draft.clinic, "pdf": b"%PDF", "sha256": "0", "pages": 2}
    Handout.objects.create(**values)
    refused(Handout.objects.create, **values)


def test_an_issued_programs_rows_are_protected(draft, refused):
    mark_issued(draft)
    refused(draft.case.clearances.all().delete)
