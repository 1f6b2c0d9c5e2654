"""What an exercise is, what to watch for when coaching it, what it demands of the back, and its usual dose."""

from crispy_forms.layout import Div
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exercises.demand_scale import FULL_NAMES, LEVELS, MEANING
from exercises.forms.fields import Lines, line, named, number, passage, row, tick
from exercises.forms.part import PartForm
from exercises.models import Equipment, Exercise
from exercises.vocabulary import DEMANDS, Category
from text.lists import listed

CHOOSE = [("", _("Choose"))]
EXAMPLES = 2
LISTS = ("primary_muscles", "secondary_muscles", "equipment", "tags")


def many(label, **options):
    """Return a group of boxes of which several may be ticked."""
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple, **options
    )


class FactsForm(PartForm):
    """What the exercise is and trains. Codes are chosen, never typed: the rules read them."""

    name = line(_("Name for clinicians"), 120, required=True)
    category = forms.ChoiceField(label=_("Kind"), choices=Category.choices)
    movement_pattern = forms.ChoiceField(label=_("Movement pattern"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    position = forms.ChoiceField(label=_("Position"), required=False)
    unilateral = tick(_("One side at a time"))
    back_supported = tick(_("The back is supported"))
    externally_loadable = tick(_("Weight can be added"))
    primary_muscles = many(_("Main muscles"))
    secondary_muscles = many(_("Also work"))
    equipment = many(_("Equipment"), help_text=_("“or” means that any one of them will do."))
    tags = many(
        _("Tags the rules read"),
        help_text=_(
            "Beside each tag stand exercises that have it. A wrong tag changes verdicts: tick only what is certain, or none."
        ),
    )

    def prepare(self):
        codes = codes_in_use()
        for name in ("movement_pattern", "region", "position"):
            self.fields[name].choices = CHOOSE + named(codes[name] | {self.stored[name]} - {""})
        for name in ("primary_muscles", "secondary_muscles"):
            self.fields[name].choices = named(codes["muscles"])
        self.fields["tags"].choices = [
            (code, _with_examples(label, codes["tags"].get(code, ())))
            for code, label in named({*codes["tags"], *self.stored["tags"]})
        ]
        self.fields["equipment"].choices = list(Equipment.objects.values_list("slug", "name"))

    def arrange(self):
        return [
            row("name", "category"),
            row("movement_pattern", "region", "position"),
            Div("unilateral", "back_supported", "externally_loadable", css_class="ticks"),
            *(Div(name, css_class="tick-columns") for name in LISTS),
        ]

    def value(self):
        value = super().value()
        # The order of what stays is kept: the first main muscle leads on cards.
        return value | {name: _in_order(self.stored[name], value[name]) for name in LISTS}

    def clean(self):
        both = set(self.cleaned_data.get("primary_muscles", ())) & set(
            self.cleaned_data.get("secondary_muscles", ())
        )
        if both:
            self.add_error("secondary_muscles", gettext("A main muscle is ticked here again: tick it once."))
        return self.cleaned_data


class CoachingForm(PartForm):
    """What the clinician reads beside the facts."""

    caution = tick(_("Approach with caution"))
    caution_reason = passage(
        _("Why with caution"), 600, help_text=_("For the clinician; the patient never reads it.")
    )
    form_cues = Lines(label=_("Form cues, one to a line"))
    modifications = Lines(label=_("Modifications, one to a line"))
    notes = passage(
        _("Notes"),
        2000,
        rows=4,
        help_text=_(
            "Name sources by their codes, for example (HART16). The codes stand under Rules, Sources."
        ),
    )

    def clean(self):
        if self.cleaned_data.get("caution") and not self.cleaned_data.get("caution_reason"):
            self.add_error(
                "caution_reason", gettext("Say why the exercise is to be approached with caution.")
            )
        return self.cleaned_data


class DemandsForm(PartForm):
    """The eight demands on the back at moderate load, and what they rest on."""

    demand_evidence = forms.ChoiceField(
        label=_("What these numbers rest on"), error_messages={"required": _("Choose what they rest on.")}
    )

    def starting(self):
        # The columns start at 0. Until somebody has stated them, every demand is to be chosen.
        return dict(self.stored) if self.stored["demand_evidence"] else {}

    def prepare(self):
        self.fields |= {name: _demand_field(name, label) for name, label in DEMANDS.items()}
        self.fields["demand_evidence"].choices = CHOOSE + Exercise.Evidence.choices
        self.order_fields(["seen", *DEMANDS, "demand_evidence"])

    def arrange(self):
        return [*DEMANDS, "demand_evidence"]

    def value(self):
        value = super().value()
        return value | {name: self.stored[name] for name in DEMANDS if value[name] is None}


def _demand_field(name, label):
    choices = [
        (str(level), f"{level} {LEVELS[level]}: {meaning}") for level, meaning in enumerate(MEANING[name])
    ]
    return forms.TypedChoiceField(
        label=label,
        choices=CHOOSE + choices,
        coerce=int,
        empty_value=None,
        help_text=FULL_NAMES[name],
        error_messages={"required": gettext("Choose a number.")},
    )


class DoseForm(PartForm):
    """The usual dose. One of times, hold or minutes says what a set is; times and hold may go together."""

    sets = number(
        _("Sets"),
        1,
        20,
        help_text=_("Then say what one set is: times, a hold or minutes. What does not apply stays empty."),
    )
    reps_min = number(_("Times, from"), 1, 200)
    reps_max = number(_("Times, to"), 1, 200)
    hold_s_min = number(_("Hold, from"), 1, 600, "s")
    hold_s_max = number(_("Hold, to"), 1, 600, "s")
    minutes_min = number(_("Minutes, from"), 1, 180)
    minutes_max = number(_("Minutes, to"), 1, 180)
    per_side = tick(_("Each side"))
    rest_s = number(_("Rest between sets"), 0, 900, "s")
    tempo = line(_("Tempo"), 12, help_text=_("Down-pause-up in seconds, for example 3-1-2."))
    days_min = number(_("Days a week, at least"), 1, 7)
    days_max = number(_("Days a week, at most"), 1, 7)
    start_rpe = number(_("Starting effort (RPE, 0 to 10)"), 1, 10)

    RANGES = ("reps", "hold_s", "minutes", "days")

    def starting(self):
        return {
            name: value if value != 0 or name == "rest_s" else None for name, value in self.stored.items()
        }

    def arrange(self):
        pairs = [row(f"{one}_min", f"{one}_max") for one in self.RANGES]
        return [row("sets", "per_side"), *pairs, row("rest_s", "tempo", "start_rpe")]

    def clean(self):
        for one in self.RANGES:
            low, high = self.cleaned_data.get(f"{one}_min"), self.cleaned_data.get(f"{one}_max")
            if low is None and high is not None:
                self.cleaned_data[f"{one}_min"] = high
            elif low is not None and high is None:
                self.cleaned_data[f"{one}_max"] = low
            elif low is not None and low > high:
                self.add_error(
                    f"{one}_max", gettext("This is less than %(low)s, where the range starts.") % {"low": low}
                )
        return self.cleaned_data

    def value(self):
        value = super().value()
        # Three columns cannot be empty; 0 stands for “not stated” until the exercise is published.
        return value | {name: value[name] or 0 for name in ("sets", "rest_s", "days_min", "days_max")}


def codes_in_use():
    """Return the codes that the library describes its exercises with, the tags with the names of what has them. One query."""
    rows = Exercise.objects.order_by("name").values_list(
        "name", "movement_pattern", "region", "position", "primary_muscles", "secondary_muscles", "tags"
    )
    codes = {name: set() for name in ("movement_pattern", "region", "position", "muscles")}
    tagged = {}
    for name, pattern, region, position, main, also, tags in rows:
        codes["movement_pattern"].add(pattern)
        codes["region"].add(region)
        codes["position"].add(position)
        codes["muscles"] |= {*main, *also}
        for tag in tags:
            tagged.setdefault(tag, []).append(name)
    return {name: found - {""} for name, found in codes.items()} | {"tags": tagged}


def _with_examples(label, names):
    """Return “Deadlift family: Conventional deadlift, Romanian deadlift”: what a tag means is seen by who has it."""
    if not names:
        return label
    return gettext("%(tag)s: %(examples)s") % {"tag": label, "examples": listed(names[:EXAMPLES])}


def _in_order(before, chosen):
    return [code for code in before if code in chosen] + [code for code in chosen if code not in before]
