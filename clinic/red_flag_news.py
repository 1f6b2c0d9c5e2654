"""What a red-flag form knew when it was opened, and what has become known since.

What was asked before a sign was known settles nothing about it (hazard H-13): a form bears the mark of what it knew, and an
"absent" that would settle what it did not know stops it. Whatever else was answered is recorded without delay.
"""

from dataclasses import dataclass

from clinic.models import RedFlag, RedFlagScreen
from clinic.precautions import MORE
from clinic.screening import PRESENT, standing_answers

ABSENT = RedFlagScreen.Answer.ABSENT


@dataclass(frozen=True, slots=True)
class News:
    """What has become known of a patient since a form was opened; `mark` is the mark of all that is known now.

    `screens` were recorded since, in whichever case, the newest first. `is_told` says that an emergency sign has been told since
    and not been asked about, as by a returned log.
    """

    mark: str
    screens: tuple[RedFlagScreen, ...]
    is_told: bool

    @property
    def history(self):
        """Return the history of the newest screen, so that a page can say who recorded it and when."""
        return self.screens[0].history if self.screens else RedFlagScreen.history.none()

    def answer_to(self, flag, case):
        """Return the answer the screens since then give to a flag in `case`; a sign that stands before all others; or None.

        Of other cases of the patient only cauda equina signs count, as everywhere.
        """
        is_shared = flag.level == RedFlag.Level.EMERGENCY
        screens = [one for one in self.screens if is_shared or one.case_id == case.pk]
        answers = [answer for answer, _ in standing_answers(screens).get(flag.slug, ())]
        return PRESENT if PRESENT in answers else next(iter(answers), None)

    def is_open(self, flag, case):
        """Tell whether this flag is to be asked again: a screen since then found it, or an emergency sign was told."""
        is_told = self.is_told and flag.level == RedFlag.Level.EMERGENCY
        return is_told or self.answer_to(flag, case) == PRESENT

    def would_be_settled(self, answers, case):
        """Tell whether these {slug: answer} for `case` would settle a flag that is to be asked again."""
        if not self.screens and not self.is_told:
            return False
        absent = [slug for slug, answer in answers.items() if answer == ABSENT]
        return any(self.is_open(flag, case) for flag in RedFlag.objects.filter(slug__in=absent))


def news_since(seen, patient):
    """Return what has become known of the patient of this number since a form got the mark `seen`; empty: it knew nothing.

    One query, and those of the apps that build on the record.
    """
    screens = list(RedFlagScreen.objects.filter(case__patient=patient).order_by("-pk"))
    told = " ".join(one.known_since for source in MORE for one in source(patient, []))
    newest, _, told_then = seen.partition(" ")
    known = int(newest) if newest.isdecimal() else 0
    return News(
        mark=f"{screens[0].pk if screens else 0} {told}".strip(),
        screens=tuple(one for one in screens if one.pk > known),
        is_told=bool(told) and told != told_then,
    )
