"""How much: one week's dose as sentences, as a compact cell, and grouped into runs of equal weeks."""

from dataclasses import dataclass
from decimal import Decimal

from programs.handouts.errors import HandoutError
from programs.handouts.snapshot import NO_BREAK

FIELDS = ("sets", "reps", "hold_s", "minutes", "load_kg", "rest_s", "rpe")
# So many weeks stay on one line.
FEW = 3


@dataclass(frozen=True)
class Run:
    """Consecutive weeks with the same dose."""

    first: int
    last: int
    dose: dict

    @property
    def is_easier(self):
        """A lighter week; one that is no lighter than its neighbours is not called so."""
        return self.first == self.last and bool(self.dose.get("is_deload"))

    def label(self, wording):
        if self.first == self.last:
            return wording.say("glance.week", n=self.first)
        return wording.say("exercise.weeks_range", **{"from": self.first, "to": self.last})


@dataclass(frozen=True)
class Plan:
    """The weeks as the table shows them, with what the easier ones among them are told below it."""

    weeks: tuple
    easier: tuple
    easier_effort: int | None


def plan(weeks):
    """Return the weeks for the table: an effort that differs in the easier weeks alone is said once, with them."""
    found = runs(weeks)
    easier = tuple(run.first for run in found if run.is_easier)
    usual, lighter = (
        {run.dose.get("rpe") for run in found if run.is_easier is kind} for kind in (False, True)
    )
    if len(usual) != 1 or len(lighter) != 1 or usual == lighter or None in usual | lighter:
        return Plan(tuple(weeks), easier, None)
    return Plan(tuple(week | {"rpe": min(usual)} for week in weeks), easier, min(lighter))


def easier_weeks(weeks, wording):
    """Return the phrase that says which weeks, by number, are easier ones."""
    listed = wording.listing(wording.apart(str(week)) for week in weeks)
    if len(weeks) <= FEW:
        listed = listed.replace(" ", NO_BREAK)
    return wording.count("dose.easier", len(weeks), weeks=listed)


def amount(dose):
    """Return what decides whether two weeks are the same."""
    return (dose["slug"], *(dose.get(field) for field in FIELDS))


def runs(doses):
    """Group consecutive weeks with the same dose."""
    grouped = []
    for dose in sorted(doses, key=lambda dose: dose["week"]):
        last = grouped[-1] if grouped else None
        if last and last.last + 1 == dose["week"] and amount(last.dose) == amount(dose):
            grouped[-1] = Run(last.first, dose["week"], last.dose)
        else:
            grouped.append(Run(dose["week"], dose["week"], dose))
    return grouped


def compact(dose, wording, among=()):
    """Return the dose as the at-a-glance table shows it: "2 × 8", "3 × 20 s", "10 min".

    `among` are the doses of all weeks: beside "2 × 1 min" a single round is "1 × 1 min".
    """
    sets, reps, hold = dose["sets"], dose.get("reps"), dose.get("hold_s")
    if dose.get("minutes"):
        text = wording.say("glance.minutes", minutes=dose["minutes"])
        is_one = all(one["sets"] == 1 for one in (dose, *among))
        text = text if is_one else wording.say("glance.sets_times", sets=sets, times=text)
    elif reps and hold:
        text = wording.say("glance.sets_times_hold", sets=sets, times=reps, seconds=hold)
    elif hold:
        text = wording.say("glance.sets_hold", sets=sets, seconds=hold)
    else:
        text = wording.say("glance.sets_times", sets=sets, times=reps)
    return text


def load(dose, wording):
    """Return the load with its unit, or nothing where none was prescribed."""
    if dose.get("load_kg") is None:
        return ""
    kilograms = plain_number(dose["load_kg"])
    return wording.say("dose.load", kg=kilograms) if Decimal(kilograms) else wording.say("dose.load_none")


def parts(dose, wording, among=()):
    """Return the compact dose as pieces that each stay on one line: "2 × 8", "20 s", "40 kg"; `among` as in `compact`."""
    weight = load(dose, wording) if dose.get("load_kg") else ""
    said = (*compact(dose, wording, among).split(wording.at("dose.between")), weight)
    return tuple(part for part in said if part)


def lines(dose, wording, *, without=()):
    """Return the dose as short phrases, one per line: "2 sets", "8 times", "rest 30 seconds"."""
    said = {
        "sets": lambda: wording.count("dose.sets", dose["sets"]),
        "reps": lambda: wording.count("dose.times", dose["reps"]),
        "hold_s": lambda: wording.count("dose.hold", dose["hold_s"], s=dose["hold_s"]),
        "minutes": lambda: wording.count("dose.minutes", dose["minutes"], m=dose["minutes"]),
        "load_kg": lambda: load(dose, wording),
        "rest_s": lambda: rest(dose, wording),
        "rpe": lambda: wording.say("dose.effort", n=dose["rpe"]),
    }
    # "1 set, 10 minutes" says no more than "10 minutes".
    if dose.get("minutes") and dose["sets"] == 1:
        without = (*without, "sets")
    wanted = [field for field in FIELDS if dose.get(field) is not None and field not in without]
    return [phrase for phrase in (said[field]() for field in wanted) if phrase]


def rest(dose, wording):
    if dose["rest_s"]:
        return wording.count("dose.rest", dose["rest_s"], s=dose["rest_s"])
    return wording.say("dose.rest_none") if dose["sets"] > 1 else ""


def said_once(doses):
    """Return the fields that never change and so are said once, below the table, instead of in every column."""
    candidates = ["rest_s", "rpe"]
    if len({amount(dose) for dose in doses}) > 1:
        candidates += ["load_kg", "hold_s"] if all(dose.get("reps") for dose in doses) else ["load_kg"]
    return tuple(field for field in candidates if len({str(dose.get(field)) for dose in doses}) == 1)


def check_dose(dose, who):
    """Refuse a week that says neither times, nor hold, nor minutes."""
    if not dose.get("sets") or not (dose.get("reps") or dose.get("hold_s") or dose.get("minutes")):
        raise HandoutError(
            f"{who} has no amount in week {dose.get('week')}: enter times, a hold or minutes and issue a new version."
        )


def plain_number(value):
    """Return a number without needless zeros: "12.50" becomes "12.5"."""
    text = format(Decimal(str(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
