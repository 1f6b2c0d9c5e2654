"""A second, naive reading of the evidence data, to be compared with the engine. Shares no code with it."""

import json
from pathlib import Path

HERE = Path(__file__).parent
RULES = json.loads((HERE / "data" / "rules.json").read_text())
EXERCISES = {
    record["slug"]: record
    for record in json.loads((HERE.parents[2] / "fixtures" / "exercises_source.json").read_text())[
        "exercises"
    ]
}
NOTHING = dict.fromkeys(EXERCISES["heel-slide"]["demand"], 0)
# One made-up exercise for every demand at every ordinal, so that no limit goes untried.
LADDER = [
    {**EXERCISES["heel-slide"], "slug": f"{demand}-{value}", "tags": [], "demand": {**NOTHING, demand: value}}
    for demand in NOTHING
    for value in range(5)
]
CONDITIONS = tuple(sorted(RULES["threshold_matrix"]))
STAGES = ("acute", "subacute", "chronic")
LIMITS = {(condition, stage): [] for condition in CONDITIONS for stage in STAGES}
for one in RULES["expanded_threshold_rules"]:
    LIMITS[one["condition"], one["stage"]].append(one)
WORST = {"ok": 0, "caution": 1, "avoid": 2}


def demand_of(record, heavy):
    """Add one to compression and shear of loadable heavy work, never from nothing, never above four."""
    demand = dict(record["demand"])
    if heavy and record["externally_loadable"]:
        for name in ("axial_compression", "anterior_shear"):
            demand[name] = min(4, demand[name] + (demand[name] >= 1))
    return demand


def hits(record, stages, *, heavy=False, sensitivities=(), preference=None, pain=0):
    """Return every (rule, condition, verdict) for one exercise; `stages` maps condition to stage."""
    demand = demand_of(record, heavy)
    found = set()
    for place in stages.items():
        for rule in LIMITS[place]:
            value, upper = demand[rule["selector"]["demand"]], rule["selector"]["upper_exclusive"]
            if value >= rule["selector"]["value"] and (upper is None or value < upper):
                found.add((rule["id"], rule["condition"], rule["verdict"]))
    earliest = next(stage for stage in STAGES if stage in stages.values())
    for rule in RULES["explicit_rules"]:
        found |= _explicit(rule, record, stages, earliest, pain)
    for name in sensitivities:
        found |= _sensitivity(name, record, demand, earliest)
    against = {"extension": "flexion_bias", "flexion": "extension_bias"}.get(preference)
    if against in record["tags"]:
        found.add((f"D-{preference}", None, "caution" if earliest == "chronic" else "avoid"))
    return found


def verdict(found):
    """Return the severest verdict of all hits."""
    return max((hit[2] for hit in found), key=WORST.get, default="ok")


def _explicit(rule, record, stages, earliest, pain):
    selector = rule["selector"]
    named = record["slug"] in selector.get("slug", ()) or selector.get("tag") in record["tags"]
    if not named or (rule["when"] and pain < rule["when"]["gte"]):
        return set()
    places = {None: earliest} if rule["conditions"] == "*" else stages
    return {
        (rule["id"], condition, rule["verdict"])
        for condition, stage in places.items()
        if (condition is None or condition in rule["conditions"])
        and (rule["stages"] == "*" or stage in rule["stages"])
    }


def _sensitivity(name, record, demand, earliest):
    if name == "sitting":
        if earliest == "acute" and "sustained_sitting" in record["tags"]:
            return {("S-sitting", None, "avoid")}
        return {("S-sitting", None, "caution")} if record["position"] == "seated" else set()
    limits = RULES["sensitivities"]["acute" if earliest == "acute" else "other"]
    value = demand[RULES["sensitivities"]["fields"][name]]
    if value >= limits["avoid_at"]:
        return {(f"S-{name}", None, "avoid")}
    return {(f"S-{name}", None, "caution")} if value >= limits["caution_at"] else set()
