"""Fills the fixed sentences: names, plural forms, dates and lists, in one language."""

import re
from datetime import date

from programs.handouts.direction import apart, joined
from programs.handouts.errors import HandoutError
from programs.handouts.texts import load_texts
from programs.training_days import WEEKDAYS

RANGE = re.compile(r"\u2068?\d+–\d+\u2069?")


class Wording:
    """The sentences of one language, ready to be filled."""

    def __init__(self, language):
        self.words = load_texts(language)
        self.language = language
        self.is_rtl = self.words["meta"]["direction"] == "rtl"

    def apart(self, value):
        """Return something from outside the sentences, such as a name or phone number, in its own order."""
        return apart(value) if self.is_rtl and value else value

    def at(self, path):
        """Return what stands under a dotted path."""
        value = self.words
        for key in path.split("."):
            value = value[key]
        return value

    def say(self, path, **values):
        """Return the sentence under `path`, filled."""
        return self.fill(self.at(path), path, **values)

    def fill(self, sentence, path, **values):
        try:
            return sentence.format(**values)
        except (KeyError, IndexError) as name:
            raise HandoutError(
                f"{self.words.source} has an unknown {{name}} {name} under “{path}”."
            ) from name

    def count(self, path, number, **values):
        """Return the plural form that `number` asks for."""
        forms = self.at(path)
        form = plural_form(self.language, number)
        sentence = forms[form] if form in forms else forms["other"]
        return self.fill(sentence, path, n=number, **values)

    def date(self, iso):
        """Return an ISO date as people read it: "02-Mar-1980".

        Its parts are not set apart: inside a sentence that sets the date apart its direction would be lost, and the year come first.
        """
        day = date.fromisoformat(iso)
        month = self.at("dates.months")[day.month - 1]
        return joined(self.say("dates.pattern", day=f"{day.day:02d}", month=month, year=day.year))

    def day(self, code, *, short=False):
        """Return the name of a weekday: "mon" becomes "Monday"."""
        return self.at("dates.days_short" if short else "dates.days")[weekday_number(code)]

    def span(self, first, last):
        """Return "2–4", or "2" where both are the same."""
        return self.say("dates.span", first=first, last=last) if last != first else str(first)

    def weeks(self, first, last):
        """Return "Weeks 2–4", or "Week 2" where both are the same."""
        if first == last:
            return self.say("fridge.week", n=first)
        return self.say("fridge.weeks", weeks=self.span(first, last))

    def listing(self, things):
        """Return "a, b and c"."""
        things = list(things)
        if len(things) < 2:
            return "".join(things)
        first = self.at("dates.list_comma").join(things[:-1])
        return self.say("dates.list_and", first=first, last=things[-1])


def weekday_number(code):
    """Return 0 for "mon" to 6 for "sun"."""
    if code not in WEEKDAYS:
        raise HandoutError(f"“{code}” is no weekday: correct the training days and issue a new version.")
    return WEEKDAYS.index(code)


def round_the_range(label):
    """Return a label as (before, range, after): the page keeps a range such as "1–2", with its marks, on one line."""
    found = RANGE.search(label)
    return (label[: found.start()], found.group(), label[found.end() :]) if found else (label, "", "")


def plural_form(language, number):
    """Return the CLDR plural category of a whole number."""
    if language.startswith("ar"):
        return _arabic_form(number)
    is_one = number in (0, 1) if language.startswith("fr") else number == 1
    return "one" if is_one else "other"


def _arabic_form(number):
    if number < 3:
        return ("zero", "one", "two")[number]
    return "few" if 3 <= number % 100 <= 10 else "many" if number % 100 >= 11 else "other"
