"""The limits of a clearance, one row each: what is limited, and how far."""

from decimal import Decimal, InvalidOperation

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext, gettext_lazy

from clinic.exercise_names import exercise_named
from clinic.forms.fields import LineField
from clinic.vocabulary import DEMANDS, HIGHEST_CEILING, POSITIONS, TAGS

HEAVIEST_KG = 500
FEWEST_ROWS = 4
MOST_ROWS = 40
LONGEST_CODE = 60
# Kinds whose row needs no second box: the choice says it all.
COMPLETE = ("tag:", "position:")
CHOICES = [
    ("", gettext_lazy("No restriction")),
    (
        gettext_lazy("Demand on the back, at most 0 to 3 (of 4)"),
        [(f"demand:{code}", name) for code, name in DEMANDS.items()],
    ),
    (
        gettext_lazy("Load and single exercises"),
        [("load_kg", gettext_lazy("No load above (kg)")), ("slug", gettext_lazy("Not this exercise (name)"))],
    ),
    (
        gettext_lazy("Groups of exercises, none of them"),
        [(f"tag:{code}", name) for code, name in TAGS.items()],
    ),
    (
        gettext_lazy("Positions to keep out of"),
        [(f"position:{code}", name) for code, name in POSITIONS.items()],
    ),
    (
        gettext_lazy("Other"),
        [
            ("tag", gettext_lazy("Another group (its tag)")),
            ("position", gettext_lazy("Another position (its name)")),
        ],
    ),
]


class RestrictionForm(forms.Form):
    """One limit. An empty row is no limit."""

    use_required_attribute = False
    what = forms.ChoiceField(
        choices=CHOICES,
        required=False,
        label=gettext_lazy("What is limited"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    limit = LineField(
        required=False,
        max_length=80,
        label=gettext_lazy("Limit"),
        widget=forms.TextInput(attrs={"class": "form-control", "placeholder": gettext_lazy("limit")}),
    )

    def clean(self):
        cleaned = super().clean()
        what, limit = cleaned.get("what", ""), cleaned.get("limit", "")
        if limit and not what and not self.errors:
            self.add_error("what", gettext("Choose what is limited, or empty the box beside it."))
        elif what and not self.errors:
            try:
                cleaned["restriction"] = _of_the_library(read(what, limit))
            except ValueError as problem:
                self.add_error("limit", str(problem))
        return cleaned


def read(what, limit):
    """Return one row as a restriction, or raise ValueError with what to type instead."""
    kind, _, code = what.partition(":")
    if kind == "demand":
        return {"demand": code, "max": _ceiling(limit)}
    if kind == "load_kg":
        return {"load_kg": _kilograms(limit)}
    if code and limit:
        raise ValueError(gettext("This restriction needs no limit: empty the box."))
    return {kind: code or _code(limit, "-" if kind == "slug" else "_")}


def written(restriction):
    """Return a restriction as the two boxes of its row."""
    for kind in ("tag", "position"):
        if kind in restriction:
            listed = f"{kind}:{restriction[kind]}"
            is_known = restriction[kind] in (TAGS if kind == "tag" else POSITIONS)
            return {"what": listed} if is_known else {"what": kind, "limit": restriction[kind]}
    if "demand" in restriction:
        return {"what": f"demand:{restriction['demand']}", "limit": restriction["max"]}
    if "load_kg" in restriction:
        return {"what": "load_kg", "limit": f"{restriction['load_kg']:g}"}
    return {"what": "slug", "limit": restriction.get("slug", "").replace("-", " ")}


class RestrictionRows(forms.BaseFormSet):
    """All limits of one clearance."""

    def restrictions(self):
        """Return the limits entered, without empty rows."""
        return [one.cleaned_data["restriction"] for one in self.forms if "restriction" in one.cleaned_data]

    def typed(self):
        """Return every row as typed, right or wrong."""
        return [{name: one[name].value() for name in ("what", "limit")} for one in self.forms]

    def clean(self):
        if any(self.errors):
            return
        named = [one["demand"] for one in self.restrictions() if "demand" in one]
        twice = next((code for code in named if named.count(code) > 1), None)
        if twice:
            raise forms.ValidationError(
                gettext("“%(demands)s” is limited twice: keep one row.") % {"demands": DEMANDS[twice]}
            )


def restriction_rows(data=None, initial=()):
    """Return the rows: those sent, or those known already with empty ones below."""
    extra = max(FEWEST_ROWS - len(initial), 1)
    rows = forms.formset_factory(
        RestrictionForm, formset=RestrictionRows, extra=extra, max_num=MOST_ROWS, absolute_max=MOST_ROWS
    )
    return rows(data, initial=list(initial), prefix="limits")


def _of_the_library(restriction):
    known = {"slug": exercise_named(restriction["slug"])} if "slug" in restriction else {}
    return restriction | known


def _ceiling(limit):
    if limit not in [str(number) for number in range(HIGHEST_CEILING + 1)]:
        raise ValueError(
            gettext("Write the highest demand allowed: a whole number from 0 to %(highest_ceiling)s.")
            % {"highest_ceiling": HIGHEST_CEILING}
        )
    return int(limit)


def _kilograms(limit):
    try:
        load = Decimal(limit.removesuffix("kg").strip().replace(",", "."))
    except InvalidOperation:
        load = Decimal("NaN")
    if not load.is_finite() or not 0 <= load <= HEAVIEST_KG:
        raise ValueError(
            gettext("Write the heaviest load in kg, from 0 to %(heaviest_kg)s, for example 20.")
            % {"heaviest_kg": HEAVIEST_KG}
        )
    return float(load)


def _code(words, joint):
    code = slugify(words.replace("_", "-")).replace("-", joint)
    if not code or len(code) > LONGEST_CODE:
        raise ValueError(gettext("Write its name in letters, for example: romanian deadlift."))
    return code
