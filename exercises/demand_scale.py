"""What the numbers 0 to 4 stand for, demand by demand, as clinicians read them."""

from django.utils.translation import gettext_lazy as _

LEVELS = (_("none"), _("low"), _("moderate"), _("high"), _("very high"))

FULL_NAMES = {
    "axial_compression": _("Load along the spine"),
    "anterior_shear": _("Forward slide of one vertebra on the next, from leaning under load"),
    "lumbar_flexion": _("Bending the low back forwards"),
    "lumbar_extension": _("Arching the low back"),
    "rotation_asymmetry": _("Twist, or weight on one side"),
    "impact": _("Landing and ground contact"),
    "balance": _("How hard it is to stay steady"),
    "neural_tension": _("Pull on the nerves of the leg"),
}

MEANING = {
    "axial_compression": (
        _("Below about 700 N at L4/5: lying or fully supported"),
        _("About 700–1499 N: standing and walking"),
        _("About 1500–2999 N"),
        _("About 3000–4999 N: around the 3400 N action limit for work"),
        _("5000 N and more: near or above the 6400 N limit for work"),
    ),
    "anterior_shear": (
        _("Upright or supported"),
        _("Small lean, light load"),
        _("Clear forward lean with moderate load"),
        _("Long forward lean with load"),
        _("About 1000 N or more: heavy lifts leaning forward"),
    ),
    "lumbar_flexion": (
        _("Neutral"),
        _("Slight, brief or from the hips"),
        _("Moderate, or likely when form slips"),
        _("Near end range"),
        _("End range under load, or hanging"),
    ),
    "lumbar_extension": (
        _("Neutral"),
        _("Slight tendency to arch"),
        _("A clear end position beyond neutral is likely"),
        _("End range"),
        _("End range with muscle effort"),
    ),
    "rotation_asymmetry": (
        _("Both sides alike"),
        _("One-sided but supported"),
        _("One-sided with body weight, or a twist"),
        _("Large one-sided load or twist"),
        _("Maximal"),
    ),
    "impact": (_("None"), _("Walking"), _("Firm heel contact"), _("Jogging"), _("Jumping")),
    "balance": (
        _("Lying or seated"),
        _("Two feet, stable"),
        _("Narrow stance, or one foot with support"),
        _("One foot, moving"),
        _("One foot without support, deep"),
    ),
    "neural_tension": (
        _("None"),
        _("Slight"),
        _("Moves through tension"),
        _("Holds tension"),
        _("Maximal"),
    ),
}

EVIDENCE = {
    "measured": _("A published number or ranking exists for this exercise."),
    "derived": _("Taken from a close relative that was measured."),
    "expert": _("Judged by the authors; no published number was found."),
}
