"""What a named professional diagnosed, and when."""

import re

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.forms.fields import DayField, LineField
from clinic.forms.record import RecordModelForm, record_field, row
from clinic.models import Condition, Diagnosis
from clinic.vocabulary import PROFESSIONS

ICD10 = re.compile(r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?")
ON_ADDING = [Diagnosis.Status.ACTIVE, Diagnosis.Status.SUSPECTED]
DATE_OF_FAMILY = {
    Condition.Family.POST_SURGICAL: ("surgery_on", _("the date of surgery")),
    Condition.Family.FRACTURE: ("fracture_on", _("the date of the fracture")),
}


class DiagnosisForm(RecordModelForm):
    """Record a diagnosis or correct it. Which dates it needs depends on the condition's family."""

    steering = ("version", "listed_code", "other_code")
    listed_code = forms.ChoiceField(required=False, label=_("ICD-10-CM code"))
    other_code = LineField(
        required=False, max_length=10, label=_("or another code"), help_text=_("For example M54.50")
    )
    onset_on = DayField(
        required=False,
        label=_("Onset of this episode"),
        help_text=_("An estimate is enough. Left empty, the limits of the acute stage apply."),
    )

    class Meta:
        model = Diagnosis
        fields = [
            "condition",
            "level",
            "side",
            "onset_on",
            "surgery_on",
            "fracture_on",
            "diagnosed_by",
            "diagnosed_by_role",
            "diagnosed_on",
            "status",
        ]
        formfield_callback = record_field
        labels = {"level": _("Spinal level"), "diagnosed_on": _("Diagnosed on")}
        help_texts = {
            "surgery_on": _("Needed for a condition after surgery."),
            "fracture_on": _("Needed for a vertebral fracture."),
        }

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.case = case
        self.conditions = list(Condition.objects.all())
        self.fields["condition"].empty_label = gettext("Choose a condition")
        self.fields["listed_code"].choices = self._codes()
        self._set_initial_code()
        if not self.instance.pk:
            self.fields["status"].choices = [(one.value, one.label) for one in ON_ADDING]
            self.fields["diagnosed_on"].initial = timezone.localdate()
        # Where JavaScript runs, choosing a condition narrows the codes to its own.
        self.fields["condition"].widget.attrs |= {
            "data-hx-get": "",
            "data-hx-target": "#codes",
            "data-hx-select": "#codes",
            "data-hx-swap": "outerHTML",
        }
        self.fields["diagnosed_by_role"].widget.attrs["list"] = "professions"
        self.professions = PROFESSIONS

    def arrange(self):
        return [
            "version",
            row("condition", "status"),
            Div(row("listed_code", "other_code"), css_id="codes"),
            row("level", "side"),
            row("onset_on", "surgery_on", "fracture_on"),
            row("diagnosed_by", "diagnosed_by_role", "diagnosed_on"),
        ]

    def values(self):
        return super().values() | {
            "icd10": self.cleaned_data["other_code"] or self.cleaned_data["listed_code"]
        }

    def clean_other_code(self):
        code = self.cleaned_data["other_code"].upper()
        if code and not ICD10.fullmatch(code):
            raise forms.ValidationError(
                gettext("“%(code)s” is not an ICD-10-CM code: a letter, two signs, a dot, up to four signs.")
                % {"code": code}
            )
        return code

    def clean(self):
        cleaned = super().clean()
        self._check_code(cleaned)
        self._check_dates(cleaned)
        if cleaned.get("condition"):
            self._check_family_date(cleaned, cleaned["condition"])
            self._check_is_new(cleaned, cleaned["condition"])
        return cleaned

    def _check_code(self, cleaned):
        listed, other, condition = (cleaned.get(name) for name in ("listed_code", "other_code", "condition"))
        if listed and other and listed != other:
            self.refuse(
                "other_code",
                gettext("%(listed)s is chosen as well: keep one of the two.") % {"listed": listed},
            )
        if listed and condition and listed not in {code["code"] for code in condition.icd10}:
            self.refuse(
                "listed_code",
                gettext("%(listed)s is not a code of “%(condition)s”.")
                % {"listed": listed, "condition": condition},
            )

    def _check_dates(self, cleaned):
        for name in ("onset_on", "surgery_on", "fracture_on", "diagnosed_on"):
            if cleaned.get(name) and cleaned[name] < self.case.patient.born_on:
                self.refuse(name, gettext("This is before the patient was born."))
        onset_on, diagnosed_on = cleaned.get("onset_on"), cleaned.get("diagnosed_on")
        if onset_on and diagnosed_on and diagnosed_on < onset_on:
            self.refuse("diagnosed_on", gettext("The diagnosis cannot come before the onset."))

    def _check_family_date(self, cleaned, condition):
        for family, (name, words) in DATE_OF_FAMILY.items():
            given, is_needed = cleaned.get(name), condition.family == family
            if is_needed and not given:
                self.refuse(
                    name,
                    gettext("“%(condition)s” needs %(words)s: the stage is counted from it.")
                    % {"condition": condition, "words": words},
                )
            if given and not is_needed:
                self.refuse(
                    name,
                    gettext(
                        "“%(condition)s” does not go with %(words)s. Choose another condition or empty this."
                    )
                    % {"condition": condition, "words": words},
                )
            if given and is_needed and cleaned.get("diagnosed_on") and cleaned["diagnosed_on"] < given:
                self.refuse(
                    "diagnosed_on", gettext("The diagnosis cannot come before %(words)s.") % {"words": words}
                )

    def _check_is_new(self, cleaned, condition):
        same = self.case.diagnoses.active().filter(condition=condition).exclude(pk=self.instance.pk)
        if cleaned.get("status") == Diagnosis.Status.ACTIVE and same.exists():
            self.refuse(
                "condition",
                gettext("“%(condition)s” is recorded as active in this case already.")
                % {"condition": condition},
            )

    def _codes(self):
        """Offer one condition's codes once it is chosen; otherwise, and to show what was sent, all of them."""
        chosen = "" if self.is_bound else str(self["condition"].value() or "")
        offered = [one for one in self.conditions if str(one.pk) == chosen] or self.conditions
        groups = [
            (one.name, [(c["code"], f"{c['code']} {c['title']}") for c in one.icd10]) for one in offered
        ]
        return [("", gettext("Not recorded")), *groups]

    def _set_initial_code(self):
        code = self.instance.icd10
        is_listed = any(code == one["code"] for condition in self.conditions for one in condition.icd10)
        self.fields["listed_code" if is_listed else "other_code"].initial = code
