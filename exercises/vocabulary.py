"""The closed lists of words the library is described with, and how people read them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    SQUAT = "squat_variation", _("Squat variations")
    HINGE = "hinge_variation", _("Hinge variations")
    MACHINE = "machine", _("Machines")
    UNILATERAL = "unilateral", _("One-leg exercises")
    GLUTE = "glute", _("Glutes")
    BANDED = "banded", _("Bands")
    BODYWEIGHT = "bodyweight", _("Body weight")
    CALF = "calf", _("Calves")
    CONDITIONING = "conditioning", _("Conditioning")
    CORE = "core", _("Core")
    WARMUP_CARDIO = "warmup_cardio", _("Warm-up: light cardio")
    WARMUP_MOBILITY = "warmup_mobility", _("Warm-up: mobility")
    COOLDOWN_STRETCH = "cooldown_stretch", _("Cool-down: stretches")
    COOLDOWN_MOBILITY = "cooldown_mobility", _("Cool-down: gentle spine movement")


DEMANDS = {
    "axial_compression": _("Compression"),
    "anterior_shear": _("Shear"),
    "lumbar_flexion": _("Flexion"),
    "lumbar_extension": _("Extension"),
    "rotation_asymmetry": _("Rotation, one-sided load"),
    "impact": _("Impact"),
    "balance": _("Balance"),
    "neural_tension": _("Nerve tension"),
}


def words(code):
    """Return a vocabulary code as a person reads it: "gluteus_maximus" becomes "gluteus maximus"."""
    return code.replace("_", " ").replace("-", " ")
