"""The builder: a draft with its verdicts, swaps, gaps, gates and weeks on one page."""

from datetime import date

import pytest
from django.urls import reverse

from clinic.models import AccessEvent
from exercises.models import Exercise
from programs.planning import plan_weeks
from tests.factories import AssessmentFactory, ItemFactory, RedFlagScreenFactory, RequestFactory
from tests.programs.steps import mark_issued, queries_of, text_of, url_of

# One of them asks the logs of the patient's other cases for an emergency.
MOST_QUERIES = 20


@pytest.fixture
def url(draft):
    return url_of("program-edit", draft)


@pytest.mark.parametrize("person", ["physio", "colleague"])
def test_physiotherapists_of_the_clinic_may(person, url, client_for, request):
    assert client_for(request.getfixturevalue(person)).get(url).status_code == 200


def test_strangers_find_nothing(url, stranger, client_for):
    assert client_for(stranger).get(url).status_code == 404


@pytest.mark.parametrize("person", ["librarian", "manager"])
def test_other_roles_are_refused(person, url, client_for, request):
    assert client_for(request.getfixturevalue(person)).get(url).status_code == 403


def test_visitors_are_asked_to_sign_in(url, client):
    assert client.get(url).url.startswith(reverse("account_login"))


def test_nothing_is_sent_here(url, physio, client_for):
    assert client_for(physio).post(url).status_code == 405


def test_opening_it_leaves_an_access_event(url, draft, physio, client_for):
    client_for(physio).get(url)
    event = AccessEvent.objects.get()
    assert (event.user, event.patient, event.what) == (
        physio,
        draft.case.patient,
        f"program-edit {draft.code}",
    )


def test_an_issued_program_shows_itself_instead(url, draft, physio, client_for):
    mark_issued(draft)
    assert client_for(physio).get(url).url == reverse("program-detail", args=[draft.pk])


def test_the_banner_names_the_patient(url, physio, client_for):
    page = text_of(client_for(physio).get(url))
    assert "<title>MÜLLER, Ada" in page
    assert "02-Mar-1980" in page


def test_an_empty_draft_says_what_is_missing(url, physio, client_for):
    page = text_of(client_for(physio).get(url))
    assert "Nothing asked for yet." in page
    assert "No leg exercise yet" in page
    assert "See what blocks issuing" in page
    assert "Quadriceps" in page


def test_every_exercise_shows_its_dose_and_every_week(item, url, physio, client_for):
    page = text_of(client_for(physio).get(url))
    assert "2 × 10, effort up to 6 of 10, 3 days a week" in page
    assert page.count('class="step-name"') >= 6


@pytest.mark.parametrize(("kilograms", "is_said"), [(None, True), (20, False)])
def test_a_weight_left_open_is_said(kilograms, is_said, draft, url, physio, client_for):
    ItemFactory(program=draft, slug="leg-press", load_kg=kilograms)
    assert ("Weight left open" in text_of(client_for(physio).get(url))) is is_said


def test_an_exercise_without_a_weight_has_none_left_open(draft, url, physio, client_for):
    ItemFactory(program=draft, slug="bodyweight-squat")
    assert "Weight left open" not in text_of(client_for(physio).get(url))


def test_a_finding_names_its_rule_and_its_reason(draft, url, physio, client_for):
    ItemFactory(program=draft, slug="romanian-deadlift")
    page = text_of(client_for(physio).get(url))
    assert "T-nonspecific-chronic-lbp-chronic-AS-caution" in page
    assert "I have read this and go on with care" in page


def test_a_draft_that_can_be_issued_says_so(ready_draft, physio, client_for):
    page = text_of(client_for(physio).get(url_of("program-edit", ready_draft)))
    assert "Check and issue" in page
    assert "1 note to read before issuing" in page


def test_the_search_works_without_scripts(url, physio, client_for):
    page = text_of(client_for(physio).get(url, {"q": "leg press"}))
    assert 'id="add-leg-press"' in page
    assert "<html" in page


def test_the_search_alone_is_enough_for_htmx(url, physio, client_for):
    answer = client_for(physio).get(url, {"q": "leg press"}, headers={"HX-Request": "true"})
    assert 'id="add-leg-press"' in text_of(answer)
    assert 'id="builder"' not in text_of(answer)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ("Good morning", "Good morning"),
        ("leg press", "Already in the programme."),
        ("xyzzy", "Nothing in the library is called that."),
    ],
)
def test_the_search_says_why_something_cannot_be_added(wanted, words, item, url, physio, client_for):
    page = text_of(client_for(physio).get(url, {"q": wanted}, headers={"HX-Request": "true"}))
    assert words in page


@pytest.mark.parametrize(
    "wanted",
    ["x" * 100_000, "é" * 60_000, "a " * 50_000, "ﷺ" * 450],
    ids=["long", "wide", "many", "many of one"],
)
def test_a_search_longer_than_a_database_can_look_for_finds_what_its_beginning_finds(
    wanted, url, physio, client_for
):
    assert client_for(physio).get(url, {"q": wanted}).status_code == 200


