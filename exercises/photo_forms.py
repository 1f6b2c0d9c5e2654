"""What is typed and chosen to give an exercise pictures."""

from django import forms

from exercises.photos import MEBIBYTE, MOST_BYTES, PhotoRefused, clean_photo
from text.cleaning import clean_line

CHOOSER = {"class": "form-control", "accept": "image/jpeg,image/png,image/webp"}
TYPED = {"class": "form-control"}


class PhotoField(forms.FileField):
    """An uploaded picture, handed on as a clean Photo."""

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if file.size > MOST_BYTES:
            raise forms.ValidationError(f"It is larger than {MOST_BYTES // MEBIBYTE} MB. Save it smaller.")
        try:
            return clean_photo(file.read())
        except PhotoRefused as refused:
            raise forms.ValidationError(str(refused)) from None


class LineField(forms.CharField):
    def clean(self, value):
        return clean_line(super().clean(value))


def photo(label):
    help_text = f"JPEG, PNG or WebP, at most {MOST_BYTES // MEBIBYTE} MB."
    errors = {"required": "Choose the picture.", "empty": "This file is empty."}
    return PhotoField(
        label=label, help_text=help_text, widget=forms.FileInput(CHOOSER), error_messages=errors
    )


def words(label):
    return LineField(
        label=label,
        max_length=300,
        help_text="What somebody who cannot see the picture needs to know.",
        widget=forms.TextInput(TYPED),
        error_messages={"required": "Describe the picture."},
    )


class PhotoForm(forms.Form):
    """Start and finish, each with its description, and the revision of the exercise they were meant for."""

    start = photo("Picture of the start")
    start_alt = words("The start in words")
    finish = photo("Picture of the finish")
    finish_alt = words("The finish in words")
    revision = forms.IntegerField(widget=forms.HiddenInput)

    use_required_attribute = False


class RevisionForm(forms.Form):
    """The revision of the exercise that somebody looked at."""

    revision = forms.IntegerField()
