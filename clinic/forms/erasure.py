"""What a clinic's manager types about keeping and erasing records."""

from django import forms

from clinic.forms.fields import LineField
from clinic.forms.record import RecordForm, RecordModelForm, record_field
from clinic.models import Clinic


class EraseForm(RecordForm, forms.Form):
    """The reference once more, and why."""

    submit_label = "Erase this record for good"
    reference = LineField(max_length=20, label="Reference, typed once more")
    reason = LineField(
        max_length=200, label="Why is it erased?", help_text="Do not name the patient: this sentence is kept."
    )


class RetentionForm(RecordModelForm):
    """How long records are kept."""

    class Meta:
        model = Clinic
        fields = ["retention_years"]
        formfield_callback = record_field

    def arrange(self):
        return ["version", "retention_years"]