def test_the_search_does_not_mind_accents(url, physio, client_for):
    page = text_of(client_for(physio).get(url, {"q": "lég PRÈSS"}, headers={"HX-Request": "true"}))
    assert 'id="add-leg-press"' in page


def test_an_unsuitable_hit_may_be_wished_for_but_not_added(url, physio, client_for):
    page = text_of(client_for(physio).get(url, {"q": "good morning"}, headers={"HX-Request": "true"}))
    assert 'id="want-good-morning"' in page
    assert 'id="add-good-morning"' not in page


def fill(draft, count, weeks):
    """Bring a draft to `count` exercises in so many weeks."""
    draft.weeks = weeks
    draft.save()
    for exercise in Exercise.objects.published().order_by("slug")[draft.items.count() : count]:
        ItemFactory(program=draft, exercise=exercise)
    plan_weeks(draft)


@pytest.mark.parametrize(
    "options",
    [{}, {"query_params": {"q": "press"}, "headers": {"HX-Request": "true"}}],
    ids=["page", "search"],
)
def test_many_exercises_ask_the_database_as_often_as_few(options, draft, url, physio, client_for):
    for slug in ("good-morning", "sumo-deadlift", "leg-press-deep-range"):
        RequestFactory(program=draft, slug=slug)
    client = client_for(physio)
    fill(draft, 3, 2)
    few = queries_of(client, url, **options)
    fill(draft, 30, 12)
    assert queries_of(client, url, **options) == few <= MOST_QUERIES


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            lambda case: RedFlagScreenFactory(case=case, present=["ces_bladder_dysfunction"]),
            "EMERGENCY: suspected cauda",
        ),
        (
            lambda case: RedFlagScreenFactory(
                case=case,
                present=["ces_bladder_dysfunction"],
                outcome="Scan clear",
                outcome_on=date(2026, 11, 23),
            ),
            "Cauda equina sign present, ask again",
        ),
        (lambda case: RedFlagScreenFactory(case=case, present=["infection_fever"]), "Red flag open"),
        (lambda case: case.clearances.all().delete(), "No valid clearance"),
        (
            lambda case: case.clearances.update(
                decision="restricted", restrictions=[{"demand": "impact", "max": 2}]
            ),
            "Restrictions apply",
        ),
        (lambda case: AssessmentFactory(case=case, irritability="high"), "High irritability"),
    ],
)
def test_the_banner_says_what_nobody_may_overlook(change, words, ready_draft, physio, client_for):
    url = url_of("program-edit", ready_draft)
    assert words not in banner_of(client_for(physio).get(url))
    change(ready_draft.case)
    assert words in banner_of(client_for(physio).get(url))


def banner_of(answer):
    return str(answer.context["precautions"])


IN_DRAFT, IN_RECORD = "Put this right in the draft", "Open the case record</a> to add what is missing"


def test_what_blocks_says_where_it_is_put_right(ready_draft, url, physio, client_for):
    client = client_for(physio)
    ready_draft.items.update(acknowledged_rules=[])
    page = text_of(client.get(url))
    assert "Read and tick the cautions of" in page
    assert IN_DRAFT in page
    assert IN_RECORD not in page
    ready_draft.case.clearances.all().delete()
    page = text_of(client.get(url))
    assert IN_RECORD in page
    assert IN_DRAFT not in page


def test_messages_have_one_place(url, physio, client_for):
    assert text_of(client_for(physio).get(url)).count('id="messages"') == 1


@pytest.mark.parametrize("outcome", [{}, {"outcome": "Scanned at night", "outcome_on": "2026-11-23"}])
def test_nothing_is_called_fine_while_a_cauda_equina_sign_stands(outcome, draft, physio, client_for):
    ItemFactory(program=draft, slug="glute-bridge")
    RequestFactory(program=draft, slug="walking")
    client, url = client_for(physio), reverse("program-edit", args=[draft.pk])
    assert " Fine</span>" in text_of(client.get(url))
    RedFlagScreenFactory(case=draft.case, present=["ces_bladder_dysfunction"], **outcome)
    page = text_of(client.get(url, {"q": "glute bridge"}))
    assert " Fine</span>" not in page
    assert page.count("Not now: emergency") > 3


@pytest.mark.parametrize(
    ("is_limited", "words"),
    [
        (True, "Nothing that is fine for this patient is at hand. Add equipment under"),
        (False, ""),
    ],
)
def test_a_goal_without_candidate_says_what_to_do(is_limited, words, draft, physio, client_for):
    draft.limited_equipment = is_limited
    draft.save()
    page = text_of(client_for(physio).get(url_of("program-edit", draft)))
    assert ("Nothing that is fine for this patient is at hand" in page) is is_limited
    assert words in page


def test_a_search_says_what_is_not_at_hand(draft, physio, client_for):
    client, url = client_for(physio), url_of("program-edit", draft)
    assert "Not at hand" not in text_of(client.get(url, {"q": "kettlebell deadlift"}))
    draft.limited_equipment = True
    draft.save()
    assert "Not at hand: kettlebell" in text_of(client.get(url, {"q": "kettlebell deadlift"}))
