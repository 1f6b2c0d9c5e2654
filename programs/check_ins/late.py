"""What a log may still tell once its week is answered for: its next version is made, its program was replaced or has ended."""

from django.utils.translation import gettext as _

from programs.check_ins.facts import answered
from programs.errors import Refused
from programs.models import CheckIn, CheckInItem
from programs.response_facts import is_red_pain
from programs.rules.feedback import asks_for_step_back
from programs.rules.loading import default_table
from programs.rules.scales import Mode
from text.lists import all_of


def tells_of_harm(program, values, answers) -> bool:
    """Tell whether a week has a stop sign or asks for a step back in any exercise: such a log is always taken (TRAFFIC, SILB07)."""
    pacing, usual = default_table().progression, values.get("usual_morning")
    limits = pacing.modes[Mode(program.mode)]
    rows = (answered(CheckInItem(**columns)) for columns in answers.values())
    return bool(values.get("stop_symptoms")) or any(
        asks_for_step_back(row, usual, limits, pacing) for row in rows
    )


def overlooked(check_in, values, answers):
    """Return what a correction adds to an accepted week, {column: value} and {item: columns}: stop signs, worse legs, red pain.

    Raises Refused when it adds nothing, or when it changes anything else: that would be dropped.
    """
    before, signs = set(check_in.stop_symptoms), values["stop_symptoms"]
    changed = {name for name, value in values.items() if value != getattr(check_in, name)} - {"stop_symptoms"}
    dropped = [_name(CheckIn, name) for name in values if name in changed]
    dropped += [_name(CheckIn, "stop_symptoms")] if before - set(signs) else []
    added, rows = {}, {row.item_id: row for row in check_in.items.all()}
    for item, columns in answers.items():
        row = rows.get(item.pk)
        for name, value in columns.items():
            stored = getattr(row, name, None)
            if value == stored:
                continue
            if _is_harm(name, value, check_in.program) and (stored is None or value > stored):
                added.setdefault(item, {})[name] = value
            else:
                dropped.append(f"{item.exercise.name}: {_name(CheckInItem, name)}")
    if dropped or not (added or set(signs) - before):
        raise Refused(_refusal(dropped))
    return {"stop_symptoms": list(dict.fromkeys([*check_in.stop_symptoms, *signs]))}, added


def _is_harm(name, value, program):
    if name == "pain_during":
        return is_red_pain(value, program.mode)
    return name == "leg_symptoms_worse" and value is True


def _name(model, name):
    return str(model._meta.get_field(name).verbose_name)


def _refusal(dropped):
    only = _(
        "The next version was made from this week. Correct the new version instead. Only a stop sign, worse leg symptoms or "
        "pain in the red zone that was overlooked can still be added here."
    )
    if not dropped:
        return only
    back = _("Nothing has been saved. Put this back as it was, then save again: %(fields)s.")
    return f"{only} {back % {'fields': all_of(dropped)}}"
