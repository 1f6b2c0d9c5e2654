"""What is typed to bring a file."""

from django import forms
from django.core.validators import FileExtensionValidator

from exercises.exchange.limits import MEBIBYTE, MOST_BYTES
from exercises.forms.fields import Line
from exercises.models import LibraryImport

LONGEST_REASON = LibraryImport._meta.get_field("reason").max_length


class ImportForm(forms.Form):
    """A spreadsheet and why it is brought. The reason stands in the history of every row it changes."""

    file = forms.FileField(
        label="Spreadsheet",
        help_text=f".xlsx, .csv or a .zip of .csv files, at most {MOST_BYTES // MEBIBYTE} MB.",
        validators=[FileExtensionValidator(["xlsx", "csv", "zip"], "Choose an .xlsx, .csv or .zip file.")],
        widget=forms.FileInput({"class": "form-control", "accept": ".xlsx,.csv,.zip"}),
        error_messages={
            "required": "Choose the file.",
            "empty": "The file is empty. Export again and start from that.",
        },
    )
    reason = Line(
        label="What this changes, and why",
        max_length=LONGEST_REASON,
        help_text=f"At most {LONGEST_REASON} characters. It stands in the history of every row.",
        widget=forms.TextInput({"class": "form-control"}),
        error_messages={"required": "Say in a few words what this changes and why."},
    )

    use_required_attribute = False

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                f"It is larger than {MOST_BYTES // MEBIBYTE} MB. Split it into smaller files."
            )
        return file
