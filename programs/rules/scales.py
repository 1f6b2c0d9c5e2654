"""The ordered scales and fixed vocabularies every rule speaks in."""

from enum import StrEnum


class _Scale(StrEnum):
    """A scale whose members are written from the lowest to the highest."""

    @property
    def rank(self) -> int:
        return _RANKS[type(self)][self]

    def __lt__(self, other: str) -> bool:
        return self.rank < type(self)(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= type(self)(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > type(self)(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= type(self)(other).rank


class Verdict(_Scale):
    """What the rules found about one exercise, mildest first."""

    OK = "ok"
    CAUTION = "caution"
    AVOID = "avoid"


class Stage(_Scale):
    """How far an episode has come, earliest and strictest first."""

    ACUTE = "acute"
    SUBACUTE = "subacute"
    CHRONIC = "chronic"

    @property
    def earlier(self) -> "Stage":
        """Give the next earlier stage; acute stays acute."""
        return list(Stage)[max(0, self.rank - 1)]


class Family(StrEnum):
    """Which date counts for a condition's stage."""

    GENERAL = "general"
    POST_SURGICAL = "post_surgical"
    FRACTURE = "fracture"


class Section(_Scale):
    """Where an exercise stands in a session; the order also breaks ties under the volume cap."""

    WARM_UP = "warm_up"
    CORE = "core"
    MAIN = "main"
    COOL_DOWN = "cool_down"


class GateLevel(_Scale):
    """How strongly one gate speaks, mildest first."""

    WARN = "warn"
    BLOCK_CONTENT = "block_content"
    BLOCK_CLEARANCE = "block_clearance"
    BLOCK_URGENT = "block_urgent"
    BLOCK_EMERGENCY = "block_emergency"


class GateOutcome(_Scale):
    """What all gates together allow, mildest first."""

    ISSUE = "issue"
    ISSUE_WITH_WARNING = "issue_with_warning"
    BLOCK_CONTENT = "block_content"
    BLOCK_CLEARANCE = "block_clearance"
    BLOCK_URGENT = "block_urgent"
    BLOCK_EMERGENCY = "block_emergency"


class Decision(_Scale):
    """What a week's feedback leads to, gentlest last: the first that matches wins."""

    ADVANCE = "advance"
    HOLD = "hold"
    DELOAD = "deload"
    REGRESS = "regress"
    STOP = "stop"


class Mode(StrEnum):
    """How much pain during exercise is tolerated before a step is held back."""

    STRICT = "strict"
    MONITORED = "monitored"


_RANKS: dict[type[_Scale], dict[str, int]] = {
    scale: {member: rank for rank, member in enumerate(scale)}
    for scale in (Verdict, Stage, Section, GateLevel, GateOutcome, Decision)
}
