"""Words that staff typed: printed as they are, marked with their language where it differs from the handout's."""

from dataclasses import dataclass

from programs.handouts.direction import direction_of

LONG = 500


@dataclass(frozen=True)
class Typed:
    """A text with its language, empty where that is the page's own or nobody knows, and its direction."""

    text: str
    language: str
    direction: str

    @property
    def is_long(self):
        """A longer text may be broken across pages; a shorter one stays whole, with what it belongs to."""
        return len(self.text) > LONG


def typed(text, snapshot, wording):
    """Return what was typed for the patient, or None; it was written for the program's own language."""
    if not text:
        return None
    own = snapshot["program"]["language"]
    return Typed(text, "" if own == wording.language else own, direction_of(text))
