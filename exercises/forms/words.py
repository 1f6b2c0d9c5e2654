"""What the patient reads, in English or translated with the English beside every field."""

from crispy_forms.layout import HTML, Column, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from exercises.content import part_of
from exercises.forms.fields import line, passage
from exercises.forms.part import PartForm
from exercises.languages import BASE, NAMES

STEPS = [f"step_{number}" for number in range(1, 6)]
HINTS = {
    "name": _("A name a patient knows."),
    "purpose": _("What it is good for, in one sentence. Words a child of ten knows, here and below."),
    "setup": _("Where to be and what to have at hand before the first step. Short sentences."),
    "step_1": _(
        "One thing to do in each step, one to five steps: “10 times”, not “10 reps”. The rest stay empty."
    ),
    "feel": _("Where it works or stretches, so that a patient knows it is right."),
    "easier": _("One change for a hard day."),
    "harder": _("One change for when it has become easy."),
    "alt": _("For somebody who cannot see the picture. Begin with “Start:” and go on with “Finish:”."),
    "not_like_this": _("Kind words: what to keep an eye on, never what could be harmed."),
}
BESIDE = '<div class="beside" lang="en"><p class="beside-label">{english}</p><p>{{{{ form.english.{name} }}}}</p></div>'


class WordsForm(PartForm):
    """One language's text. English is the base; another language shows the English beside each field."""

    name = line(_("Name"), 80)
    purpose = passage(_("What it is for"), 300, rows=2)
    setup = passage(_("Get ready"), 600)
    step_1 = passage(_("Step 1"), 300, rows=2)
    step_2 = passage(_("Step 2"), 300, rows=2)
    step_3 = passage(_("Step 3"), 300, rows=2)
    step_4 = passage(_("Step 4"), 300, rows=2)
    step_5 = passage(_("Step 5"), 300, rows=2)
    feel = passage(_("What you should feel"), 300, rows=2)
    easier = passage(_("Easier"), 300, rows=2)
    harder = passage(_("Harder"), 300, rows=2)
    not_like_this = passage(_("Watch for"), 300, rows=2)
    alt = passage(_("Picture in words"), 600)

    @property
    def language(self):
        return self.part.removeprefix("words-")

    @property
    def english(self):
        """Return the English of every field, for the column beside a translation."""
        return _in_fields(part_of(self.content, f"words-{BASE}"))

    def starting(self):
        return _in_fields(self.stored)

    def prepare(self):
        for name, hint in HINTS.items():
            self.fields[name].help_text = hint
        for name in set(self.fields) - {"seen"}:
            self.fields[name].widget.attrs["lang"] = self.language
        if self.language != BASE:
            # Beside the English a long name does not fit on one line; it stays one line of text.
            self.fields["name"].widget = forms.Textarea({"rows": 2, "lang": self.language})

    def arrange(self):
        names = [name for name in self.fields if name != "seen"]
        if self.language == BASE:
            return names
        return [
            Row(
                Column(HTML(BESIDE.format(name=name, english=NAMES[BASE])), css_class="col-md-5"),
                Column(name),
            )
            for name in names
        ]

    def value(self):
        kept = {name: self.given(name) or "" for name in self.fields if name not in {"seen", *STEPS}}
        steps = [self.given(name) for name in STEPS]
        text = {**kept, "steps": [step for step in steps if step]}
        return text if any(text.values()) else {}


def _in_fields(text):
    steps = dict(zip(STEPS, text.get("steps", []), strict=False))
    return {name: value for name, value in text.items() if name != "steps"} | steps
