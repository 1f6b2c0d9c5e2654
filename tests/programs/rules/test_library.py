"""The library: what is read from the plain JSON and how it is looked up."""

import pytest

from programs.rules.library import _HOLDS_LOAD, Library, holds_load, is_at_hand, read_equipment
from programs.rules.values import Exercise, UnknownCode


def test_all_exercises_are_read(library):
    assert len(library) == 153
    press = library["leg-press"]
    assert (press.position, press.externally_loadable, press.back_supported) == ("seated", True, True)
    assert (press.dose.sets, press.dose.reps_min, press.dose.reps_max) == (2, 10, 15)
    assert press.alternatives[0].why == "home version lying flat"


def test_interchangeable_equipment_is_split_and_nothing_asks_for_nothing():
    assert read_equipment(["box_or_bench", "dumbbell"]) == ({"box", "bench"}, {"dumbbell"})
    assert read_equipment(["cable_or_band"]) == ({"cable_machine", "long_band"},)
    assert read_equipment(["none"]) == ()


def test_chains_are_walked_nearest_first(library):
    rack_pull = library["rack-pull"]
    assert [one.slug for one in library.easier(rack_pull)][:2] == ["trap-bar-deadlift", "kettlebell-deadlift"]
    assert [one.slug for one in library.harder(rack_pull)] == [
        "romanian-deadlift",
        "sumo-deadlift",
        "conventional-deadlift",
    ]
    assert library.easier(library["jump-squat"]) == library.harder(library["jump-squat"]) == ()


def test_an_exercise_without_a_place_in_its_chain_has_no_neighbours():
    lost = Exercise("lost", "Lost", chain="squat")
    library = Library([lost, Exercise("placed", "Placed", chain="squat", chain_order=1)])
    assert library.harder(lost) == library.easier(lost) == ()


def test_lookups(library):
    assert library.get("nowhere") is None
    assert "leg-press" in library
    assert "nowhere" not in library
    assert "leg-press" in library.slugs
    assert "leg-press" not in {one.slug for one in library.same_pattern(library["leg-press"])}
    with pytest.raises(UnknownCode, match="unknown exercise 'nowhere'"):
        library["nowhere"]


def test_a_slug_stands_once():
    with pytest.raises(ValueError, match="'twice' stands twice"):
        Library([Exercise("twice", "A"), Exercise("twice", "B")])


def test_every_requirement_must_be_met(library):
    squat = library["box-squat"]
    assert is_at_hand(squat, frozenset({"bench", "dumbbell"}))
    assert not is_at_hand(squat, frozenset({"dumbbell"}))
    assert is_at_hand(library["clamshell"], frozenset({"mat"}))


@pytest.mark.parametrize(
    ("equipment", "holds"),
    [
        (["barbell", "rack"], True),
        (["bench", "dumbbell"], True),
        (["cable_or_band"], True),
        (["calf_machine_or_barbell"], True),
        (["hack_squat_machine"], True),
        (["wall"], False),
        (["low_step"], False),
        (["loop_band", "anchor"], False),
        ([], False),
    ],
)
def test_a_weight_is_chosen_on_what_holds_one(equipment, holds):
    assert holds_load(Exercise("some", "Some", equipment=read_equipment(equipment))) is holds


def test_what_holds_a_weight_is_known_to_the_library(library):
    assert library.equipment >= _HOLDS_LOAD
