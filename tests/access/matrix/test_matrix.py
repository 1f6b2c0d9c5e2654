"""Every address × everybody × every method: who gets in is said in one table, all others find nothing and change nothing.

The table is tests/access/matrix/table.py. One test takes one address through all its cells, because the world is dear to build
and each cell is undone.
"""

import re

import pytest
from django.urls import get_resolver, reverse

from clinic.models import AccessEvent
from tests.access.matrix.headers import check_cell_headers
from tests.access.matrix.table import MATRIX
from tests.access.matrix.watching import (
    crossings,
    everything,
    given_away,
    lasting,
    looks_since,
    names_a_patient,
    newest_event,
    shows_something,
    versions_of_rows,
    watched_writes,
)
from tests.access.matrix.world import ACTORS, CANARIES, PROBE, VISITORS, undone

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
OUR_ROWS = [name for name, row in MATRIX.items() if not row.account]
READ = [name for name in OUR_ROWS if MATRIX[name].reads]
POSTED = [name for name in OUR_ROWS if MATRIX[name].sends]
OWNED = [name for name in OUR_ROWS if MATRIX[name].owned]
ACCOUNTS = [name for name in MATRIX if MATRIX[name].account]
EVENTS, Kind = AccessEvent._meta.db_table, AccessEvent.Kind
CHANGES = (Kind.CHANGE, Kind.ISSUE)
TAKEN_OUT = {"application/pdf": Kind.PRINT, "application/zip": Kind.EXPORT}
VERSIONS, HTMX = ("version", "draft_version"), {"HX-Request": "true"}
SIGN_IN, SET_UP = "/accounts/login/", "/accounts/2fa/totp/activate/"
CONFIRM = "/accounts/reauthenticate/"
ELSEWHERE = "//evil.example/"


