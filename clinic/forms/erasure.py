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


class AskErasureForm(RecordForm, forms.Form):
    """What the manager needs to decide."""

    submit_label = "Ask the manager"
    reason = LineField(
        max_length=200,
        label="Who wants it, and why?",
        help_text="The manager sees the reference, the dates and this sentence. Do not name the patient or a diagnosis.",
    )


class DeclineErasureForm(RecordForm, forms.Form):
    """Why the record is kept."""

    submit_label = "Keep the record"
    answer = LineField(
        max_length=200,
        label="Why is it kept?",
        help_text="For example the law that asks for it and until when. Do not name the patient.",
    )


class RetentionForm(RecordModelForm):
    """How long records are kept."""

    class Meta:
        model = Clinic
        fields = ["retention_years"]
        formfield_callback = record_field

    def arrange(self):
        return ["version", "retention_years"]
