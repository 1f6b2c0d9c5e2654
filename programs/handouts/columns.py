"""Weeks side by side: which of them share a column, and what stands above it."""

from dataclasses import dataclass

from programs.handouts.wording import round_the_range


@dataclass(frozen=True)
class Column:
    """One week, or several in which nothing changes: "2–4", and "Week 2–4" for a head of its own."""

    weeks: str
    label: str
    note: str

    @property
    def said(self):
        return round_the_range(self.label)


def spans(first_week, weeks, is_same):
    """Group consecutive weeks; `is_same` says of two whether nothing differs between them."""
    found = []
    for week in range(first_week, first_week + weeks):
        if found and is_same(found[-1][0], week):
            found[-1] = (found[-1][0], week)
        else:
            found.append((week, week))
    return found


def column(span, by_week, wording):
    """Return the head of a span of weeks; `by_week` holds for each exercise its doses by week."""
    weeks = wording.span(*span)
    label = wording.say("glance.week", n=weeks)
    return Column(weeks, label, wording.say("glance.easier_week") if is_easier(span[0], by_week) else "")


def is_easier(week, by_week):
    """Return whether any exercise has an easier week."""
    return any(weeks[week].get("is_deload") for weeks in by_week if week in weeks)
