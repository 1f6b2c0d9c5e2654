"""Which of the printed forms of one handout is meant."""

from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from programs.handouts.errors import HandoutError
from programs.handouts.snapshot import languages_of
from programs.handouts.texts import BASE, language_name

PAPERS = ("a4", "letter")
SIZES = ("standard", "large")
PALETTES = ("colour", "mono")
EXTENTS = ("full", "exercises", "fridge")
LABELS = {
    "paper": {"a4": "A4", "letter": _("US Letter")},
    "size": {"standard": _("Standard print"), "large": _("Large print")},
    "palette": {"colour": _("Colour"), "mono": _("Black and white")},
    "extent": {
        "full": _("With good-to-know pages"),
        "exercises": _("Without good-to-know pages"),
        "fridge": _("Short plan for the fridge"),
    },
}
FIELDS = {
    "paper": _("Paper"),
    "size": _("Print"),
    "palette": _("Colours"),
    "extent": _("Pages"),
    "language": _("Language"),
}
USUAL = {"size": "standard", "palette": "colour", "extent": "full", "language": BASE}


@dataclass(frozen=True)
class Variant:
    """Paper, print size, colours, language and how much; the values are those of `programs.models.Handout`."""

    paper: str = "a4"
    size: str = "standard"
    palette: str = "colour"
    language: str = BASE
    extent: str = "full"

    def __post_init__(self):
        given = ((self.paper, PAPERS), (self.size, SIZES), (self.palette, PALETTES), (self.extent, EXTENTS))
        for value, allowed in given:
            if value not in allowed:
                raise HandoutError(f"There is no handout in “{value}”: choose one of {', '.join(allowed)}.")

    @property
    def suffix(self):
        """Return what a file name ends in: "a4", "letter-large-mono", "a4-fridge-de"."""
        extras = [getattr(self, field) for field, usual in USUAL.items() if getattr(self, field) != usual]
        return "-".join([self.paper, *extras])

    @property
    def is_large(self):
        return self.size == "large"

    @property
    def is_fridge(self):
        return self.extent == "fridge"

    @property
    def query(self):
        """Return the variant as a query string."""
        return urlencode(asdict(self))


def from_query(query, snapshot):
    """Return the variant a link asks for; what is missing or unknown falls back to the clinic's own."""
    labels = LABELS | {"language": languages_of(snapshot)}
    usual = USUAL | {"paper": snapshot["clinic"]["paper"], "language": snapshot["program"]["language"]}
    return Variant(
        **{
            field: query.get(field) if query.get(field) in allowed else usual[field]
            for field, allowed in labels.items()
        }
    )


def choices(variant, snapshot):
    """Return the switches: per field its name and values, each with label, link and whether it is the current one."""
    spoken = {code: language_name(code) for code in languages_of(snapshot)}
    fields = LABELS | ({"language": spoken} if len(spoken) > 1 else {})
    return [
        (
            FIELDS[field],
            [
                (label, replace(variant, **{field: value}).query, getattr(variant, field) == value)
                for value, label in labels.items()
            ],
        )
        for field, labels in fields.items()
    ]
