"""One saved step of a draft: all or nothing, one tab at a time, and undone whole."""

import pytest

from exercises.models import Equipment, Exercise
from programs.actions import draft as drafts
from programs.actions import items
from programs.actions.steps import STEPS_KEPT, draft_step, undo_step
from programs.draft_state import capture
from programs.errors import Refused, StaleDraft
from programs.models import DraftStep, Program
from programs.review import start_dose
from tests.factories import RequestFactory
from tests.programs.steps import content_of, mark_issued, post, program_of, weeks_of


def exercise(slug):
    return Exercise.objects.get(slug=slug)


def item_of(program, slug="leg-press"):
    return program.items.get(exercise__slug=slug)


def dose(program, slug):
    return start_dose(program, exercise(slug))


# Every kind of step, each on the ready draft with one open wish and one week set by hand.
STEPS = {
    "add": lambda do, p: do(
        items.add_exercise, exercise=exercise("goblet-squat"), dose=dose(p, "goblet-squat")
    ),
    "suggest": lambda do, p: do(
        items.add_suggested, suggestions=[(exercise("clamshell"), "warm_up", dose(p, "clamshell"))]
    ),
    "swap": lambda do, p: do(
        items.swap_item,
        item=item_of(p),
        exercise=exercise("belt-squat"),
        why="Kinder",
        dose=dose(p, "belt-squat"),
    ),
    "dose": lambda do, p: do(items.change_dose, item=item_of(p), changes={"sets": 4, "load_kg": "42.50"}),
    "pin": lambda do, p: do(
        items.set_week_dose, cell=item_of(p).week_doses.get(week=4), changes={"sets": 5, "reps": 3}
    ),
    "release": lambda do, p: do(items.release_week_dose, cell=item_of(p).week_doses.get(week=2)),
    "move": lambda do, p: do(items.move_item, item=item_of(p), direction=items.DOWN),
    "reorder": lambda do, p: do(
        items.reorder_items,
        section="main",
        ids=[item_of(p, "romanian-deadlift").pk, item_of(p).pk],
    ),
    "remove": lambda do, p: do(items.remove_item, item=item_of(p)),
    "untick": lambda do, p: do(items.acknowledge_item, item=item_of(p, "romanian-deadlift"), rules=[]),
    "settings": lambda do, p: do(
        drafts.change_settings,
        changes={"weeks": 2, "training_days": ["sun"], "note": "Slowly", "limited_equipment": True},
        equipment=Equipment.objects.filter(slug="chair"),
    ),
    "ask": lambda do, p: do(drafts.request_exercise, exercise=exercise("sumo-deadlift")),
    "withdraw": lambda do, p: do(drafts.withdraw_request, request=p.requests.get()),
    "include": lambda do, p: do(
        drafts.include_request, request=p.requests.get(), dose=dose(p, "bodyweight-squat")
    ),
    "swap wish": lambda do, p: do(
        drafts.swap_request,
        request=p.requests.get(),
        exercise=exercise("spanish-squat"),
        why="Kinder",
        dose=dose(p, "spanish-squat"),
    ),
    "leave out": lambda do, p: do(drafts.leave_out_request, request=p.requests.get()),
}


@pytest.fixture
def program(ready_draft):
    RequestFactory(program=ready_draft, slug="bodyweight-squat")
    item_of(ready_draft).week_doses.filter(week=2).update(is_pinned=True, reps=11)
    return ready_draft


@pytest.fixture
def do(program, physio):
    """Return a function that takes one step on the program as it is now."""
    return lambda action, **values: action(
        program=program, seen=program_of(program).draft_version, by=physio, **values
    )


def state_of(program):
    """Return what undoing must bring back: everything but the version and the steps themselves."""
    return capture(program_of(program)), weeks_of(program)


@pytest.mark.parametrize("name", STEPS)
def test_every_step_is_undone_exactly(name, program, do):
    before = state_of(program)
    STEPS[name](do, program)
    assert state_of(program) != before
    do(undo_step)
    assert state_of(program) == before


def test_a_long_row_of_steps_is_undone_one_by_one(program, do):
    states = []
    for name in ("add", "dose", "pin", "move", "settings", "untick", "ask", "swap", "remove"):
        states.append(state_of(program))
        slug = "romanian-deadlift" if name == "remove" else "leg-press"
        if name == "remove":
            do(items.remove_item, item=item_of(program, slug))
        else:
            STEPS[name](do, program)
    while states:
        do(undo_step)
        assert state_of(program) == states.pop()


