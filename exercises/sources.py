"""Where the numbers of an exercise come from, as the rules page names it."""

import re

# Notes name their sources by the codes of the rules page: "(ROHL14a)", "(HECK-SSB)".
SOURCE_CODE = re.compile(r"\b(?:[A-Z]{4,}\d{2}[a-z]?|MCG\d{2}|MCG-UB|HECK-SSB|SDP)\b")
SOURCE_ARTICLE = "SEED"


def sources_of(exercise):
    """Return the codes of an exercise's sources, each once, the source article first."""
    named = [SOURCE_ARTICLE] if exercise.seed_refs else []
    return named + named_sources(exercise.notes)


def named_sources(notes):
    """Return the codes that notes name, each once."""
    return list(dict.fromkeys(SOURCE_CODE.findall(notes)))
