"""The scales compare from low to high, by their place and not by their spelling."""

import pytest

from programs.rules.scales import Decision, GateLevel, GateOutcome, Section, Stage, Verdict


@pytest.mark.parametrize("scale", [Verdict, Stage, Section, GateLevel, GateOutcome, Decision])
def test_members_run_upwards_in_the_order_written(scale):
    members = list(scale)
    assert sorted(members, key=lambda member: member.rank) == members
    for lower, higher in zip(members, members[1:], strict=False):
        assert lower < higher
        assert lower <= higher
        assert higher > lower
        assert higher >= lower
        assert not lower > higher
    assert max(members) is members[-1]


def test_a_member_compares_with_its_plain_text():
    assert Verdict.AVOID > "caution"
    assert Verdict.OK == "ok"
    with pytest.raises(ValueError, match="'severe' is not a valid Verdict"):
        assert Verdict.OK < "severe"


def test_the_same_word_on_two_scales_keeps_its_own_place():
    assert (GateLevel.BLOCK_CONTENT.rank, GateOutcome.BLOCK_CONTENT.rank) == (1, 2)


def test_the_stage_before():
    assert [stage.earlier for stage in Stage] == [Stage.ACUTE, Stage.ACUTE, Stage.SUBACUTE]
