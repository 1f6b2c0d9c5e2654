"""Cases that can be prescribed for, drafts that can be issued, and one issued program."""

from datetime import date

import pytest

from clinic.models import Diagnosis
from exercises.models import Exercise
from programs.actions.issue import issue_program
from programs.planning import plan_weeks
from programs.review import review
from tests.factories import (
    AssessmentFactory,
    ClearanceFactory,
    DiagnosisFactory,
    ProgramFactory,
    RedFlagScreenFactory,
)


@pytest.fixture
def ready_case(case, today, library):
    """Return a case nothing is missing from: chronic low back pain, cleared, asked about every red flag."""
    DiagnosisFactory(case=case, slug="nonspecific-chronic-lbp", onset_on=date(2025, 5, 12), level="")
    RedFlagScreenFactory(case=case)
    ClearanceFactory(case=case)
    AssessmentFactory(case=case)
    return case


@pytest.fixture
def draft(ready_case):
    """Return an empty draft for the ready case."""
    return ProgramFactory(case=ready_case)
