"""The red flags asked about, group by group, and what became of a referral."""

from crispy_forms.layout import Column, Row
from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.forms.fields import DayField, WordsField
from clinic.forms.record import RecordForm, RecordModelForm, record_field
from clinic.models import RedFlag, RedFlagScreen
from clinic.red_flag_news import news_since

Answer = RedFlagScreen.Answer
ANSWERS = Answer.choices


class RedFlagScreenForm(RecordForm, forms.Form):
    """One row of three choices per flag. "Not asked" is where every row starts; only the clinician moves it.

    `seen` marks what was known when the form was opened. A sign that has become known since stops it where
    it would be settled, and `set_back` are then the flags whose "absent" was given too early.
    """

    submit_label = _("Save the screen")
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    screened_on = DayField(label=_("Asked on"))
    concern = forms.ChoiceField(
        choices=RedFlagScreen.Concern.choices,
        widget=forms.RadioSelect,
        label=_("Level of concern, over the whole picture"),
    )
    action = WordsField(
        required=False,
        max_length=500,
        label=_("Action taken"),
        help_text=_("For example: sent to the emergency department with a letter, 14:20"),
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.case = case
        self.flags = list(RedFlag.objects.all())
        self.set_back = []
        self.fields["seen"].initial = news_since("", case.patient_id).mark
        self.fields["screened_on"].initial = timezone.localdate()
        for flag in self.flags:
            self.fields[_name(flag)] = forms.ChoiceField(
                choices=ANSWERS,
                required=False,
                initial=Answer.NOT_ASKED,
                widget=forms.RadioSelect,
                label=flag.question,
            )

    def groups(self):
        """Return (group, [(flag, field), …]) in the catalogue's order, for the page."""
        found = {}
        for flag in self.flags:
            found.setdefault(flag.group, []).append((flag, self[_name(flag)]))
        return list(found.items())

    def with_group_absent(self, group):
        """Return the fields as typed, with the unanswered flags of `group` set to absent."""
        typed = {"seen": ""} | self.data.dict()
        for flag in self.flags:
            if flag.group == group and typed.get(_name(flag), Answer.NOT_ASKED) == Answer.NOT_ASKED:
                typed[_name(flag)] = Answer.ABSENT
        return typed

    def present(self):
        """Return the flags that were answered with present, whether or not the rest of the form is right."""
        return [flag for flag in self.flags if self[_name(flag)].value() == Answer.PRESENT]

    def is_emergency(self):
        """Tell whether a cauda equina sign is marked: the page then says so before anything else."""
        return any(flag.level == RedFlag.Level.EMERGENCY for flag in self.present())

    def values(self):
        answers = {flag.slug: self.cleaned_data[_name(flag)] or Answer.NOT_ASKED for flag in self.flags}
        return {
            "screened_on": self.cleaned_data["screened_on"],
            "answers": {slug: str(answer) for slug, answer in answers.items()},
            "concern": self.cleaned_data["concern"],
            "action": self.cleaned_data["action"],
        }

    def differences(self, stored):
        """Return (question, typed, known now) of the answers that the news speak against."""
        rows = []
        for flag in self.flags:
            typed, known = self._typed(flag), stored.answer_to(flag, self.case)
            if typed == Answer.ABSENT and stored.is_open(flag, self.case):
                rows.append((flag.question, typed.label, self._to_ask_again(known)))
            elif Answer.NOT_ASKED != typed != known and known:
                rows.append((flag.question, typed.label, Answer(known).label))
        return rows

    def take_over(self, stored):
        """Count as having seen the news. An "absent" from before a sign was known is to be given again: it is set back."""
        self.data = self.data.copy()
        self.data["seen"] = stored.mark
        for flag in self.flags:
            if self._typed(flag) == Answer.ABSENT and stored.is_open(flag, self.case):
                self.data[_name(flag)] = Answer.NOT_ASKED.value
                self.set_back.append(flag)

    def _typed(self, flag):
        return Answer(self.cleaned_data[_name(flag)] or Answer.NOT_ASKED)

    def _to_ask_again(self, known):
        return Answer(known).label if known == Answer.PRESENT else gettext("An emergency sign was reported")

    def clean(self):
        cleaned = super().clean()
        if all(cleaned.get(_name(flag)) in ("", Answer.NOT_ASKED) for flag in self.flags):
            raise forms.ValidationError(gettext("Nothing has been asked yet: answer at least one red flag."))
        serious = [flag for flag in self.present() if flag.level != RedFlag.Level.WARN]
        if serious and cleaned.get("concern") == RedFlagScreen.Concern.NONE:
            self.refuse("concern", gettext("A red flag is present: the level of concern is at least low."))
        if serious and not cleaned.get("action") and not self.is_emergency():
            self.refuse("action", gettext("A red flag is present: say what you did about it."))
        if cleaned.get("screened_on") and cleaned["screened_on"] < self.case.patient.born_on:
            self.refuse("screened_on", gettext("This is before the patient was born."))
        return cleaned


class OutcomeForm(RecordModelForm):
    """What the referral found."""

    submit_label = _("Save the outcome")
    outcome = WordsField(
        max_length=500,
        label=_("Outcome of the referral"),
        help_text=_(
            "What was found, by whom, and whether training may go on. For example: MRI normal, Dr A. Person"
        ),
    )
    outcome_on = DayField(label=_("Known since"))

    class Meta:
        model = RedFlagScreen
        fields = ["outcome", "outcome_on"]
        formfield_callback = record_field

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.outcome:
            self.initial["outcome_on"] = timezone.localdate()

    def arrange(self):
        return ["version", "outcome", Row(Column("outcome_on", css_class="col-md-4"))]

    def clean_outcome_on(self):
        outcome_on = self.cleaned_data["outcome_on"]
        if outcome_on < self.instance.screened_on:
            raise forms.ValidationError(
                gettext("The flags were asked about later, on %(screened_on)s.")
                % {"screened_on": f"{self.instance.screened_on:%d-%b-%Y}"}
            )
        return outcome_on


def _name(flag):
    return f"flag_{flag.slug}"
