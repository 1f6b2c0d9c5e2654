"""Who the patient is."""

from crispy_forms.layout import HTML
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.forms.fields import BirthDateField
from clinic.forms.record import RecordModelForm, record_field, row
from clinic.models import Patient
from clinic.vocabulary import LANGUAGES
from text.search import fold


class PatientForm(RecordModelForm):
    """Register a patient or correct the particulars. A likely duplicate needs a tick."""

    steering = ("version", "is_another_person")
    born_on = BirthDateField(label=_("Date of birth"), help_text=_("For example 2 Mar 1980"))
    language = forms.ChoiceField(
        choices=list(LANGUAGES.items()), label=_("Language the patient reads"), initial="en"
    )
    is_another_person = forms.BooleanField(required=False, label=_("This is another person"))

    class Meta:
        model = Patient
        fields = ["family_name", "given_name", "born_on", "sex", "reference", "phone", "email", "language"]
        formfield_callback = record_field
        help_texts = {
            "reference": _(
                "The clinic's own number, printed on every handout. Leave empty to get the next one."
            )
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reference"].required = False
        self.duplicates = []
        # Whom the page names to somebody who wanted to write about another.
        self.told = []

    def arrange(self):
        return [
            "version",
            HTML('{% include "clinic/_duplicates.html" with form=form only %}'),
            row("family_name", "given_name"),
            row("born_on", "sex"),
            row("reference", "language"),
            row("phone", "email"),
        ]

    def clean_family_name(self):
        return _with_letters(self.cleaned_data["family_name"])

    def clean_given_name(self):
        return _with_letters(self.cleaned_data["given_name"])

    def clean_reference(self):
        reference = self.cleaned_data["reference"]
        taken = Patient.objects.filter(reference__iexact=reference).exclude(pk=self.instance.pk).first()
        if reference and taken:
            self.told.append(taken.pk)
            raise forms.ValidationError(
                gettext("%(reference)s is the reference of %(taken)s already.")
                % {"reference": reference, "taken": taken}
            )
        return reference

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("family_name") and cleaned.get("born_on"):
            self.duplicates = self._same_name_and_birth_date(cleaned["family_name"], cleaned["born_on"])
            self.told += [one.pk for one in self.duplicates]
        if self.duplicates and not cleaned.get("is_another_person"):
            self.add_error(
                "is_another_person",
                gettext(
                    "A patient with this family name and date of birth is registered already. "
                    "Open that record, or tick that this is another person."
                ),
            )
        return cleaned

    def _same_name_and_birth_date(self, family_name, born_on):
        born_then = Patient.objects.filter(born_on=born_on).exclude(pk=self.instance.pk)
        return [one for one in born_then if fold(one.family_name) == fold(family_name)]


def _with_letters(name):
    if not any(letter.isalpha() for letter in name):
        raise forms.ValidationError(gettext("A name needs at least one letter."))
    return name
