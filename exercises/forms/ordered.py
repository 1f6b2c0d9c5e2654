"""Ordered lists: the alternatives with why, and the place in a chain from easier to harder."""

from dataclasses import dataclass

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext, gettext_lazy

from exercises.forms.facts import CHOOSE
from exercises.forms.fields import line, named
from exercises.forms.part import PartForm
from exercises.models import Alternative, Exercise
from exercises.vocabulary import Category, words
from text.cleaning import clean_line

MOST_ALTERNATIVES = 6
LONGEST_WHY = Alternative._meta.get_field("why").max_length
NEW_CHAIN = "new-chain"


@dataclass(frozen=True)
class Row:
    """One line of the list as it is being edited."""

    place: int
    slug: str
    name: str
    why: str
    problem: str


class AlternativesForm(PartForm):
    """What to give instead, best first. Rows are rearranged in the page and stored together."""

    template = "exercises/_part_alternatives.html"

    add = forms.ChoiceField(label=gettext_lazy("Add an exercise"), required=False)
    add_why = line(gettext_lazy("Why it is kinder"), LONGEST_WHY)

    def starting(self):
        return {}

    def prepare(self):
        rows = Exercise.objects.published().order_by("name").values_list("slug", "name", "category")
        self.published = {slug: name for slug, name, _ in rows}
        grouped = [
            (label, [(slug, name) for slug, name, category in rows if category == code and slug != self.slug])
            for code, label in Category.choices
        ]
        self.fields["add"].choices = CHOOSE + [group for group in grouped if group[1]]
        self.wanted = self._typed() if self.is_bound else list(self.stored)

    @property
    def rows(self):
        """Return the lines of the list, each with what is wrong with it."""
        known = dict(
            Exercise.objects.filter(slug__in=[one["slug"] for one in self.wanted]).values_list("slug", "name")
        )
        return [
            Row(
                place,
                one["slug"],
                known.get(one["slug"], one["slug"]),
                one["why"],
                "" if one["slug"] in self.published else self._problem(one),
            )
            for place, one in enumerate(self.wanted, start=1)
        ]

    def clean(self):
        self._clean_reasons()
        added = self.cleaned_data.get("add")
        if added:
            self._add(added, self.cleaned_data.get("add_why", ""))
        elif self.cleaned_data.get("add_why"):
            self.add_error("add", gettext("Choose the exercise this is about."))
        if len(self.wanted) > MOST_ALTERNATIVES:
            self.add_error(
                None,
                gettext("There is room for %(most_alternatives)s alternatives: remove one.")
                % {"most_alternatives": MOST_ALTERNATIVES},
            )
        slugs = [one["slug"] for one in self.wanted]
        for place, one in enumerate(self.wanted):
            problem = self._problem(one)
            if one["slug"] in slugs[:place]:
                problem = gettext("“%(slug)s” stands twice: remove it once.") % {"slug": one["slug"]}
            if problem:
                self.add_error(None, problem)
        return self.cleaned_data

    def _clean_reasons(self):
        for one in self.wanted:
            try:
                one["why"] = clean_line(one["why"])
            except forms.ValidationError as refused:
                self.add_error(
                    None,
                    gettext("Why “%(slug)s” is kinder: %(message)s")
                    % {"slug": one["slug"], "message": refused.messages[0]},
                )

    def value(self):
        return self.wanted

    def rearrange(self, do):
        """Move a line up or down, take it out, or add the chosen exercise."""
        step, _, number = do.partition(":")
        places = [str(place) for place in range(1, len(self.wanted) + 1)]
        if step == "add" and self.data.get("add") in self.published:
            self._add(self.data["add"], self.data.get("add_why", ""))
        elif number in places:
            place = places.index(number)
            one = self.wanted.pop(place)
            if step in ("up", "down"):
                self.wanted.insert(max(place + (1 if step == "down" else -1), 0), one)

    def _add(self, slug, why):
        if slug not in [one["slug"] for one in self.wanted]:
            self.wanted.append({"slug": slug, "why": why})
            self.data = self.data.copy()
            self.data["add"] = self.data["add_why"] = ""

    def _typed(self):
        slugs, reasons = self.data.getlist("slug"), self.data.getlist("why")
        return [
            {"slug": slug, "why": " ".join(why.replace("\x00", "").split())}
            for slug, why in zip(slugs, reasons, strict=False)
        ][: 2 * MOST_ALTERNATIVES]

    def _problem(self, one):
        if one["slug"] == self.slug:
            return gettext("An exercise cannot be offered instead of itself: remove it.")
        if one["slug"] not in self.published:
            return gettext(
                "“%(slug)s” is not published, so it cannot be offered: remove it or publish it first."
            ) % {"slug": one["slug"]}
        if not one["why"]:
            return gettext("Say why “%(published)s” is kinder.") % {"published": self.published[one["slug"]]}
        if len(one["why"]) > LONGEST_WHY:
            return gettext(
                "Why “%(published)s” is kinder takes %(length)s characters: say it in at most %(most)s."
            ) % {"published": self.published[one["slug"]], "length": len(one["why"]), "most": LONGEST_WHY}
        return ""


