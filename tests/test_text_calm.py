"""Words that have no place in what a patient reads."""

from text.calm import clinicians_words, frightening


def test_frightening_words_are_named_in_their_language():
    assert frightening("en", "Dangerous! It may damage a worn disc. Dangerous!") == [
        "Dangerous",
        "damage",
        "worn",
    ]
    assert frightening("de", "Das ist gefährlich und kann verletzen.") == ["gefährlich", "verletzen"]


def test_kind_words_pass():
    assert frightening("en", "Go slowly. A harmless ache is fine. Lean forward, then rest.") == []
    assert clinicians_words("en", "Lift your leg 10 times. Keep your back long.") == []


def test_words_of_clinicians_are_named():
    assert clinicians_words("en", "Do 10 reps in a supine position.") == ["reps", "supine"]
    assert clinicians_words("de", "Machen Sie 10 Wiederholungen.") == ["Wiederholungen"]


def test_a_language_without_a_list_is_not_judged():
    assert frightening("ar", "dangerous") == clinicians_words("ar", "reps") == []
