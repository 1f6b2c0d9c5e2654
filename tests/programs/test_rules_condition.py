"""The page of one condition: limits, reasons, and what is left of the library."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from exercises.models import Exercise
from programs.rules.loading import default_table
from programs.rules.scales import Stage

TABLE = default_table()


def url(slug):
    return reverse("rules-condition", args=[slug])


def html(client, slug):
    return client.get(url(slug)).content.decode()


@pytest.mark.parametrize("person", ["physio", "librarian", "manager"])
def test_staff_may_read_it(person, request, client_for, library):
    assert client_for(request.getfixturevalue(person)).get(url("disc-herniation")).status_code == 200


def test_visitors_are_sent_to_sign_in(client, db):
    assert client.get(url("disc-herniation")).status_code == 302


def test_someone_without_a_role_is_refused(client_for, physio):
    physio.role = ""
    physio.save()
    assert client_for(physio).get(url("disc-herniation")).status_code == 403


def test_it_rejects_post(client_for, physio):
    assert client_for(physio).post(url("disc-herniation")).status_code == 405


def test_an_unknown_condition_is_not_found(client_for, physio):
    assert client_for(physio).get(url("lumbago-mystica")).status_code == 404


@pytest.mark.parametrize("slug", sorted(TABLE.conditions))
def test_every_limit_reason_and_advice_is_shown(slug, client_for, physio, library):
    condition = TABLE.conditions[slug]
    shown = html(client_for(physio), slug)
    sentences = [*(reason.text for reason in condition.reasons.values()), *condition.advice.values()]
    assert [one for one in sentences if escape(one) not in shown] == []


@pytest.mark.parametrize("slug", sorted(TABLE.conditions))
def test_every_demand_with_a_limit_has_a_row(slug, client_for, physio, library):
    condition = TABLE.conditions[slug]
    limited = {demand for stage in Stage for demand in condition.limits[stage]}
    assert len(client_for(physio).get(url(slug)).context["limits"]) >= len(limited)


def test_limits_are_said_in_words(client_for, physio, library):
    shown = html(client_for(physio), "disc-herniation")
    assert "Care from 2</span>" in shown
    assert "Leave out from 3</span>" in shown
    assert "No limit</span>" in shown


def test_verdict_counts_add_up_to_the_library(client_for, physio, library):
    stages = client_for(physio).get(url("disc-herniation")).context["by_stage"]
    assert {len(one.ok) + len(one.caution) + len(one.avoid) for one in stages} == {library.count()}


def test_deadlifts_are_left_out_with_a_herniated_disc(client_for, physio, library):
    acute = client_for(physio).get(url("disc-herniation")).context["by_stage"][0]
    assert ("conventional-deadlift", "Conventional deadlift") in acute.avoid


def test_a_condition_that_allows_no_override_says_so(client_for, physio, library):
    assert "Never for this condition" in html(client_for(physio), "osteoporosis")


def test_its_own_rules_stand_apart_from_the_general_ones(client_for, physio, library):
    context = client_for(physio).get(url("post-surgical-fusion")).context
    assert "X10" in [rule.id for rule in context["own_rules"]]
    assert "X10" not in [rule.id for rule in context["general_rules"]]


def test_it_awaits_review(client_for, physio, library):
    shown = html(client_for(physio), "disc-herniation")
    assert "Awaiting clinical review" in shown
    assert TABLE.digest[:12] in shown


@pytest.mark.parametrize("rows", [3, 30])
def test_query_count_does_not_grow(rows, client_for, physio, library, django_assert_num_queries):
    kept = list(library.filter(alternatives__isnull=False).distinct().values_list("pk", flat=True)[:rows])
    Exercise.objects.exclude(pk__in=kept).update(status="retired")
    visitor = client_for(physio)
    # session, user, names, condition, state of the library, and the library with three kinds of links
    with django_assert_num_queries(9):
        visitor.get(url("disc-herniation"))
