"""Which visits of a case still speak, and what of them lasts."""

# What lasts from visit to visit and speaks against exercises. Pain, irritability and tests are of one day.
LASTING = (
    "directional_preference",
    "sensitivities",
    "has_leg_symptoms",
    "leg_symptoms",
    "is_pregnant_or_postpartum",
    "has_high_distress",
    "aggravating_exercises",
)


def standing(visits):
    """Return the visits that no later one replaces, the newest first.

    Later is only what is both dated as late and recorded later, as with red flags: the newest by its day has taken over what
    was known when it was recorded, and nothing of a visit typed after it or with a mistyped day.
    """
    found = []
    for visit in sorted(visits, key=lambda one: (one.assessed_on, one.pk), reverse=True):
        if not any(later.pk > visit.pk for later in found):
            found.append(visit)
    return found


def lasting(visits):
    """Return {column: (value, visits)}: what lasts of the visits that still speak, and which of them found it.

    Lists add up; of everything else the newest visit that found something decides.
    """
    speaking = standing(visits)
    found = {}
    for name in LASTING:
        told = [one for one in speaking if getattr(one, name)]
        if told:
            found[name] = (_joined([getattr(one, name) for one in told]), told)
    return found


def mark_of(visits):
    """Return the mark of what a new visit starts from; it changes when a colleague records or corrects a visit."""
    return " ".join(_mark(one) for one in standing(visits))


def unseen(visits, mark):
    """Return the visit that a form with this `mark` did not start from; None when it started from all that speak."""
    speaking = standing(visits)
    if mark == mark_of(speaking):
        return None
    return next((one for one in speaking if _mark(one) not in mark.split()), next(iter(speaking), None))


def _mark(visit):
    return f"{visit.pk}.{visit.version}"


def _joined(values):
    first, *_ = values
    return sorted({one for value in values for one in value}) if isinstance(first, list) else first
