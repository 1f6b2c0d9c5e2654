"""Which of the printed forms of one handout is meant."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from programs.handouts.errors import HandoutError

PAPERS = ("a4", "letter")
SIZES = ("standard", "large")
PALETTES = ("colour", "mono")
LABELS = {
    "paper": {"a4": "A4", "letter": "US Letter"},
    "size": {"standard": "Standard print", "large": "Large print"},
    "palette": {"colour": "Colour", "mono": "Black and white"},
}


@dataclass(frozen=True)
class Variant:
    """Paper, print size, colours and language; the values are those of `programs.models.Handout`."""

    paper: str = "a4"
    size: str = "standard"
    palette: str = "colour"
    language: str = "en"

    def __post_init__(self):
        for value, allowed in ((self.paper, PAPERS), (self.size, SIZES), (self.palette, PALETTES)):
            if value not in allowed:
                raise HandoutError(f"There is no handout in “{value}”: choose one of {', '.join(allowed)}.")

    @property
    def suffix(self):
        """Return what a file name ends in: "a4", "letter-large-mono"."""
        extras = [value for value in (self.size, self.palette) if value not in ("standard", "colour")]
        return "-".join([self.paper, *extras])

    @property
    def is_large(self):
        return self.size == "large"

    @property
    def query(self):
        """Return the variant as a query string; the language comes from the program."""
        return urlencode({"paper": self.paper, "size": self.size, "palette": self.palette})


def from_query(query, snapshot):
    """Return the variant a link asks for; what is missing or unknown falls back to the clinic's own."""
    defaults = {"paper": snapshot["clinic"]["paper"], "size": "standard", "palette": "colour"}
    asked = {
        field: query.get(field) if query.get(field) in LABELS[field] else default
        for field, default in defaults.items()
    }
    return Variant(**asked, language=snapshot["program"]["language"])


def choices(variant):
    """Return the switches: per field its values with label, link and whether it is the current one."""
    return [
        [
            (label, replace(variant, **{field: value}).query, getattr(variant, field) == value)
            for value, label in labels.items()
        ]
        for field, labels in LABELS.items()
    ]
