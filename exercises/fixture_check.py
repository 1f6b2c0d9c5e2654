"""What library files must fulfil before any row of them is written; every fault names file, entry and reason."""

from collections import Counter, defaultdict

from exercises.figures.schema import PoseError, validate
from exercises.languages import BASE, COMPLETE, NAMES
from exercises.models.exercise import HEAVIEST
from exercises.vocabulary import DEMANDS

TEXT_KEYS = ("name", "purpose", "setup", "steps", "feel", "easier", "harder", "not_like_this", "alt")


class FixtureProblem(ValueError):
    """A library file that cannot be loaded, in one line."""

    def __init__(self, file, entry, reason):
        super().__init__(f"{file}: {entry}: {reason}".replace("\n", " "))


def check_equipment(file, entries):
    """Refuse equipment that stands twice or whose options are unknown."""
    fields = fields_of(entries, "exercises.equipment")
    check_named_once(file, [one["slug"] for one in fields])
    known = {one["slug"] for one in fields}
    for one in fields:
        check_known(file, one["slug"], "equipment", named(one["options"]), known)


def check_exercises(file, entries, equipment):
    """Refuse exercises that contradict themselves, each other or the equipment list."""
    exercises = fields_of(entries, "exercises.exercise")
    check_named_once(file, [one["slug"] for one in exercises])
    for one in exercises:
        check_known(file, one["slug"], "equipment", named(one["equipment"]), equipment)
        _check_demands(file, one)
    _check_chains(file, exercises)
    known = {one["slug"] for one in exercises}
    _check_alternatives(file, entries, known)
    _check_texts(file, entries, known)
    _check_published(file, exercises, entries)
    _check_figures(file, entries, known)


def fields_of(entries, model):
    """Return the fields of every entry of one model."""
    return [entry["fields"] for entry in entries if entry["model"] == model]


def named(keys):
    """Return the codes that a list of natural keys names."""
    return [code for (code,) in keys]


def check_named_once(file, names):
    """Refuse a name that stands twice."""
    for name, times in Counter(names).items():
        if times > 1:
            raise FixtureProblem(file, name, f"stands {times} times")


def check_known(file, entry, kind, codes, known):
    """Refuse a code that nothing defines."""
    for code in codes:
        if code not in known:
            raise FixtureProblem(file, entry, f"unknown {kind} {code!r}")


def _check_demands(file, exercise):
    for demand in DEMANDS:
        value = exercise.get(demand)
        if type(value) is not int or not 0 <= value <= HEAVIEST:
            raise FixtureProblem(file, exercise["slug"], f"{demand} must be 0 to {HEAVIEST}, not {value!r}")


def _check_chains(file, exercises):
    """Refuse a progression chain with a gap or two exercises at one place; places count from 0."""
    chains = defaultdict(dict)
    for one in exercises:
        if bool(one["chain"]) != (one["chain_order"] is not None):
            raise FixtureProblem(file, one["slug"], "chain and chain_order go together")
        if not one["chain"]:
            continue
        twin = chains[one["chain"]].setdefault(one["chain_order"], one["slug"])
        if twin != one["slug"]:
            reason = f"shares place {one['chain_order']} of chain {one['chain']!r} with {twin}"
            raise FixtureProblem(file, one["slug"], reason)
    for chain, places in chains.items():
        missing = sorted(set(range(max(places) + 1)) - set(places))
        if missing:
            raise FixtureProblem(file, places[max(places)], f"chain {chain!r} has no place {missing[0]}")


def _check_alternatives(file, entries, known):
    alternatives = fields_of(entries, "exercises.alternative")
    pairs = [(one["exercise"][0], one["replacement"][0]) for one in alternatives]
    check_named_once(file, [f"{exercise} → {replacement}" for exercise, replacement in pairs])
    for pair in pairs:
        check_known(file, " → ".join(pair), "exercise", pair, known)
        if pair[0] == pair[1]:
            raise FixtureProblem(file, pair[0], "is an alternative to itself")


def _check_texts(file, entries, known):
    texts = fields_of(entries, "exercises.exercisetext")
    check_named_once(file, [f"{one['exercise'][0]} ({one['language']})" for one in texts])
    steps = {one["exercise"][0]: one["steps"] for one in texts if one["language"] == BASE}
    for one in texts:
        slug = one["exercise"][0]
        check_known(file, slug, "exercise", [slug], known)
        check_known(file, slug, "language", [one["language"]], NAMES)
        _check_text(file, slug, one)
        _check_translation(file, slug, one, steps)
    for language in COMPLETE:
        written = {one["exercise"][0] for one in texts if one["language"] == language}
        for slug in sorted(set(steps) - written):
            raise FixtureProblem(file, slug, f"has no text in {language!r}, which must hold every exercise")


def _check_text(file, slug, text):
    """Refuse a text with an empty field, or one that calls itself reviewed: only a person here can review it."""
    for key in TEXT_KEYS:
        if not text.get(key):
            raise FixtureProblem(file, slug, f"the text in {text['language']!r} lacks {key!r}")
    if not all(isinstance(step, str) and step.strip() for step in text["steps"]):
        raise FixtureProblem(file, slug, f"the text in {text['language']!r} has an empty step")
    if text.get("reviewed_by") or text.get("reviewed_on"):
        raise FixtureProblem(file, slug, f"the text in {text['language']!r} cannot come as reviewed")


def _check_translation(file, slug, text, steps):
    """Refuse a translation that leaves out or adds a step; `steps` are those of the base language by slug."""
    if slug not in steps:
        raise FixtureProblem(file, slug, f"is written in {text['language']!r} and not in {BASE!r}")
    there, here = len(steps[slug]), len(text["steps"])
    if here != there:
        raise FixtureProblem(file, slug, f"has {here} steps in {text['language']!r}, {there} in {BASE!r}")


def _check_published(file, exercises, entries):
    """Refuse a published exercise that a patient could not read, unless it only names a fault."""
    texts = fields_of(entries, "exercises.exercisetext")
    readable = {one["exercise"][0] for one in texts if one["language"] == BASE}
    for one in exercises:
        if (
            one["status"] == "published"
            and one["slug"] not in readable
            and "fault_pattern" not in one["tags"]
        ):
            raise FixtureProblem(file, one["slug"], "is published without a text for patients")


def _check_figures(file, entries, known):
    figures = fields_of(entries, "exercises.figure")
    check_named_once(file, [one["exercise"][0] for one in figures])
    for one in figures:
        slug = one["exercise"][0]
        check_known(file, slug, "exercise", [slug], known)
        try:
            validate(one["pose"], slug)
        except PoseError as error:
            raise FixtureProblem(file, slug, str(error)) from None
