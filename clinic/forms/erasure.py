"""What a clinic's manager types about keeping and erasing records."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clinic.forms.fields import LineField
from clinic.forms.record import RecordForm, RecordModelForm, record_field
from clinic.models import Clinic


class EraseForm(RecordForm, forms.Form):
    """The reference once more, and why."""

    submit_label = _("Erase this record for good")
    reference = LineField(max_length=20, label=_("Reference, typed once more"))
    reason = LineField(
        max_length=200,
        label=_("Why is it erased?"),
        help_text=_("Do not name the patient: this sentence is kept."),
    )


class AskErasureForm(RecordForm, forms.Form):
    """What the manager needs to decide."""

    submit_label = _("Ask the manager")
    reason = LineField(
        max_length=200,
        label=_("Who wants it, and why?"),
        help_text=_(
            "The manager sees the reference, the dates and this sentence. Do not name the patient or a diagnosis."
        ),
    )


class DeclineErasureForm(RecordForm, forms.Form):
    """Why the record is kept."""

    submit_label = _("Keep the record")
    answer = LineField(
        max_length=200,
        label=_("Why is it kept?"),
        help_text=_("For example the law that asks for it and until when. Do not name the patient."),
    )


class RetentionForm(RecordModelForm):
    """How long records are kept."""

    class Meta:
        model = Clinic
        fields = ["retention_years"]
        formfield_callback = record_field

    def arrange(self):
        return ["version", "retention_years"]
