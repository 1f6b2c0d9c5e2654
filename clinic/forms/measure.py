"""One outcome measure of a day: a form for each instrument, used to record it and to correct it."""

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.layout import Column, Row
from django import forms
from django.utils.translation import gettext, gettext_lazy

from clinic.forms.fields import LineField, rating
from clinic.forms.measure_day import MeasureForm
from clinic.forms.rmdq import RmdqForm
from clinic.measures import scoring
from clinic.measures.instruments import INSTRUMENTS

FELT_CHANGE = [(str(score), scoring.shown(score) if score < 1 else f"+{score}") for score in range(-5, 6)]
YES, NO = "1", "0"


class NprsForm(MeasureForm):
    """Pain now, as the patient rates it."""

    score = rating(gettext_lazy("Pain now, 0 none to 10 the worst imaginable"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["score"].required = True


class PsfsForm(MeasureForm):
    """What the patient wants to do again, in their own words, and how well each goes today."""

    def __init__(self, *args, activities=(), **kwargs):
        super().__init__(*args, **kwargs)
        for number in range(1, scoring.MOST_ACTIVITIES + 1):
            self.fields[f"activity_{number}"] = LineField(
                required=False, max_length=120, label=gettext("Activity %(number)s") % {"number": number}
            )
            self.fields[f"score_{number}"] = rating(gettext("Score %(number)s") % {"number": number})
        self.initial = _in_rows([{"activity": one} for one in activities]) | self.initial

    def asked(self):
        return [
            Row(Column(activity, css_class="col-8 col-md-9"), Column(score, css_class="col-4 col-md-3"))
            for activity, score in _rows()
        ]

    def known(self, measure):
        return _in_rows(measure.items.get("activities", ()))

    def scored(self):
        pairs = [(self.cleaned_data[activity], self.cleaned_data[score]) for activity, score in _rows()]
        activities = [{"activity": activity, "score": score} for activity, score in pairs if activity]
        return scoring.rounded(scoring.psfs_mean(activities)), {"activities": activities}

    def clean(self):
        cleaned = super().clean()
        for activity, score in _rows():
            self._check_row(cleaned, activity, score)
        named = [cleaned[activity].casefold() for activity, _ in _rows() if cleaned.get(activity)]
        if not named:
            self.refuse("activity_1", gettext("Name at least one activity and score it."))
        if len(set(named)) < len(named):
            self.refuse("activity_1", gettext("The same activity is named twice."))
        return cleaned

    def _check_row(self, cleaned, activity, score):
        if cleaned.get(activity) and cleaned.get(score) is None:
            self.refuse(
                score,
                gettext("Score “%(cleaned)s” from 0 to 10, or empty its row.")
                % {"cleaned": cleaned[activity]},
            )
        if cleaned.get(score) is not None and not cleaned.get(activity):
            self.refuse(activity, gettext("Name the activity that was scored."))


class GrocForm(MeasureForm):
    """How the patient sees the change since the start of treatment."""

    score = forms.TypedChoiceField(
        choices=FELT_CHANGE,
        coerce=int,
        widget=forms.RadioSelect,
        label=gettext_lazy("Compared with the start of treatment"),
        help_text=gettext_lazy("−5 very much worse, 0 unchanged, +5 completely recovered."),
    )

    def asked(self):
        return [InlineRadios("score")]


class PassForm(MeasureForm):
    """Whether the patient could live with how it is."""

    score = forms.TypedChoiceField(
        choices=[(YES, gettext_lazy("Yes")), (NO, gettext_lazy("No"))],
        coerce=int,
        widget=forms.RadioSelect,
        label=gettext_lazy("Is the state the patient is in today acceptable to them?"),
    )

    def asked(self):
        return [InlineRadios("score")]


class OdiForm(MeasureForm):
    """The index from the clinic's own form."""

    score = forms.DecimalField(
        label=gettext_lazy("ODI score in percent, 0 to 100"),
        min_value=0,
        max_value=100,
        max_digits=4,
        decimal_places=1,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
        error_messages={
            "min_value": gettext_lazy("The lowest score is 0."),
            "max_value": gettext_lazy("The highest score is 100."),
        },
    )

    def known(self, measure):
        return {"score": scoring.shown(measure.score)}


class StartBackForm(MeasureForm):
    """The two sums from the paper form; the risk follows from them."""

    score = forms.IntegerField(
        label=gettext_lazy("Total of all 9 items"),
        min_value=0,
        max_value=9,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"max_value": gettext_lazy("The highest total is 9.")},
    )
    distress = forms.IntegerField(
        label=gettext_lazy("Distress, items 5 to 9"),
        min_value=0,
        max_value=scoring.START_BACK_DISTRESS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"max_value": gettext_lazy("The highest distress score is 5.")},
    )

    def asked(self):
        return [Row(Column("score", css_class="col-md-4"), Column("distress", css_class="col-md-4"))]

    def known(self, measure):
        return super().known(measure) | {"distress": measure.items.get("distress")}

    def scored(self):
        return self.cleaned_data["score"], {"distress": self.cleaned_data["distress"]}

    def clean(self):
        cleaned = super().clean()
        total, distress = cleaned.get("score"), cleaned.get("distress")
        if total is None or distress is None:
            return cleaned
        if distress > total:
            self.refuse(
                "distress",
                gettext("Distress is part of the total and cannot be above it (%(total)s).")
                % {"total": total},
            )
        if total - distress > scoring.START_BACK_OTHERS:
            self.refuse(
                "score",
                gettext(
                    "The items outside distress give at most 4: with distress %(distress)s, at most "
                    "%(distress_2)s."
                )
                % {"distress": distress, "distress_2": distress + 4},
            )
        return cleaned


FORMS = {
    "nprs": NprsForm,
    "psfs": PsfsForm,
    "rmdq": RmdqForm,
    "groc": GrocForm,
    "pass": PassForm,
    "odi": OdiForm,
    "start_back": StartBackForm,
}


def measure_form(instrument, *args, **options):
    """Return the form of an instrument."""
    return FORMS[INSTRUMENTS[instrument].code](*args, **options)


def _rows():
    return [(f"activity_{number}", f"score_{number}") for number in range(1, scoring.MOST_ACTIVITIES + 1)]


def _in_rows(activities):
    """Return activities as the fields of the form hold them."""
    values = {}
    for (activity, score), one in zip(_rows(), activities, strict=False):
        values |= {activity: one["activity"], score: one.get("score")}
    return values
