"""What is looked for when somebody types a name."""

import pytest

from text.search import LONGEST, MOST_WORDS, words_to_find


def test_accents_and_capitals_do_not_count():
    assert words_to_find("Zoë  MÜLLER") == ["zoe", "muller"]


def test_a_word_is_looked_for_once():
    assert words_to_find("ab " * 66) == ["ab"]


@pytest.mark.parametrize("wanted", ["ﷺ" * 450, "x" * 100_000, " ".join(map(str, range(5000)))])
def test_no_database_is_asked_for_more_than_it_can_look_for(wanted):
    found = words_to_find(wanted)
    assert 0 < len(found) <= MOST_WORDS
    assert sum(map(len, found)) <= LONGEST
