"""The medical clearance to train, signed and dated, with its limits; and its revocation."""

from crispy_forms.layout import Column, Row
from django import forms
from django.forms import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.coverage import of_other_surgery, too_old, uncovered
from clinic.forms.fields import DayField, LineField
from clinic.forms.record import RecordForm, RecordModelForm, record_field
from clinic.forms.restrictions import restriction_rows, written
from clinic.models import Clearance
from clinic.policies import (
    Refused,
    check_is_not_older,
    check_may_sign,
    is_physiotherapy,
    reasons_for_physician,
)
from clinic.screening import case_screening
from clinic.validity import default_validity
from clinic.vocabulary import PROFESSIONS, restriction_words
from text.lists import all_of

SURGERY = ["surgery_procedure", "surgery_levels", "surgery_on", "surgeon", "surgeon_release"]
ISSUER = ["issued_by", "issued_by_role", "issued_by_registration", "organisation"]
CARRIED_OVER = [*ISSUER, "decision", "restriction_words", *SURGERY, "fracture_release"]


class ClearanceForm(RecordModelForm):
    """Sign a clearance. It starts from the current one, so that a change means changing only what is new."""

    submit_label = _("Sign the clearance")
    # Whether the page asks if an older clearance corrects the current one.
    may_be_correction = False
    steering = ("version", "replaces", "signer", "is_correction")
    version = None
    field_order = ["decision", "signer", *ISSUER, "issued_on", "valid_until", "restriction_words", *SURGERY]
    replaces = forms.IntegerField(widget=forms.HiddenInput, required=False)
    decision = forms.ChoiceField(choices=Clearance.Decision.choices, widget=forms.RadioSelect)
    signer = forms.ChoiceField(
        choices=[
            ("me", _("I do, as the treating physiotherapist")),
            ("other", _("Somebody else, named below")),
        ],
        widget=forms.RadioSelect,
        label=_("Who gives this clearance?"),
    )
    issued_on = DayField(label=_("Issued on"))
    valid_until = DayField(
        label=_("Valid until"),
        required=False,
        may_be_future=True,
        help_text=_("Usual: 6 weeks while acute, then 6 months."),
    )
    is_correction = forms.BooleanField(required=False)
    surgery_on = DayField(label=_("Date of surgery"), required=False)

    class Meta:
        model = Clearance
        fields = [
            "decision",
            *ISSUER,
            "issued_on",
            "valid_until",
            "restriction_words",
            *SURGERY,
            "fracture_release",
        ]
        formfield_callback = record_field
        labels = {
            "issued_by": _("Name"),
            "issued_by_role": _("Profession"),
            "issued_by_registration": _("Registration"),
            "organisation": _("Organisation"),
            "restriction_words": _("Restrictions in the issuer's words"),
            "surgery_procedure": _("Procedure"),
            "surgery_levels": _("Levels"),
            "surgeon_release": _("Surgeon's release, in words"),
            "fracture_release": _("Medical release after a fracture, in words"),
        }
        help_texts = {
            "issued_by": _("Empty when you sign."),
            "issued_by_role": _("For example general practitioner"),
            "surgery_levels": _("For example L4/5"),
        }

    def __init__(self, data=None, *, case, by, current, initial=None, limits=None, **kwargs):
        self.case, self.by, self.current = case, by, current
        diagnoses = case.diagnoses.active().select_related("condition")
        has_red_flag = bool(case_screening(case).serious)
        self.uncovered = uncovered(current, diagnoses, has_red_flag) if current else ""
        known = carried_over(current, by, is_covering=not self.uncovered)
        super().__init__(data, initial=known | (initial or {}), **kwargs)
        known = [written(one) for one in current.restrictions] if current else []
        self.rows = restriction_rows(data, known if limits is None else limits)
        self.fields["replaces"].initial = getattr(current, "pk", None)
        self.fields["issued_on"].initial = timezone.localdate()
        self.fields["valid_until"].initial = default_validity(case, timezone.localdate())
        for name in ("issued_by", "issued_by_role"):
            self.fields[name].required = False
        self.fields["issued_by_role"].widget.attrs["list"] = "professions"
        self.professions = PROFESSIONS
        if current:
            self.fields["is_correction"].label = gettext(
                "This corrects version %(number)s (%(decision)s), which was written down wrongly"
            ) % {"number": current.number, "decision": current.get_decision_display()}
        self.physician_reasons = all_of(reasons_for_physician(diagnoses, has_red_flag))

    def issuer_fields(self):
        return [self[name] for name in ISSUER]

    def is_valid(self):
        # Both are asked, so that all complaints show at once.
        return all([super().is_valid(), self.rows.is_valid()])

    def problems(self):
        in_rows = [("#limits", str(error)) for error in self.rows.non_form_errors()]
        for number, one in enumerate(self.rows, 1):
            in_rows += [
                (
                    f"#{field.id_for_label}",
                    gettext("Restriction %(number)s: %(error)s") % {"number": number, "error": error},
                )
                for field in one
                for error in field.errors
            ]
        return super().problems() + in_rows

    def with_another_row(self):
        """Return a form that holds everything typed so far and one more row, without complaints."""
        return ClearanceForm(
            initial=self.data.dict(),
            limits=self.rows.typed(),
            case=self.case,
            by=self.by,
            current=self.current,
        )

    def values(self):
        return super().values() | {"restrictions": self.rows.restrictions()}

    def take_over(self, stored):
        self.data = self.data.copy()
        self.data["replaces"] = str(stored.pk)

    def clean(self):
        cleaned = super().clean()
        self._name_the_signer(cleaned)
        self._check_dates(cleaned)
        self._check_is_not_older(cleaned)
        self._check_surgery(cleaned)
        self._check_covers(cleaned)
        self._check_restrictions(cleaned)
        self._check_signature(cleaned)
        return cleaned

    def _name_the_signer(self, cleaned):
        if cleaned.get("signer") == "me":
            if cleaned.get("issued_by") not in ("", None, str(self.by)):
                self.refuse("issued_by", gettext("You sign yourself: empty this, or choose “Somebody else”."))
            cleaned |= {
                "issued_by": str(self.by),
                "issued_by_role": "Physiotherapist",
                "issued_by_registration": self.by.registration,
                "organisation": self.by.clinic.name,
            }
        elif cleaned.get("signer") == "other":
            for name, words in (
                ("issued_by", gettext("Name who gave the clearance.")),
                ("issued_by_role", gettext("Say what they are.")),
            ):
                if not cleaned.get(name):
                    self.refuse(name, words)

    def _check_dates(self, cleaned):
        issued_on = cleaned.get("issued_on")
        if not issued_on:
            return
        if issued_on < self.case.patient.born_on:
            self.refuse("issued_on", gettext("This is before the patient was born."))
        cleaned["valid_until"] = cleaned.get("valid_until") or default_validity(self.case, issued_on)
        if cleaned["valid_until"] < issued_on:
            self.refuse("valid_until", gettext("The clearance cannot end before it was issued."))
        elif cleaned["valid_until"] < timezone.localdate():
            self.refuse("valid_until", gettext("This day is past: such a clearance permits nothing."))
        if cleaned.get("surgery_on") and cleaned["surgery_on"] > issued_on:
            self.refuse("surgery_on", gettext("The surgery cannot come after the clearance."))

    def _check_is_not_older(self, cleaned):
        if cleaned.get("is_correction") or not cleaned.get("issued_on"):
            return
        try:
            check_is_not_older(self.current, decision=cleaned.get("decision"), issued_on=cleaned["issued_on"])
        except Refused as refusal:
            self.may_be_correction = True
            self.refuse("issued_on", f"{refusal} {self._way_to_correct()}")

    def _way_to_correct(self):
        return gettext(
            "If version %(number)s itself was written down wrongly, with a wrong day for example, tick below that this corrects it."
        ) % {"number": self.current.number}

    def _check_surgery(self, cleaned):
        missing = [name for name in SURGERY if not cleaned.get(name)]
        if 0 < len(missing) < len(SURGERY):
            for name in missing:
                self.refuse(name, gettext("Needed as well: a surgeon's release names all five."))

    def _check_covers(self, cleaned):
        if cleaned.get("decision") == Clearance.Decision.REFUSED:
            return
        diagnoses = list(self.case.diagnoses.active())
        if cleaned.get("issued_on") and (problem := too_old(cleaned["issued_on"], diagnoses)):
            self.refuse("issued_on", gettext("%(problem)s.") % {"problem": problem})
        elif problem := of_other_surgery(cleaned.get("surgery_on"), diagnoses):
            self.refuse("surgery_on", gettext("%(problem)s.") % {"problem": problem})

    def _check_restrictions(self, cleaned):
        entered = self.rows.is_valid() and self.rows.restrictions()
        if cleaned.get("decision") == Clearance.Decision.RESTRICTED and self.rows.is_valid() and not entered:
            self.refuse(
                "decision", gettext("Enter at least one restriction below, so that the rules can keep to it.")
            )
        if cleaned.get("decision") == Clearance.Decision.CLEARED and entered:
            self.refuse(
                "decision",
                gettext("Restrictions are entered: choose “Cleared with restrictions”, or empty their rows."),
            )
        elif cleaned.get("decision") == Clearance.Decision.CLEARED and cleaned.get("restriction_words"):
            self.refuse(
                "decision",
                gettext(
                    "Restrictions are described in words: choose “Cleared with restrictions” and enter each as a row, "
                    "or empty the words."
                ),
            )

    def _check_signature(self, cleaned):
        try:
            check_may_sign(
                self.case,
                role=cleaned.get("issued_by_role") or "",
                has_surgery=bool(cleaned.get("surgery_procedure")),
                has_fracture=bool(cleaned.get("fracture_release")),
            )
        except Refused as refusal:
            self.refuse("signer", str(refusal))

    def _shown(self, name, value):
        if name == "restrictions":
            return "; ".join(restriction_words(one) for one in value) or gettext("None")
        return super()._shown(name, value)


