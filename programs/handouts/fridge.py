"""The one page for the fridge door: when to stop, the pain light and every exercise with a picture and its weeks."""

from dataclasses import dataclass

from programs.handouts.figures import Picture
from programs.handouts.glance import Row


@dataclass(frozen=True)
class Line:
    """One exercise: its row of the weeks and, in the first table, its picture."""

    row: Row
    picture: Picture | None


@dataclass(frozen=True)
class Part:
    """The weeks that fit side by side."""

    columns: tuple
    lines: tuple
    has_pictures: bool


@dataclass(frozen=True)
class Fridge:
    """What stands on the page beyond the parts it shares with the full handout."""

    name: str
    number: str
    days: str
    phone: str
    emergency: str
    call: str
    signs: str
    parts: tuple

    @property
    def pictures(self):
        return [line.picture for part in self.parts for line in part.lines if line.picture]


def fridge(snapshot, sections, glance, wording):
    """Return the page's own words; pictures are the last one of each exercise, the position to reach."""
    program, clinic = snapshot["program"], snapshot["clinic"]
    pictures = {}
    for section in sections:
        for card in section.cards:
            pictures.setdefault(card.number, card.pictures[-1])
    days = [wording.day(day) for day in program["training_days"]]
    return Fridge(
        name=wording.apart(snapshot["patient"]["name"]),
        number=wording.say(
            "head.program_version", program=program["code"].rpartition(" v")[0], version=program["version"]
        ),
        days=wording.listing(days),
        phone=wording.apart(clinic["phone"]),
        emergency=wording.say("fridge.emergency", emergency_number=clinic["emergency_number"]),
        call=wording.say("fridge.stop", phone=clinic["phone"]),
        signs=_signs(snapshot, wording),
        parts=tuple(_part(table, pictures, is_first) for is_first, table in _marked(glance.tables)),
    )


def _signs(snapshot, wording):
    """Return the stop signs in short; one that the short sentence does not know is added in full, never lost."""
    known = snapshot["case"]["has_leg_symptoms"]
    short = wording.at("fridge.stop_short_known_leg_symptoms" if known else "fridge.stop_short")
    key = "text_known_leg_symptoms" if known else "text"
    more = [
        wording.say(f"stop.signs.{sign['id']}.{key}")
        for sign in snapshot["stop_symptoms"]
        if sign["id"] not in wording.at("stop.order")
    ]
    return " ".join([short, *more])


def _marked(tables):
    return [(number == 0, table) for number, table in enumerate(tables)]


def _part(table, pictures, is_first):
    lines = tuple(Line(row, pictures[row.number] if is_first else None) for row in table.rows)
    return Part(table.columns, lines, is_first)
