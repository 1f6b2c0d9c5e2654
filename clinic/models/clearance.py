"""Red flags asked about, and the medical clearance to train."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from clinic.models.conditions import ByCode
from clinic.models.patients import Case
from clinic.models.practice import ClinicOwned, clinic_manager


class RedFlag(models.Model):
    """One sign of serious pathology to ask about, with what it stops while it is open."""

    class Level(models.TextChoices):
        EMERGENCY = "block_emergency", _("Emergency")
        URGENT = "block_urgent", _("Urgent referral")
        WARN = "warn", _("Note")

    slug = models.SlugField(max_length=60, unique=True)
    question = models.CharField(max_length=300)
    group = models.CharField(max_length=40)
    level = models.CharField(max_length=20, choices=Level.choices)
    sources = models.JSONField(default=list)
    order = models.PositiveSmallIntegerField(default=0)

    objects = ByCode()

    class Meta:
        ordering = ["order"]

    def __str__(self):
        return self.question

    def natural_key(self):
        return (self.slug,)


class RedFlagScreen(ClinicOwned):
    """One round of asking. "Not asked" is an answer of its own and never counts as "absent"."""

    class Answer(models.TextChoices):
        PRESENT = "present", _("Present")
        ABSENT = "absent", _("Absent")
        NOT_ASKED = "not_asked", _("Not asked")

    class Concern(models.TextChoices):
        NONE = "none", _("None")
        LOW = "low", _("Low")
        MODERATE = "moderate", _("Moderate")
        HIGH = "high", _("High")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="red_flag_screens")
    screened_on = models.DateField()
    screened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict, help_text='{"red-flag-slug": "present | absent | not_asked"}')
    concern = models.CharField(_("level of concern"), max_length=10, choices=Concern.choices)
    action = models.TextField(_("action taken"), max_length=500, blank=True)
    outcome = models.TextField(_("outcome of the referral"), max_length=500, blank=True)
    outcome_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = clinic_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-screened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="outcome_and_its_date_go_together",
                condition=Q(outcome="", outcome_on__isnull=True)
                | (~Q(outcome="") & Q(outcome_on__gte=F("screened_on"))),
            )
        ]

    def __str__(self):
        return gettext("Red-flag screen of %(screened_on)s") % {"screened_on": f"{self.screened_on:%d-%b-%Y}"}

    def slugs(self, answer):
        """Return the red flags that got `answer`, sorted."""
        return sorted(slug for slug, given in self.answers.items() if given == answer)


class ClearanceQuerySet(models.QuerySet):
    def current(self):
        """Keep the clearances that nothing has replaced, newest first; revoked ones stay so that pages can say so."""
        return self.filter(superseded_by__isnull=True).order_by("-issued_on", "-pk")

    def valid_on(self, day):
        """Keep those of which `is_valid_on` holds."""
        unlimited = Q(decision=Clearance.Decision.CLEARED, restriction_words="")
        permits = ~Q(decision=Clearance.Decision.REFUSED) & (unlimited | ~Q(restrictions=[]))
        return self.filter(permits, revoked_on__isnull=True, issued_on__lte=day, valid_until__gte=day)


class Clearance(ClinicOwned):
    """A signed permission to train, with its limits. Never edited: a change is a new version that supersedes it."""

    class Decision(models.TextChoices):
        CLEARED = "cleared", _("Cleared")
        RESTRICTED = "restricted", _("Cleared with restrictions")
        REFUSED = "refused", _("Not cleared")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="clearances")
    number = models.PositiveIntegerField("version", default=1)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    decision = models.CharField(max_length=12, choices=Decision.choices)
    issued_by = models.CharField(_("issued by (name)"), max_length=120)
    issued_by_role = models.CharField(_("their profession"), max_length=80)
    issued_by_registration = models.CharField(_("registration number"), max_length=40, blank=True)
    organisation = models.CharField(max_length=120, blank=True)
    issued_on = models.DateField()
    valid_until = models.DateField()
    restrictions = models.JSONField(
        default=list,
        blank=True,
        help_text='[{"demand": "axial_compression", "max": 2}, {"slug": …}, {"tag": …}]',
    )
    restriction_words = models.TextField(_("restrictions in the issuer's words"), max_length=1000, blank=True)
    surgery_procedure = models.CharField("procedure", max_length=120, blank=True)
    surgery_levels = models.CharField(_("levels operated"), max_length=40, blank=True)
    surgery_on = models.DateField(_("date of surgery"), null=True, blank=True)
    surgeon = models.CharField(max_length=120, blank=True)
    surgeon_release = models.TextField(_("surgeon's release, in words"), max_length=500, blank=True)
    fracture_release = models.TextField(
        _("medical release after fracture, in words"), max_length=500, blank=True
    )
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(auto_now_add=True)
    revoked_on = models.DateField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=200, blank=True)

    objects = clinic_manager(ClearanceQuerySet)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="clearance_versions_count_up"),
            models.CheckConstraint(
                name="clearance_is_valid_for_a_while", condition=Q(valid_until__gte=F("issued_on"))
            ),
            models.CheckConstraint(
                name="revocation_has_a_reason",
                condition=Q(revoked_on__isnull=True, revoked_reason="")
                | (Q(revoked_on__isnull=False) & ~Q(revoked_reason="")),
            ),
        ]

    def __str__(self):
        return gettext("Clearance version %(number)s") % {"number": self.number}

    def is_valid_on(self, day):
        """Tell whether this clearance permits training on `day` (gate G04)."""
        # The rules keep to rows: a limit that stands in the issuer's words alone is one nobody keeps to.
        is_limited = self.decision == self.Decision.RESTRICTED or bool(self.restriction_words)
        permits = self.decision != self.Decision.REFUSED and (bool(self.restrictions) or not is_limited)
        return permits and self.revoked_on is None and self.issued_on <= day <= self.valid_until

    @property
    def has_surgeon_release(self):
        """Tell whether the surgeon named procedure, levels, date and release (gate G05)."""
        return all(
            [self.surgery_procedure, self.surgery_levels, self.surgery_on, self.surgeon, self.surgeon_release]
        )
