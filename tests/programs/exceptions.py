"""What the tests of overrides share: a disc problem that allows one exception, and what must be confirmed for it."""

from datetime import date

from programs.review import review
from programs.rules.loading import default_table
from tests.factories import DiagnosisFactory

CHRONIC, SUBACUTE = date(2026, 3, 2), date(2026, 10, 5)
REASON = "Powerlifter, trained under supervision for years, hinge checked today"
X03 = next(rule for rule in default_table().explicit if rule.id == "X03")
# The written reason is a field of its own, not a box to tick.
CRITERIA = [one for one in X03.override.criteria if "written reason" not in one]
COVERED = ["X03 for disc-herniation"]
CONFIRMED = {"criteria": CRITERIA, "reason": REASON}


def with_disc(case, onset_on=CHRONIC):
    """Give the case a disc herniation, with which rule X03 leaves every deadlift out."""
    return DiagnosisFactory(case=case, slug="disc-herniation", onset_on=onset_on)


def judged(program, slug):
    """Return what the rules say about one exercise of the draft now."""
    return next(one for one in review(program).items if one.row.exercise.slug == slug)


def rules_to_read(program, slug):
    """Return what the tick beside one exercise stands for: every rule that spoke."""
    return sorted({hit.basis for hit in judged(program, slug).screening.findings})


def gates_of(program):
    return [gate.id for gate in review(program).blocking]
