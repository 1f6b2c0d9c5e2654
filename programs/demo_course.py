"""What happened to an invented patient after the first visit: measures, later visits and returned logs."""

from datetime import timedelta
from decimal import Decimal

from clinic.actions import assessments, measures
from clinic.measures.scoring import psfs_mean, rounded
from clinic.visits import mark_of
from programs.actions import check_ins, issue, items
from programs.handouts.days import sessions_of_week
from programs.models import CheckInItem
from programs.review import review

ANSWERS = {field.name for field in CheckInItem._meta.concrete_fields} - {"id", "clinic", "check_in", "item"}
# What the paper does not ask: in a demo log somebody asked it, and all was well where the log says nothing else.
ASKED = {
    "settled_in_24_h": True,
    "technique_ok": True,
    "target_reached": True,
    "leg_symptoms_worse": False,
}


def weeks_in_care(person) -> int:
    """Return how many weeks ago an invented patient came first."""
    return person.get("weeks_in_care", 0)


def follow(person, *, case, program, now, by):
    """Take one patient from the first visit to `now`; return the newest issued program."""
    today = now.date()
    measure(person, case=case, today=today, is_first=False, by=by)
    for one in person.get("visits", ()):
        values = {name: value for name, value in one.items() if name != "weeks_ago"}
        values["assessed_on"] = today - timedelta(weeks=one["weeks_ago"])
        seen = mark_of(case.assessments.all())
        assessments.record_assessment(case=case, values=values, by=by, seen=seen)
    for one in person.get("check_ins", ()):
        program = _returned(one, program=program, now=now, by=by)
    return program


def measure(person, *, case, today, is_first, by):
    """Record the measures of the first visit, or those taken since."""
    for one in person.get("measures", ()):
        if is_first is (one["weeks_ago"] >= weeks_in_care(person)):
            values = _measured(one, today - timedelta(weeks=one["weeks_ago"]))
            measures.record_measure(case=case, instrument=one["instrument"], values=values, by=by)


def tick_cautions(program, by):
    """Read and tick every caution of a draft, as its clinician would."""
    for judged in review(program).items:
        if judged.unread:
            items.acknowledge_item(
                program=program, seen=program.draft_version, item=judged.row, rules=judged.bases, by=by
            )


def issue_now(program, *, now, by):
    """Issue a draft with every note ticked, as of `now`."""
    warnings = [gate.tick for gate in review(program, now.date()).warnings]
    return issue.issue_program(
        program=program, seen=program.draft_version, acknowledged=warnings, now=now, by=by
    )


def _measured(one, day):
    items = {name: one[name] for name in ("ticked", "activities", "distress") if name in one}
    score = one.get("score", len(one.get("ticked", ())))
    if "activities" in items:
        score = rounded(psfs_mean(items["activities"]))
    return {"measured_on": day, "score": Decimal(str(score)), "items": items}


def _returned(one, *, program, now, by):
    """Enter one returned week; accepted, it becomes the next version, issued the day it came back."""
    # A week comes back the day after it ended, and never in the future.
    came = min(program.starts_on + timedelta(weeks=one["week"] - program.first_week + 1), now.date())
    sessions = sessions_of_week(program.snapshot, one["week"])
    week = {
        "received_on": came,
        "sessions_planned": sessions,
        "sessions_done": one.get("sessions_done", sessions),
        "usual_morning": one["usual_morning"],
        "stop_symptoms": one.get("stop_symptoms", []),
    }
    common = ASKED | {name: value for name, value in one.items() if name in ANSWERS}
    rows = {item.exercise.slug: item for item in program.items.select_related("exercise")}
    special = {rows[slug]: answers for slug, answers in one.get("exercises", {}).items()}
    answers = {item: common | special.get(item, {}) for item in rows.values()}
    check_in = check_ins.record_check_in(
        program=program, week=one["week"], values=week, answers=answers, by=by
    )
    if not one.get("accepted"):
        return program
    draft = check_ins.accept_check_in(check_in=check_in, seen=check_in.version, choices={}, today=came, by=by)
    tick_cautions(draft, by)
    return issue_now(draft, now=now - timedelta(days=(now.date() - came).days), by=by)
