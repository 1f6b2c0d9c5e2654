"""Which of the printed forms of one handout is meant."""

from dataclasses import dataclass

from programs.handouts.errors import HandoutError

PAPERS = ("a4", "letter")
SIZES = ("standard", "large")
PALETTES = ("colour", "mono")


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
