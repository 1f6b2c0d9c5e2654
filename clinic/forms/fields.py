"""Fields of the record: cleaned text, days, the three-box birth date, ratings from 0 to 10."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from text.cleaning import clean_line, clean_text

EARLIEST_YEAR = 1900
LONGEST_LIFE_YEARS = 125
LATEST_YEARS_AHEAD = 10
DAY_FORMATS = ["%Y-%m-%d", "%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%d/%m/%Y", "%d.%m.%Y"]
MONTHS_IN_FULL = [f"{date(2000, number, 1):%B}".lower() for number in range(1, 13)]
BOXES = ("day", "month", "year")
MISSING = {
    ("day",): _("Date of birth must include a day."),
    ("month",): _("Date of birth must include a month."),
    ("year",): _("Date of birth must include a year."),
    ("day", "month"): _("Date of birth must include a day and a month."),
    ("day", "year"): _("Date of birth must include a day and a year."),
    ("month", "year"): _("Date of birth must include a month and a year."),
}


class LineField(forms.CharField):
    """One line of text."""

    def to_python(self, value):
        return clean_line(super().to_python(value))


class MailField(forms.EmailField):
    """An address of electronic mail. Between quotation marks one may hold control characters, which are refused."""

    def to_python(self, value):
        return clean_line(super().to_python(value))


class WordsField(forms.CharField):
    """A few lines of text."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value):
        return clean_text(super().to_python(value))


class DayField(forms.DateField):
    """A near or past day, typed or picked with the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": _("Enter a date, for example 02-Mar-2026.")}

    def __init__(self, *, may_be_future=False, **options):
        self.may_be_future = may_be_future
        super().__init__(input_formats=DAY_FORMATS, **options)

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        if not EARLIEST_YEAR <= value.year <= timezone.localdate().year + LATEST_YEARS_AHEAD:
            raise ValidationError(gettext("The year %(year)s cannot be right.") % {"year": value.year})
        if value > timezone.localdate() and not self.may_be_future:
            raise ValidationError(gettext("%(value)s is in the future.") % {"value": f"{value:%d-%b-%Y}"})


class ThreeBoxes(forms.MultiWidget):
    """Day, month and year in a box each, as people know their birth date by heart."""

    template_name = "clinic/widgets/three_boxes.html"
    use_fieldset = True

    def __init__(self):
        boxes = {name: forms.TextInput(attrs={"autocomplete": "off"}) for name in BOXES}
        boxes["day"].attrs |= {"inputmode": "numeric", "size": "2", "maxlength": "2"}
        boxes["month"].attrs |= {"size": "9", "maxlength": "12"}
        boxes["year"].attrs |= {"inputmode": "numeric", "size": "4", "maxlength": "4"}
        super().__init__(boxes)

    def decompress(self, value):
        return [value.day, f"{value:%b}", value.year] if value else ["", "", ""]

    def id_for_label(self, id_):
        # The label's target and the error summary's link is the first box.
        return f"{id_}_0" if id_ else id_


class BirthDateField(forms.Field):
    """A birth date in three boxes; the month may be a number or a name."""

    widget = ThreeBoxes
    default_error_messages = {"required": _("Enter the date of birth.")}

    def to_python(self, value):
        if value is None or isinstance(value, date):
            return value
        boxes = [clean_line(box or "") for box in value]
        if not any(boxes):
            return None
        missing = tuple(name for name, box in zip(BOXES, boxes, strict=True) if not box)
        if missing:
            raise ValidationError(MISSING[missing])
        return _compose(*boxes)

    def validate(self, value):
        super().validate(value)
        today = timezone.localdate()
        if value and value > today:
            raise ValidationError(gettext("Date of birth must be in the past."))
        if value and value.year < today.year - LONGEST_LIFE_YEARS:
            raise ValidationError(gettext("The year %(year)s cannot be right.") % {"year": value.year})


def _compose(day, month, year):
    if len(year) != 4 or not year.isascii() or not year.isdigit():
        raise ValidationError(gettext("The year of birth must have four digits, for example 1980."))
    number = _month_number(month)
    if number is None:
        raise ValidationError(
            gettext("“%(month)s” is not a month: write 3, Mar or March.") % {"month": month}
        )
    try:
        return date(int(year), number, int(day))
    except (ValueError, OverflowError):
        said = {"day": day, "month": MONTHS_IN_FULL[number - 1].title(), "year": year}
        raise ValidationError(gettext("There is no day %(day)s %(month)s %(year)s.") % said) from None


def _month_number(text):
    """Return 1 to 12 for "3", "03", "mar", "Mar." or "march"; None for anything else."""
    text = text.casefold().rstrip(".")
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 2 and 1 <= int(text) <= 12 else None
    if len(text) < 3:
        return None
    return next((number for number, name in enumerate(MONTHS_IN_FULL, 1) if name.startswith(text)), None)


def rating(label, **options):
    """Return an optional 0-10 rating."""
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=10,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": gettext("Enter a whole number from 0 to 10."),
            "min_value": gettext("The lowest rating is 0."),
            "max_value": gettext("The highest rating is 10."),
        },
        **options,
    )
