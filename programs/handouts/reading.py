"""Measures how hard English sentences are to read."""

import re

WORD = re.compile(r"[A-Za-z']+")
SENTENCE_END = re.compile(r"[.!?]+(?:\s|$)")
VOWELS = re.compile(r"[aeiouy]+")
SILENT_END = re.compile(r"(?:[^laeiouy]es?|[^tdaeiouy]ed)$")


def reading_grade(sentences):
    """Return the US school grade by Flesch and Kincaid, one decimal."""
    said = [sentence for text in sentences for sentence in SENTENCE_END.split(text) if WORD.search(sentence)]
    words = [word for sentence in said for word in WORD.findall(sentence)]
    if not words:
        return 0.0
    spoken = sum(syllables(word) for word in words)
    return round(max(0.0, 0.39 * len(words) / len(said) + 11.8 * spoken / len(words) - 15.59), 1)


def syllables(word):
    """Return the number of spoken vowel groups, not counting a silent ending."""
    word = word.lower()
    groups = len(VOWELS.findall(word))
    return max(1, groups - bool(SILENT_END.search(word)))
