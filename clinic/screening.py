"""What the red-flag screens of a case add up to: each flag counts by its newest real answer.

"Not asked" is no answer: a later screen that does not ask again settles nothing, so an earlier "present" stands.
"""

from dataclasses import dataclass

from clinic.models import RedFlag, RedFlagScreen

PRESENT = RedFlagScreen.Answer.PRESENT
NOT_ASKED = RedFlagScreen.Answer.NOT_ASKED


@dataclass(frozen=True, slots=True)
class Screening:
    """Flags that are present, those still without a recorded outcome and the screens that await it, and those not asked."""

    present: tuple[RedFlag, ...]
    open: tuple[RedFlag, ...]
    not_asked: tuple[RedFlag, ...]
    awaiting: tuple[RedFlagScreen, ...]
    total: int

    @property
    def is_emergency(self):
        return any(flag.level == RedFlag.Level.EMERGENCY for flag in self.open)

    @property
    def must_be_asked_again(self):
        """Tell whether a cauda equina sign has its outcome but blocks on (G01) until a new screen finds it absent."""
        return not self.is_emergency and any(flag.level == RedFlag.Level.EMERGENCY for flag in self.present)

    @property
    def serious(self):
        """Return the present flags that stop training, with or without an outcome."""
        return [flag for flag in self.present if flag.level != RedFlag.Level.WARN]

    @property
    def open_serious(self):
        """Return the open flags that stop training until an outcome is recorded."""
        return [flag for flag in self.open if flag.level != RedFlag.Level.WARN]


def screening(screens, flags):
    """Add up `screens`, newest first, over the catalogue of `flags`."""
    newest = {}
    for screen in screens:
        for slug, answer in screen.answers.items():
            if answer != NOT_ASKED:
                newest.setdefault(slug, (answer, screen))
    present = [flag for flag in flags if newest.get(flag.slug, ("",))[0] == PRESENT]
    still_open = [flag for flag in present if not newest[flag.slug][1].outcome]
    return Screening(
        present=tuple(present),
        open=tuple(still_open),
        not_asked=tuple(flag for flag in flags if flag.slug not in newest),
        awaiting=tuple(dict.fromkeys(newest[flag.slug][1] for flag in still_open)),
        total=len(flags),
    )


def case_screening(case):
    """Add up the screens of one case. Two queries."""
    return screening(case.red_flag_screens.all(), list(RedFlag.objects.all()))
