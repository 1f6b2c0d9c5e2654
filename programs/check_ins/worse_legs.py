"""Exercises that made leg symptoms worse: what this week or a log nobody has dealt with says against their dose."""

from django.utils.translation import gettext as _

from programs.models import WeekDose
from programs.models.program import code_of
from programs.response_facts import answered_rows, open_worsening
from programs.rules.scales import Decision

PLACE = ("check_in__program__number", "check_in__program__version", "check_in__week")


def forms_of_week(check_in) -> dict[int, str]:
    """Return the form each program item was given in that week, by item, in session order. Two queries."""
    planned = WeekDose.objects.filter(item__program=check_in.program, week=check_in.week)
    given = dict(check_in.program.items.values_list("pk", "exercise__slug"))
    return given | dict(planned.values_list("item", "exercise__slug"))


def waiting_legs(check_in, forms) -> dict[str, dict]:
    """Return {form of this week: the answered row} for what made legs worse in an earlier log nobody has dealt with.

    `forms` are those of this week by item; a later form of the same exercise waits with it. Earlier are the weeks before this
    one and the logs of earlier programs.
    """
    program, found = check_in.program, {}
    own = dict(program.items.values_list("pk", "exercise__slug"))
    place = (program.number, program.version, check_in.week)
    for told in open_worsening(answered_rows(program.case)):
        if tuple(told[column] for column in PLACE) < place:
            # The item of an earlier program is another row: there the exercise it begins with tells that it is the same.
            same = {
                slug for pk, slug in forms.items() if told["item"] == pk or told["slug"] in (slug, own[pk])
            }
            found = dict.fromkeys(same, told) | found
    return found


def held_back(check_in, *, own=True) -> dict[int, str]:
    """Return {item number: what speaks against its dose} for exercises that made leg symptoms worse, this week or before.

    This week every row about the same form counts, unless somebody reviewed the week; an earlier log while nobody has dealt with it.
    Without `own` only the earlier logs count.
    """
    forms = forms_of_week(check_in)
    told = () if check_in.reviewed_at or not own else check_in.items.all()
    worse = {forms[row.item_id] for row in told if row.leg_symptoms_worse}
    waiting = waiting_legs(check_in, forms)
    held = {pk: slug for pk, slug in forms.items() if slug in worse or slug in waiting}
    names = (
        dict(check_in.program.items.filter(pk__in=held).values_list("pk", "exercise__name")) if held else {}
    )
    return {pk: _words(names[pk], None if slug in worse else waiting[slug]) for pk, slug in held.items()}


def not_stepped_back(check_in) -> dict[int, str]:
    """Return what `held_back` tells of the exercises for which the answer to this week takes no step back.

    The answer to a week that stopped, and one that somebody decided on before the earlier log was told, know nothing of it.
    """
    back = {one["slug"] for one in check_in.decisions if one["decision"] == Decision.REGRESS.value}
    forms = forms_of_week(check_in)
    return {pk: words for pk, words in held_back(check_in).items() if forms[pk] not in back}


def _words(name, told):
    if told is None:
        return _("%(exercise)s made leg symptoms worse") % {"exercise": name}
    number, version, week = (told[column] for column in PLACE)
    words = _(
        "%(exercise)s made leg symptoms worse in week %(week)s of %(program_code)s and nobody has dealt with that log"
    )
    return words % {"exercise": name, "week": week, "program_code": code_of(number, version)}
