"""The printed program, kept byte for byte."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic.models import Clinic, ClinicOwned
from clinic.models.practice import clinic_manager
from programs.models.program import Program


class Handout(ClinicOwned):
    """One variant of an issued program as PDF; a reprint is these bytes."""

    class Size(models.TextChoices):
        STANDARD = "standard", _("Standard print")
        LARGE = "large", _("Large print")

    class Palette(models.TextChoices):
        COLOUR = "colour", _("Colour")
        MONO = "mono", _("Black and white")

    class Extent(models.TextChoices):
        FULL = "full", _("With good-to-know pages")
        EXERCISES = "exercises", _("Without good-to-know pages")
        FRIDGE = "fridge", _("One page for the fridge")

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="handouts")
    paper = models.CharField(max_length=10, choices=Clinic.Paper.choices)
    size = models.CharField(max_length=10, choices=Size.choices)
    palette = models.CharField(max_length=10, choices=Palette.choices)
    language = models.CharField(max_length=10)
    extent = models.CharField(max_length=10, choices=Extent.choices, default=Extent.FULL)
    renderer = models.CharField(max_length=40, help_text=_("Version of template and renderer"))
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField()
    rendered_at = models.DateTimeField(auto_now_add=True)

    objects = clinic_manager()

    class Meta:
        ordering = ["program", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["program", "paper", "size", "palette", "language", "extent"],
                name="one_handout_per_variant",
            )
        ]

    def __str__(self):
        return f"{self.program.code}, {self.get_paper_display()}, {self.get_size_display()}"
