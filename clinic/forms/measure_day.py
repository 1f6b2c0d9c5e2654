"""What the forms of all outcome measures share: the day, and what a stored one holds."""

from decimal import Decimal

from crispy_forms.layout import Column, Row
from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.forms.fields import DayField, LineField
from clinic.forms.record import RecordForm
from clinic.measures.series import version_words
from clinic.models import Measure


class MeasureForm(RecordForm, forms.Form):
    """The day of a measure. Subclasses add what is scored, and say what it comes to."""

    instrument = None
    # The newest version in the history when the page was opened: a correction must not run over another one.
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    measured_on = DayField(label=_("Measured on"))

    def __init__(self, *args, case, measure=None, **kwargs):
        self.case = case
        super().__init__(*args, **kwargs)
        self.fields["measured_on"].initial = timezone.localdate()
        if measure:
            self.initial = {"measured_on": measure.measured_on, **self.known(measure), **self.initial}

    def arrange(self):
        return ["version", Row(Column("measured_on", css_class="col-md-4")), *self.asked()]

    def asked(self):
        """Return the rows of what is scored."""
        return [Row(Column("score", css_class="col-md-4"))]

    def known(self, measure):
        """Return what the fields hold for a stored measure."""
        return {"score": int(measure.score)}

    def scored(self):
        """Return the score and what it is made of."""
        return self.cleaned_data["score"], {}

    def values(self):
        score, items = self.scored()
        return {"measured_on": self.cleaned_data["measured_on"], "score": Decimal(score), "items": items}

    def clean_measured_on(self):
        measured_on = self.cleaned_data["measured_on"]
        if measured_on < self.case.patient.born_on:
            raise forms.ValidationError(gettext("This is before the patient was born."))
        return measured_on

    def differences(self, stored):
        typed = Measure(instrument=stored.instrument, **self.values())
        days = [f"{one.measured_on:%d-%b-%Y}" for one in (typed, stored)]
        pairs = [
            (gettext("Measured on"), *days),
            (gettext("Score"), version_words(typed), version_words(stored)),
        ]
        return [pair for pair in pairs if pair[1] != pair[2]]

    def take_over(self, stored):
        self.data = self.data.copy()
        self.data["version"] = str(stored.history.latest().history_id)


class EnteredInErrorForm(RecordForm, forms.Form):
    """Why a measure should never have been recorded here."""

    submit_label = _("Mark as entered in error")
    # The newest version in the history when the page was opened, as for a correction.
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = LineField(
        max_length=200,
        label=_("Why was it entered in error?"),
        help_text=_("For example: belongs to another patient"),
    )

    def take_over(self, stored):
        self.data = self.data.copy()
        self.data["version"] = str(stored.history.latest().history_id)
