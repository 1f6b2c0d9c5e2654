"""How much of an exercise is typed, for the whole programme and for one week."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.forms.fields import LineField
from programs.forms import PlainForm
from programs.item_review import effort_cap
from programs.models import ProgramItem, WeekDose
from programs.rules.loading import default_table

AMOUNT = _("Give times, a hold in seconds, or minutes: without one of them nobody knows how much to do.")
TWO_AMOUNTS = _(
    "Give either minutes, or times and a hold: with both, one page would say one and the next the other. Empty what is not meant."
)


class AmountMixin:
    """A dose needs one amount, times, seconds or minutes, and an effort that the pain light allows (evidence, section 4)."""

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if not any(cleaned.get(name) for name in ("reps", "hold_s", "minutes")):
            raise forms.ValidationError(AMOUNT)
        if cleaned.get("minutes") and (cleaned.get("reps") or cleaned.get("hold_s")):
            raise forms.ValidationError(TWO_AMOUNTS)
        return cleaned

    def clean_rpe(self):
        effort, most = self.cleaned_data["rpe"], effort_cap(self.program, default_table())
        if effort and effort > most:
            raise forms.ValidationError(
                gettext(
                    "At most %(most)s under this programme’s pain light. The patient’s pages name that as the top number."
                )
                % {"most": most}
            )
        return effort


class DoseForm(PlainForm, AmountMixin, forms.ModelForm):
    """How much of one exercise in the first week; the plan goes on from there."""

    class Meta:
        model = ProgramItem
        fields = [
            "sets",
            "reps",
            "hold_s",
            "minutes",
            "load_kg",
            "rest_s",
            "rpe",
            "days_per_week",
            "load_increment_kg",
            "percent_1rm",
            "note",
            "allow_harder",
            "shown_in_clinic",
        ]
        field_classes = {"note": LineField}

    @property
    def program(self):
        return self.instance.program

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id=f"id_{kwargs['instance'].pk}_%s", **kwargs)
        # The builder holds one of these for each exercise, so the page draws them itself: see _item_dose.html.
        for field in self.fields.values():
            is_box = isinstance(field.widget, forms.CheckboxInput)
            field.widget.attrs["class"] = "form-check-input" if is_box else "form-control"


class WeekDoseForm(PlainForm, AmountMixin, forms.ModelForm):
    """One week's dose, set by hand."""

    class Meta:
        model = WeekDose
        fields = ["sets", "reps", "hold_s", "minutes", "load_kg", "rest_s", "rpe"]

    @property
    def program(self):
        return self.instance.item.program

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            Row(*(Column(name) for name in self.Meta.fields), css_class="g-2"),
        )
