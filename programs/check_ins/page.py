"""What the check-in pages show: the sheet to type into, and the answer with its reasons."""

from django.db.models import Prefetch, prefetch_related_objects
from django.middleware.csrf import get_token
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programs.check_ins.facts import this_week
from programs.check_ins.forms import FOR_ALL
from programs.check_ins.notices import notices
from programs.check_ins.policies import check_can_lift, week_can_be_left
from programs.check_ins.signs import said
from programs.check_ins.waiting import other_to_review
from programs.check_ins.worse_legs import held_back
from programs.dosing import in_words
from programs.errors import Refused
from programs.forms import LeaveForm
from programs.handing_out import why_withheld
from programs.models import CheckIn, CheckInItem
from programs.models.check_in import ANSWERED_ANEW
from programs.presenters import banner
from programs.review import ordered_items
from programs.rules.loading import default_table
from programs.rules.training import Step
from programs.weeks import QUIET_STEPS, stored_cells

WORDS = {
    "stop": _("Stop"),
    "regress": _("Step back"),
    "deload": _("Easier week"),
    "hold": _("Hold"),
    "advance": _("Step forward"),
}
TAKE_OUT = _("taken out, to be reviewed")


def sheet_page(program, week, sheet, check_in=None) -> dict:
    """Return the page on which a week is typed or corrected."""
    cells = this_week(check_in or CheckIn(program=program, week=week))
    return banner(program.case) | {
        "program": program,
        "week": week,
        "sheet": sheet,
        "leg_baseline": _leg_baseline(program),
        "check_in": check_in,
        "week_columns": [name for name in sheet.week.Meta.fields if name != "stop_symptoms"],
        "for_all": [sheet.week[name] for name in FOR_ALL],
        "error_summary": sheet.is_bound and bool(sheet.problems),
        "rows": [
            {
                "name": cells[item.pk].exercise.name if item.pk in cells else item.exercise.name,
                "dose": in_words(cells[item.pk]) if item.pk in cells else "",
                "form": form,
            }
            for item, form in sheet.rows
        ],
    }


def _leg_baseline(program):
    """Return the leg symptoms the issued program was made for: the stop signs of the legs count from there."""
    frozen = program.snapshot.get("case", {})
    return frozen.get("leg_symptoms", "") if frozen.get("has_leg_symptoms") else ""


def conflict_with(sheet, check_in) -> dict:
    """Return what somebody else stored meanwhile beside what was typed."""
    stored = CheckIn.objects.get(pk=check_in.pk)
    last = stored.history.select_related("history_user").first()
    return {"differences": sheet.differences(stored), "last": last}


def check_in_page(request, check_in, *, leave_form=None, note="") -> dict:
    """Return the answer to one week: what must be done first, then each exercise's step with its reason."""
    program = check_in.program
    # The rows and what may follow from them read the same answers.
    prefetch_related_objects(
        [check_in], Prefetch("items", CheckInItem.objects.select_related("item__exercise"))
    )
    signs = [default_table().stop_symptoms[one] for one in check_in.stop_symptoms]
    suspended = _suspended_by(check_in)
    is_suspended = suspended is not None
    other_stop = other_to_review(check_in) if suspended else None
    held = held_back(check_in)
    rows = _rows(check_in, held)
    # What made legs worse is spoken of in the words of the log.
    withheld = why_withheld(program, but_for=held) if program.status == program.Status.ISSUED else None
    return banner(program.case) | {
        "program": program,
        "check_in": check_in,
        "token": get_token(request),
        "signs": [said(sign) for sign in signs],
        "is_emergency": any(sign.is_emergency for sign in signs),
        "emergency_number": program.clinic.emergency_number,
        "needs_review": check_in.awaits_review,
        "why_not_on": _why_not_on(check_in) if check_in.awaits_review else "",
        "earlier_reviews": _earlier_reviews(check_in, suspended),
        "is_suspended": is_suspended,
        "suspended": suspended,
        "says_suspended": is_suspended
        and (other_stop or not (check_in.awaits_review or check_in.reviewed_at)),
        "goes_on": check_in.is_stop and program.status == program.Status.ISSUED and not check_in.accepted_at,
        "other_stop": other_stop,
        "is_settled": is_suspended or bool(check_in.accepted_at) or not program.runs,
        "notices": notices(check_in, held, withheld),
        "rows": rows,
        "note": note,
        "may_leave": withheld is None and week_can_be_left(check_in),
        "leave_form": leave_form or LeaveForm(initial={"version": check_in.version}),
        "error_summary": bool(leave_form),
        "as_printed": [row for row in rows if row["printed"] and row["printed"] != row["next"]],
        "next_week": check_in.week + 1 if check_in.week < program.last_week else None,
        "corrections": _corrections(check_in),
    }


def _suspended_by(check_in):
    """Return the suspended program this week is about: its own, or the case's if it stopped what runs; or None."""
    program = check_in.program
    if program.status == program.Status.SUSPENDED:
        return program
    if not (check_in.has_stopped or check_in.stop_symptoms):
        return None
    return program.case.programs.filter(status=program.Status.SUSPENDED).defer("snapshot").first()


def _why_not_on(check_in):
    """Say why the review of this week cannot let the program go on; empty if it can."""
    try:
        check_can_lift(check_in)
    except Refused as refusal:
        return str(refusal)
    return ""


