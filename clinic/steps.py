"""The steps of a case that come before a program, each with its state, what is known, and the one thing to do next."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from clinic.measures.scoring import is_high_risk
from clinic.models import Clearance
from clinic.precautions import clearance_problem
from clinic.vocabulary import SENSITIVITIES, restriction_words

DONE, CARE, MISSING, STOP = "done", "care", "missing", "stop"
STATE_WORDS = {DONE: "done", CARE: "needs care", MISSING: "still missing", STOP: "blocks the programme"}
EXPIRES_SOON = timedelta(days=14)
# Outcome measures are taken every four weeks (evidence.md section 6).
ASSESS_AGAIN = timedelta(weeks=4)

SIDES = {"left": "left side", "right": "right side", "both": "both sides"}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the case's checklist."""

    title: str
    state: str
    summary: str
    details: tuple[str, ...] = ()
    on: date | None = None
    action: str = ""
    url: str = ""
    links: tuple[tuple[str, str], ...] = ()

    @property
    def state_words(self):
        return STATE_WORDS[self.state]


def diagnosis_step(case, diagnoses):
    """Return where the diagnosis stands. `diagnoses` are all of the case's, with their conditions."""
    active = [one for one in diagnoses if one.status == "active"]
    suspected = [one for one in diagnoses if one.status == "suspected"]
    add = reverse("diagnosis-add", args=[case.pk])
    if not active:
        words = f"Only suspected: {suspected[0]}" if suspected else "No diagnosis by a named professional yet"
        links = tuple((f"Change “{one}”", reverse("diagnosis-edit", args=[one.pk])) for one in suspected)
        return Step("Diagnosis", MISSING, words, action="Record the diagnosis", url=add, links=links)
    links = tuple(
        (f"Change “{one}”", reverse("diagnosis-edit", args=[one.pk])) for one in [*active, *suspected]
    )
    return Step(
        "Diagnosis",
        DONE,
        "; ".join(str(one) for one in active),
        details=tuple(diagnosis_words(one) for one in active),
        on=max(one.diagnosed_on for one in active),
        action="Add another diagnosis",
        url=add,
        links=links,
    )


def diagnosis_words(one):
    """Return what is known about a diagnosis in one line."""
    dates = [("onset", one.onset_on), ("surgery", one.surgery_on), ("fracture", one.fracture_on)]
    parts = [one.icd10, one.level, SIDES.get(one.side, "")]
    parts += [f"{word} {day:%d-%b-%Y}" for word, day in dates if day]
    return ", ".join([*filter(None, parts), f"by {one.diagnosed_by} ({one.diagnosed_by_role})"])


def red_flag_step(case, screens, screened):
    """Return where the red-flag screen stands."""
    add = {"action": "Ask about red flags", "url": reverse("red-flag-screen-add", args=[case.pk])}
    if not screens:
        return Step(
            "Red flags", MISSING, f"None of the {screened.total} red flags has been asked about", **add
        )
    newest = screens[0]
    details = tuple(f"Present: {flag.question}" for flag in screened.present)
    links = (
        (f"Screen of {newest.screened_on:%d-%b-%Y}", reverse("red-flag-screen-detail", args=[newest.pk])),
    )
    common = {"details": details, "on": newest.screened_on, "links": links}
    if screened.open:
        return Step(
            "Red flags",
            STOP if screened.open_serious else CARE,
            "Cauda equina sign open: emergency"
            if screened.is_emergency
            else "Red flag open, outcome missing",
            action="Record the outcome",
            url=reverse("red-flag-screen-outcome", args=[screened.awaiting[0].pk]),
            **common,
        )
    if screened.not_asked:
        left = f"{len(screened.not_asked)} of {screened.total} red flags not asked about"
        return Step("Red flags", MISSING, left, **common, **add)
    again = {"action": "Ask again", "url": add["url"]}
    if screened.must_be_asked_again:
        return Step(
            "Red flags",
            STOP,
            "Cauda equina sign present: blocks until asked again and absent",
            **common,
            **again,
        )
    if screened.present:
        return Step("Red flags", CARE, "Present, outcome recorded", **common, **again)
    return Step("Red flags", DONE, f"All {screened.total} absent", **common, **again)


def clearance_step(case, clearance, today):
    """Return where the clearance stands; `clearance` is the newest, or None."""
    url = reverse("clearance-add", args=[case.pk])
    problem = clearance_problem(clearance, today)
    if clearance is None:
        return Step("Clearance", MISSING, "No medical clearance yet", action="Record the clearance", url=url)
    details = tuple(restriction_words(one) for one in clearance.restrictions)
    links = ((f"Version {clearance.number}", reverse("clearance-detail", args=[clearance.pk])),)
    common = {"details": details, "on": clearance.issued_on, "url": url, "links": links}
    if problem:
        return Step("Clearance", STOP, problem, action="Sign a new clearance", **common)
    words = (
        f"{clearance.get_decision_display()} until {clearance.valid_until:%d-%b-%Y} by {clearance.issued_by}"
    )
    is_ending = clearance.valid_until - today <= EXPIRES_SOON
    is_limited = clearance.decision == Clearance.Decision.RESTRICTED
    state = CARE if is_ending or is_limited else DONE
    return Step("Clearance", state, words, action="Renew" if is_ending else "Sign a new version", **common)


def assessment_step(case, assessment, start_back, today):
    """Return where the assessment stands; `assessment` and `start_back` (a measure) are the newest, or None."""
    url = reverse("assessment-add", args=[case.pk])
    risk = start_back_lines(start_back)
    if assessment is None:
        words = "No visit recorded yet"
        return Step("Assessment", MISSING, words, risk, action="Record an assessment", url=url)
    is_old = today - assessment.assessed_on > ASSESS_AGAIN
    return Step(
        "Assessment",
        CARE if is_old else DONE,
        assessment_words(assessment) + (", more than 4 weeks ago" if is_old else ""),
        details=assessment_details(assessment) + risk,
        on=assessment.assessed_on,
        action="Record a new assessment",
        url=url,
        links=(("Correct this one", reverse("assessment-edit", args=[assessment.pk])),),
    )


def assessment_words(one):
    """Return pain and irritability of a visit in one line."""
    ratings = [
        ("now", one.nprs_now),
        ("worst", one.nprs_worst),
        ("usual", one.nprs_usual),
        ("average", one.nprs_average),
    ]
    pain = ", ".join(f"{word} {value}" for word, value in ratings if value is not None) or "not recorded"
    return f"Pain {pain}; irritability {one.get_irritability_display().lower()}"


def assessment_details(one):
    """Return the rest of what a visit found, a line each."""
    lines = []
    if one.sensitivities:
        lines.append(
            "Set off by: " + ", ".join(SENSITIVITIES.get(code, code).lower() for code in one.sensitivities)
        )
    if one.directional_preference:
        lines.append(one.get_directional_preference_display())
    if one.has_leg_symptoms:
        lines.append(f"Legs: {one.leg_symptoms}")
    lines += [f"{goal['activity']}: {goal['score']} of 10" for goal in one.psfs]
    if one.is_pregnant_or_postpartum:
        lines.append("Pregnant, or within 12 weeks after birth")
    if one.has_high_distress:
        lines.append("High distress")
    return tuple(lines)


def start_back_lines(measure):
    """Say that a high-risk STarT Back counts as high distress; nothing for any other score."""
    if measure is None or not is_high_risk(measure.score, measure.items):
        return ()
    return (f"STarT Back high risk on {measure.measured_on:%d-%b-%Y}: counts as high distress",)
