"""Score each instrument and judge a change against its thresholds. Pure: no database, no clock."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

TENTH, HUNDREDTH = Decimal("0.1"), Decimal("0.01")
RMDQ_STATEMENTS = 24
MOST_ACTIVITIES = 5
START_BACK_DISTRESS = 5
START_BACK_OTHERS = 4


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a threshold was reached, in words; `is_reached` is None where there is nothing to judge."""

    words: str
    is_reached: bool | None


REACHED = Judgement(_("Reached"), True)
NOT_REACHED = Judgement(_("Not reached"), False)
NOTHING_TO_JUDGE = Judgement("", None)


def psfs_mean(activities):
    """Return the exact mean of [{"activity", "score"}, …]: PSFS is the mean of 1 to 5 own activities (evidence.md 6)."""
    if not 1 <= len(activities) <= MOST_ACTIVITIES:
        raise ValueError("The PSFS has 1 to 5 activities.")
    return Decimal(sum(one["score"] for one in activities)) / len(activities)


def rmdq_score(ticked):
    """Return the count of ticked statements; an unticked one counts 0 [ROLAND00]."""
    if not set(ticked) <= set(range(1, RMDQ_STATEMENTS + 1)):
        raise ValueError("The RMDQ has the statements 1 to 24.")
    return len(set(ticked))


def start_back_risk(*, total, distress):
    """Return "low", "medium" or "high": 3 or less is low; from 4, distress of 4 or more is high [KEELE]."""
    if not 0 <= total - distress <= START_BACK_OTHERS or not 0 <= distress <= START_BACK_DISTRESS:
        raise ValueError("Distress is part of the total; the four other items give at most 4.")
    if total <= 3:
        return "low"
    return "high" if distress >= 4 else "medium"


def is_high_risk(score, items):
    """Tell whether a STarT Back is high risk; without its distress score nobody can say, so it is not."""
    return "distress" in items and start_back_risk(total=int(score), distress=items["distress"]) == "high"


def exact_score(instrument, score, items):
    """Return the score to judge by: the mean of the PSFS unrounded, everything else as stored."""
    return psfs_mean(items["activities"]) if instrument.code == "psfs" and items.get("activities") else score


def improvement(instrument, start, score):
    """Return by how much `score` is better than `start`; below zero it is worse."""
    return score - start if instrument.higher_is_better else start - score


def improvement_percent(instrument, start, score):
    """Return the improvement as a share of the start, or None from a start of 0."""
    return None if start == 0 else improvement(instrument, start, score) * 100 / start


def boundary(instrument, threshold, start):
    """Return the score at which the threshold is reached from `start`, or None where the scale ends before it."""
    if threshold.as_good_as is not None:
        return threshold.as_good_as
    step = threshold.points if threshold.percent is None else start * threshold.percent / 100
    edge = start + step if instrument.higher_is_better else start - step
    is_possible = step > 0 and instrument.low <= edge <= instrument.high
    return edge if is_possible else None


def judge(instrument, threshold, start, score):
    """Judge `score` against a threshold; `start` is the first score, or None when `score` is that one."""
    if threshold.as_good_as is not None:
        return _whether(improvement(instrument, threshold.as_good_as, score) >= 0)
    if start is None:
        return NOTHING_TO_JUDGE
    edge = boundary(instrument, threshold, start)
    if edge is None:
        return Judgement(gettext("Out of reach from %(start)s") % {"start": shown(start)}, None)
    return _whether(improvement(instrument, edge, score) >= 0)


def rounded(score):
    """Return a score as it is stored, with one decimal."""
    return Decimal(score).quantize(TENTH, ROUND_HALF_UP)


def shown(number, places=HUNDREDTH):
    """Return a number without trailing zeros and with a true minus sign; cut, not rounded, beyond `places`."""
    text = f"{Decimal(number).quantize(places, ROUND_DOWN):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text.replace("-", "\u2212")


def change_words(instrument, start, score):
    """Return a change as people read it: "2 better (28.5 %)", with the share only where one is published."""
    by = improvement(instrument, start, score)
    if by == 0:
        return gettext("No change")
    words = (gettext("%(by)s better") if by > 0 else gettext("%(by)s worse")) % {"by": shown(abs(by))}
    share = improvement_percent(instrument, start, score)
    if share is None or not any(one.percent for one in instrument.thresholds):
        return words
    return f"{words} ({shown(abs(share), TENTH)}\u00a0%)"


def score_words(instrument, score):
    """Return a score as people read it."""
    if instrument.code == "pass":
        return gettext("Yes") if score else gettext("No")
    if instrument.code == "groc" and score > 0:
        return f"+{shown(score)}"
    return shown(score)


def details(instrument, score, items):
    """Return what stands behind a score, in words; empty where the score is all there is."""
    if instrument.code == "psfs":
        return ", ".join(f"{one['activity']} {one['score']}" for one in items.get("activities", ()))
    if instrument.code == "rmdq" and items.get("ticked"):
        ticked = ", ".join(str(number) for number in items["ticked"])
        return gettext("Statements %(numbers)s") % {"numbers": ticked}
    if instrument.code == "start_back" and "distress" in items:
        risk = start_back_risk(total=int(score), distress=items["distress"])
        return gettext("Distress %(distress)s: %(risk)s risk") % {"distress": items["distress"], "risk": risk}
    return ""


def _whether(is_reached):
    return REACHED if is_reached else NOT_REACHED
