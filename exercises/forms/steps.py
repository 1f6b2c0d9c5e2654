"""Short forms of the steps an exercise takes: begin, hand in, decide, retire, restore, suggest, answer."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exercises.forms.fields import line, passage
from exercises.models import Suggestion
from exercises.vocabulary import Category

ONE_YEAR = timedelta(days=365)
DAY_FORMATS = ["%Y-%m-%d", "%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%d/%m/%Y", "%d.%m.%Y"]


class StepForm(forms.Form):
    """A form whose errors come in one summary on top of the page."""

    use_required_attribute = False

    def problems(self):
        """Return (link, words) of every error."""
        general = [("", str(error)) for error in self.non_field_errors()]
        return general + [
            (f"#{field.id_for_label}", f"{field.label}: {error}") for field in self for error in field.errors
        ]


class AddForm(StepForm):
    """Begin an exercise from blank."""

    name = line(
        _("Name for clinicians"),
        120,
        required=True,
        error_messages={"required": _("Give the exercise a name.")},
        help_text=_("What colleagues call the exercise. The name a patient reads is written later."),
    )
    category = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("Choose")), *Category.choices],
        error_messages={"required": _("Choose what kind of exercise it is.")},
    )


class DuplicateForm(StepForm):
    """Begin an exercise as a copy of another."""

    name = line(
        _("Name of the copy"),
        120,
        required=True,
        error_messages={"required": _("Give the copy a name of its own.")},
    )


class ReasonForm(StepForm):
    """Why something is done, for colleagues and for the history."""

    reason = line(_("Why"), 200, required=True, error_messages={"required": _("Say why in a few words.")})


class HandInForm(StepForm):
    """Why a colleague should look at it. Longer than other reasons, since one that a restored revision brings comes first."""

    reason = line(_("Why"), 300, required=True, error_messages={"required": _("Say why in a few words.")})


class RetireForm(ReasonForm):
    """Why an exercise leaves the library, and whether those concerned know."""

    has_seen_live = forms.BooleanField(
        label=_("The physiotherapists whose live programmes use it have been told"),
        required=False,
        widget=forms.CheckboxInput({"class": "form-check-input"}),
    )


class ApproveForm(StepForm):
    """By when somebody should look at the exercise again."""

    review_due_on = forms.DateField(
        label=_("Look at it again by"),
        input_formats=DAY_FORMATS,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Say by when it should be looked at again."),
            "invalid": _("Enter a date, for example 02-Mar-2027."),
        },
    )

    def __init__(self, data=None):
        super().__init__(data, initial={"review_due_on": timezone.localdate() + ONE_YEAR})

    def clean_review_due_on(self):
        day = self.cleaned_data["review_due_on"]
        if not timezone.localdate() < day <= timezone.localdate() + 5 * ONE_YEAR:
            raise forms.ValidationError(gettext("Choose a day within the next five years."))
        return day


class CommentForm(StepForm):
    """What is still to do, for the colleague who gets it back."""

    comment = passage(
        _("What is still to do"),
        600,
        required=True,
        error_messages={"required": _("Say what is still to do.")},
    )


class SuggestionForm(StepForm):
    """A suggestion about an exercise."""

    about = forms.ChoiceField(
        label=_("What it is about"), required=False, choices=[("", _("Not sure")), *Suggestion.About.choices]
    )
    text = passage(
        _("What you would change, and why"),
        1000,
        rows=5,
        required=True,
        help_text=_("Librarians of the installation read this: write nothing that could name a patient."),
        error_messages={"required": _("Say what you would change.")},
    )


class AnswerForm(StepForm):
    """A librarian's answer."""

    answer = passage(_("Answer"), 1000, required=True, error_messages={"required": _("Write an answer.")})


class TextReviewForm(StepForm):
    """Who read a patient's text, as what, and when."""

    reviewer = line(
        _("Who read it"), 120, required=True, error_messages={"required": _("Name the person who read it.")}
    )
    qualification = line(
        _("Qualification or role"),
        120,
        required=True,
        help_text=_("For example: physiotherapist, HCPC PH104552; or: translator for German."),
        error_messages={"required": _("Say what qualifies this person.")},
    )
    read_on = forms.DateField(
        label=_("Read on"),
        input_formats=DAY_FORMATS,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Say on which day."), "invalid": _("Write the day like 02-Mar-2026.")},
    )

    def clean_read_on(self):
        day = self.cleaned_data["read_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(gettext("This day is yet to come."))
        return day
