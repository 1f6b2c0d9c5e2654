"""Codes the record shares with the rules, and how people read them."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

DEMANDS = {
    "axial_compression": _("Compression of the spine"),
    "anterior_shear": _("Forward shear"),
    "lumbar_flexion": _("Bending forwards"),
    "lumbar_extension": _("Bending backwards"),
    "rotation_asymmetry": _("Twist and one-sided load"),
    "impact": _("Impact"),
    "balance": _("Balance demand"),
    "neural_tension": _("Nerve stretch"),
}
HIGHEST_CEILING = 3

SENSITIVITIES = {
    "flexion": _("Bending forwards"),
    "extension": _("Bending backwards"),
    "rotation": _("Twisting"),
    "compression": _("Load along the spine"),
    "shear": _("Leaning forwards under load"),
    "impact": _("Impact"),
    "neural": _("Stretching the nerve"),
    "sitting": _("Sitting"),
}

POSITIONS = {
    "standing": _("Standing"),
    "seated": _("Sitting"),
    "supine": _("Lying on the back"),
    "prone": _("Lying face down"),
    "side_lying": _("Lying on the side"),
    "quadruped": _("On hands and knees"),
    "kneeling": _("Kneeling"),
    "half_kneeling": _("Half kneeling"),
}

TAGS = {
    "barbell_spinal_load": _("A bar on the shoulders or lifted from the floor"),
    "deadlift_family": _("Deadlifts (conventional, sumo, Romanian)"),
    "deadlift_variant": _("Deadlift variants (hex bar, rack, kettlebell)"),
    "end_range_stretch": _("Stretches to end range"),
    "flexion_bias": _("Drills into bending forwards"),
    "extension_bias": _("Drills into bending backwards"),
    "supine_pelvic_lift": _("Bridges"),
    "quadruped_arm_reach": _("Arm reach on hands and knees"),
    "quadruped_spine_motion": _("Arching on hands and knees"),
    "sustained_sitting": _("Sitting for long (bikes, rower)"),
    "neural": _("Nerve gliding"),
}

LANGUAGES = {
    "en": _("English"),
    "ar": _("Arabic"),
    "de": _("German"),
    "es": _("Spanish"),
    "fr": _("French"),
    "it": _("Italian"),
    "pl": _("Polish"),
    "pt": _("Portuguese"),
    "ru": _("Russian"),
    "tr": _("Turkish"),
    "uk": _("Ukrainian"),
}

# Kept as written here, whatever the interface speaks: who may sign is told by the word (`policies.is_physiotherapy`).
PROFESSIONS = {
    "Physiotherapist": _("Physiotherapist"),
    "General practitioner": _("General practitioner"),
    "Orthopaedic surgeon": _("Orthopaedic surgeon"),
    "Neurosurgeon": _("Neurosurgeon"),
    "Physician in rehabilitation medicine": _("Physician in rehabilitation medicine"),
    "Rheumatologist": _("Rheumatologist"),
    "Sports physician": _("Sports physician"),
}


def profession(kept):
    """Return a kept profession in the language of whoever reads it; one that somebody typed stays as it is."""
    return PROFESSIONS.get(kept, kept)


def restriction_words(restriction):
    """Return one clearance restriction as a sentence part a clinician reads."""
    if "demand" in restriction:
        demand = DEMANDS.get(restriction["demand"], restriction["demand"])
        return gettext("%(demand)s: at most %(max)s of 4") % {"demand": demand, "max": restriction["max"]}
    if "load_kg" in restriction:
        return gettext("No load above %(load_kg)s\u00a0kg") % {"load_kg": f"{restriction['load_kg']:g}"}
    if "position" in restriction:
        return gettext("Not in this position: %(position)s") % {
            "position": POSITIONS.get(restriction["position"], restriction["position"]).lower()
        }
    if "tag" in restriction:
        return gettext("None of these: %(tag)s") % {
            "tag": TAGS.get(restriction["tag"], restriction["tag"].replace("_", " "))
        }
    return gettext("Not this exercise: %(value)s") % {"value": restriction.get("slug", "").replace("-", " ")}
