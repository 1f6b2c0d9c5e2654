"""What the numbers 0 to 4 stand for, demand by demand, as clinicians read them."""

LEVELS = ("none", "low", "moderate", "high", "very high")

FULL_NAMES = {
    "axial_compression": "Load along the spine",
    "anterior_shear": "Forward slide of one vertebra on the next, from leaning under load",
    "lumbar_flexion": "Bending the low back forwards",
    "lumbar_extension": "Arching the low back",
    "rotation_asymmetry": "Twist, or weight on one side",
    "impact": "Landing and ground contact",
    "balance": "How hard it is to stay steady",
    "neural_tension": "Pull on the nerves of the leg",
}

MEANING = {
    "axial_compression": (
        "Below about 700 N at L4/5: lying or fully supported",
        "About 700–1499 N: standing and walking",
        "About 1500–2999 N",
        "About 3000–4999 N: around the 3400 N action limit for work",
        "5000 N and more: near or above the 6400 N limit for work",
    ),
    "anterior_shear": (
        "Upright or supported",
        "Small lean, light load",
        "Clear forward lean with moderate load",
        "Long forward lean with load",
        "About 1000 N or more: heavy lifts leaning forward",
    ),
    "lumbar_flexion": (
        "Neutral",
        "Slight, brief or from the hips",
        "Moderate, or likely when form slips",
        "Near end range",
        "End range under load, or hanging",
    ),
    "lumbar_extension": (
        "Neutral",
        "Slight tendency to arch",
        "A clear end position beyond neutral is likely",
        "End range",
        "End range with muscle effort",
    ),
    "rotation_asymmetry": (
        "Both sides alike",
        "One-sided but supported",
        "One-sided with body weight, or a twist",
        "Large one-sided load or twist",
        "Maximal",
    ),
    "impact": ("None", "Walking", "Firm heel contact", "Jogging", "Jumping"),
    "balance": (
        "Lying or seated",
        "Two feet, stable",
        "Narrow stance, or one foot with support",
        "One foot, moving",
        "One foot without support, deep",
    ),
    "neural_tension": (
        "None",
        "Slight",
        "Moves through tension",
        "Holds tension",
        "Maximal",
    ),
}

EVIDENCE = {
    "measured": "A published number or ranking exists for this exercise.",
    "derived": "Taken from a close relative that was measured.",
    "expert": "Judged by the authors; no published number was found.",
}
