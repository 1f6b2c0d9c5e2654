"""The line at the foot of every page: whose it is, of which program, whom to call, and the page's number."""

from dataclasses import dataclass

from programs.handouts import closing
from programs.handouts.direction import joined

# Letters on two lines of the usual print.
LONG_FOOT = 120


@dataclass(frozen=True)
class Foot:
    """What stands at the foot of every page; `page` holds the words round the two numbers."""

    line: str
    page: tuple
    demo: str

    @property
    def is_long(self):
        """Whether the line needs smaller print to stay on the paper, with the number to call at its end."""
        return len(self.line) > LONG_FOOT


def foot(snapshot, wording):
    """Return the foot with everything a page that got lost needs to find its way back."""
    program = snapshot["program"]
    line = wording.say(
        "foot.line",
        name=snapshot["patient"]["name"],
        reference=snapshot["patient"]["reference"],
        program=closing.program_number(program),
        version=program["version"],
        phone=snapshot["clinic"]["phone"],
    )
    before, _, rest = joined(wording.at("foot.page")).partition("{page}")
    between, _, after = rest.partition("{pages}")
    return Foot(
        line, (before, between, after), wording.say("foot.demo") if snapshot["clinic"]["is_demo"] else ""
    )
