"""Fields and layout that the forms of the library share."""

from crispy_forms.layout import Column, Row
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exercises.vocabulary import words
from text.cleaning import clean_text

SHORT = {"rows": 2}


def line(label, longest, **options):
    """Return a field for one line of text."""
    options.setdefault("required", False)
    return Line(label=label, max_length=longest, **options)


def passage(label, longest, rows=3, **options):
    """Return a field for a few lines of text."""
    options.setdefault("required", False)
    return Passage(label=label, max_length=longest, widget=forms.Textarea({"rows": rows}), **options)


def number(label, lowest, highest, unit="", help_text=""):
    """Return a field for a whole number that may stay empty; its unit stands in the label."""
    # Fields are made once, before anybody's language is known.
    words = gettext_lazy("Enter a whole number from {lowest} to {highest}.")
    wrong = format_lazy(words, lowest=lowest, highest=highest)
    return forms.IntegerField(
        label=format_lazy("{label} ({unit})", label=label, unit=unit) if unit else label,
        required=False,
        help_text=help_text,
        min_value=lowest,
        max_value=highest,
        widget=forms.NumberInput({"inputmode": "numeric"}),
        error_messages={"invalid": wrong, "min_value": wrong, "max_value": wrong},
    )


def tick(label, **options):
    """Return a box to tick."""
    return forms.BooleanField(label=label, required=False, **options)


def named(codes):
    """Return [(code, words)] for codes of the vocabulary, by name."""
    return [(code, words(code).capitalize()) for code in sorted(codes)]


def row(*names):
    """Lay fields side by side on wide screens."""
    return Row(*(Column(name, css_class="col-md") for name in names))


class Line(forms.CharField):
    """One line of cleaned text."""

    def to_python(self, value):
        return " ".join(clean_text(super().to_python(value)).split())


class Passage(forms.CharField):
    """A few lines of cleaned text."""

    def to_python(self, value):
        return clean_text(super().to_python(value))


class Lines(Passage):
    """A list, one entry to a line."""

    def __init__(self, *, label, longest=200, most=8, rows=4, **options):
        self.longest, self.most = longest, most
        widget = forms.Textarea({"rows": rows})
        super().__init__(label=label, required=False, widget=widget, **options)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value):
        entries = [entry.strip() for entry in super().clean(value).split("\n")]
        entries = [entry for entry in entries if entry]
        if len(entries) > self.most:
            raise forms.ValidationError(_("There is room for %(most)s, one to a line.") % {"most": self.most})
        too_long = next((entry for entry in entries if len(entry) > self.longest), None)
        if too_long:
            raise forms.ValidationError(
                _("“%(too_long)s…” is too long: an entry has at most %(longest)s characters.")
                % {"too_long": too_long[:40], "longest": self.longest}
            )
        return entries
