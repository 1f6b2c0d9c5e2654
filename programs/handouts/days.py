"""What the patient reads about exercises that fall on other days than the plan's training days."""

from programs.handouts.wording import weekday_number
from programs.training_days import WEEKDAYS, days_due


def often_of_forms(item):
    """Return {slug: days a week} of an item of the snapshot and its later forms; schemas 1 to 5 knew one number for all."""
    often = item["days_per_week"]
    return {item["slug"]: often} | {
        form["slug"]: form.get("days_per_week", often) for form in item["variants"]
    }


def due_on(often, program):
    """Return the weekdays ("mon") of `often` days a week, in the order of the week; nothing without training days."""
    for day in program["training_days"]:
        weekday_number(day)
    return days_due(often, program["training_days"])


def due_in_week(item, week, program):
    """Return the weekdays of an item in one week, by its form in that week; none in a week without it."""
    often = often_of_forms(item)
    form = next((dose["slug"] for dose in item["weeks"] if dose["week"] == week), None)
    return due_on(often[form], program) if form else ()


def lines_of_week(items, program, week):
    """Return the training days of a week on which something is due: the log has a line for each."""
    due = {day for item in items for day in due_in_week(item, week, program)}
    return sorted(due.intersection(program["training_days"]), key=weekday_number)


def sessions_of_week(snapshot, week):
    """Return how many sessions the log asks for in a week."""
    items = [item for section in snapshot["sections"] for item in section["items"]]
    return len(lines_of_week(items, snapshot["program"], week))


def first_day(program, wording):
    """Return the day to begin on where that is after the day the plan was given: nobody begins before on their own."""
    is_later = program["starts_on"] > program["issued_on"]
    return wording.date(program["starts_on"]) if is_later else ""


def has_days_of_its_own(often, program):
    """Whether `often` days a week fall on other days than the plan's training days."""
    due = due_on(often, program)
    return bool(due) and set(due) != set(program["training_days"])


def said_days(items, program, wording):
    """Return a sentence for each set of days that differs from the training days, with the exercises due on it.

    A later form that is for other days than the one before it has a sentence of its own, behind those.
    """
    numbers, later = {}, []
    for item in items:
        number = wording.apart(str(item["number"]))
        (_, first), *turns = _turns(item, program)
        if set(first) != set(program["training_days"]):
            if turns:
                until = wording.say("days.to_week", number=number, week=turns[0][0] - 1)
                later.append((first, until))
            else:
                numbers.setdefault(first, []).append(number)
        later += [(due, wording.say("days.from_week", number=number, week=week)) for week, due in turns]
    said = [*numbers.items(), *((due, [one]) for due, one in later)]
    return tuple(_sentence(due, found, program, wording) for due, found in said)


def names(days, wording):
    """Return "Mon and Fri"."""
    return wording.listing(wording.day(day, short=True) for day in days)


def _turns(item, program):
    """Return (week, days) of the first week and of each later one whose form is for other days."""
    often, turns = often_of_forms(item), []
    for dose in sorted(item["weeks"], key=lambda dose: dose["week"]):
        due = due_on(often[dose["slug"]], program)
        if not turns or turns[-1][1] != due:
            turns.append((dose["week"], due))
    return turns


def _sentence(due, found, program, wording):
    numbers = wording.listing(found)
    if len(due) == len(WEEKDAYS):
        return wording.count("days.every_day", len(found), numbers=numbers)
    training = program["training_days"]
    if set(due) == set(training):
        return wording.count("days.training_days", len(found), numbers=numbers)
    more = [day for day in due if day not in training]
    kind, said = ("days.also_on", more) if more else ("days.only_on", due)
    return wording.count(kind, len(found), days=names(said, wording), numbers=numbers)
