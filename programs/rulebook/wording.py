"""How the codes of the rule files read to a clinician."""

from programs.rules.scales import Family, GateLevel, Stage

DAY_ZERO = {
    Family.GENERAL: "onset of this episode",
    Family.POST_SURGICAL: "surgery",
    Family.FRACTURE: "the fracture",
}

GATE_LEVELS = {
    GateLevel.BLOCK_EMERGENCY: "Stops: emergency",
    GateLevel.BLOCK_URGENT: "Stops: refer first",
    GateLevel.BLOCK_CLEARANCE: "Stops until cleared",
    GateLevel.BLOCK_CONTENT: "Stops until the programme is changed",
    GateLevel.WARN: "Warns",
}

# The rule files say when a gate closes partly in codes.
PLAIN = {
    "whose id starts with ces_": "of suspected cauda equina syndrome",
    "open with level block_urgent and no recorded outcome": "that asks for a referral and has no recorded outcome",
    "with verdict avoid": "to leave out",
    "fault_pattern record": "record of a form fault",
    "caution verdict": "exercise that needs care",
}

STRENGTHS = {
    "biomech": "biomechanics",
    "seed": "source article",
    "consensus": "clinical reasoning",
    "clearance": "the clearance on record",
}

STOP_ACTIONS = {
    "emergency": "Emergency care at once",
    "stop_programme_contact_clinician": "Stop the programme, contact the clinician",
    "stop_exercise_contact_clinician": "Stop the exercise, contact the clinician",
}


def strength_words(code):
    """Say what kind of evidence stands behind a reason: "biomech+seed" is biomechanics, source article."""
    return ", ".join(STRENGTHS.get(part, part) for part in code.split("+"))


def stage_words(stages):
    """Say which stages a rule holds in."""
    if set(stages) == set(Stage):
        return "Every stage"
    return ", ".join(stage.value for stage in sorted(stages, key=lambda one: one.rank)).capitalize()


def gate_words(level):
    """Say what a gate of this level does."""
    return GATE_LEVELS[level]


def plain(when):
    """Say without codes when a gate closes."""
    for code, said in PLAIN.items():
        when = when.replace(code, said)
    return when