class RevokeClearanceForm(RecordForm, forms.Form):
    """Why a clearance ends before its time."""

    submit_label = _("Revoke the clearance")
    revoked_on = DayField(label=_("Revoked on"))
    reason = LineField(max_length=200, label=_("Why is it revoked?"))

    def __init__(self, *args, clearance, **kwargs):
        super().__init__(*args, **kwargs)
        self.clearance = clearance
        self.fields["revoked_on"].initial = timezone.localdate()

    def arrange(self):
        return [Row(Column("revoked_on", css_class="col-md-4")), "reason"]

    def clean_revoked_on(self):
        revoked_on = self.cleaned_data["revoked_on"]
        if revoked_on < self.clearance.issued_on:
            raise forms.ValidationError(
                gettext("The clearance was issued later, on %(issued_on)s.")
                % {"issued_on": f"{self.clearance.issued_on:%d-%b-%Y}"}
            )
        return revoked_on


def carried_over(current, by, *, is_covering):
    """Return what a new version starts from. Dates and signature are given anew.

    Of a clearance that does not cover what came after it, only the limits: its decision and releases are about something else.
    """
    if current is None:
        return {}
    if not is_covering:
        return model_to_dict(current, ["restriction_words"])
    known = model_to_dict(current, CARRIED_OVER)
    if current.issued_by == str(by) and is_physiotherapy(current.issued_by_role):
        return known | dict.fromkeys(ISSUER, "") | {"signer": "me"}
    return known | {"signer": "other"}
