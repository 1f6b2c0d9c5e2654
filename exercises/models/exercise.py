"""An exercise as the clinician sees it: what it trains, what it demands of the back, what may replace it."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from exercises.models.history import kept_history
from exercises.vocabulary import DEMANDS, Category
from text.search import words_to_find

HEAVIEST = 4


class ByCode(models.Manager):
    """Look library rows up by their slug, so that fixtures need no numbers."""

    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class Equipment(models.Model):
    """A thing to train with. A thing with options ("dumbbell or kettlebell") is at hand when any one of them is."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    options = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="serves_as")

    objects = ByCode()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "equipment"

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.slug,)


def demand_field(label):
    """Return one of the eight demands on the back: an ordinal from 0 (none) to 4 (heaviest)."""
    return models.PositiveSmallIntegerField(label, default=0, validators=[MaxValueValidator(HEAVIEST)])


class ExerciseQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Exercise.Status.PUBLISHED)

    def search(self, text):
        """Keep the exercises whose names or muscles hold every word of `text`, accents and case ignored."""
        found = self
        for word in words_to_find(text):
            found = found.filter(search_text__contains=word)
        return found


class Exercise(models.Model):
    """One movement in the library. Its demands are stated for moderate load; the rules alone judge them."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        PUBLISHED = "published", _("Published")
        RETIRED = "retired", _("Retired")

    class Evidence(models.TextChoices):
        MEASURED = "measured", _("Measured")
        DERIVED = "derived", _("Derived from measured ones")
        EXPERT = "expert", _("Expert judgement")

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("clinician's name"), max_length=120)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    category = models.CharField(max_length=20, choices=Category.choices)
    movement_pattern = models.CharField(max_length=30)
    region = models.CharField(max_length=30)
    primary_muscles = models.JSONField(default=list)
    secondary_muscles = models.JSONField(default=list, blank=True)
    equipment = models.ManyToManyField(Equipment, blank=True, related_name="exercises")
    position = models.CharField(max_length=20)
    unilateral = models.BooleanField(_("one side at a time"), default=False)
    back_supported = models.BooleanField(default=False)
    externally_loadable = models.BooleanField(_("weight can be added"), default=False)

    axial_compression = demand_field("compression")
    anterior_shear = demand_field("shear")
    lumbar_flexion = demand_field("flexion")
    lumbar_extension = demand_field("extension")
    rotation_asymmetry = demand_field(_("rotation, one-sided load"))
    impact = demand_field("impact")
    balance = demand_field("balance")
    neural_tension = demand_field(_("nerve tension"))
    demand_evidence = models.CharField(max_length=10, choices=Evidence.choices)

    sets = models.PositiveSmallIntegerField()
    reps_min = models.PositiveSmallIntegerField(null=True, blank=True)
    reps_max = models.PositiveSmallIntegerField(null=True, blank=True)
    hold_s_min = models.PositiveSmallIntegerField(_("shortest hold (s)"), null=True, blank=True)
    hold_s_max = models.PositiveSmallIntegerField(_("longest hold (s)"), null=True, blank=True)
    minutes_min = models.PositiveSmallIntegerField(null=True, blank=True)
    minutes_max = models.PositiveSmallIntegerField(null=True, blank=True)
    rest_s = models.PositiveSmallIntegerField(_("rest between sets (s)"), default=0)
    tempo = models.CharField(max_length=12, blank=True)
    days_min = models.PositiveSmallIntegerField(_("days a week, at least"))
    days_max = models.PositiveSmallIntegerField(_("days a week, at most"))
    start_rpe = models.PositiveSmallIntegerField(_("starting effort (RPE)"), null=True, blank=True)
    per_side = models.BooleanField(default=False)

    form_cues = models.JSONField(default=list, blank=True)
    caution = models.BooleanField(_("approach with caution"), default=False)
    caution_reason = models.TextField(blank=True)
    modifications = models.JSONField(default=list, blank=True)
    notes = models.TextField(_("clinician's notes"), blank=True)
    seed_refs = models.JSONField(default=list, blank=True)
    tags = models.JSONField(default=list, blank=True)
    chain = models.CharField(_("progression chain"), max_length=40, blank=True)
    chain_order = models.PositiveSmallIntegerField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    review_comment = models.CharField(_("what is still to do"), max_length=600, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    published_on = models.DateField(null=True, blank=True)
    review_due_on = models.DateField(_("look at it again by"), null=True, blank=True)
    search_text = models.CharField(max_length=600, editable=False, default="")

    objects = ByCode.from_queryset(ExerciseQuerySet)()
    history = kept_history()

    class Meta:
        ordering = ["category", "name"]
        constraints = [
            *(
                models.CheckConstraint(name=f"{field}_is_0_to_4", condition=Q(**{f"{field}__lte": HEAVIEST}))
                for field in DEMANDS
            ),
            models.CheckConstraint(
                name="reps_run_upwards", condition=Q(reps_min__isnull=True) | Q(reps_max__gte=F("reps_min"))
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("exercise-detail", args=[self.slug])

    def natural_key(self):
        return (self.slug,)

    natural_key.dependencies = ["exercises.equipment"]

    @property
    def demands(self):
        """Return the eight demands as {field: 0-4}."""
        return {field: getattr(self, field) for field in DEMANDS}


class AlternativeManager(models.Manager):
    def get_by_natural_key(self, exercise, replacement):
        return self.get(exercise__slug=exercise, replacement__slug=replacement)


class Alternative(models.Model):
    """A back-friendlier exercise that trains the same thing, with why it is kinder."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="alternatives")
    replacement = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=200)

    objects = AlternativeManager()

    class Meta:
        ordering = ["exercise", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "replacement"], name="an_alternative_is_named_once"),
            models.CheckConstraint(
                name="no_exercise_replaces_itself", condition=~Q(exercise=F("replacement"))
            ),
        ]

    def __str__(self):
        return f"{self.exercise} → {self.replacement}"

    def natural_key(self):
        return (self.exercise.slug, self.replacement.slug)

    natural_key.dependencies = ["exercises.exercise"]
