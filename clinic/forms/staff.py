"""Who works at the clinic, and why somebody needs emergency access."""

from django import forms
from django.utils.translation import gettext_lazy as _

from clinic.forms.fields import WordsField
from clinic.forms.record import RecordForm, RecordModelForm, record_field, row
from clinic.models import Clinic, User

# Librarians keep the library of the whole installation, so no single clinic makes them.
ROLES = [
    (value, label)
    for value, label in User.Role.choices
    if value in (User.Role.PHYSIOTHERAPIST, User.Role.MANAGER)
]


class StaffForm(RecordModelForm):
    """A member of staff. The clinic is the manager's own and no field."""

    role = forms.ChoiceField(choices=ROLES, label=_("Role"))

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "role", "registration", "qualification", "email"]
        formfield_callback = record_field
        labels = {"email": _("E-mail")}
        help_texts = {
            "username": _("For signing in. Letters, digits and @ . + - _ only."),
            "email": _("A manager is written to when somebody takes emergency access to the records."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("first_name", "last_name"):
            self.fields[name].required = True

    def arrange(self):
        return [
            "version",
            "username",
            row("first_name", "last_name"),
            "role",
            row("registration", "qualification"),
            "email",
        ]


class StaffChangeForm(StaffForm):
    """The same without the user name, which signs what was recorded."""

    class Meta(StaffForm.Meta):
        fields = ["first_name", "last_name", "role", "registration", "qualification", "email"]

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        # Somebody who keeps the library for all clinics stays what they are unless the manager says otherwise.
        if instance.role and instance.role not in dict(ROLES):
            self.fields["role"].choices = [*ROLES, (instance.role, instance.get_role_display())]

    def arrange(self):
        rows = [row("first_name", "last_name"), "role", row("registration", "qualification")]
        return ["version", *rows, "email"]


class EmergencyForm(RecordForm, forms.Form):
    """Whose records, and why."""

    submit_label = _("Open the records for 60 minutes")
    clinic = forms.ModelChoiceField(
        queryset=Clinic.objects.order_by("name"), empty_label=_("Choose a clinic")
    )
    reason = WordsField(
        max_length=300,
        label=_("Why are the records needed now, and who asked?"),
        help_text=_("The clinic's manager reads this."),
    )
