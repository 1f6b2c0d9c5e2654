"""The steps of a case that come before a program, each with its state, what is known, and the one thing to do next."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.measures.scoring import is_high_risk
from clinic.models import Clearance
from clinic.vocabulary import SENSITIVITIES, profession, restriction_words

DONE, CARE, MISSING, STOP = "done", "care", "missing", "stop"
STATE_WORDS = {
    DONE: _("done"),
    CARE: _("needs care"),
    MISSING: _("still missing"),
    STOP: _("blocks the programme"),
}
EXPIRES_SOON = timedelta(days=14)
# Outcome measures are taken every four weeks (evidence.md section 6).
ASSESS_AGAIN = timedelta(weeks=4)

SIDES = {"left": _("left side"), "right": _("right side"), "both": _("both sides")}


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
        words = (
            gettext("Only suspected: %(suspected)s") % {"suspected": suspected[0]}
            if suspected
            else gettext("No diagnosis by a named professional yet")
        )
        links = tuple(
            (gettext("Change “%(one)s”") % {"one": one}, reverse("diagnosis-edit", args=[one.pk]))
            for one in suspected
        )
        return Step(
            gettext("Diagnosis"), MISSING, words, action=gettext("Record the diagnosis"), url=add, links=links
        )
    links = tuple(
        (gettext("Change “%(one)s”") % {"one": one}, reverse("diagnosis-edit", args=[one.pk]))
        for one in [*active, *suspected]
    )
    unjudged = [
        gettext("Only suspected, no rule judges by it: %(suspected)s") % {"suspected": one}
        for one in suspected
    ]
    return Step(
        gettext("Diagnosis"),
        CARE if suspected else DONE,
        "; ".join(str(one) for one in active),
        details=(*(diagnosis_words(one) for one in active), *unjudged),
        on=max(one.diagnosed_on for one in active),
        action=gettext("Add another diagnosis"),
        url=add,
        links=links,
    )


def diagnosis_words(one):
    """Return what is known about a diagnosis in one line."""
    dates = [
        (gettext("onset"), one.onset_on),
        (gettext("surgery"), one.surgery_on),
        (gettext("fracture"), one.fracture_on),
    ]
    parts = [one.icd10, one.level, str(SIDES.get(one.side, ""))]
    parts += [f"{word} {day:%d-%b-%Y}" for word, day in dates if day]
    return ", ".join(
        [
            *filter(None, parts),
            gettext("by %(diagnosed_by)s (%(diagnosed_by_role)s)")
            % {
                "diagnosed_by": one.diagnosed_by,
                "diagnosed_by_role": profession(one.diagnosed_by_role),
            },
        ]
    )


def red_flag_step(case, screens, screened):
    """Return where the red-flag screen stands."""
    add = {"action": gettext("Ask about red flags"), "url": reverse("red-flag-screen-add", args=[case.pk])}
    if not screens:
        return Step(
            gettext("Red flags"),
            MISSING,
            gettext("None of the %(total)s red flags has been asked about") % {"total": screened.total},
            **add,
        )
    newest = screens[0]
    details = tuple(
        gettext("Present: %(question)s") % {"question": flag.question} for flag in screened.present
    )
    links = (
        (
            gettext("Screen of %(screened_on)s") % {"screened_on": f"{newest.screened_on:%d-%b-%Y}"},
            reverse("red-flag-screen-detail", args=[newest.pk]),
        ),
    )
    common = {"details": details, "on": newest.screened_on, "links": links}
    if screened.open:
        return Step(
            gettext("Red flags"),
            STOP if screened.open_serious else CARE,
            gettext("Cauda equina sign open: emergency")
            if screened.is_emergency
            else gettext("Red flag open, outcome missing"),
            action=gettext("Record the outcome"),
            url=reverse("red-flag-screen-outcome", args=[screened.awaiting[0].pk]),
            **common,
        )
    if screened.not_asked:
        left = gettext("%(not_asked_count)s of %(total)s red flags not asked about") % {
            "not_asked_count": len(screened.not_asked),
            "total": screened.total,
        }
        return Step(gettext("Red flags"), MISSING, left, **common, **add)
    return _asked_step(screened, {**common, "action": gettext("Ask again"), "url": add["url"]})


def _asked_step(screened, common):
    if screened.must_be_asked_again:
        return Step(
            gettext("Red flags"),
            STOP,
            gettext("Cauda equina sign present: blocks until asked again and absent"),
            **common,
        )
    if screened.present:
        return Step(gettext("Red flags"), CARE, gettext("Present, outcome recorded"), **common)
    return Step(
        gettext("Red flags"), DONE, gettext("All %(total)s absent") % {"total": screened.total}, **common
    )


def clearance_step(case, clearance, problem, today):
    """Return where the clearance stands; `clearance` is the newest, or None, and `problem` why it does not permit training."""
    url = reverse("clearance-add", args=[case.pk])
    if clearance is None:
        return Step(
            gettext("Clearance"),
            MISSING,
            gettext("No medical clearance yet"),
            action=gettext("Record the clearance"),
            url=url,
        )
    details = tuple(restriction_words(one) for one in clearance.restrictions)
    links = (
        (
            gettext("Version %(clearance_number)s") % {"clearance_number": clearance.number},
            reverse("clearance-detail", args=[clearance.pk]),
        ),
    )
    common = {"details": details, "on": clearance.issued_on, "url": url, "links": links}
    if problem:
        return Step(gettext("Clearance"), STOP, problem, action=gettext("Sign a new clearance"), **common)
    words = gettext("%(decision)s until %(valid_until)s by %(issued_by)s") % {
        "decision": clearance.get_decision_display(),
        "valid_until": f"{clearance.valid_until:%d-%b-%Y}",
        "issued_by": clearance.issued_by,
    }
    is_ending = clearance.valid_until - today <= EXPIRES_SOON
    is_limited = clearance.decision == Clearance.Decision.RESTRICTED
    state = CARE if is_ending or is_limited else DONE
    return Step(
        gettext("Clearance"),
        state,
        words,
        action=gettext("Renew") if is_ending else gettext("Sign a new version"),
        **common,
    )


def assessment_step(case, assessment, start_back, today):
    """Return where the assessment stands; `assessment` and `start_back` (a measure) are the newest, or None."""
    url = reverse("assessment-add", args=[case.pk])
    risk = start_back_lines(start_back)
    if assessment is None:
        words = gettext("No visit recorded yet")
        return Step(
            gettext("Assessment"), MISSING, words, risk, action=gettext("Record an assessment"), url=url
        )
    is_old = today - assessment.assessed_on > ASSESS_AGAIN
    return Step(
        gettext("Assessment"),
        CARE if is_old else DONE,
        gettext("%(words)s, more than 4 weeks ago") % {"words": assessment_words(assessment)}
        if is_old
        else assessment_words(assessment),
        details=assessment_details(assessment) + risk,
        on=assessment.assessed_on,
        action=gettext("Record a new assessment"),
        url=url,
        links=((gettext("Correct this one"), reverse("assessment-edit", args=[assessment.pk])),),
    )


def assessment_words(one):
    """Return pain and irritability of a visit in one line."""
    ratings = [
        (gettext("now"), one.nprs_now),
        (gettext("worst"), one.nprs_worst),
        (gettext("usual"), one.nprs_usual),
        (gettext("average"), one.nprs_average),
    ]
    pain = ", ".join(f"{word} {value}" for word, value in ratings if value is not None) or gettext(
        "not recorded"
    )
    return gettext("Pain %(pain)s; irritability %(irritability)s") % {
        "pain": pain,
        "irritability": one.get_irritability_display().lower(),
    }


def assessment_details(one):
    """Return the rest of what a visit found, a line each."""
    lines = []
    if one.sensitivities:
        lines.append(
            gettext("Set off by: %(what)s")
            % {"what": ", ".join(SENSITIVITIES.get(code, code).lower() for code in one.sensitivities)}
        )
    if one.directional_preference:
        lines.append(one.get_directional_preference_display())
    if one.has_leg_symptoms:
        lines.append(gettext("Legs: %(leg_symptoms)s") % {"leg_symptoms": one.leg_symptoms})
    lines += [
        gettext("%(activity)s: %(score)s of 10") % {"activity": goal["activity"], "score": goal["score"]}
        for goal in one.psfs
    ]
    if one.is_pregnant_or_postpartum:
        lines.append(gettext("Pregnant, or within 12 weeks after birth"))
    if one.has_high_distress:
        lines.append(gettext("High distress"))
    return tuple(lines)


def start_back_lines(measure):
    """Say that a high-risk STarT Back counts as high distress; nothing for any other score."""
    if measure is None or not is_high_risk(measure.score, measure.items):
        return ()
    return (
        gettext("STarT Back high risk on %(measured_on)s: counts as high distress")
        % {"measured_on": f"{measure.measured_on:%d-%b-%Y}"},
    )
