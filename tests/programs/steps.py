"""Steps on a draft as a browser takes them, and what holds for every one of them."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from programs.actions.issue import issue_program
from programs.draft_state import capture
from programs.models import ExerciseRequest, Program, ProgramItem, WeekDose
from programs.review import review
from tests.pages import markup_of

# What judging an issued program again and typing its log read of its snapshot.
BARE_SNAPSHOT = {
    "clinician_copy": {"findings": {}},
    "rules": {"digest": ""},
    "program": {"training_days": ["mon", "wed", "fri"]},
    "sections": [],
}


def url_of(name, row):
    """Return the address of a page about a case, a program, a wish, an exercise or one of its weeks."""
    if isinstance(row, WeekDose):
        return reverse(name, args=[row.item.program_id, row.item_id, row.week])
    if isinstance(row, ProgramItem | ExerciseRequest):
        return reverse(name, args=[row.program_id, row.pk])
    return reverse(name, args=[row.pk])


def program_of(row):
    """Return the program a row belongs to, as it is stored now."""
    if isinstance(row, WeekDose):
        row = row.item
    return Program.objects.get(pk=row.pk if isinstance(row, Program) else row.program_id)


def post(client, name, row, *, seen=None, htmx=False, **data):
    """Send one step from a page that showed version `seen` of the draft, by default the newest."""
    seen = program_of(row).draft_version if seen is None else seen
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(url_of(name, row), {"draft_version": seen, **data}, headers=headers)


def text_of(answer):
    return markup_of(answer)


def said(answer):
    """Return what the next page will say on top."""
    return [str(message) for message in get_messages(answer.wsgi_request)]


def content_of(program):
    """Return everything a draft holds, its version, its steps and its planned weeks included."""
    stored = Program.objects.get(pk=program.pk)
    steps = list(stored.steps.values_list("pk", flat=True))
    return stored.draft_version, stored.status, steps, capture(stored), weeks_of(stored)


def weeks_of(program):
    """Return the week table as plain values, in order."""
    columns = (
        "item",
        "week",
        "exercise",
        "sets",
        "reps",
        "hold_s",
        "minutes",
        "load_kg",
        "step",
        "is_pinned",
    )
    cells = WeekDose.objects.filter(item__program=program).order_by("item", "week")
    return list(cells.values_list(*columns))


def slugs_of(program, section=None):
    """Return the exercises of a program in order."""
    items = program.items.select_related("exercise").order_by("section", "order", "pk")
    return [item.exercise.slug for item in items if section in (None, item.section)]


def queries_of(client, url, **options):
    """Return how often a page asks the database."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url, **options).status_code == 200
    return len(queries)


def ticks_of(program, *gates):
    """Return what the issue page sends for its notes, all of them or those of `gates`."""
    return [gate.tick for gate in review(program).warnings if not gates or gate.id in gates]


def issue(program, *, by, now=None):
    """Issue a draft with every note ticked."""
    ticked = ticks_of(program)
    seen = program_of(program).draft_version
    return issue_program(program=program, seen=seen, acknowledged=ticked, now=now or timezone.now(), by=by)


def next_version(program, client, physio, *, log=None):
    """Issue the next version as it is, its cautions read; of a log that asks for a step back, by accepting it."""
    if log:
        client.post(reverse("check-in-accept", args=[log.pk]), {"version": log.version})
    else:
        client.post(reverse("program-revise", args=[program.pk]))
    draft = program.case.programs.get(status="draft")
    for one in review(draft).items:
        if one.unread:
            one.row.acknowledged_rules = sorted(one.unread)
            one.row.acknowledged_by, one.row.acknowledged_at = physio, "2026-11-23T12:00Z"
            one.row.save()
    return issue(draft, by=physio)


def mark_issued(program):
    """Set a draft to issued without judging it, for tests that only need it closed."""
    Program.objects.filter(pk=program.pk).update(
        status=Program.Status.ISSUED,
        issued_by=program.created_by,
        issued_at=timezone.now() - timedelta(days=1),
        snapshot=BARE_SNAPSHOT,
        clearance=program.case.clearances.first(),
    )


class Step:
    """What holds for every step of a draft. Its test file gives the name, and `row` and `data` as fixtures."""

    name = ""
    answers_get = False

    @pytest.mark.parametrize("person", ["physio", "colleague"])
    def test_physiotherapists_of_the_clinic_may(self, person, row, data, client_for, request):
        before = program_of(row)
        answer = post(client_for(request.getfixturevalue(person)), self.name, row, **data)
        assert (answer.status_code, answer["Location"]) == (302, reverse("program-edit", args=[before.pk]))
        assert program_of(before).draft_version == before.draft_version + 1

    def test_strangers_find_nothing(self, row, data, client_for, stranger):
        program, before = program_of(row), content_of(program_of(row))
        assert post(client_for(stranger), self.name, row, **data).status_code == 404
        assert content_of(program) == before

    @pytest.mark.parametrize("person", ["librarian", "manager"])
    def test_other_roles_are_refused(self, person, row, data, client_for, request):
        program, before = program_of(row), content_of(program_of(row))
        answer = post(client_for(request.getfixturevalue(person)), self.name, row, **data)
        assert (answer.status_code, content_of(program)) == (403, before)

    def test_visitors_are_asked_to_sign_in(self, row, data, client):
        program, before = program_of(row), content_of(program_of(row))
        assert post(client, self.name, row, **data).url.startswith(reverse("account_login"))
        assert content_of(program) == before

    def test_other_methods_are_refused(self, row, client_for, physio):
        method = "delete" if self.answers_get else "get"
        assert getattr(client_for(physio), method)(url_of(self.name, row)).status_code == 405

    def test_an_old_page_is_answered_with_both_versions(self, row, data, client_for, physio):
        program, before = program_of(row), content_of(program_of(row))
        answer = post(client_for(physio), self.name, row, seen=before[0] - 1, **data)
        assert answer.status_code == 409
        assert "What you were about to save" in text_of(answer)
        assert "The draft as it is now" in text_of(answer)
        assert content_of(program) == before

    def test_an_issued_program_is_left_alone(self, row, data, client_for, physio):
        program = program_of(row)
        mark_issued(program)
        before = content_of(program)
        assert post(client_for(physio), self.name, row, **data).status_code == 302
        assert content_of(program) == before


class LiveStep(Step):
    """A step the builder takes without loading the page anew."""

    def test_htmx_gets_the_builder_alone(self, row, data, client_for, physio):
        answer = post(client_for(physio), self.name, row, htmx=True, **data)
        assert answer.status_code == 200
        assert answer.content.strip().startswith(b'<div id="builder"')
        assert b"<html" not in answer.content

    def test_htmx_gets_a_conflict_in_the_builders_place(self, row, data, client_for, physio):
        answer = post(client_for(physio), self.name, row, seen=0, htmx=True, **data)
        assert answer.status_code == 409
        assert answer.content.strip().startswith(b'<div id="builder"')

    def test_htmx_leaves_an_issued_programs_builder(self, row, data, client_for, physio):
        program = program_of(row)
        mark_issued(program)
        answer = post(client_for(physio), self.name, row, htmx=True, **data)
        assert answer["HX-Redirect"] == reverse("program-detail", args=[program.pk])
