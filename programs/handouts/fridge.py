"""The page for the fridge door: when to stop, the pain light and every exercise with a picture and its weeks."""

from dataclasses import dataclass

from programs.handouts import dose as doses
from programs.handouts import fonts
from programs.handouts.days import first_day
from programs.handouts.figures import Picture
from programs.handouts.folding import folded
from programs.handouts.typed import Typed, typed

# The style sheet's steps of print, from 12 down to 9 points by halves; in large print from 18 down to 14.
FITS = tuple(range(7))
SIDE_BY_SIDE = 2
# Half a page beside a picture, in letters of the largest print.
SHORT = 9.5


@dataclass(frozen=True)
class Amount:
    """What to do in some weeks in a row."""

    weeks: str
    dose: str

    @property
    def is_short(self):
        """Whether it fits on one line whatever the print: words that must not break cost less than a box that may."""
        return fonts.width(f"{self.weeks}: {self.dose} ·") < SHORT

    @property
    def has_short_dose(self):
        """Whether the dose without its weeks does, so that its numbers stay with their units."""
        return fonts.width(self.dose) < SHORT


@dataclass(frozen=True)
class Move:
    """One exercise: its picture, how much in which weeks, the forms it moves on to, and the physiotherapist's note on it."""

    number: int
    name: str
    picture: Picture
    side: str
    amounts: tuple
    forms: tuple
    note: Typed | None


@dataclass(frozen=True)
class Sheet:
    """How the page is printed: the step of print, only the first weeks, one page as its title says, larger pictures."""

    fit: int = 0
    is_brief: bool = False
    is_one_page: bool = False
    is_roomy: bool = False


@dataclass(frozen=True)
class Fridge:
    """What stands on the page beyond the parts it shares with the full handout."""

    title: str
    name: str
    number: str
    days: str
    first_day: str
    phone: str
    moves: tuple

    @property
    def rows(self):
        return folded(self.moves, SIDE_BY_SIDE)

    @property
    def pictures(self):
        return [move.picture for move in self.moves]


def fridge(snapshot, sections, glance, wording):
    """Return the page's own words; pictures are the last one of each exercise, the position to reach."""
    program, clinic = snapshot["program"], snapshot["clinic"]
    pictures = {}
    for section in sections:
        for card in section.cards:
            pictures.setdefault(card.number, card.pictures[-1])
    days = [wording.day(day) for day in program["training_days"]]
    number = program["code"].rpartition(" v")[0]
    items = [item for section in snapshot["sections"] for item in section["items"]]
    return Fridge(
        title=wording.say(
            "document.title_fridge",
            name=snapshot["patient"]["name"],
            program=number,
            version=program["version"],
        ),
        name=wording.apart(snapshot["patient"]["name"]),
        number=wording.say("head.program_version", program=number, version=program["version"]),
        days=wording.listing(days),
        first_day=first_day(program, wording),
        phone=wording.apart(clinic["phone"]),
        moves=tuple(_move(item, pictures[item["number"]], glance, snapshot, wording) for item in items),
    )


def _move(item, picture, glance, snapshot, wording):
    sided = {form["slug"]: form["per_side"] for form in (item, *item["variants"])}
    is_always_sided = all(sided.values())
    side = wording.say("dose.each_side")
    said = _said_by_week(item, snapshot["program"], wording, "" if is_always_sided else side, sided)
    return Move(
        number=item["number"],
        name=item["text"]["name"],
        picture=picture,
        side=side if is_always_sided else "",
        amounts=tuple(_amounts(said, wording)),
        forms=tuple(form for number, form in glance.forms if number == item["number"]),
        note=typed(item["note"], snapshot, wording),
    )


def _said_by_week(item, program, wording, side, sided):
    """Return [(week, form, words)] of every week; the side is named where only some forms have one."""
    by_week, first = {dose["week"]: dose for dose in item["weeks"]}, program.get("first_week", 1)
    said = []
    for week in range(first, first + program["weeks"]):
        dose = by_week.get(week)
        if dose is None:
            said.append((week, "", wording.say("glance.none")))
            continue
        load = doses.load(dose, wording) if dose.get("load_kg") else ""
        parts = (doses.compact(dose, wording), load, side if sided[dose["slug"]] else "")
        said.append((week, dose["slug"], wording.at("dose.separator").join(filter(None, parts))))
    return said


def _amounts(said, wording):
    """Group the weeks that say the same; only the first says that its numbers are weeks."""
    runs = []
    for week, form, words in said:
        if runs and runs[-1][2:] == [form, words]:
            runs[-1][1] = week
        else:
            runs.append([week, week, form, words])
    for place, (first, last, _, words) in enumerate(runs):
        label = wording.apart(wording.span(first, last)) if place else wording.weeks(first, last)
        yield Amount(label, words)
