"""The three kinds of sheet: what their columns are, and how a row becomes an exercise, a text or an alternative.

Rows are compared and kept in memory only. Storing them is the business of `actions/library_import.py`.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from exercises.exchange.fields import (
    CodesWidget,
    CodeWidget,
    LinesWidget,
    NumberWidget,
    Told,
    YesNoWidget,
    column,
)
from exercises.exchange.sheet_resource import SheetResource
from exercises.languages import NAMES
from exercises.models import Alternative, Exercise, ExerciseText
from exercises.models.exercise import HEAVIEST
from exercises.vocabulary import DEMANDS, Category
from text.shortening import shortened

MOST_STEPS = 5
# The most that a plausible dose states; blank where the exercise is not counted so.
DOSES = {"reps": 500, "hold_s": 3600, "minutes": 600}
# What the words of each closed list stand for.
LISTS = {
    "category": _("category"),
    "movement_pattern": _("movement pattern"),
    "region": _("region"),
    "position": _("position"),
    "muscle": _("muscle"),
    "tag": _("tag"),
    "equipment": _("equipment"),
    "demand_evidence": _("evidence class"),
}
REVISION = _("must stay as it was written: it tells which state of the exercise you worked on.")
STATUS = _("is not changed by an import. A new exercise comes in as a draft; publish it on its page.")
REVIEWED = _("is not changed by an import. A review is recorded on the exercise's page.")


class ExerciseResource(SheetResource):
    """An exercise as the clinician and the rules know it."""

    kind, key, marker = "exercises", ("slug",), "category"
    told_for_new = {"revision": None, "status": {"", Exercise.Status.DRAFT.value}}
    unchecked = ("id", "status", "revision", "search_text", "equipment")

    class Meta(SheetResource.Meta):
        model = Exercise
        fields = ()

    def columns(self):
        muscles, tags = (CodesWidget(LISTS[kind], self.stored.words(kind)) for kind in ("muscle", "tag"))
        things = CodesWidget(LISTS["equipment"], self.stored.equipment)
        single = ("movement_pattern", "region", "position")
        widgets = {
            "slug": None,
            "revision": Told("revision", REVISION),
            "status": Told("status", STATUS),
            "name": None,
            "category": CodeWidget(LISTS["category"], set(Category.values)),
            **{name: CodeWidget(LISTS[name], self.stored.words(name)) for name in single},
            "primary_muscles": muscles,
            "secondary_muscles": muscles,
            "equipment": column("equipment", things, "equipment_codes"),
            **dict.fromkeys(["unilateral", "back_supported", "externally_loadable"], YesNoWidget()),
            **dict.fromkeys(DEMANDS, NumberWidget(0, HEAVIEST)),
            "demand_evidence": CodeWidget(LISTS["demand_evidence"], set(Exercise.Evidence.values)),
            **_dose(),
            "form_cues": LinesWidget(),
            "caution": YesNoWidget(),
            **dict.fromkeys(["caution_reason", "notes", "chain"]),
            "modifications": LinesWidget(),
            "seed_refs": LinesWidget(),
            "tags": tags,
            "chain_order": NumberWidget(0, 999, may_be_empty=True),
        }
        return {
            name: widget if isinstance(widget, Field) else column(name, widget)
            for name, widget in widgets.items()
        }

    def get_instance(self, instance_loader, row):
        return self.stored.exercises.get(row["slug"].strip())

    def before_import_row(self, row, **kwargs):
        pass

    def init_instance(self, row=None):
        exercise = Exercise(slug=row["slug"].strip())
        exercise.equipment_codes = []
        return exercise

    def save_instance(self, instance, is_create, row, **kwargs):
        self.stored.exercises.setdefault(instance.slug, instance)


class TextResource(SheetResource):
    """One exercise in one language, in the patient's words. A changed text awaits its review again."""

    kind, key, marker = "text", ("slug", "language"), "language"
    unchecked = ("id", "exercise", "language", "reviewed_by", "reviewed_on")

    class Meta(SheetResource.Meta):
        model = ExerciseText
        fields = ()

    def columns(self):
        return {
            "slug": Told("slug", attribute="exercise__slug"),
            "language": column("language"),
            "revision": Told("revision", REVISION, "exercise__revision"),
            **{name: column(name) for name in ("name", "purpose", "setup")},
            "steps": column("steps", LinesWidget(MOST_STEPS)),
            **{name: column(name) for name in ("feel", "easier", "harder", "not_like_this", "alt")},
            "reviewed_on": Told("reviewed_on", REVIEWED),
        }

    def rows(self):
        return self.stored.texts

    def before_import_row(self, row, **kwargs):
        super().before_import_row(row, **kwargs)
        if row["language"].strip() not in NAMES:
            raise ValidationError(
                {
                    "language": gettext("unknown language “%(language)s”.")
                    % {"language": shortened(row["language"], 20)}
                }
            )

    def init_instance(self, row=None):
        return ExerciseText(
            exercise=self.stored.exercises[row["slug"].strip()], language=row["language"].strip()
        )

    def _check_told(self, name, field, instance, errors):
        if name != "slug":
            super()._check_told(name, field, instance, errors)


class AlternativeResource(SheetResource):
    """What may stand in for an exercise. An exercise named in the sheet keeps exactly the alternatives listed there."""

    kind, key, marker = "alternatives", ("slug", "replacement"), "replacement"
    unchecked = ("id", "exercise", "replacement")

    class Meta(SheetResource.Meta):
        model = Alternative
        fields = ()

    def columns(self):
        return {
            "slug": Told("slug", attribute="exercise__slug"),
            "replacement": Told("replacement", attribute="replacement__slug"),
            "revision": Told("revision", REVISION, "exercise__revision"),
            "rank": column("rank", NumberWidget(1, 99)),
            "why": column("why"),
        }

    def rows(self):
        return self.stored.alternatives

    def before_import_row(self, row, **kwargs):
        super().before_import_row(row, **kwargs)
        if row["replacement"].strip() not in self.stored.exercises:
            raise ValidationError(
                {
                    "replacement": gettext("unknown exercise “%(replacement)s”.")
                    % {"replacement": shortened(row["replacement"], 60)}
                }
            )
        if row["replacement"].strip() == row["slug"].strip():
            raise ValidationError({"replacement": gettext("is the exercise itself.")})

    def init_instance(self, row=None):
        exercise, replacement = (self.stored.exercises[part] for part in self.key_of(row))
        return Alternative(exercise=exercise, replacement=replacement)

    def _check_told(self, name, field, instance, errors):
        if name == "revision":
            super()._check_told(name, field, instance, errors)


KINDS = (ExerciseResource, AlternativeResource, TextResource)


def _dose():
    """Return the widgets of the usual dose, counted in sets, times, seconds, minutes, days a week and RPE."""
    spans = {
        f"{name}_{end}": NumberWidget(1, most, may_be_empty=True)
        for name, most in DOSES.items()
        for end in ("min", "max")
    }
    return {
        "sets": NumberWidget(1, 20),
        **spans,
        "rest_s": NumberWidget(0, 3600),
        "tempo": None,
        "days_min": NumberWidget(1, 7),
        "days_max": NumberWidget(1, 7),
        "start_rpe": NumberWidget(1, 10, may_be_empty=True),
        "per_side": YesNoWidget(),
    }
