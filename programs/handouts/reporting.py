"""How fully a program reports its exercise: the 16 items of CERT.

CERT is the Consensus on Exercise Reporting Template (Slade 2016, BJSM 50:1428); which of our fields answers which item is
the table of the evidence page (source id CERT). An item with two parts counts when both are there.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from programs.handouts.photos import has_picture


@dataclass(frozen=True)
class ReportItem:
    """One item of CERT, and what to enter where it is not told."""

    number: int
    name: str
    is_filled: bool
    missing: str


def reported(snapshot, *, has_education):
    """Return the 16 items for a readable snapshot."""
    items = [item for part in snapshot["sections"] for item in part["items"]]
    told = (*_who_and_why(snapshot), *_what_and_how(snapshot, items, has_education))
    return tuple(
        ReportItem(number, name, bool(is_told), "" if is_told else missing)
        for number, (name, is_told, missing) in enumerate(told, start=1)
    )


def _who_and_why(snapshot):
    """Return items 1 to 6 as name, whether told, and what to enter."""
    case, program, clinician = snapshot["case"], snapshot["program"], snapshot["clinician"]
    return (
        (_("What equipment is used"), "equipment" in snapshot, _("Name the equipment of each exercise.")),
        (
            _("Who gives the exercise, and their qualification"),
            clinician["name"] and (clinician["qualification"] or clinician["registration"]),
            _("Enter your qualification or registration number."),
        ),
        (_("Done alone or in a group"), case["setting"], _("Say in the case where the patient trains.")),
        (_("Supervised or not"), case["supervision"], _("Say in the case who watches the training.")),
        (
            _("How sticking to it is measured"),
            program["log_code"] and program["training_days"],
            _("Choose training days, so that the log can be counted."),
        ),
        (_("What keeps the patient going"), case["goal"], _("Enter a goal in the patient's own words.")),
    )


def _what_and_how(snapshot, items, has_education):
    """Return items 7 to 16."""
    case = snapshot["case"]
    weeks = [week for item in items for week in item["weeks"]]
    unseen = [item["text"]["name"] for item in items if not item["shown_in_clinic"]]
    return (
        (
            _("When and how it gets harder"),
            snapshot["pain_light"] and all(week["step"] for week in weeks),
            _("Plan every week, so that each step is told."),
        ),
        (
            _("Each exercise described"),
            all(item["text"]["steps"] and has_picture(item) for item in items),
            _("Complete the text and picture of each exercise."),
        ),
        (_("What is done at home"), case["setting"], _("Say in the case where the patient trains.")),
        (_("What is given besides exercise"), has_education, _("Print it with the good-to-know pages.")),
        (
            _("What to do when something goes wrong"),
            snapshot["stop_symptoms"],
            _("Issue a version with stop signs."),
        ),
        (_("Where it is done"), case["setting"], _("Say in the case where the patient trains.")),
        (
            _("How much of each exercise"),
            _doses_are_told(items, weeks),
            _("Enter sets, times or hold, and days a week."),
        ),
        (
            _("Fitted to the patient, and how"),
            case["conditions"],
            _("Record the diagnosis that the plan is fitted to."),
        ),
        (
            _("How the starting level was chosen"),
            all(item["weeks"] and item["weeks"][0]["step"] for item in items),
            _("Plan the first week of each exercise."),
        ),
        (
            _("Whether it is done as planned"),
            snapshot["program"]["log_code"] and not unseen,
            _("Show and tick in the clinic: %(unseen)s.") % {"unseen": ", ".join(unseen)} if unseen else "",
        ),
    )


def _doses_are_told(items, weeks):
    return all(item["days_per_week"] for item in items) and all(
        week["sets"] and (week["reps"] or week["hold_s"] or week["minutes"]) for week in weeks
    )
