"""What the patient reads about exercises that fall on other days than the plan's training days."""

from programs.handouts.wording import weekday_number
from programs.training_days import WEEKDAYS, days_due


def due_on(item, program):
    """Return the weekdays ("mon") of an item of the snapshot, in the order of the week; nothing without training days."""
    for day in program["training_days"]:
        weekday_number(day)
    return days_due(item["days_per_week"], program["training_days"])


def has_days_of_its_own(item, program):
    """Whether an item is due on other days than the plan's training days."""
    due = due_on(item, program)
    return bool(due) and set(due) != set(program["training_days"])


def said_days(items, program, wording):
    """Return a sentence for each set of days that differs from the training days, with the exercises due on it."""
    numbers = {}
    for item in items:
        if has_days_of_its_own(item, program):
            numbers.setdefault(due_on(item, program), []).append(str(item["number"]))
    return tuple(_sentence(due, found, program, wording) for due, found in numbers.items())


def names(days, wording):
    """Return "Mon and Fri"."""
    return wording.listing(wording.day(day, short=True) for day in days)


def _sentence(due, found, program, wording):
    numbers = wording.listing(map(wording.apart, found))
    if len(due) == len(WEEKDAYS):
        return wording.count("days.every_day", len(found), numbers=numbers)
    training = program["training_days"]
    more = [day for day in due if day not in training]
    kind, said = ("days.also_on", more) if more else ("days.only_on", due)
    return wording.count(kind, len(found), days=names(said, wording), numbers=numbers)
