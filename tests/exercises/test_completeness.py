"""Badges: what an exercise lacks, on the list and on its page, for librarians."""

from dataclasses import replace

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from exercises.completeness import (
    Contents,
    Wording,
    badges,
    choices,
    contents_of,
    ids_lacking,
    with_contents,
)
from exercises.models import Alternative, Exercise, ExerciseText, Figure

LIST = reverse("exercise-list")
WHOLE = Wording(is_whole=True, has_alt=True, steps=3, is_reviewed=True)
COMPLETE = Contents(
    has_picture=True,
    demand_evidence="measured",
    sources=1,
    alternatives=2,
    wordings={"en": WHOLE, "de": WHOLE},
)


def lacking(contents, translations=("de",)):
    return [badge.code for badge in badges(contents, translations) if not badge.is_there]


def english(**changes):
    return COMPLETE.wordings | {"en": replace(WHOLE, **changes)}


def test_a_complete_exercise_lacks_nothing():
    assert lacking(COMPLETE) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"has_picture": False}, "picture"),
        ({"wordings": english(has_alt=False)}, "alt"),
        ({"wordings": english(steps=0)}, "steps"),
        ({"wordings": english(steps=6)}, "steps"),
        ({"demand_evidence": ""}, "demands"),
        ({"sources": 0}, "source"),
        ({"alternatives": 0}, "alternatives"),
        ({"wordings": {"en": WHOLE}}, "translation-de"),
        ({"wordings": COMPLETE.wordings | {"de": replace(WHOLE, is_whole=False)}}, "translation-de"),
        ({"wordings": english(is_reviewed=False)}, "review"),
    ],
)
def test_each_part_can_lack(changes, code):
    assert lacking(replace(COMPLETE, **changes)) == [code]


def test_expert_judgement_marked_as_such_needs_no_source():
    assert lacking(replace(COMPLETE, sources=0, demand_evidence="expert")) == []


def test_an_exercise_without_any_text_lacks_all_that_is_written():
    assert lacking(replace(COMPLETE, wordings={})) == ["alt", "steps", "translation-de", "review"]


wordings = st.builds(Wording, st.booleans(), st.booleans(), st.integers(0, 9), st.booleans())
contents = st.builds(
    Contents,
    st.booleans(),
    st.sampled_from(["", "measured", "derived", "expert", "nonsense"]),
    st.integers(0, 3),
    st.integers(0, 6),
    st.dictionaries(st.sampled_from(["en", "de", "ar"]), wordings),
)


@given(contents, st.lists(st.sampled_from(["de", "ar"]), unique=True))
def test_every_exercise_has_the_same_badges_whatever_it_lacks(one, languages):
    found = badges(one, languages)
    assert [(badge.code, badge.label) for badge in found] == choices(languages)
    assert all(badge.lacks for badge in found)


def test_contents_are_read_from_the_rows(library):
    found = contents_of(with_contents(library).get(slug="leg-press"))
    assert (found.has_picture, found.wordings["en"].is_whole) == (True, True)
    assert found.alternatives == Alternative.objects.filter(exercise__slug="leg-press").count()


def test_the_shipped_library_lacks_no_picture_no_steps_and_no_alternative(library):
    assert [
        ids_lacking(code, library) for code in ("picture", "alt", "steps", "demands", "alternatives")
    ] == [
        [],
        [],
        [],
        [],
        [],
    ]


@pytest.fixture
def get(client_for, librarian, library):
    visitor = client_for(librarian)
    return lambda **query: visitor.get(LIST, query)


def cards(response):
    return {card.name: card for _, cards in response.context["groups"] for card in cards}


def test_librarians_see_what_a_card_lacks(get):
    Figure.objects.filter(exercise__slug="goblet-squat").delete()
    assert "Picture" in cards(get(q="goblet squat"))["Goblet squat"].lacks
    assert "Lacks: Picture" in get(q="goblet squat").content.decode()


def test_librarians_narrow_the_list_to_what_lacks_a_part(get):
    Figure.objects.filter(exercise__slug="goblet-squat").delete()
    response = get(lacks="picture")
    assert set(cards(response)) == {"Goblet squat"}
    assert "Lacks: Picture" in response.context["filters"].chosen_in_words


def test_a_language_of_the_library_can_be_asked_for(get):
    ExerciseText.objects.filter(exercise__slug="goblet-squat", language="de").delete()
    assert set(cards(get(lacks="translation-de"))) == {"Goblet squat"}


@pytest.mark.parametrize("person", ["physio", "manager"])
def test_others_are_not_troubled_with_it(person, request, client_for, library):
    response = client_for(request.getfixturevalue(person)).get(LIST, {"lacks": "picture"})
    assert "lacks" not in response.context["filters"].fields
    assert response.context["page"].paginator.count == library.count()


def test_the_page_of_an_exercise_shows_librarians_its_badges(client_for, librarian, physio, library):
    url = reverse("exercise-detail", args=["leg-press"])
    page = client_for(librarian).get(url).content.decode()
    assert "Review: a text awaits it" in page
    assert "Completeness" not in client_for(physio).get(url).content.decode()


@pytest.mark.parametrize("query", [{}, {"lacks": "review"}])
@pytest.mark.parametrize("rows", [3, 30])
def test_query_count_does_not_grow(rows, query, get, library, django_assert_max_num_queries):
    kept = list(library.values_list("pk", flat=True)[:rows])
    Exercise.objects.exclude(pk__in=kept).update(status="retired")
    # as for others: 7; languages, texts, alternatives; two kinds of what waits for a colleague's look;
    # and to find what lacks: languages, exercises, texts, alternatives
    with django_assert_max_num_queries(12 + (4 if query else 0)):
        get(**query)
