"""When a clinician may give an exercise the rules leave out, and what must be confirmed and recorded for it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from programs.errors import Refused
from programs.rulebook.wording import plain
from programs.rules.diagnosis_rules import LIMIT_OVERRIDE
from programs.rules.scales import Verdict


@dataclass(frozen=True)
class Terms:
    """The rules an override sets aside, each with its diagnosis, and the criteria that must all be confirmed."""

    rules: tuple[str, ...]
    criteria: tuple[str, ...]


def override_terms(screening, table) -> Terms:
    """Return the terms on which an avoid may be lowered to caution (evidence, section 8: overrides).

    Raises Refused, naming the reason, when a rule that speaks against the exercise allows no override.
    """
    avoids = [hit for hit in screening.findings if hit.verdict is Verdict.AVOID]
    if not avoids:
        raise Refused(_("The rules do not leave this exercise out, so there is nothing to override."))
    against = held_against(screening)
    if against:
        raise Refused(against)
    firm = [hit for hit in avoids if not hit.overridable]
    if firm:
        raise Refused(
            _("This cannot be overridden: %(reason)s (%(rule)s)")
            % {"reason": firm[0].reason, "rule": firm[0].rule}
        )
    explicit = {rule.id: rule for rule in table.explicit}
    criteria = []
    for hit in avoids:
        named = explicit[hit.rule].override if hit.rule in explicit else LIMIT_OVERRIDE
        criteria += [one for one in named.criteria if one not in criteria and "written reason" not in one]
    return Terms(tuple(sorted({hit.basis for hit in avoids})), tuple(criteria))


def held_against(screening) -> str:
    """Say what in the record forbids an exception that the rules would allow otherwise; else nothing."""
    firm = [hit for hit in screening.findings if hit.verdict is Verdict.AVOID and not hit.overridable]
    if not firm or not all(hit.held_against for hit in firm):
        return ""
    return _("No exception while the record says: %(record)s. %(reason)s (%(rule)s)") % {
        "record": ", ".join(firm[0].held_against),
        "reason": firm[0].reason,
        "rule": firm[0].rule,
    }


def may_override(screening, table) -> bool:
    """Tell whether an override is possible at all."""
    try:
        override_terms(screening, table)
    except Refused:
        return False
    return True


def check_confirmed(terms, *, criteria, reason):
    """Raise Refused unless every criterion is confirmed and a reason is written."""
    missing = [one for one in terms.criteria if one not in criteria]
    if missing:
        raise Refused(
            _("Not overridden: confirm “%(missing)s”, or swap the exercise.") % {"missing": plain(missing[0])}
        )
    if not reason.strip():
        raise Refused(_("Not overridden: write down the reason."))