def _earlier_reviews(check_in, suspended):
    """Return the other logs of the case that were reviewed since the suspended program was issued: who lets it go on reads them."""
    if not (suspended and check_in.awaits_review):
        return []
    logs = CheckIn.objects.filter(program__case=suspended.case_id, reviewed_at__gte=suspended.issued_at)
    return list(logs.select_related("program", "reviewed_by").order_by("reviewed_at", "pk"))


def _rows(check_in, held):
    planned = stored_cells(check_in.program)
    cells, printed = (_of_week(planned, week) for week in (check_in.week, check_in.week + 1))
    answers = {row.item_id: row for row in check_in.items.all()}
    decided = {one["slug"]: one for one in check_in.decisions}
    items = ordered_items(check_in.program)
    names = {item.exercise.slug: item.exercise.name for item in items}
    lines = []
    for item in items:
        cell = cells.get(item.pk)
        exercise = cell.exercise if cell else item.exercise
        decision = decided.get(exercise.slug)
        if decision is None:
            continue
        lines.append(
            {
                "item": item.pk,
                "name": exercise.name,
                "log": _log_words(answers.get(item.pk)),
                "now": in_words(cell) if cell else "",
                "next": _held_words(decision, item, names) or _next_words(decision, exercise.slug),
                "printed": _printed_words(printed.get(item.pk), exercise),
                "decision": decision["decision"],
                "word": _word(decision),
                "answer": _answer_words(decision),
                "reason": decision["reason"],
                "may_keep": item.pk not in held,
            }
        )
    return lines


def _of_week(planned, week):
    return {pk: cell for pk, row in planned.items() for cell in row if cell.week == week}


def _printed_words(cell, exercise):
    """Return what the issued program has in a week, in the words of the decision, so that the two can be compared."""
    if cell is None:
        return ""
    other = "" if cell.exercise_id == exercise.pk else f" ({cell.exercise.slug.replace('-', ' ')})"
    return f"{in_words(cell)}{other}"


def _log_words(answer):
    """Return what the patient wrote about one exercise; what is not as it should be is named."""
    if answer is None:
        return "–"
    numbers = {
        gettext("pain"): answer.pain_during,
        gettext("next morning"): answer.next_morning,
        gettext("effort"): answer.effort,
    }
    words = ", ".join(
        f"{name} {gettext('not answered') if value is None else value}" for name, value in numbers.items()
    )
    remarks = [
        (answer.settled_in_24_h is False, gettext("not settled within 24 hours")),
        (answer.technique_ok is False, gettext("technique not good")),
        (answer.target_reached is False, gettext("not the full amount")),
        (answer.leg_symptoms_worse is True, gettext("leg symptoms worse or further down")),
    ]
    questions = {
        gettext("settled"): answer.settled_in_24_h,
        gettext("technique"): answer.technique_ok,
        gettext("amount"): answer.target_reached,
        gettext("leg symptoms"): answer.leg_symptoms_worse,
    }
    missing = ", ".join(name for name, value in questions.items() if value is None)
    remarks.append((missing, gettext("not answered: %(questions)s") % {"questions": missing}))
    return "; ".join([words, *(remark for holds, remark in remarks if holds)])


def _word(decision):
    is_same = decision["decision"] == "advance" and decision["step"] in QUIET_STEPS
    return gettext("Same again") if is_same else WORDS[decision["decision"]]


def _answer_words(decision):
    """Return the decision as it follows "the answer is", the dose behind it."""
    return "" if decision["next"] is None else f"{_word(decision).lower()}, "


def _held_words(decision, item, names):
    """Return what becomes of an exercise whose next form, of those in `names`, the program holds already; else nothing."""
    slug = decision["next"]["slug"] if decision["next"] else item.exercise.slug
    if slug == item.exercise.slug or slug not in names:
        return ""
    if decision["step"] == Step.EASIER_VARIANT:
        return gettext("taken out, %(form)s is in the programme already") % {"form": names[slug]}
    return gettext("the dose of this week, %(form)s is in the programme already") % {"form": names[slug]}


def _next_words(decision, slug):
    columns = decision["next"]
    if columns is None:
        return TAKE_OUT
    # Entries from before the easier week was noted name it in the decision alone.
    if decision.get("easier_week", decision["decision"] == "deload"):
        fewer = default_table().progression.deload.sets
        columns = columns | {"sets": max(1, columns["sets"] - fewer)}
    words = in_words(type("Amount", (), {**columns, "load_kg": None}))
    if columns["load_kg"]:
        words = gettext("%(amount)s, %(load)s kg") % {"amount": words, "load": f"{columns['load_kg']:g}"}
    other = f" ({columns['slug'].replace('-', ' ')})" if columns["slug"] != slug else ""
    return f"{words}{other}"


def _corrections(check_in):
    """Return who corrected this week when, newest first, each with what stood there before."""
    written = {}
    for one in check_in.history.select_related("history_user").order_by("history_date", "history_id"):
        written.setdefault(one.version, one)
    versions = sorted(written)
    pairs = zip(versions, versions[1:], strict=False)
    return [
        {"before": written[old], "by": written[new]}
        for old, new in pairs
        if written[new].history_change_reason != ANSWERED_ANEW
    ][::-1]
