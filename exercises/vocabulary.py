"""The closed lists of words the library is described with, and how people read them."""

from django.db import models


class Category(models.TextChoices):
    SQUAT = "squat_variation", "Squat variations"
    HINGE = "hinge_variation", "Hinge variations"
    MACHINE = "machine", "Machines"
    UNILATERAL = "unilateral", "One-leg exercises"
    GLUTE = "glute", "Glutes"
    BANDED = "banded", "Bands"
    BODYWEIGHT = "bodyweight", "Body weight"
    CALF = "calf", "Calves"
    CONDITIONING = "conditioning", "Conditioning"
    CORE = "core", "Core"
    WARMUP_CARDIO = "warmup_cardio", "Warm-up: light cardio"
    WARMUP_MOBILITY = "warmup_mobility", "Warm-up: mobility"
    COOLDOWN_STRETCH = "cooldown_stretch", "Cool-down: stretches"
    COOLDOWN_MOBILITY = "cooldown_mobility", "Cool-down: gentle spine movement"


DEMANDS = {
    "axial_compression": "Compression",
    "anterior_shear": "Shear",
    "lumbar_flexion": "Flexion",
    "lumbar_extension": "Extension",
    "rotation_asymmetry": "Rotation, one-sided load",
    "impact": "Impact",
    "balance": "Balance",
    "neural_tension": "Nerve tension",
}


def words(code):
    """Return a vocabulary code as a person reads it: "gluteus_maximus" becomes "gluteus maximus"."""
    return code.replace("_", " ").replace("-", " ")