def routes(patterns=None):
    """Return (name, view) of every address; one without a name would escape the table."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns)
        else:
            yield pattern.name or f"nameless: {pattern.pattern}", pattern.callback


def test_every_address_has_a_row():
    assert sorted(name for name, _ in routes()) == sorted(MATRIX)


def address(name, practice):
    about = MATRIX[name].about
    return reverse(name, kwargs=about(practice) if about else {})


def sent(name, practice):
    """Return what a right form sends, as the page of this practice would."""
    send = MATRIX[name].sends
    return {"draft_version": "1", "version": "1"} | send(practice) if send else {}


def ask(world, actor, method, url, data=None, *, has_confirmed=True, **options):
    """Send one request in a fresh browser; return the answer, with the looks it left on record, and the tables it wrote to."""
    before = newest_event()
    with watched_writes() as writes:
        client = world.client(actor, has_confirmed=has_confirmed)
        answer = getattr(client, method.lower())(url, data or {}, **options)
    answer.looks = looks_since(before) if EVENTS in writes else []
    return answer, writes


def look(world, name, actor):
    """Return the answer to a look of somebody entitled and what it wrote, asking only where nobody has asked before."""
    if (name, actor) not in world.looks:
        with undone():
            world.looks[name, actor] = ask(world, actor, "GET", address(name, world.ours))
    return world.looks[name, actor]


def leaks(row, actor, told):
    """Return the words of clinics that were given away to somebody who does not work there."""
    _, side = ACTORS[actor]
    if row.names_clinics:
        for canary in CANARIES.values():
            told = told.replace(f"{canary} Practice".casefold(), "")
    # Names appear in capitals here and there, and folded in a search.
    return [canary for owner, canary in CANARIES.items() if owner != side and canary.casefold() in told]


def expected(row, actor, method):
    """Return the statuses the table allows in one cell."""
    role, side = ACTORS[actor]
    offered = method in row.methods
    if role not in row.roles:
        return {403} if offered and method != "HEAD" else {403, 405}
    if row.owned and side != "ours":
        return {404} if offered and method != "HEAD" else {404, 405}
    if not offered:
        return {405}
    if method == "HEAD":
        return {row.gives, 405}
    return {row.done if method == "POST" else row.gives}


def check_cell(world, name, actor, method, answer, writes):
    """Compare one answer with the table, and look for anything of the other clinic in it."""
    row, cell, told = MATRIX[name], f"{name}: {actor} {method}", given_away(answer).casefold()
    assert leaks(row, actor, told) == [], f"{cell} shows words of another clinic"
    check_cell_headers(name, answer)
    if actor in VISITORS:
        assert (answer.status_code, answer.get("Location", "")[: len(SIGN_IN)]) == (302, SIGN_IN), cell
    elif actor == "without_second_factor":
        assert (answer.status_code, answer.get("Location")) == (302, SET_UP), cell
    else:
        assert answer.status_code in expected(row, actor, method), (cell, answer.status_code)
    assert EVENTS in writes or not names_a_patient(told), f"{cell} shows a patient unnoted"
    check_noted(world, name, actor, answer)
    if (
        method != "POST"
        or answer.status_code >= 400
        or answer.get("Location", "").startswith((SIGN_IN, SET_UP))
    ):
        assert lasting(writes) == [], f"{cell} wrote"


def check_noted(world, name, actor, answer):
    """Whoever is shown something of a record leaves one access event; whoever is refused or sent on, none of a look."""
    looks = [one for one in answer.looks if one[0] not in CHANGES]
    if not (MATRIX[name].record and shows_something(answer)):
        assert looks == [], f"{name}: {actor} saw nothing, yet it is noted"
        return
    kind = TAKEN_OUT.get(answer["Content-Type"], Kind.VIEW)
    seen = [(kind, page if kind == Kind.VIEW else name, user, clinic) for kind, page, user, clinic in looks]
    who, where = world.users[actor].pk, world.ours.clinic.pk
    assert seen == [(kind, name, who, where)], f"{name}: {actor} is not noted once"


def check_kept(name, answer, writes):
    """Whoever changes a record is found in its history, or in an event of the change where a row keeps none."""
    is_kept = any("_historical" in one for one in writes) or any(one[0] in CHANGES for one in answer.looks)
    assert is_kept, f"{name} changes a record without a trace"


def check_who_and_why(name, versions):
    """Each version of a row that a form leaves in the history says by whom and why."""
    assert [row for row, by, why in versions if not (by and why)] == [], name


def may_post(row, actor):
    role, side = ACTORS[actor]
    is_in = actor not in (*VISITORS, "without_second_factor") and role in row.roles
    return bool(row.sends) and is_in and (side == "ours" or not row.owned)


@pytest.mark.parametrize("name", OUR_ROWS)
def test_nobody_else_gets_in_and_nothing_changes(name, world, baseline):
    """The entitled ask first, so that whatever was kept in a cache for them would be found by the others."""
    row = MATRIX[name]
    url, data = address(name, world.ours), sent(name, world.ours)
    with undone():
        for actor in ACTORS:
            for method in METHODS:
                if method == "POST" and may_post(row, actor):
                    continue
                answer, writes = ask(world, actor, method, url, data if method == "POST" else None)
                check_cell(world, name, actor, method, answer, writes)
                assert baseline.changed(writes) == []
                if method == "GET":
                    world.looks[name, actor] = answer, writes


@pytest.mark.parametrize("name", POSTED)
def test_the_entitled_get_it_done(name, world):
    row = MATRIX[name]
    entitled = [actor for actor in ("physio", "librarian", "manager", "superuser") if may_post(row, actor)]
    assert entitled
    for actor in entitled:
        with undone():
            before = versions_of_rows()
            answer, writes = ask(world, actor, "POST", address(name, world.ours), sent(name, world.ours))
            check_cell(world, name, actor, "POST", answer, writes)
            check_who_and_why(name, versions_of_rows() - before)
            assert bool(lasting(writes)) == row.leaves, f"{name} wrote {lasting(writes)}"
            if row.record and row.leaves:
                check_kept(name, answer, writes)
            assert crossings(writes) == []


@pytest.mark.parametrize("name", [name for name in POSTED if MATRIX[name].record])
def test_what_a_refused_form_shows_is_noted(name, world):
    """An empty form, one of a page that somebody else has overtaken, and what htmx gets as a part of a page."""
    row, url, right = MATRIX[name], address(name, world.ours), sent(name, world.ours)
    actor = next(actor for actor in ACTORS if may_post(row, actor))
    overtaken = right | dict.fromkeys(VERSIONS, "0")
    for form, headers, statuses in (
        ({version: right[version] for version in VERSIONS}, {}, {row.empty}),
        (overtaken, {}, {row.overtaken or row.done}),
        (overtaken, HTMX, {row.overtaken or row.done}),
        (right, HTMX, {200, row.done}),
    ):
        with undone():
            answer, _ = ask(world, actor, "POST", url, form, headers=headers)
            assert answer.status_code in statuses, (name, form, answer.status_code)
            check_noted(world, name, actor, answer)
            check_cell_headers(name, answer)
            assert leaks(row, actor, given_away(answer).casefold()) == []


def test_the_table_knows_who_is_asked_again():
    asking = {name: getattr(view, "confirmed_within", "") for name, view in routes()}
    assert asking == {name: row.confirms for name, row in MATRIX.items()}


@pytest.mark.parametrize("name", [name for name in POSTED if MATRIX[name].confirms])
def test_a_passer_by_is_asked_who_it_is(name, world):
    row = MATRIX[name]
    actor = next(actor for actor in ACTORS if may_post(row, actor))
    url, data = address(name, world.ours), sent(name, world.ours)
    for method in ("GET", "POST") if row.reads else ("POST",):
        with undone():
            answer, writes = ask(
                world, actor, method, url, data if method == "POST" else None, has_confirmed=False
            )
            assert answer["Location"].startswith(CONFIRM), method
            assert lasting(writes) == []


@pytest.mark.parametrize("name", [name for name in READ if MATRIX[name].shows])
def test_pages_show_their_own_clinics_words(name, world):
    """Without this nobody could tell a page that hides the other clinic's words from one that is empty."""
    row = MATRIX[name]
    actor = next(actor for actor, (role, side) in ACTORS.items() if role in row.roles and side == "ours")
    answer, writes = look(world, name, actor)
    assert CANARIES["ours"] in given_away(answer)
    assert EVENTS in writes or not row.record, f"{name} is not noted"


