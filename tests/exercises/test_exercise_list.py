"""The library: find exercises by words and by what they are, with and without JavaScript."""

import pytest
from django.urls import reverse

from exercises.models import Exercise

URL = reverse("exercise-list")
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def get(client_for, physio, library):
    """Return a function that asks for the list as a physiotherapist: `get(q="squat")`."""
    visitor = client_for(physio)
    return lambda headers=None, **query: visitor.get(URL, query, **headers or {})


def names(response):
    return {card.name for _, cards in response.context["groups"] for card in cards}


@pytest.mark.parametrize("person", ["physio", "librarian", "manager"])
def test_staff_see_the_library(person, request, client_for, library):
    response = client_for(request.getfixturevalue(person)).get(URL)
    assert response.context["page"].paginator.count == library.count()


def test_visitors_are_sent_to_sign_in(client, db):
    assert client.get(URL).url == f"{reverse('account_login')}?next={URL}"


def test_someone_without_a_role_is_refused(client_for, clinic, physio):
    physio.role = ""
    physio.save()
    assert client_for(physio).get(URL).status_code == 403


def test_it_rejects_post(client_for, physio):
    assert client_for(physio).post(URL).status_code == 405


def test_drafts_and_retired_exercises_are_not_listed(get, library):
    Exercise.objects.filter(slug="leg-press").update(status="retired")
    Exercise.objects.filter(slug="goblet-squat").update(status="draft")
    assert names(get(q="leg press")) & {"Leg press (strict form)", "Goblet squat"} == set()


def test_it_searches_names_without_minding_case_and_accents(get):
    assert "Goblet squat" in names(get(q="GOBLÉT sq"))


def test_it_searches_the_patients_name(get, library):
    exercise = library.get(slug="bulgarian-split-squat")
    patient_name = exercise.texts.get(language="en").name
    assert exercise.name in names(get(q=patient_name))


def test_a_picture_seen_from_above_says_so(get):
    shown = {
        card.name: card.picture.alt
        for _, cards in get(q="lying butterfly").context["groups"]
        for card in cards
    }
    assert {name for name, alt in shown.items() if alt.startswith("Seen from above. Start: ")} == {
        "Lying butterfly stretch"
    }


def test_every_word_must_be_found(get):
    assert names(get(q="goblet deadlift")) == set()


def test_nothing_found_says_what_to_do(get):
    assert "Try fewer words" in get(q="zzz").content.decode()


@pytest.mark.parametrize(
    ("facet", "value", "field"),
    [
        ("category", "machine", "category"),
        ("pattern", "hip_abduction", "movement_pattern"),
        ("position", "side_lying", "position"),
    ],
)
def test_facets_narrow_the_list(get, library, facet, value, field):
    assert names(get(**{facet: value})) == set(
        library.filter(**{field: value}).values_list("name", flat=True)
    )


def test_muscle_means_a_main_muscle(get, library):
    expected = {one.name for one in library if "soleus" in one.primary_muscles}
    assert names(get(muscle="soleus")) == expected


def test_equipment_counts_where_it_is_one_of_several_choices(get, library):
    exercise = library.filter(equipment__options__slug="kettlebell").first()
    assert exercise.name in names(get(equipment="kettlebell"))


def test_no_equipment_can_be_asked_for(get, library):
    found = get(equipment="none").context["page"].paginator.count
    assert found == library.filter(equipment=None).count()


def test_caution_narrows_the_list(get, library):
    assert get(caution="on").context["page"].paginator.count == library.filter(caution=True).count()


def test_facets_add_up(get):
    found = names(get(category="machine", caution="on"))
    assert "Leg press with hips rolling off the pad" in found
    assert "Leg extension" not in found


def test_an_unknown_facet_is_named_and_left_out(get, library):
    response = get(position="upside-down")
    assert "upside-down is not one of the available choices" in response.content.decode()
    assert response.context["page"].paginator.count == library.count()


def test_a_search_in_the_page_answers_with_the_results_alone(get):
    page = get(HTMX, q="bridge").content.decode()
    assert "Glute bridge" in page
    assert "<html" not in page


def test_stepping_back_in_history_answers_with_the_whole_page(get):
    page = get({**HTMX, "HTTP_HX_HISTORY_RESTORE_REQUEST": "true"}, q="bridge").content.decode()
    assert "<html" in page


def test_without_javascript_a_search_answers_with_the_whole_page(get):
    page = get(q="bridge").content.decode()
    assert "<html" in page
    assert 'value="bridge"' in page


def test_it_shows_48_to_a_page_and_says_how_many_there_are(get, library):
    response = get()
    assert len(names(response)) == 48
    assert f"{library.count()} exercises" in response.content.decode()


def test_the_next_page_keeps_the_filters(get):
    page = get(position="standing").content.decode()
    assert "?position=standing&amp;page=2" in page


def test_categories_stand_in_the_order_of_the_vocabulary(get):
    assert [category for category, _ in get().context["groups"]][:2] == [
        "Squat variations",
        "Hinge variations",
    ]


def test_the_demand_profile_has_words(get):
    assert (
        'aria-label="Demand on the back, 0 to 4: compression 4,'
        in get(q="barbell back squat").content.decode()
    )


def test_caution_is_said_in_words(get):
    assert "Approach with caution</p>" in get(q="barbell back squat").content.decode()


def test_a_form_fault_is_marked_as_one(get):
    assert "Form fault, not an exercise" in get(q="hips rolling").content.decode()


@pytest.mark.parametrize("rows", [3, 30])
def test_query_count_does_not_grow(rows, get, library, django_assert_num_queries):
    kept = list(library.values_list("pk", flat=True)[:rows])
    Exercise.objects.exclude(pk__in=kept).update(status="retired")
    # session, user, two for the facets, count, exercises with figures, texts
    with django_assert_num_queries(7):
        get()


def test_librarians_are_told_that_something_waits_for_a_look(client_for, librarian, physio, library):
    told = "1 exercise waits for a colleague’s look"
    visitor = client_for(librarian)
    assert "waits for a colleague’s look" not in visitor.get(URL).content.decode()
    Exercise.objects.filter(slug="leg-press").update(status="in_review")
    assert told in visitor.get(URL).content.decode()
    assert told not in client_for(physio).get(URL).content.decode()
