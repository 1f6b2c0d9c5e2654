"""Codes the record shares with the rules, and how people read them."""

DEMANDS = {
    "axial_compression": "Compression of the spine",
    "anterior_shear": "Forward shear",
    "lumbar_flexion": "Bending forwards",
    "lumbar_extension": "Bending backwards",
    "rotation_asymmetry": "Twist and one-sided load",
    "impact": "Impact",
    "balance": "Balance demand",
    "neural_tension": "Nerve stretch",
}
HIGHEST_CEILING = 3

SENSITIVITIES = {
    "flexion": "Bending forwards",
    "extension": "Bending backwards",
    "rotation": "Twisting",
    "compression": "Load along the spine",
    "shear": "Leaning forwards under load",
    "impact": "Impact",
    "neural": "Stretching the nerve",
    "sitting": "Sitting",
}

POSITIONS = {
    "standing": "Standing",
    "seated": "Sitting",
    "supine": "Lying on the back",
    "prone": "Lying face down",
    "side_lying": "Lying on the side",
    "quadruped": "On hands and knees",
    "kneeling": "Kneeling",
    "half_kneeling": "Half kneeling",
}

TAGS = {
    "barbell_spinal_load": "A bar on the shoulders or lifted from the floor",
    "deadlift_family": "Deadlifts (conventional, sumo, Romanian)",
    "deadlift_variant": "Deadlift variants (hex bar, rack, kettlebell)",
    "end_range_stretch": "Stretches to end range",
    "flexion_bias": "Drills into bending forwards",
    "extension_bias": "Drills into bending backwards",
    "supine_pelvic_lift": "Bridges",
    "quadruped_arm_reach": "Arm reach on hands and knees",
    "quadruped_spine_motion": "Arching on hands and knees",
    "sustained_sitting": "Sitting for long (bikes, rower)",
    "neural": "Nerve gliding",
}

LANGUAGES = {
    "en": "English",
    "ar": "Arabic",
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
}

PROFESSIONS = [
    "Physiotherapist",
    "General practitioner",
    "Orthopaedic surgeon",
    "Neurosurgeon",
    "Physician in rehabilitation medicine",
    "Rheumatologist",
    "Sports physician",
]


def restriction_words(restriction):
    """Return one clearance restriction as a sentence part a clinician reads."""
    if "demand" in restriction:
        demand = DEMANDS.get(restriction["demand"], restriction["demand"])
        return f"{demand}: at most {restriction['max']} of 4"
    if "load_kg" in restriction:
        return f"No load above {restriction['load_kg']:g}\u00a0kg"
    if "position" in restriction:
        return (
            f"Not in this position: {POSITIONS.get(restriction['position'], restriction['position']).lower()}"
        )
    if "tag" in restriction:
        return f"None of these: {TAGS.get(restriction['tag'], restriction['tag'].replace('_', ' '))}"
    return f"Not this exercise: {restriction.get('slug', '').replace('-', ' ')}"
