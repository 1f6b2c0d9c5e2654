"""The returned log as it is typed: one line for the week, one row per exercise, numbers only."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from programs.check_ins.gap import log_before_a_gap
from programs.check_ins.signs import said
from programs.forms import PlainForm
from programs.handouts.days import sessions_of_week
from programs.models import CheckIn, CheckInItem
from programs.rules.loading import default_table

SCALE = {"inputmode": "numeric", "class": "form-control scale", "autocomplete": "off"}
FOR_ALL = {
    "pain_for_all": "pain_during",
    "morning_for_all": "next_morning",
    "effort_for_all": "effort",
    "settled_for_all": "settled_in_24_h",
    "technique_for_all": "technique_ok",
    "amount_for_all": "target_reached",
    "legs_for_all": "leg_symptoms_worse",
}


class YesOrNo(forms.NullBooleanSelect):
    """A small choice of yes, no or not answered; typing the first letter chooses."""

    def __init__(self, attrs=None):
        super().__init__({"class": "form-select yes-or-no"} | (attrs or {}))
        self.choices = [("unknown", "–"), ("true", gettext_lazy("Yes")), ("false", gettext_lazy("No"))]


def scale_field(label):
    """Return an optional 0-10 number, small and quick to type."""
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=10, widget=forms.TextInput(attrs=SCALE)
    )


def yes_or_no_field(label):
    """Return an optional yes or no."""
    return forms.NullBooleanField(label=label, required=False, widget=YesOrNo)


class CodeForm(PlainForm, forms.Form):
    """The short code printed on the log."""

    code = forms.CharField(
        max_length=12, label=gettext_lazy("Code on the log"), help_text=gettext_lazy("Six letters and digits")
    )

    def clean_code(self):
        return self.cleaned_data["code"].replace(" ", "").upper()


class WeekForm(PlainForm, forms.ModelForm):
    """What the log says about the whole week."""

    stop_symptoms = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=gettext_lazy("Any of these stop signs?")
    )

    pain_for_all = scale_field(gettext_lazy("Worst pain"))
    morning_for_all = scale_field(gettext_lazy("Next morning"))
    effort_for_all = scale_field(gettext_lazy("Effort"))
    settled_for_all = yes_or_no_field(gettext_lazy("Settled within 24 hours"))
    technique_for_all = yes_or_no_field(gettext_lazy("Technique good"))
    amount_for_all = yes_or_no_field(gettext_lazy("Did the full amount"))
    legs_for_all = yes_or_no_field(gettext_lazy("Leg symptoms worse or further down"))

    class Meta:
        model = CheckIn
        fields = [
            "received_on",
            "sessions_planned",
            "sessions_done",
            "weeks_missed",
            "usual_morning",
            "stop_symptoms",
        ]
        widgets = {"received_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, program, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.program, self.today = program, today
        signs = sorted(default_table().stop_symptoms.values(), key=lambda sign: not sign.is_emergency)
        self.fields["stop_symptoms"].choices = [(sign.id, said(sign)) for sign in signs]
        self.fields["usual_morning"].required = True

    def clean(self):
        cleaned = super().clean()
        if (cleaned.get("sessions_done") or 0) > (cleaned.get("sessions_planned") or 0):
            self.add_error("sessions_done", gettext("More sessions done than planned. Check both numbers."))
        return cleaned

    def clean_received_on(self):
        # A wrong year would make every older red-flag screen look like one after the log.
        received_on, issued_on = self.cleaned_data["received_on"], timezone.localdate(self.program.issued_at)
        if received_on > self.today:
            raise forms.ValidationError(gettext("This day is still to come."))
        if received_on < issued_on:
            raise forms.ValidationError(
                gettext("%(program_code)s was issued on %(issued_on)s: its log cannot have come back before.")
                % {"program_code": self.program.code, "issued_on": f"{issued_on:%d-%b-%Y}"}
            )
        return received_on


class AnswerForm(PlainForm, forms.ModelForm):
    """One exercise's row. An empty field means “not answered”, which holds the exercise where it is."""

    class Meta:
        model = CheckInItem
        fields = [
            "pain_during",
            "next_morning",
            "effort",
            "settled_in_24_h",
            "technique_ok",
            "target_reached",
            "leg_symptoms_worse",
        ]
        widgets = {name: forms.TextInput(attrs=SCALE) for name in ("pain_during", "next_morning", "effort")}
        widgets |= dict.fromkeys(
            ("settled_in_24_h", "technique_ok", "target_reached", "leg_symptoms_worse"), YesOrNo
        )


class Sheet:
    """A week and its rows, valid together or not at all."""

    def __init__(self, data, *, program, week, items, today, check_in=None):
        rows = {row.item_id: row for row in check_in.items.all()} if check_in else {}
        assessed = program.case.assessments.first()
        start = {
            "sessions_planned": sessions_of_week(program.snapshot, week),
            "received_on": today,
            "usual_morning": assessed.nprs_usual if assessed else None,
            # After a long gap nobody is to overlook the question: it is answered, with 0 too.
            "weeks_missed": None if log_before_a_gap(program, week, today) else 0,
        }
        self.week = WeekForm(
            data, instance=check_in, program=program, today=today, initial=None if check_in else start
        )
        self.rows = [
            (item, AnswerForm(data, instance=rows.get(item.pk), prefix=f"item-{item.pk}")) for item in items
        ]

    def is_valid(self):
        return all([self.week.is_valid(), *(form.is_valid() for _, form in self.rows)])

    @property
    def is_bound(self):
        return self.week.is_bound

    @property
    def problems(self):
        """Return (field id, words) of every error, each with the name of its field and exercise."""
        forms_by_name = [("", self.week), *((item.exercise.name, form) for item, form in self.rows)]
        return [
            _problem(who, form[name] if name in form.fields else None, words)
            for who, form in forms_by_name
            for name, errors in form.errors.items()
            for words in errors
        ]

    @property
    def values(self):
        """Return the columns of the week."""
        return {name: value for name, value in self.week.cleaned_data.items() if name not in FOR_ALL}

    @property
    def answers(self):
        """Return {item: columns}; what is left empty in a row is what was given for all exercises."""
        for_all = {column: self.week.cleaned_data[name] for name, column in FOR_ALL.items()}
        return {
            item: {
                name: for_all.get(name) if value is None else value
                for name, value in form.cleaned_data.items()
            }
            for item, form in self.rows
        }

    def differences(self, stored):
        """Return (label, typed, stored) wherever the sheet differs from the week as it is stored now."""
        rows = {row.item_id: row for row in stored.items.all()}
        pairs = [(self.week, "", self.values, stored)]
        pairs += [
            (form, f"{item.exercise.name}: ", self.answers[item], rows.get(item.pk))
            for item, form in self.rows
        ]
        return [
            (
                f"{who}{form.fields[name].label}",
                _shown(form.fields[name], typed),
                _shown(form.fields[name], getattr(row, name, None)),
            )
            for form, who, columns, row in pairs
            for name, typed in columns.items()
            if typed != getattr(row, name, None)
        ]


def _shown(field, value):
    if value in (None, "", []):
        return gettext("Not recorded")
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, list):
        choices = dict(field.choices)
        return "; ".join(str(choices.get(one, one)) for one in value)
    return f"{value:%d-%b-%Y}" if isinstance(value, date) else value


def _problem(who, field, words):
    parts = [who, field.label if field else "", words]
    return field.id_for_label if field else "", ": ".join(str(part) for part in parts if part)
