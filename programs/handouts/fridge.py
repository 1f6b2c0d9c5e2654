"""The page for the fridge door: when to stop, the pain light and every exercise with a picture and its weeks."""

from dataclasses import dataclass

from programs.handouts import dose as doses
from programs.handouts import fonts
from programs.handouts.columns import is_easier
from programs.handouts.days import first_day
from programs.handouts.figures import Picture
from programs.handouts.folding import folded
from programs.handouts.fridge_table import Part, Said, Table, table
from programs.handouts.fridge_widths import Widths
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
        return fonts.width(f"{self.weeks}: {self.dose}") < SHORT

    @property
    def has_short_dose(self):
        """Whether the dose without its weeks does, so that its numbers stay with their units."""
        return fonts.width(self.dose) < SHORT


@dataclass(frozen=True)
class Move:
    """One exercise: its picture, how much in which weeks, the forms it moves on to, and the physiotherapist's note on it.

    `amounts` leave out what is `always` the same, such as the weight; the table says it week by week.
    """

    number: int
    name: str
    picture: Picture
    side: str
    always: str
    amounts: tuple
    forms: tuple
    note: Typed | None


@dataclass(frozen=True)
class Sheet:
    """How the page is printed: the step of print, only the first weeks, one page as its title says, larger pictures.

    Where it is a table, it has `widths`, and `height` is that of its pictures in mm; without them it is a list.
    """

    fit: int = 0
    is_brief: bool = False
    is_one_page: bool = False
    is_roomy: bool = False
    height: int = 0
    widths: Widths | None = None


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
    table: Table
    easier: str

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
    said = [_said_by_week(item, program, wording) for item in items]
    moves = tuple(
        _move(item, weeks, pictures[item["number"]], glance, snapshot, wording)
        for item, weeks in zip(items, said, strict=True)
    )
    openers = {section["items"][0]["number"] for section in snapshot["sections"] if section["items"]}
    by_week = [{dose["week"]: dose for dose in item["weeks"]} for item in items]
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
        moves=moves,
        table=table(moves, said, openers, by_week, wording),
        easier=_easier(program, by_week, wording),
    )


def _easier(program, by_week, wording):
    """Return which weeks are easier ones, for the list, which has no heads that say so."""
    first = program.get("first_week", 1)
    weeks = [week for week in range(first, first + program["weeks"]) if is_easier(week, by_week)]
    return f"{doses.easier_weeks(weeks, wording)}." if weeks else ""


def _move(item, said, picture, glance, snapshot, wording):
    always = _always(said)
    return Move(
        number=item["number"],
        name=item["text"]["name"],
        picture=picture,
        side=wording.say("dose.each_side") if all(_sided(item).values()) else "",
        always=wording.at("dose.between").join(part.text for part in always),
        amounts=tuple(_amounts(said, len(always), wording)),
        forms=tuple(form for number, form in glance.forms if number == item["number"]),
        note=typed(item["note"], snapshot, wording),
    )


def _sided(item):
    """Return {form: whether it is done on each side}."""
    return {form["slug"]: form["per_side"] for form in (item, *item["variants"])}


def _said_by_week(item, program, wording):
    """Return what is said of every week; the side is named where only some forms have one."""
    by_week, first = {dose["week"]: dose for dose in item["weeks"]}, program.get("first_week", 1)
    sided = _sided(item)
    side = () if all(sided.values()) else (Part(wording.say("dose.each_side"), is_measure=False),)
    said = []
    for week in range(first, first + program["weeks"]):
        dose = by_week.get(week)
        if dose is None:
            said.append(Said(week, "", (Part(wording.say("glance.none"), is_measure=False),)))
            continue
        measures = tuple(Part(text) for text in doses.parts(dose, wording, item["weeks"]))
        said.append(Said(week, dose["slug"], measures + (side if sided[dose["slug"]] else ())))
    return said


def _always(said):
    """Return the parts of the dose, behind its first, that are the same in all weeks with one, where that changes at all."""
    doses_said = {one.parts for one in said if one.parts[0].is_measure}
    rests = {parts[1:] for parts in doses_said}
    return rests.pop() if len(doses_said) > 1 and len(rests) == 1 else ()


def _amounts(said, left_out, wording):
    """Group the weeks that say the same, but for the last `left_out` parts of a dose; only the first says that its numbers are weeks."""
    separator, runs = wording.at("dose.between"), []
    for one in said:
        kept = len(one.parts) - left_out if one.parts[0].is_measure else len(one.parts)
        words = separator.join(part.text for part in one.parts[:kept])
        if runs and runs[-1][2:] == [one.form, words]:
            runs[-1][1] = one.week
        else:
            runs.append([one.week, one.week, one.form, words])
    for place, (first, last, _, words) in enumerate(runs):
        label = wording.apart(wording.span(first, last)) if place else wording.weeks(first, last)
        yield Amount(label, words)
