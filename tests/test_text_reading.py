"""What a patient stumbles over in a text: sentences of many words and words of many syllables."""

from text.reading import LONGEST_SENTENCE, hard_words, long_sentences

LONG = " ".join(["step"] * (LONGEST_SENTENCE + 1)) + "."
JUST = " ".join(["step"] * LONGEST_SENTENCE) + "."


def test_a_sentence_is_too_long_from_one_word_more():
    assert long_sentences("en", f"Sit tall. {LONG} {JUST}") == [(LONG, LONGEST_SENTENCE + 1)]
    assert long_sentences("de", JUST) == []
    assert long_sentences("en", "") == []


def test_a_word_of_many_syllables_is_named_once():
    assert hard_words("en", "Stabilisation. Keep your stability and the stabilisation.") == [
        "Stabilisation",
        "stability",
        "stabilisation",
    ]
    assert hard_words("de", "Die Lendenwirbelsäule und das Knie.") == ["Lendenwirbelsäule"]


def test_the_physiotherapist_is_known():
    assert hard_words("en", "Ask your physiotherapist.") == []
    assert hard_words("de", "Frag in der Physiotherapie.") == []