@pytest.mark.parametrize("name", READ)
def test_every_form_carries_its_token(name, world):
    """The test client does not ask for it; a browser's form without one is refused."""
    row = MATRIX[name]
    actor = next(
        (one for one, (role, side) in ACTORS.items() if role in row.roles and side != "theirs"), None
    )
    answer, _ = look(world, name, actor)
    page = answer.getvalue().decode("utf-8", "replace")
    forms = re.findall(r'<form[^>]*method="post".*?</form>', page, re.DOTALL)
    assert [form[:200] for form in forms if "csrfmiddlewaretoken" not in form] == []


def foreign_keys(world):
    """Return numbers of the other clinic's rows under every name a careless view might read."""
    theirs = world.theirs
    named = {name: row.pk for name, row in theirs.rows.items()}
    staff = dict.fromkeys(
        ("lead", "user", "by", "physio", "created_by", "signed_by", "pk", "id"), theirs.physio.pk
    )
    program = {"program": theirs.draft.pk, "program_id": theirs.draft.pk, "items": theirs.item.pk}
    own = {"clinic": theirs.clinic.pk, "clinic_id": theirs.clinic.pk, "patient": theirs.patient.pk}
    return named | staff | program | own | {"patient_id": theirs.patient.pk, "case_id": theirs.case.pk}


