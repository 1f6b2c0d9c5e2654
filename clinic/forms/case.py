"""What an episode of care is about, and how it ends."""

from crispy_forms.layout import Column, Row
from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.forms.fields import DayField, LineField
from clinic.forms.record import RecordForm, RecordModelForm, record_field, row
from clinic.models import Case, User


class CaseForm(RecordModelForm):
    """Open a case or change it."""

    opened_on = DayField(label=_("Opened on"))
    review_on = DayField(label=_("Next review"), required=False, may_be_future=True)

    class Meta:
        model = Case
        fields = ["complaint", "goal", "lead", "setting", "supervision", "opened_on", "review_on"]
        formfield_callback = record_field
        labels = {"lead": _("Lead physiotherapist"), "setting": _("Where the patient trains")}
        help_texts = {
            "complaint": _("For example: low back pain after lifting, left leg"),
            "goal": _("Word for word if you can: it is printed on the handout."),
        }

    def __init__(self, *args, patient, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.patient = patient
        self.fields["opened_on"].initial = timezone.localdate()
        self.fields["lead"].initial = by.pk
        self.fields["lead"].queryset = User.objects.filter(
            clinic_id=by.clinic_id, role=User.Role.PHYSIOTHERAPIST, is_active=True
        ).order_by("last_name", "first_name")

    def arrange(self):
        return [
            "version",
            "complaint",
            "goal",
            row("lead", "setting", "supervision"),
            row("opened_on", "review_on"),
        ]

    def clean(self):
        cleaned = super().clean()
        opened_on, review_on = cleaned.get("opened_on"), cleaned.get("review_on")
        if opened_on and opened_on < self.patient.born_on:
            self.refuse("opened_on", gettext("This is before the patient was born."))
        if opened_on and review_on and review_on < opened_on:
            self.refuse("review_on", gettext("The review cannot come before the case was opened."))
        return cleaned


class CloseCaseForm(RecordForm, forms.Form):
    """Why a case is closed."""

    submit_label = _("Close the case")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    closed_on = DayField(label=_("Closed on"))
    reason = LineField(
        max_length=200,
        label=_("Why is the case closed?"),
        help_text=_("For example: goal reached, discharged to own training"),
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.case = case
        self.fields["version"].initial = case.version
        self.fields["closed_on"].initial = timezone.localdate()

    def arrange(self):
        return ["version", Row(Column("closed_on", css_class="col-md-4")), "reason"]

    def clean_closed_on(self):
        closed_on = self.cleaned_data["closed_on"]
        if closed_on < self.case.opened_on:
            raise forms.ValidationError(
                gettext("The case was opened later, on %(opened_on)s.")
                % {"opened_on": f"{self.case.opened_on:%d-%b-%Y}"}
            )
        return closed_on


class VersionForm(forms.Form):
    """The version of the row that a button was pressed beside."""

    version = forms.IntegerField()
