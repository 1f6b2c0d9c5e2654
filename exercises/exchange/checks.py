"""What no single cell can show: doses, chains and alternatives that contradict each other once a file is taken."""

from collections import defaultdict

from django.utils.translation import gettext as _

from exercises.exchange.problems import Problem
from exercises.languages import BASE
from exercises.models import Exercise

SPANS = ("reps", "hold_s", "minutes", "days")
PUBLISHED = Exercise.Status.PUBLISHED


def check_doses(changes, stored):
    """Return a problem for each dose that runs downwards, is half told, or counts nothing."""
    problems = []
    for change in _of("exercises", changes):
        one = change.row
        for name in SPANS:
            least, most = getattr(one, f"{name}_min"), getattr(one, f"{name}_max")
            if (least is None) != (most is None):
                problems.append(
                    _at(
                        change,
                        f"{name}_max",
                        _("goes together with %(name)s_min: fill in both or neither.") % {"name": name},
                    )
                )
            elif least is not None and least > most:
                problems.append(
                    _at(
                        change,
                        f"{name}_max",
                        _("is %(most)s, less than %(name)s_min, which is %(least)s.")
                        % {"most": most, "name": name, "least": least},
                    )
                )
        if not (one.reps_min or one.hold_s_min or one.minutes_min):
            problems.append(
                _at(change, "reps_min", _("must say what one set is, or hold_s_min or minutes_min must."))
            )
        if one.caution and not one.caution_reason:
            problems.append(_at(change, "caution_reason", _("must say why, because caution is yes.")))
    return problems


def check_chains(changes, stored):
    """Return a problem for each touched chain whose published members leave a gap or share a place, from 0 on.

    A draft takes its place when it is published.
    """
    problems, touched = [], {}
    for change in _of("exercises", changes):
        one = change.row
        if bool(one.chain) != (one.chain_order is not None):
            problems.append(
                _at(change, "chain_order", _("goes together with chain: fill in both or neither."))
            )
        elif one.status == PUBLISHED and change.columns & {"chain", "chain_order"}:
            touched |= {chain: change for chain in (one.chain, one.cells_before.get("chain")) if chain}
    members = defaultdict(list)
    for one in stored.exercises.values():
        if one.chain in touched and one.chain_order is not None and one.status == PUBLISHED:
            members[one.chain].append(one.chain_order)
    for chain, places in members.items():
        if sorted(places) != list(range(len(places))):
            told = ", ".join(map(str, sorted(places)))
            reason = _(
                "the places of chain “%(chain)s” would be %(told)s; they must run from 0 without a gap or a "
                "twin."
            ) % {"chain": chain, "told": told}
            problems.append(_at(touched[chain], "chain_order", reason))
    return problems


def check_alternatives(changes, stored):
    """Return a problem for each exercise with two alternatives of one rank or with one that cannot be given."""
    problems, ranks = [], defaultdict(dict)
    gone = {
        (one.slug, one.row.replacement.slug) for one in _of("alternatives", changes) if one.what == "removed"
    }
    touched = {one.slug: one for one in _of("alternatives", changes) if one.what != "removed"}
    for (slug, replacement), row in stored.alternatives.items():
        if slug in touched and (slug, replacement) not in gone:
            twin = ranks[slug].setdefault(row.rank, replacement)
            if twin != replacement:
                reason = _("%(rank)s is given to “%(twin)s” and to “%(replacement)s”.") % {
                    "rank": row.rank,
                    "twin": twin,
                    "replacement": replacement,
                }
                problems.append(_at(touched[slug], "rank", reason))
    for change in touched.values():
        if change.exercise.status == PUBLISHED and change.row.replacement.status != PUBLISHED:
            reason = _("“%(slug)s” is not published, so it cannot be offered.") % {
                "slug": change.row.replacement.slug
            }
            problems.append(_at(change, "replacement", reason))
    return problems


def check_texts(changes, stored):
    """Return a problem for each text without steps, and each translation of something published with other steps.

    The database takes an empty list; a patient cannot use it, nor a translation that leaves a step out.
    """
    texts = _of("text", changes)
    problems = [
        _at(change, "steps", _("must have one to five lines.")) for change in texts if not change.row.steps
    ]
    touched = {change.slug: change for change in texts if change.exercise.status == PUBLISHED}
    for (slug, language), text in stored.texts.items():
        english = stored.texts.get((slug, BASE))
        if slug in touched and english and len(text.steps) != len(english.steps):
            reason = _(
                "the text in “%(language)s” has %(steps_count)s steps and the English %(steps_count_2)s."
            ) % {"language": language, "steps_count": len(text.steps), "steps_count_2": len(english.steps)}
            problems.append(_at(touched[slug], "steps", reason))
    return problems


def _of(kind, changes):
    return [change for change in changes if change.kind == kind]


def _at(change, column, reason):
    return Problem(change.sheet, change.line, column, reason)
