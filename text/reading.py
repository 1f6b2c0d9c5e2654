"""Measures how hard sentences are to read: English by Flesch and Kincaid, German by the Vienna formula."""

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


# Words joined by a hyphen are one word.
GERMAN_WORD = re.compile(r"[A-Za-zÄÖÜäöüß]+(?:-[A-Za-zÄÖÜäöüß]+)*")
# Two letters that are one sound; the u of "qu" is none. "Linie" and "Familie" end in two sounds.
GERMAN_VOWELS = re.compile(r"(?<=l)i(?=e\b)|(?<=lin)i(?=e)|aa|ee|oo|ie|ei|ai|eu|äu|au|(?<!q)u|[aeioyäöü]")
LONG_WORD = 3


def vienna_grade(sentences):
    """Return the school year by the 4th Vienna formula (Bamberger and Vanecek 1984), one decimal.

    It counts the words in a sentence and, of all words, the per cent with three syllables or more.
    """
    said = [text for one in sentences for text in SENTENCE_END.split(one) if GERMAN_WORD.search(text)]
    words = [word for sentence in said for word in GERMAN_WORD.findall(sentence)]
    if not words:
        return 0.0
    long_words = sum(german_syllables(word) >= LONG_WORD for word in words)
    return round(
        max(0.0, 0.2656 * len(words) / len(said) + 0.2744 * 100 * long_words / len(words) - 1.6939), 1
    )


def german_syllables(word):
    """Return the number of spoken vowels of a German word."""
    return max(1, len(GERMAN_VOWELS.findall(word.lower())))


# The measure of each language that has one.
GRADES = {"en": reading_grade, "de": vienna_grade}
# What a patient stumbles over: a sentence of more words than this, a word of so many syllables.
LONGEST_SENTENCE = 14
# Who reads a handout knows who gave it to them.
KNOWN = "physio"
HARD_WORDS = {"en": (WORD, syllables, 4), "de": (GERMAN_WORD, german_syllables, 5)}
AFTER_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def long_sentences(language, text):
    """Return (sentence, how many words it has) for each sentence of a text that is too long."""
    word = HARD_WORDS[language][0]
    counted = [(one, len(word.findall(one))) for one in AFTER_SENTENCE.split(text)]
    return [(sentence, words) for sentence, words in counted if words > LONGEST_SENTENCE]


def hard_words(language, text):
    """Return the words of a text that have very many syllables, each once, in their order."""
    word, count, many = HARD_WORDS[language]
    found = dict.fromkeys(word.findall(text))
    return [one for one in found if count(one) >= many and not one.lower().startswith(KNOWN)]
