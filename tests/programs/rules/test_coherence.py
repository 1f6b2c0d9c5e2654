"""Every rule names exercises that exist."""

from programs.rules.coherence import unmatched_selectors
from programs.rules.library import Library


def test_every_rule_matches_some_exercise_of_the_shipped_library(library, table):
    assert unmatched_selectors(table, library) == ()


def test_a_rule_that_matches_nothing_is_named(library, table):
    few = Library(one for one in library if one.slug != "good-morning" and "neural" not in one.tags)
    assert unmatched_selectors(table, few) == (
        "X05 slug good-morning",
        "X06 slug good-morning",
        "X07 slug good-morning",
    )
    found = unmatched_selectors(table, Library([library["good-morning"]]))
    assert {
        "S-sitting position seated",
        "S-sitting tag sustained_sitting",
        "D-flexion tag extension_bias",
    } <= set(found)
    assert "X02 tag deadlift_family" in found
