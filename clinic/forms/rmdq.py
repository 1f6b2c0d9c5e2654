"""The RMDQ, ticked statement by statement; a total alone is taken where only that is known."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.forms.measure_day import MeasureForm
from clinic.measures import scoring
from clinic.measures.rmdq import rmdq


def _statements():
    return [(str(number), f"{number}. {statement}") for number, statement in rmdq().numbered]


class RmdqForm(MeasureForm):
    """The 24 statements. A total from a paper form guards against a miscount, and stands alone for older records."""

    ticked = forms.MultipleChoiceField(
        choices=_statements,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Tick each statement that describes the patient today"),
        help_text=_("A statement the patient is not sure about stays unticked and counts 0."),
    )
    score = forms.IntegerField(
        label=_("Statements ticked in all"),
        required=False,
        min_value=0,
        max_value=scoring.RMDQ_STATEMENTS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=_(
            "Counted from the ticks above. Enter 0 when the patient ticked none, or the total of a paper form."
        ),
        error_messages={
            "max_value": _("There are 24 statements."),
            "invalid": _("Enter a whole number from 0 to 24."),
        },
    )

    def asked(self):
        return ["ticked", *super().asked()]

    def known(self, measure):
        ticked = [str(number) for number in measure.items.get("ticked", ())]
        # With ticks the total follows from them: an old one in the box would only contradict a corrected tick.
        return {"ticked": ticked} if ticked else super().known(measure)

    def scored(self):
        ticked = sorted(int(number) for number in self.cleaned_data["ticked"])
        if ticked:
            return scoring.rmdq_score(ticked), {"ticked": ticked}
        return self.cleaned_data["score"], {}

    def clean(self):
        cleaned = super().clean()
        score, ticked = cleaned.get("score"), cleaned.get("ticked", [])
        if score is None and not ticked and "score" not in self.errors:
            self.refuse(
                "score", gettext("Tick the statements, or enter how many are ticked: 0 when none is.")
            )
        if score is not None and ticked and score != len(ticked):
            self.refuse(
                "score",
                gettext("Above are %(ticked_count)s ticked, not %(score)s: count again, or empty this.")
                % {"ticked_count": len(ticked), "score": score},
            )
        return cleaned
