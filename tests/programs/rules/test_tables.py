"""The shipped rule files say exactly what the evidence data say."""

from pathlib import Path

import pytest

from programs.rules.scales import Stage
from programs.rules.table import AWAITING_REVIEW
from programs.rules.values import DEMANDS
from tests.programs.rules import oracle

MATRIX = (Path(__file__).parent / "data" / "matrix.txt").read_text().splitlines()


def cell(threshold):
    if threshold is None:
        return "-"
    ends = (threshold.caution_at, threshold.avoid_at)
    return "/".join("-" if end is None else str(end) for end in ends)


@pytest.mark.parametrize("line", MATRIX, ids=lambda line: "-".join(line.split(" | ")[:2]).strip("| "))
def test_limits_equal_the_printed_matrix(line, table):
    slug, stage, *cells = [part.strip() for part in line.strip("| ").split("|")]
    limits = table.conditions[slug].limits[Stage(stage)]
    assert [cell(limits.get(demand)) for demand in DEMANDS] == cells


@pytest.mark.parametrize("slug", oracle.CONDITIONS)
def test_limits_and_reasons_equal_the_data_cell_by_cell(slug, table):
    condition = table.conditions[slug]
    for stage in Stage:
        limits = {
            demand: {"caution_at": one.caution_at, "avoid_at": one.avoid_at}
            for demand, one in condition.limits[stage].items()
        }
        assert limits == oracle.RULES["threshold_matrix"][slug][stage]
    reasons = {
        demand: {"reason": one.text, "sources": list(one.sources), "strength": one.strength}
        for demand, one in condition.reasons.items()
    }
    assert reasons == oracle.RULES["threshold_reasons"][slug]


def test_conditions_are_the_fourteen_of_the_data(table):
    names = {one["slug"]: one["name"] for one in oracle.RULES["conditions"]}
    assert {slug: one.name for slug, one in table.conditions.items()} == names


def test_families_decide_which_date_counts(table):
    families = {slug: str(one.family) for slug, one in table.conditions.items() if one.family != "general"}
    assert families == {
        "post-surgical-discectomy": "post_surgical",
        "post-surgical-fusion": "post_surgical",
        "vertebral-compression-fracture": "fracture",
    }


def test_limits_of_fracture_fusion_and_osteoporosis_are_never_overridable(table):
    closed = {slug for slug, one in table.conditions.items() if not one.thresholds_overridable}
    assert closed == {"vertebral-compression-fracture", "post-surgical-fusion", "osteoporosis"}


def test_explicit_rules_equal_the_data(table):
    for rule, data in zip(table.explicit, oracle.RULES["explicit_rules"], strict=True):
        conditions = "*" if rule.conditions is None else sorted(rule.conditions)
        stages = "*" if len(rule.stages) == 3 else sorted(map(str, rule.stages))
        assert (rule.id, str(rule.verdict), rule.reason) == (data["id"], data["verdict"], data["reason"])
        assert conditions == (data["conditions"] if conditions == "*" else sorted(data["conditions"]))
        assert stages == (data["stages"] if stages == "*" else sorted(data["stages"]))
        assert rule.tag == data["selector"].get("tag")
        assert sorted(rule.slugs) == sorted(data["selector"].get("slug", ()))
        assert rule.pain_at_least == (data["when"] or {}).get("gte")
        assert list(rule.sources) == data["sources"]
        assert (rule.override is None) == (data["override"] is None)


def test_the_one_override_states_its_stage_and_criteria(table):
    rule = next(rule for rule in table.explicit if rule.override)
    data = next(one["override"] for one in oracle.RULES["explicit_rules"] if one["override"])
    assert rule.id == "X03"
    assert [*rule.override.stages] == data["allowed_stages"]
    assert list(rule.override.criteria) == data["criteria"]
    of_record = (
        f"<= {rule.override.pain_at_most}/10 and no leg symptoms",
        f">= {rule.override.hold_s_at_least} s",
    )
    assert [any(words in one for one in data["criteria"]) for words in of_record] == [True, True]
    assert rule.override.without_leg_symptoms


def test_flags_symptoms_and_gates_equal_the_data(table):
    flags = {one["id"]: (one["label"], one["level"], one["group"]) for one in oracle.RULES["red_flags"]}
    assert {one.id: (one.label, one.level, one.group) for one in table.red_flags.values()} == flags
    stops = {one["id"]: (one["label"], one["action"]) for one in oracle.RULES["stop_symptoms"]}
    assert {one.id: (one.label, one.action) for one in table.stop_symptoms.values()} == stops
    gates = {one["id"]: (one["level"], one["when"]) for one in oracle.RULES["gates"]}
    assert {one.id: (one.level, one.when) for one in table.gates.by_id.values()} == gates


def test_progression_numbers_equal_the_data(table):
    pacing, data = table.progression, oracle.RULES["progression"]
    for mode, limits in pacing.modes.items():
        expected = data["modes"][mode]
        assert limits.green_max == expected["green_max"]
        assert limits.amber_max == expected["amber_max"]
        assert limits.rpe_cap == expected["rpe_cap"]
        assert limits.volume_cap == expected["volume_cap"]
    assert pacing.modes["monitored"].hard_cap == data["hard_volume_cap"]
    assert pacing.modes["strict"].hard_cap == data["modes"]["strict"]["volume_cap"]
    assert pacing.feedback.adherence_min == data["adherence_min"]
    assert pacing.feedback.morning_regress == data["morning_delta_regress"]
    assert (pacing.steps.load_step, pacing.steps.load_step_max) == (data["load_step"], data["load_step_max"])
    assert pacing.deload.every_weeks == data["deload_every_weeks"]
    assert pacing.regress.load == data["regress_load"]
    assert {str(stage): sets for stage, sets in pacing.sets_max.items()} == {
        "acute": 2,
        "subacute": 3,
        "chronic": 4,
    }


def test_every_source_is_kept(table):
    for name, data in oracle.RULES["sources"].items():
        source = table.sources[name]
        assert (source.citation, source.read_as, source.found_at) == tuple(data.values())


def test_nothing_has_been_reviewed_and_the_table_says_so(table):
    assert table.review_state == AWAITING_REVIEW
    assert {review.state for review in table.reviews} == {AWAITING_REVIEW}
    assert len(table.reviews) == 22
