"""Where the record's forms and the rules say the same of a clearance."""

from clinic.models import Condition
from clinic.validity import ACUTE
from programs.facts import patient_facts
from programs.rules.loading import default_table
from tests.factories import ClearanceFactory


def test_the_short_validity_lasts_as_long_as_the_rules_call_an_episode_acute():
    weeks = default_table().stages.weeks
    assert {family: ACUTE[Condition.Family(family)][1].days / 7 for family in weeks} == {
        family: boundaries.acute_below for family, boundaries in weeks.items()
    }


def test_a_limit_kept_under_the_name_of_an_exercise_counts_for_it(case, library, today):
    ClearanceFactory(
        case=case,
        decision="restricted",
        restrictions=[{"slug": "leg-press-strict-form"}, {"load_kg": 20}],
    )
    assert [(one.slug, one.load_kg) for one in patient_facts(case, today).restrictions] == [
        ("leg-press", None),
        (None, 20),
    ]