class ChainForm(PartForm):
    """The exercise's place in a chain from easier to harder. Places count from 0 and are shown from 1."""

    template = "exercises/_part_chain.html"

    chain = forms.ChoiceField(label=gettext_lazy("Chain"), required=False)
    new_chain = line(gettext_lazy("Its name, if it is a new chain"), 40)
    chain_order = forms.IntegerField(required=False, min_value=0, max_value=200, widget=forms.HiddenInput)
    # The chain in which `chain_order` counts: choosing another one makes the place meaningless.
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def starting(self):
        return {**self.stored, "shown": self.stored["chain"]}

    def prepare(self):
        codes = set(Exercise.objects.exclude(chain="").order_by().values_list("chain", flat=True).distinct())
        codes |= {self.stored["chain"]} - {""}
        self.fields["chain"].choices = [
            ("", gettext("In no chain")),
            *named(codes),
            (NEW_CHAIN, gettext("Begin a new chain")),
        ]

    @property
    def steps(self):
        """Return [(name, is this one)] of the chain as it would be, easiest first."""
        place = self.value()["chain_order"]
        others = self._others()
        names = [(one.name, False) for one in others]
        if place is not None:
            names.insert(place, (self.content["facts"]["name"], True))
        return names

    @property
    def chain_name(self):
        return words(self.value()["chain"]).capitalize()

    def clean(self):
        if self.cleaned_data.get("chain") == NEW_CHAIN and not slugify(
            self.cleaned_data.get("new_chain", "")
        ):
            self.add_error("new_chain", gettext("Give the new chain a name."))
        return self.cleaned_data

    def value(self):
        chain, place = self.given_chain(), self.given("chain_order")
        if not chain:
            return {"chain": "", "chain_order": None}
        highest = len(self._others())
        is_elsewhere = chain != self.given("shown")
        return {
            "chain": chain,
            "chain_order": highest if place is None or is_elsewhere else min(place, highest),
        }

    def given_chain(self):
        chain = self.given("chain") if self.is_bound else self.stored["chain"]
        return slugify(self.given("new_chain") or "").replace("-", "_")[:40] if chain == NEW_CHAIN else chain

    def rearrange(self, do):
        """Move the exercise one place towards easier or harder, or show it at the end of another chain."""
        self.full_clean()
        chain, place = self.value().values()
        if place is not None and do in ("up", "down"):
            place = max(place + (1 if do == "down" else -1), 0)
        self.data = self.data.copy()
        self.data["shown"] = chain
        self.data["chain_order"] = "" if place is None else str(place)
        self.full_clean()

    def _others(self):
        if not hasattr(self, "_members"):
            self._members = {}
        chain = self.given_chain()
        if chain not in self._members:
            found = Exercise.objects.published().filter(chain=chain).order_by("chain_order", "name")
            self._members[chain] = [one for one in found if one.slug != self.slug]
        return self._members[chain] if chain else []
