"""What the library can be narrowed down by, and the rows that are left."""

from django import forms
from django.db.models import Case, Prefetch, Q, TextField, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext, gettext_lazy

from exercises.access import LIBRARIAN
from exercises.completeness import choices as parts
from exercises.completeness import ids_lacking, with_contents
from exercises.models import Equipment, Exercise, ExerciseText
from exercises.vocabulary import DEMANDS, Category, words

NOTHING_NEEDED = "none"
FACET = {"class": "form-select"}
SEARCH_BOX = {
    "class": "form-control",
    "type": "search",
    "autocomplete": "off",
    "placeholder": gettext_lazy("Name, muscle or movement"),
}
LEVELS = range(1, 5)
FIELD_OF = {"category": "category", "pattern": "movement_pattern", "position": "position"}


class LibraryFilters(forms.Form):
    """The search box and the facets. A code the library does not use is refused, with its name.

    Librarians, who are given the `languages` of the library, can also ask by status and for what is not complete:
    without an answer they see everything that is not retired.
    """

    q = forms.CharField(
        label=gettext_lazy("Search"), required=False, max_length=80, widget=forms.TextInput(SEARCH_BOX)
    )
    category = forms.ChoiceField(label=gettext_lazy("Kind"), required=False, widget=forms.Select(FACET))
    pattern = forms.ChoiceField(
        label=gettext_lazy("Movement pattern"), required=False, widget=forms.Select(FACET)
    )
    muscle = forms.ChoiceField(label=gettext_lazy("Main muscle"), required=False, widget=forms.Select(FACET))
    equipment = forms.ChoiceField(label=gettext_lazy("Equipment"), required=False, widget=forms.Select(FACET))
    position = forms.ChoiceField(label=gettext_lazy("Position"), required=False, widget=forms.Select(FACET))
    demand = forms.ChoiceField(
        label=gettext_lazy("Demand on the back"), required=False, widget=forms.Select(FACET)
    )
    status = forms.ChoiceField(label=gettext_lazy("Status"), required=False, widget=forms.Select(FACET))
    lacks = forms.ChoiceField(label=gettext_lazy("Lacks"), required=False, widget=forms.Select(FACET))
    caution = forms.BooleanField(
        label=gettext_lazy("Approach with caution only"),
        required=False,
        widget=forms.CheckboxInput({"class": "form-check-input"}),
    )

    use_required_attribute = False

    def __init__(self, data, languages=None):
        super().__init__(data)
        if languages is None:
            del self.fields["status"], self.fields["lacks"]
        else:
            self.fields["lacks"].choices = [("", gettext("Any")), *parts(languages)]
        for name, choices in _choices().items():
            if name in self.fields:
                self.fields[name].choices = [("", gettext("Any")), *choices]
        self.full_clean()

    @property
    def chosen(self):
        """Return the filters in force as {name: value}; what was refused filters nothing."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def chosen_in_words(self):
        """Say which facets are in force: ["Position: supine", …]."""
        facets = [name for name in self.chosen if isinstance(self.fields[name], forms.ChoiceField)]
        named = [
            f"{self.fields[name].label}: {dict(self.fields[name].choices)[self.chosen[name]]}"
            for name in facets
        ]
        return named + ([gettext("Approach with caution")] if "caution" in self.chosen else [])

    @property
    def facets(self):
        """Return the drop-downs, apart from the search box and the tick."""
        return [field for field in self if isinstance(field.field, forms.ChoiceField)]


def narrowed(exercises, chosen, *, with_badges=False):
    """Return the exercises that fit every chosen filter, in the order of the categories, ready for cards."""
    for name, field in FIELD_OF.items():
        if name in chosen:
            exercises = exercises.filter(**{field: chosen[name]})
    if "caution" in chosen:
        exercises = exercises.filter(caution=True)
    if "demand" in chosen:
        demand, _, level = chosen["demand"].partition(":")
        exercises = exercises.filter(**{f"{demand}__gte": int(level)})
    if "muscle" in chosen:
        exercises = _training(exercises, chosen["muscle"])
    if "equipment" in chosen:
        exercises = _needing(exercises, chosen["equipment"])
    if "lacks" in chosen:
        exercises = exercises.filter(pk__in=ids_lacking(chosen["lacks"], exercises))
    found = ready_for_cards(exercises.search(chosen.get("q", "")))
    return with_contents(found) if with_badges else found


def listed_for(user, chosen):
    """Return the exercises a member of staff finds in the list: librarians by status, others what is published."""
    if user.role != LIBRARIAN:
        return Exercise.objects.published()
    if "status" in chosen:
        return Exercise.objects.filter(status=chosen["status"])
    return Exercise.objects.exclude(status=Exercise.Status.RETIRED)


def ready_for_cards(exercises):
    """Order as the categories stand in the vocabulary and fetch what a card shows."""
    order = Case(*(When(category=one, then=Value(place)) for place, one in enumerate(Category.values)))
    english = Prefetch("texts", ExerciseText.objects.filter(language="en"), to_attr="in_english")
    return exercises.order_by(order, "name").select_related("figure", "photos").prefetch_related(english)


def _training(exercises, muscle):
    # Lists are compared as text: SQLite cannot look into them, and the quotes keep "calf" apart from longer words.
    quoted = Cast("primary_muscles", TextField())
    return exercises.alias(muscle_codes=quoted).filter(muscle_codes__contains=f'"{muscle}"')


def _needing(exercises, thing):
    if thing == NOTHING_NEEDED:
        return exercises.filter(equipment=None)
    fitting = Equipment.objects.filter(Q(slug=thing) | Q(options__slug=thing))
    return exercises.filter(pk__in=Exercise.objects.filter(equipment__in=fitting).values("pk"))


def _choices():
    rows = (
        Exercise.objects.published().values_list("movement_pattern", "position", "primary_muscles").order_by()
    )
    patterns, positions, muscles = set(), set(), set()
    for pattern, position, trained in rows:
        patterns.add(pattern)
        positions.add(position)
        muscles.update(trained)
    things = Equipment.objects.filter(options=None).values_list("slug", "name")
    return {
        "category": Category.choices,
        "pattern": _named(patterns),
        "muscle": _named(muscles),
        "equipment": [(NOTHING_NEEDED, gettext("No equipment")), *things],
        "position": _named(positions),
        "demand": [
            (f"{field}:{level}", gettext("%(label)s %(level)s or more") % {"label": label, "level": level})
            for field, label in DEMANDS.items()
            for level in LEVELS
        ],
        "status": Exercise.Status.choices,
    }


def _named(codes):
    return [(code, words(code).capitalize()) for code in sorted(codes)]
