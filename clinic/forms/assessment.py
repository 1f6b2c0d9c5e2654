"""What was found at a visit: pain, irritability, directions, and what the patient wants to do again."""

from crispy_forms.layout import Column, Fieldset, Row
from django import forms
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.forms.fields import DayField, LineField, rating
from clinic.forms.record import NOT_RECORDED, RecordModelForm, record_field, row
from clinic.models import Assessment
from clinic.visits import lasting, mark_of
from clinic.vocabulary import SENSITIVITIES
from text.lists import all_of

PSFS_ROWS = 3
# The column that the form asks about under another name.
FIELDS = {"aggravating_exercises": "aggravating"}
PAIN = ["nprs_now", "nprs_worst", "nprs_usual", "nprs_average"]


class AssessmentForm(RecordModelForm):
    """Record a visit, or correct a slip in one.

    The rules read the newest visit. So a new one starts from what lasts of those before, and only who takes it out says that it
    is over. `seen` marks which visits it started from.
    """

    steering = ("version", "seen")
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)
    assessed_on = DayField(label=_("Date of the visit"))
    nprs_now = rating(_("Now"))
    nprs_worst = rating(_("Worst, last 24 hours"))
    nprs_usual = rating(_("Usual"))
    nprs_average = rating(_("Average, last 2 days"))
    irritability = forms.ChoiceField(
        choices=Assessment.Irritability.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "High: little provokes it and it takes long to settle. The limits then move one stage earlier."
        ),
    )
    directional_preference = forms.ChoiceField(
        choices=Assessment.Direction.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Repeated movements that ease the pain or bring it out of the leg."),
    )
    sensitivities = forms.MultipleChoiceField(
        choices=list(SENSITIVITIES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("What sets the pain off"),
    )
    aggravating = LineField(
        required=False,
        max_length=300,
        label=_("Exercises that made leg symptoms worse"),
        help_text=_("Names with commas between them, for example: leg press, jogging"),
    )

    class Meta:
        model = Assessment
        fields = [
            "assessed_on",
            *PAIN,
            "irritability",
            "directional_preference",
            "sensitivities",
            "has_leg_symptoms",
            "leg_symptoms",
            "is_pregnant_or_postpartum",
            "has_high_distress",
            "back_extensor_hold_s",
            "dowel_hinge_kept",
            "notes",
        ]
        formfield_callback = record_field
        labels = {
            "has_leg_symptoms": _("Leg symptoms at rest or on most days"),
            "leg_symptoms": _("Leg symptoms today, as a baseline"),
            "is_pregnant_or_postpartum": _("Pregnant, or within 12 weeks after birth"),
            "dowel_hinge_kept": _("Hinges with a dowel on the back without losing contact"),
        }
        help_texts = {
            "leg_symptoms": _("Where and how strong. What comes later is judged against this."),
            "back_extensor_hold_s": _("Leave empty when not tested."),
        }

    def __init__(self, *args, case, instance=None, **kwargs):
        visits = [] if instance else list(case.assessments.all())
        self.lasting = {FIELDS.get(name, name): known for name, known in lasting(visits).items()}
        known = {name: value for name, (value, _visits) in self.lasting.items()}
        worse = known.get("aggravating", instance.aggravating_exercises if instance else [])
        known["aggravating"] = _written(worse)
        super().__init__(*args, instance=instance, initial=known, **kwargs)
        self.case, self.newest = case, visits[0] if visits else None
        self.fields["assessed_on"].initial = timezone.localdate()
        self.fields["seen"].initial = mark_of(visits)
        self._add_activities()
        self.taken_over = self._mark_taken_over()

    def arrange(self):
        return [
            "version",
            "seen",
            Row(Column("assessed_on", css_class="col-md-4")),
            Fieldset(gettext("Pain, 0 none to 10 the worst imaginable"), row(*PAIN)),
            row("irritability", "directional_preference", "sensitivities"),
            Fieldset(
                gettext("Legs"),
                "has_leg_symptoms",
                row("leg_symptoms", "aggravating"),
            ),
            Fieldset(
                gettext("What the patient wants to do again (PSFS: 0 unable, 10 as before)"),
                *(_activity_row(number) for number in range(1, PSFS_ROWS + 1)),
            ),
            Fieldset(
                gettext("Tests and circumstances"),
                row("back_extensor_hold_s", "dowel_hinge_kept"),
                row("is_pregnant_or_postpartum", "has_high_distress"),
            ),
            "notes",
        ]

    def values(self):
        kept = {name: value for name, value in super().values().items() if name in self._meta.fields}
        return kept | {"psfs": self._psfs(), "aggravating_exercises": self._aggravating()}

    def clean(self):
        cleaned = super().clean()
        self._check_pain(cleaned)
        self._check_legs(cleaned)
        self._check_direction()
        for number in range(1, PSFS_ROWS + 1):
            self._check_activity(cleaned, number)
        if cleaned.get("assessed_on") and cleaned["assessed_on"] < self.case.patient.born_on:
            self.refuse("assessed_on", gettext("This is before the patient was born."))
        return cleaned

    def taken_from(self):
        """Return the days of the visits from which something is taken over, in words."""
        return _days({one for _found, visits in self.lasting.values() for one in visits})

    def late_words(self):
        """Say of a right form that its visit comes before one that is recorded already, and what counts then; empty if not."""
        day = self.is_bound and self.is_valid() and self.cleaned_data["assessed_on"]
        if not day or self.newest is None or self.newest.assessed_on <= day:
            return ""
        return gettext(
            "The assessment is recorded. Its day, %(day)s, is before the visit of %(newest)s, whose pain and irritability go on "
            "counting; what lasts counts from both until the next visit is recorded. If the day is mistyped, correct it now."
        ) % {"day": f"{day:%d-%b-%Y}", "newest": f"{self.newest.assessed_on:%d-%b-%Y}"}

    def differences(self, stored):
        """Return (label, typed, found) of what a visit recorded meanwhile found to last; for a correction, of every column."""
        if self.instance.pk:
            return super().differences(stored)
        typed = self.values() | {"aggravating": self._aggravating()}
        return [
            (self.fields[name].label, self._shown(name, typed[name]), self._shown(name, found))
            for name, (found, _visits) in self.lasting.items()
            if (sorted(typed[name]) if isinstance(found, list) else typed[name]) != found
        ]

    def take_over(self, stored):
        """Count as having seen `stored`. What it found to last is put beside what was typed: only taking it out ends it."""
        super().take_over(stored)
        if self.instance.pk:
            return
        self.data["seen"] = self.fields["seen"].initial
        for name, (found, _visits) in self.lasting.items():
            if name == "aggravating":
                self.data[name] = _written(sorted({*self._aggravating(), *found}))
            elif isinstance(found, list):
                self.data.setlist(name, sorted({*self.data.getlist(name), *found}))
            elif not self.cleaned_data[name]:
                self.data[name] = "on" if found is True else found

    def _mark_taken_over(self):
        for name, (_found, visits) in self.lasting.items():
            origin = gettext("Taken over from %(assessed_on)s.") % {"assessed_on": _days(visits)}
            self.fields[name].help_text = f"{origin} {self.fields[name].help_text}".strip()
        return list(self.lasting)

    def _check_pain(self, cleaned):
        now, worst = cleaned.get("nprs_now"), cleaned.get("nprs_worst")
        if now is not None and worst is not None and worst < now:
            self.refuse(
                "nprs_worst",
                gettext("The worst of the last 24 hours cannot be below the pain now (%(now)s).")
                % {"now": now},
            )

    def _check_legs(self, cleaned):
        if cleaned.get("leg_symptoms") and not cleaned.get("has_leg_symptoms"):
            self.refuse(
                "has_leg_symptoms",
                gettext("Leg symptoms are described: tick this, or empty the description."),
            )
        if cleaned.get("has_leg_symptoms") and not cleaned.get("leg_symptoms"):
            self.refuse("leg_symptoms", gettext("Describe them: what comes later is judged against this."))

    def _check_direction(self):
        sent = self.data.getlist("directional_preference") if hasattr(self.data, "getlist") else []
        if len({*filter(None, sent)}) > 1:
            self.refuse(
                "directional_preference",
                gettext("Only one direction can be the one that eases: choose one, or none."),
            )

    def _check_activity(self, cleaned, number):
        activity, score = cleaned.get(f"activity_{number}"), cleaned.get(f"score_{number}")
        if activity and score is None:
            self.refuse(
                f"score_{number}", gettext("Score “%(activity)s” from 0 to 10.") % {"activity": activity}
            )
        if score is not None and not activity:
            self.refuse(f"activity_{number}", gettext("Name the activity that was scored."))

    def _add_activities(self):
        known = self.instance.psfs + [{}] * PSFS_ROWS
        for number, one in enumerate(known[:PSFS_ROWS], 1):
            self.fields[f"activity_{number}"] = LineField(
                required=False,
                max_length=120,
                label=gettext("Activity %(number)s") % {"number": number},
                initial=one.get("activity"),
            )
            self.fields[f"score_{number}"] = rating(
                gettext("Score %(number)s") % {"number": number}, initial=one.get("score")
            )

    def _psfs(self):
        rows = [
            (self.cleaned_data[f"activity_{n}"], self.cleaned_data[f"score_{n}"])
            for n in range(1, PSFS_ROWS + 1)
        ]
        return [{"activity": activity, "score": score} for activity, score in rows if activity]

    def _label(self, name):
        return (
            gettext("What the patient wants to do again (PSFS: 0 unable, 10 as before)")
            if name == "psfs"
            else super()._label(name)
        )

    def _shown(self, name, value):
        if name == "psfs":
            lines = [gettext("%(activity)s: %(score)s of 10") % one for one in value]
            return "; ".join(lines) or NOT_RECORDED
        return super()._shown(name, value)

    def _aggravating(self):
        names = self.cleaned_data["aggravating"].split(",")
        return sorted({slugify(name) for name in names} - {""})


def _written(slugs):
    return ", ".join(slug.replace("-", " ") for slug in slugs)


def _days(visits):
    days = sorted({one.assessed_on for one in visits}, reverse=True)
    return all_of([f"{day:%d-%b-%Y}" for day in days])


def _activity_row(number):
    return Row(
        Column(f"activity_{number}", css_class="col-8 col-md-9"),
        Column(f"score_{number}", css_class="col-4 col-md-3"),
    )
