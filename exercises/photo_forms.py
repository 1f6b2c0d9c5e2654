"""What is typed and chosen to give an exercise pictures."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from exercises.forms.fields import line
from exercises.forms.steps import StepForm
from exercises.languages import direction
from exercises.photos import MEBIBYTE, MOST_BYTES, PhotoRefused, clean_photo

CHOOSER = {"class": "form-control", "accept": "image/jpeg,image/png,image/webp"}
TYPED = {"class": "form-control"}


class PhotoField(forms.FileField):
    """An uploaded picture, handed on as a clean Photo."""

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                gettext("It is larger than %(most_bytes)s MB. Save it smaller.")
                % {"most_bytes": MOST_BYTES // MEBIBYTE}
            )
        try:
            return clean_photo(file.read())
        except PhotoRefused as refused:
            raise forms.ValidationError(str(refused)) from None


def photo(label):
    # Fields are made once, before anybody's language is known.
    words = gettext_lazy("JPEG, PNG or WebP, at most {megabytes} MB.")
    help_text = format_lazy(words, megabytes=MOST_BYTES // MEBIBYTE)
    errors = {
        "required": gettext_lazy("Choose the picture."),
        "empty": gettext_lazy("This file is empty."),
    }
    return PhotoField(
        label=label, help_text=help_text, widget=forms.FileInput(CHOOSER), error_messages=errors
    )


def words(label):
    return line(
        label,
        300,
        required=True,
        help_text=gettext_lazy("What somebody who cannot see the picture needs to know."),
        widget=forms.TextInput(TYPED),
        error_messages={"required": gettext_lazy("Describe the picture.")},
    )


class PhotoForm(forms.Form):
    """Start and finish, each with its description, and the revision of the exercise they were meant for."""

    start = photo(_("Picture of the start"))
    start_alt = words(_("The start in words"))
    finish = photo(_("Picture of the finish"))
    finish_alt = words(_("The finish in words"))
    revision = forms.IntegerField(widget=forms.HiddenInput)

    use_required_attribute = False


class PhotoWordsForm(StepForm):
    """Start and finish in words of another language."""

    start_alt = words(_("The start in words"))
    finish_alt = words(_("The finish in words"))

    def __init__(self, data, *, language, words=None):
        said = {"start_alt": words.start_alt, "finish_alt": words.finish_alt} if words else {}
        super().__init__(data, initial=said)
        for field in self.fields.values():
            # Beside picture and English a sentence does not fit on one line; it stays one line of text.
            field.widget = forms.Textarea(
                {**TYPED, "rows": 3, "lang": language, "dir": direction(language), "maxlength": 300}
            )


class RevisionForm(forms.Form):
    """The revision of the exercise that somebody looked at."""

    revision = forms.IntegerField()


class RemovalForm(RevisionForm):
    """The same, and whether the page showed that a colleague asked for the pictures to be removed."""

    agrees = forms.BooleanField(required=False)