def test_every_step_counts_the_version(program, do):
    before = program_of(program).draft_version
    STEPS["add"](do, program)
    do(undo_step)
    assert program_of(program).draft_version == before + 2


def test_a_step_says_what_was_done_and_by_whom(program, do, physio):
    STEPS["add"](do, program)
    step = program.steps.get()
    assert (step.label, step.by) == ("Added Goblet squat", physio)


def test_the_last_twenty_steps_are_kept(item, physio):
    program = item.program
    for sets in range(STEPS_KEPT + 3):
        changes = {"sets": 1 + sets % 9}
        items.change_dose(program=program, seen=program.draft_version, item=item, changes=changes, by=physio)
    assert program.steps.count() == STEPS_KEPT == 20
    assert program.steps.last().before["items"][0]["sets"] == 3


def test_an_old_version_is_refused_and_nothing_written(program, physio):
    before = content_of(program)
    with pytest.raises(StaleDraft):
        items.remove_item(program=program, seen=0, item=item_of(program), by=physio)
    assert content_of(program) == before


@pytest.mark.parametrize("action", [undo_step, drafts.change_settings])
def test_an_issued_program_takes_no_step(action, program, physio):
    mark_issued(program)
    values = {} if action is undo_step else {"changes": {"weeks": 3}, "equipment": []}
    with pytest.raises(Refused, match="has been issued and no longer changes"):
        action(program=program, seen=1, by=physio, **values)


def test_a_step_that_fails_half_way_leaves_nothing(program, physio):
    def fail():
        with draft_step(program=program, seen=1, label="Broken", by=physio) as draft:
            draft.items.all().delete()
            raise ZeroDivisionError

    before = content_of(program)
    pytest.raises(ZeroDivisionError, fail)
    assert content_of(program) == before


def test_the_callers_program_knows_what_was_saved(program, physio):
    drafts.change_settings(program=program, seen=1, changes={"weeks": 3}, equipment=[], by=physio)
    assert (program.weeks, program.draft_version) == (3, 2)


def test_a_long_name_fits_the_label(program, physio):
    with draft_step(program=program, seen=1, label="x" * 500, by=physio):
        pass
    assert len(DraftStep.objects.get().label) == 120


def test_undo_leaves_other_drafts_alone(program, do, ready_case, physio):
    other = Program.objects.create(
        clinic=program.clinic,
        case=ready_case,
        number=77,
        starts_on=program.starts_on,
        mode="strict",
        created_by=physio,
    )
    RequestFactory(program=other)
    STEPS["settings"](do, program)
    do(undo_step)
    assert other.requests.count() == 1


@pytest.mark.parametrize("seen", ["", "x", "-1", "²", "9" * 5000])
def test_a_version_that_is_none_is_an_old_one(seen, item, physio, client_for):
    assert post(client_for(physio), "item-remove", item, seen=seen).status_code == 409


class TestHistory:
    """Who changed what is kept by the database, also for rows that are gone."""

    @pytest.fixture
    def client(self, program, colleague, client_for):
        return client_for(colleague)

    def test_a_step_taken_in_the_browser_is_signed(self, client, program, colleague):
        item = item_of(program)
        client.post(
            f"/programs/{program.pk}/items/{item.pk}/move/", {"draft_version": 1, "direction": "down"}
        )
        newest = item.history.first()
        assert (newest.history_user, newest.history_type) == (colleague, "~")

    def test_a_removed_exercise_stays_in_the_history(self, client, program, colleague):
        item = item_of(program)
        client.post(f"/programs/{program.pk}/items/{item.pk}/remove/", {"draft_version": 1})
        gone = item.history.first()
        assert (gone.history_type, gone.history_user, gone.exercise_id) == ("-", colleague, item.exercise_id)

    def test_a_program_tells_who_changed_its_settings(self, client, program, colleague):
        data = {
            "weeks": 3,
            "starts_on": "2026-11-23",
            "training_days": ["mon"],
            "mode": "strict",
            "language": "en",
        }
        client.post(f"/programs/{program.pk}/settings/", {"draft_version": 1, **data})
        assert (program.history.first().history_user, program.history.first().weeks) == (colleague, 3)

    def test_the_snapshot_is_kept_once(self, program):
        assert "snapshot" not in {field.name for field in Program.history.model._meta.fields}
