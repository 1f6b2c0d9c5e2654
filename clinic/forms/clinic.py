"""What the clinic prints on every handout and starts new programmes with."""

import re

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.forms.record import RecordModelForm, record_field, row
from clinic.models import Clinic

# What a telephone keypad takes; an extension may follow.
CAN_BE_DIALLED = re.compile(r"\+?[0-9][0-9 ()/.\-]*(( ?x| ext\.?) ?[0-9]+)?")


class ClinicForm(RecordModelForm):
    """Change the clinic. The default pain light says beside each choice what follows from it."""

    class Meta:
        model = Clinic
        fields = ["name", "address", "phone", "emergency_number", "default_paper", "default_mode"]
        formfield_callback = record_field
        labels = {
            "name": _("Name of the clinic"),
            "emergency_number": _("Emergency number"),
            "default_paper": _("Paper"),
            "default_mode": _("Pain light a new programme starts with"),
        }
        help_texts = {
            "phone": _("Where patients ring when an exercise hurts"),
            "emergency_number": _(
                "Your country's emergency service: where patients ring when they lose control of bladder or bowels"
            ),
            "default_mode": (
                _(
                    "Strict: pain of 3 during an exercise keeps it where it is, 4 or more takes it a step back. "
                    "Monitored: pain of 4 or 5 keeps it where it is, 6 or more takes it a step back. "
                    "Patients whom the rules keep on strict start strict all the same. "
                    "Programmes that have begun keep their light; the physiotherapist can choose another for each patient."
                )
            ),
        }

    def arrange(self):
        return [
            "version",
            "name",
            "address",
            row("phone", "emergency_number"),
            row("default_paper", "default_mode"),
        ]

    def clean_phone(self):
        return _dialled(self.cleaned_data["phone"])

    def clean_emergency_number(self):
        return _dialled(self.cleaned_data["emergency_number"])


def _dialled(number):
    if not CAN_BE_DIALLED.fullmatch(number):
        raise forms.ValidationError(gettext("Enter a number that can be dialled, for example 01632 960118."))
    return number
