"""What the red-flag screens of a case add up to: each flag counts by its newest real answer, cauda equina signs person by person.

"Not asked" is no answer: a later screen that does not ask again settles nothing, so an earlier "present" stands.
"""

from collections import defaultdict
from dataclasses import dataclass

from clinic.models import RedFlag, RedFlagScreen

PRESENT = RedFlagScreen.Answer.PRESENT
NOT_ASKED = RedFlagScreen.Answer.NOT_ASKED


@dataclass(frozen=True, slots=True)
class Screening:
    """Flags that are present, those still without a recorded outcome and the screens that await it, and those not asked.

    `found_by` are the screens by which a flag is present.
    """

    present: tuple[RedFlag, ...]
    open: tuple[RedFlag, ...]
    not_asked: tuple[RedFlag, ...]
    awaiting: tuple[RedFlagScreen, ...]
    found_by: tuple[RedFlagScreen, ...]
    total: int

    @property
    def is_emergency(self):
        return any(flag.level == RedFlag.Level.EMERGENCY for flag in self.open)

    @property
    def forbids_training(self):
        """Tell whether a cauda equina sign is present; it blocks (G01) until a new screen finds it absent."""
        return any(flag.level == RedFlag.Level.EMERGENCY for flag in self.present)

    @property
    def must_be_asked_again(self):
        """Tell whether a cauda equina sign has its outcome but blocks on."""
        return self.forbids_training and not self.is_emergency

    @property
    def serious(self):
        """Return the present flags that stop training, with or without an outcome."""
        return [flag for flag in self.present if flag.level != RedFlag.Level.WARN]

    @property
    def open_serious(self):
        """Return the open flags that stop training until an outcome is recorded."""
        return [flag for flag in self.open if flag.level != RedFlag.Level.WARN]


def standing_answers(screens):
    """Return {slug: [(answer, screen)]}: the real answers that no later one replaces, the newest first.

    Later is only what is both dated as late and recorded later: a screen with a mistyped day, or one entered afterwards, must
    not hide a sign.
    """
    found = defaultdict(list)
    for screen in sorted(screens, key=lambda one: (one.screened_on, one.pk), reverse=True):
        for slug, answer in screen.answers.items():
            if answer != NOT_ASKED and not any(later.pk > screen.pk for _, later in found[slug]):
                found[slug].append((answer, screen))
    return {slug: answers for slug, answers in found.items() if answers}


def screening(screens, flags, elsewhere=()):
    """Add up the `screens` of a case over the catalogue of `flags`.

    A cauda equina sign belongs to the person: for such flags the screens of the patient's other cases, `elsewhere`, count too.
    """
    own = standing_answers(screens)
    whole = standing_answers([*screens, *elsewhere]) if elsewhere else own
    found = {}
    for flag in flags:
        answers = whole if flag.level == RedFlag.Level.EMERGENCY else own
        found[flag] = [screen for answer, screen in answers.get(flag.slug, ()) if answer == PRESENT]
    awaiting = {flag: [one for one in told if not one.outcome] for flag, told in found.items()}
    return Screening(
        present=tuple(flag for flag in flags if found[flag]),
        open=tuple(flag for flag in flags if awaiting[flag]),
        not_asked=tuple(flag for flag in flags if flag.slug not in own),
        awaiting=tuple(dict.fromkeys(screen for told in awaiting.values() for screen in told)),
        found_by=tuple(dict.fromkeys(screen for told in found.values() for screen in told)),
        total=len(flags),
    )


def case_screening(case):
    """Add up the screens of one case, and those of the patient's other cases about cauda equina signs. Two queries."""
    of_patient = list(RedFlagScreen.objects.filter(case__patient=case.patient_id))
    return screening_of(case, of_patient, list(RedFlag.objects.all()))


def screening_of(case, of_patient, flags):
    """Add up the same from rows read already: all screens of the patient, and the catalogue of flags."""
    own = [one for one in of_patient if one.case_id == case.pk]
    elsewhere = [one for one in of_patient if one.case_id != case.pk]
    return screening(own, flags, elsewhere)
