"""How the codes of the rule files read to a clinician."""

from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programs.rules.scales import Family, GateLevel, Stage

DAY_ZERO = {
    Family.GENERAL: _("onset of this episode"),
    Family.POST_SURGICAL: _("surgery"),
    Family.FRACTURE: _("the fracture"),
}

GATE_LEVELS = {
    GateLevel.BLOCK_EMERGENCY: _("Stops: emergency"),
    GateLevel.BLOCK_URGENT: _("Stops: refer first"),
    GateLevel.BLOCK_CLEARANCE: _("Stops until cleared"),
    GateLevel.BLOCK_CONTENT: _("Stops until the programme is changed"),
    GateLevel.WARN: _("Warns"),
}

# The rule files say partly in codes and signs when a gate closes and what an override asks for. A reservation stays.
PLAIN = {
    "whose id starts with ces_": "of suspected cauda equina syndrome",
    "open with level block_urgent and no recorded outcome": "that asks for a referral and has no recorded outcome",
    "with verdict avoid": "to leave out",
    "fault_pattern record": "record of a form fault",
    "caution verdict": "exercise that needs care",
    "<=": "at most",
    ">=": "at least",
    "(cut-off from memory, unverified)": "(note: this cut-off has not been verified against the source)",
}

STRENGTHS = {
    "biomech": _("biomechanics"),
    "seed": _("source article"),
    "consensus": _("clinical reasoning"),
    "clearance": _("the clearance on record"),
}

STOP_ACTIONS = {
    "emergency": _("Emergency care at once"),
    "stop_programme_contact_clinician": _("Stop the programme, contact the clinician"),
    "stop_exercise_contact_clinician": _("Stop the exercise, contact the clinician"),
}


def strength_words(code):
    """Say what kind of evidence stands behind a reason: "biomech+seed" is biomechanics, source article."""
    return ", ".join(str(STRENGTHS.get(part, part)) for part in code.split("+"))


def stage_words(stages):
    """Say which stages a rule holds in."""
    if set(stages) == set(Stage):
        return gettext("Every stage")
    return ", ".join(stage.value for stage in sorted(stages, key=lambda one: one.rank)).capitalize()


def gate_words(level):
    """Say what a gate of this level does."""
    return GATE_LEVELS[level]


def plain(text):
    """Say without codes and signs when a gate closes or what an override asks for."""
    for code, said in PLAIN.items():
        text = text.replace(code, said)
    return text


def criteria_words(criteria):
    """Return what an override asks for as it is read, a sentence each; what is stored and compared stays as the rule has it."""
    return [capfirst(plain(one)) for one in criteria]