@pytest.mark.parametrize("name", [name for name in POSTED if not MATRIX[name].names_clinics])
def test_foreign_numbers_in_a_form_reach_nothing(name, world, baseline):
    """Post our form with the other clinic's numbers added, then the other clinic's whole form to our address."""
    row = MATRIX[name]
    actor = next(actor for actor in ("physio", "librarian", "manager", "superuser") if may_post(row, actor))
    extra = foreign_keys(world)
    clinic = world.theirs.clinic.pk
    for form in (extra | sent(name, world.ours), extra | sent(name, world.theirs)):
        with undone():
            answer, writes = ask(world, actor, "POST", address(name, world.ours), form)
            assert answer.status_code < 500, (name, answer.status_code)
            assert leaks(row, actor, given_away(answer).casefold()) == []
            assert baseline.changed(writes, clinic=clinic) == []
            assert crossings(writes) == []


@pytest.mark.parametrize("name", OWNED)
def test_numbers_of_two_clinics_do_not_mix_in_an_address(name, world, baseline):
    row = MATRIX[name]
    mine, theirs = row.about(world.ours), row.about(world.theirs)
    mixed = [mine | {key: theirs[key]} for key in mine if len(mine) > 1 and theirs[key] != mine[key]]
    with undone():
        for kwargs in mixed:
            for method in row.methods:
                url = reverse(name, kwargs=kwargs)
                answer, writes = ask(world, "physio", method, url, sent(name, world.ours))
                assert (answer.status_code, lasting(writes)) in ((404, []), (405, [])), url
                assert baseline.changed(writes) == []


@pytest.mark.parametrize("name", READ)
def test_questions_in_an_address_show_nothing_else(name, world, baseline):
    row, url = MATRIX[name], address(name, world.ours)
    asked = foreign_keys(world) | {
        "q": PROBE,
        "swap": world.theirs.item.pk,
        "sort": "clinic__name",
        "order": "-password",
        "whose": "everyone",
        "next": ELSEWHERE,
        "page": "1",
    }
    for actor in ("physio", "manager", "librarian", "superuser"):
        if ACTORS[actor][0] not in row.roles:
            continue
        for headers in ({}, HTMX):
            with undone():
                answer, writes = ask(world, actor, "GET", url, asked, headers=headers)
                assert answer.status_code < 500
                assert leaks(row, actor, given_away(answer).casefold()) == []
                assert ELSEWHERE not in answer.get("Location", "")
                assert lasting(writes) == []
                check_noted(world, name, actor, answer)
                check_cell_headers(name, answer)


@pytest.mark.parametrize("name", ACCOUNTS)
def test_pages_about_ones_own_account(name, world, baseline):
    """They answer everybody alike, and without a right password or code they change nothing."""
    row, url = MATRIX[name], address(name, world.ours)
    with undone():
        for actor in ACTORS:
            for method in METHODS:
                answer, writes = ask(world, actor, method, url, has_confirmed=False)
                cell = f"{name}: {actor} {method}"
                assert leaks(row, actor, given_away(answer).casefold()) == [], cell
                check_cell_headers(name, answer)
                assert answer.status_code < 500, cell
                assert lasting(writes) == [], cell
                assert baseline.changed(writes) == []
                if method == "GET":
                    before, after, without = row.account
                    others = {"without_second_factor": without} | dict.fromkeys(VISITORS, before)
                    assert answer.status_code == others.get(actor, after), cell
        # Some show themselves only to somebody who has just given the password.
        answer, writes = ask(world, "physio", "GET", url)
        assert leaks(row, "physio", given_away(answer).casefold()) == []
        check_cell_headers(name, answer)
        assert lasting(writes) == []


def test_everything_is_as_it_was(world, baseline):
    """Above, tables are read again where a statement wrote to them; here all of them are, after everything."""
    assert everything() == baseline.all


def test_the_log_holds_nobodys_words(world, log):
    """Runs last: everything above has been asked by now."""
    assert log.lines
    assert [
        line for line in log.lines if any(one.casefold() in line.casefold() for one in CANARIES.values())
    ] == []
