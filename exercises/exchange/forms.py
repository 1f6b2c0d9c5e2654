"""What is typed to bring a file."""

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exercises.exchange.limits import MEBIBYTE, MOST_BYTES
from exercises.forms.fields import Line
from exercises.models import LibraryImport

LONGEST_REASON = LibraryImport._meta.get_field("reason").max_length


class ImportForm(forms.Form):
    """A spreadsheet and why it is brought. The reason stands in the history of every row it changes."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=format_lazy(
            _(".xlsx, .csv or a .zip of .csv files, at most {megabytes} MB."),
            megabytes=MOST_BYTES // MEBIBYTE,
        ),
        validators=[FileExtensionValidator(["xlsx", "csv", "zip"], _("Choose an .xlsx, .csv or .zip file."))],
        widget=forms.FileInput({"class": "form-control", "accept": ".xlsx,.csv,.zip"}),
        error_messages={
            "required": _("Choose the file."),
            "empty": _("The file is empty. Export again and start from that."),
        },
    )
    reason = Line(
        label=_("What this changes, and why"),
        max_length=LONGEST_REASON,
        help_text=format_lazy(
            _("At most {most} characters. It stands in the history of every row."), most=LONGEST_REASON
        ),
        widget=forms.TextInput({"class": "form-control"}),
        error_messages={"required": _("Say in a few words what this changes and why.")},
    )

    use_required_attribute = False

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                gettext("It is larger than %(most_bytes)s MB. Split it into smaller files.")
                % {"most_bytes": MOST_BYTES // MEBIBYTE}
            )
        return file
