"""What is typed while prescribing."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Layout, Row, Submit
from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic import forms as clinic_forms
from clinic.field_names import say_labels
from clinic.forms.fields import DayField, LineField, WordsField
from clinic.models import Clinic
from exercises.models import Equipment
from programs import languages
from programs.models import Program
from programs.rulebook.wording import criteria_words
from programs.start import start_problem
from programs.training_days import DAYS
from text.lists import all_of

STRICT_ONLY = _(
    "Only the strict light in the acute stage, with leg pain from a nerve, after a fracture and early after surgery."
)


class PlainForm:
    """Errors come from the server in one summary; the browser does not interrupt."""

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_labels(self)


class StartField(DayField):
    """The first day of a program, within the days that may be chosen."""

    def __init__(self, **options):
        super().__init__(may_be_future=True, **options)

    def validate(self, value):
        super().validate(value)
        problem = value and start_problem(value, timezone.localdate())
        if problem:
            raise forms.ValidationError(problem)


class EquipmentField(forms.ModelMultipleChoiceField):
    """Things of the library; a number that SQLite cannot hold is none of them."""

    def clean(self, value):
        try:
            return super().clean(value)
        except OverflowError:
            raise forms.ValidationError(self.error_messages["invalid_list"], code="invalid_list") from None


class SettingsForm(PlainForm, forms.ModelForm):
    """Weeks, days, pain light, language and what the patient has to train with."""

    training_days = forms.MultipleChoiceField(choices=list(DAYS.items()), widget=forms.CheckboxSelectMultiple)
    equipment = EquipmentField(
        queryset=Equipment.objects.filter(options=None),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("At hand"),
        help_text=_("Counts only when equipment is limited."),
    )
    language = forms.ChoiceField(choices=languages.choices, label=_("Language of the handout"))

    class Meta:
        model = Program
        fields = [
            "weeks",
            "starts_on",
            "training_days",
            "mode",
            "language",
            "limited_equipment",
            "equipment",
            "note",
            "missing_section_reason",
        ]
        field_classes = {
            "starts_on": StartField,
            "note": WordsField,
            "missing_section_reason": LineField,
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, modes=(), **kwargs):
        """Offer the pain lights in `modes` only: the rules keep some patients on the strict one."""
        super().__init__(*args, **kwargs)
        self.fields["mode"].choices = [choice for choice in Clinic.Mode.choices if choice[0] in modes]
        if len(modes) == 1:
            self.fields["mode"].help_text = STRICT_ONLY
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Row(Column("weeks"), Column("starts_on")),
            Row(Column("mode"), Column("language")),
            "training_days",
            "note",
            "missing_section_reason",
            "limited_equipment",
            "equipment",
        )


class OverrideForm(PlainForm, forms.Form):
    """Every criterion confirmed, and the reason in words."""

    def __init__(self, *args, criteria=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["criteria"] = forms.MultipleChoiceField(
            choices=list(zip(criteria, criteria_words(criteria), strict=True)),
            widget=forms.CheckboxSelectMultiple,
            label=gettext("Confirm each of these"),
        )
        self.fields["reason"] = WordsField(
            max_length=500,
            label=gettext("Reason for the exception"),
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_criteria(self):
        confirmed = self.cleaned_data["criteria"]
        if len(confirmed) < len(self.fields["criteria"].choices):
            raise forms.ValidationError(
                gettext("An exception needs every one of these. Leave it out if one does not hold.")
            )
        return confirmed


class EndForm(PlainForm, forms.Form):
    """Why a program ends."""

    reason = LineField(max_length=200, label=_("Why does the programme end?"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout("reason", HTML("{% load form_keys %}{% form_key %}"))
        self.helper.add_input(Submit("end", gettext("End the programme")))


class DiscardForm(PlainForm, forms.Form):
    """Asks before a draft is discarded; `draft_version` is the one that was read."""

    draft_version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout("draft_version", HTML("{% load form_keys %}{% form_key %}"))
        self.helper.add_input(Submit("discard", gettext("Discard the draft")))


class LeaveForm(PlainForm, forms.Form):
    """Why a program goes on as printed after a returned week; `version` is the entry that was read."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    reason = WordsField(
        max_length=300,
        label=_("Why it stays as it is"),
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control mb-2"}),
    )


class CloseCaseForm(clinic_forms.CloseCaseForm):
    """Why a case is closed, and that its running programs end with it."""

    ending = forms.TypedMultipleChoiceField(
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Ends with the case"),
        help_text=_("The patient still holds the handout: tell them what to go on with."),
    )

    def __init__(self, *args, case, running, **kwargs):
        self.running = running
        super().__init__(*args, case=case, **kwargs)
        self.fields["ending"].choices = [(one.pk, _running_words(one)) for one in running]

    def arrange(self):
        return [*super().arrange(), *(["ending"] if self.running else [])]

    def values(self):
        chosen = self.cleaned_data["ending"]
        return self.cleaned_data | {"ending": [one for one in self.running if one.pk in chosen]}

    def clean(self):
        cleaned = super().clean()
        left = [one.code for one in self.running if one.pk not in cleaned.get("ending", ())]
        if left:
            self.refuse(
                "ending",
                gettext("%(programs)s is still running. Tick to end it with the case, or cancel.")
                % {"programs": all_of(left)},
            )
        return cleaned


def _running_words(program):
    is_suspended = program.status == Program.Status.SUSPENDED
    words = (
        gettext("End %(program)s, weeks %(first)s to %(last)s from %(day)s, suspended")
        if is_suspended
        else gettext("End %(program)s, weeks %(first)s to %(last)s from %(day)s")
    )
    return words % {
        "program": program.code,
        "first": program.first_week,
        "last": program.last_week,
        "day": f"{program.starts_on:%d-%b-%Y}",
    }
