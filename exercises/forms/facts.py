"""What an exercise is, what to watch for when coaching it, what it demands of the back, and its usual dose."""

from crispy_forms.layout import Div
from django import forms

from exercises.demand_scale import FULL_NAMES, LEVELS, MEANING
from exercises.forms.fields import Lines, line, named, number, passage, row, tick
from exercises.forms.part import PartForm
from exercises.models import Equipment, Exercise
from exercises.vocabulary import DEMANDS, Category

CHOOSE = [("", "Choose")]
LISTS = ("primary_muscles", "secondary_muscles", "equipment", "tags")


def many(label, **options):
    """Return a group of boxes of which several may be ticked."""
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple, **options
    )


class FactsForm(PartForm):
    """What the exercise is and trains. Codes are chosen, never typed: the rules read them."""

    name = line("Clinician's name", 120, required=True)
    category = forms.ChoiceField(label="Kind", choices=Category.choices)
    movement_pattern = forms.ChoiceField(label="Movement pattern", required=False)
    region = forms.ChoiceField(label="Region", required=False)
    position = forms.ChoiceField(label="Position", required=False)
    unilateral = tick("One side at a time")
    back_supported = tick("The back is supported")
    externally_loadable = tick("Weight can be added")
    primary_muscles = many("Main muscles")
    secondary_muscles = many("Also work")
    equipment = many("Equipment", help_text="“or” means that any one of them will do.")
    tags = many("Tags the rules read", help_text="A wrong tag changes verdicts: tick only what is certain.")

    def prepare(self):
        codes = codes_in_use()
        for name in ("movement_pattern", "region", "position"):
            self.fields[name].choices = CHOOSE + named(codes[name] | {self.stored[name]} - {""})
        for name in ("primary_muscles", "secondary_muscles"):
            self.fields[name].choices = named(codes["muscles"])
        self.fields["tags"].choices = named(codes["tags"] | set(self.stored["tags"]))
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
            self.add_error("secondary_muscles", "A main muscle is ticked here again: tick it once.")
        return self.cleaned_data


class CoachingForm(PartForm):
    """What the clinician reads beside the facts."""

    caution = tick("Approach with caution")
    caution_reason = passage(
        "Why with caution", 600, help_text="For the clinician; the patient never reads it."
    )
    form_cues = Lines(label="Form cues, one to a line")
    modifications = Lines(label="Modifications, one to a line")
    notes = passage("Notes", 2000, rows=4, help_text="Name sources by their codes, for example (HART16).")

    def clean(self):
        if self.cleaned_data.get("caution") and not self.cleaned_data.get("caution_reason"):
            self.add_error("caution_reason", "Say why the exercise is to be approached with caution.")
        return self.cleaned_data


class DemandsForm(PartForm):
    """The eight demands on the back at moderate load, and what they rest on."""

    demand_evidence = forms.ChoiceField(
        label="What these numbers rest on", error_messages={"required": "Choose what they rest on."}
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
        error_messages={"required": "Choose a number."},
    )


class DoseForm(PartForm):
    """The usual dose. One of times, hold or minutes says what a set is; times and hold may go together."""

    sets = number("Sets", 1, 20)
    reps_min = number("Times, from", 1, 200)
    reps_max = number("Times, to", 1, 200)
    hold_s_min = number("Hold, from", 1, 600, "s")
    hold_s_max = number("Hold, to", 1, 600, "s")
    minutes_min = number("Minutes, from", 1, 180)
    minutes_max = number("Minutes, to", 1, 180)
    per_side = tick("Each side")
    rest_s = number("Rest between sets", 0, 900, "s")
    tempo = line("Tempo", 12, help_text="Down-pause-up in seconds, for example 3-1-2.")
    days_min = number("Days a week, at least", 1, 7)
    days_max = number("Days a week, at most", 1, 7)
    start_rpe = number("Starting effort (RPE, 0 to 10)", 1, 10)

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
                self.add_error(f"{one}_max", f"This is less than {low}, where the range starts.")
        return self.cleaned_data

    def value(self):
        value = super().value()
        # Three columns cannot be empty; 0 stands for “not stated” until the exercise is published.
        return value | {name: value[name] or 0 for name in ("sets", "rest_s", "days_min", "days_max")}


def codes_in_use():
    """Return the codes that the library describes its exercises with. One query."""
    rows = Exercise.objects.order_by().values_list(
        "movement_pattern", "region", "position", "primary_muscles", "secondary_muscles", "tags"
    )
    codes = {name: set() for name in ("movement_pattern", "region", "position", "muscles", "tags")}
    for pattern, region, position, main, also, tags in rows:
        codes["movement_pattern"].add(pattern)
        codes["region"].add(region)
        codes["position"].add(position)
        codes["muscles"] |= {*main, *also}
        codes["tags"] |= {*tags}
    return {name: found - {""} for name, found in codes.items()}


def _in_order(before, chosen):
    return [code for code in before if code in chosen] + [code for code in chosen if code not in before]
