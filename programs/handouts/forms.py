"""In which weeks an exercise is done in another form: from one week on, or in some weeks alone."""

from itertools import groupby


def heading(form, item, wording):
    """Return what the card of a later form is headed with: "From week 6", or "Only in week 11" where it does not last."""
    if form["slug"] in lasting(item):
        return wording.say("exercise.from_week", week=form["from_week"])
    return _alone("exercise.only_weeks", form, item, wording)


def announced(form, item, wording):
    """Return the sentence that tells of a later form, true for every week after it as well."""
    name = form["text"]["name"]
    if form["slug"] in lasting(item):
        return wording.say("exercise.new_form", week=form["from_week"], name=name)
    return _alone("exercise.only_form", form, item, wording, name=name)


def lasting(item):
    """Return the forms that are done from their first week on, until another one takes over that lasts as well.

    A form that only a week set by hand asks for is followed by the one before it, and does not last.
    """
    runs = [slug for slug, _ in groupby(sorted(item["weeks"], key=_week), key=lambda week: week["slug"])]
    found = set()
    for slug in reversed(runs):
        if runs.count(slug) > 1:
            break
        found.add(slug)
    return found


def _alone(path, form, item, wording, **more):
    weeks = sorted(week["week"] for week in item["weeks"] if week["slug"] == form["slug"])
    said = wording.listing(wording.apart(str(week)) for week in weeks)
    return wording.count(path, len(weeks), weeks=said, **more)


def _week(week):
    return week["week"]
