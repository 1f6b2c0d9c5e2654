"""What stands in the cells of the week table, and how fast the whole grows."""

from datetime import timedelta
from decimal import Decimal

import pytest

from exercises.models import Exercise
from programs.models import Program, ProgramItem, WeekDose
from programs.planning import plan_weeks
from programs.review import review
from programs.rules.loading import default_table
from programs.weeks import STEP_LABELS, cells_of, days_of_forms, fast_weeks, stored_cells, week_heads
from tests.factories import ItemFactory, ProgramFactory, WeekDoseFactory
from tests.programs.logs import decide, enter, running


@pytest.fixture
def fast(draft):
    """Return a function that gives one exercise so many times in each week and names the weeks that are too fast."""

    def weeks(*reps, **values):
        item = ItemFactory(program=draft)
        for week, count in enumerate(reps, start=1):
            WeekDoseFactory(item=item, week=week, sets=1, reps=count, **values)
        return fast_weeks(draft, [item], stored_cells(draft), default_table())

    return weeks


def test_a_plan_by_rule_is_never_too_fast(ready_draft):
    judged = review(ready_draft)
    assert fast_weeks(ready_draft, [item.row for item in judged.items], judged.cells, default_table()) == ()


@pytest.mark.parametrize(
    ("reps", "too_fast"),
    [
        ((10, 10, 10, 10, 10, 10), ()),
        ((10, 20, 20, 20, 20, 20), (2,)),
        ((10, 5, 10, 10, 10, 10), (3,)),
        ((10, 10, 10, 10, 5, 10), ()),
        ((10, 10, 10, 10, 5, 20), (6,)),
    ],
)
def test_a_jump_over_the_last_full_week_is_too_fast(reps, too_fast, fast):
    assert fast(*reps) == too_fast


def test_more_weight_is_more_work(fast, draft):
    item = ItemFactory(program=draft)
    for week, load in ((1, 20), (2, 40)):
        WeekDoseFactory(item=item, week=week, load_kg=load)
    assert fast_weeks(draft, [item], stored_cells(draft), default_table())[0] == 2


def test_a_jump_set_by_hand_is_a_note_on_the_page(item, draft):
    WeekDose.objects.filter(item=item, week=2).update(sets=9, is_pinned=True)
    notes = {gate.id: gate for gate in review(draft).warnings}
    assert not notes["W07"].blocks


def test_heads_mark_the_easier_weeks():
    heads = week_heads(ProgramFactory.build(weeks=6, first_week=4))
    assert [(head.number, head.is_deload) for head in heads] == [
        (4, False),
        (5, True),
        (6, False),
        (7, False),
        (8, False),
        (9, False),
    ]


def test_a_cell_says_dose_step_and_reason(item):
    week = item.week_doses.get(week=3)
    (cell,) = cells_of(item, [week])
    assert (cell.words, cell.reason, cell.variant) == (f"2 × {week.reps}", week.reason, "")
    assert cell.step_label == STEP_LABELS[week.step]


def test_a_cell_set_by_hand_says_so(item):
    (cell,) = cells_of(item, [WeekDoseFactory.build(item=item, load_kg=Decimal("20.00"))])
    assert (cell.words, cell.step_label, cell.is_pinned) == ("3 × 6, 20 kg", "set by hand", True)


def test_a_cell_names_a_harder_form(item):
    other = ItemFactory.build(program=item.program, slug="goblet-squat").exercise
    (cell,) = cells_of(item, [WeekDoseFactory.build(item=item, exercise=other)])
    assert cell.variant == "Goblet squat"


@pytest.fixture
def daily(draft):
    """Return an exercise for every day whose third week is in a form the library has for two or three days."""
    item = ItemFactory(program=draft, slug="supine-banded-leg-press", days_per_week=7)
    harder = Exercise.objects.get(slug="leg-press")
    for week in range(1, 5):
        WeekDoseFactory(
            item=item, week=week, sets=1, reps=10, exercise=harder if week == 3 else item.exercise
        )
    return item


def test_another_form_has_days_of_its_own(daily, draft):
    cells = stored_cells(draft)[daily.pk]
    days = days_of_forms(daily, cells)
    assert [days[cell.exercise_id] for cell in cells] == [7, 7, 3, 7]
    assert [cell.variant for cell in cells_of(daily, cells)] == [
        "",
        "",
        "Leg press (strict form), 3 days a week",
        "",
    ]


def test_a_form_after_one_with_fewer_days_gets_no_more_than_that():
    item = ProgramItem(exercise_id=1, days_per_week=3)
    forms = [Exercise(pk=2, days_max=2), Exercise(pk=3, days_max=7)]
    cells = [WeekDose(exercise=form, week=week) for week, form in enumerate(forms, start=2)]
    assert days_of_forms(item, cells) == {1: 3, 2: 2, 3: 2}


def test_the_volume_of_another_form_counts_its_own_days(daily, draft):
    # Without them the third week would be no less than the second, and the fourth no jump.
    assert fast_weeks(draft, [daily], stored_cells(draft), default_table()) == (4,)


class TestTheVersionBefore:
    """The first week of a version made after a log is compared with what the patient has trained."""

    @pytest.fixture
    def revised(self, draft, physio, client_for):
        def make(load=None, week=1, **dose):
            program = running(draft, "leg-press", load_kg=load, **dose)
            client = client_for(physio)
            decide(client, "check-in-accept", enter(client, program, week=week))
            return program.case.programs.get(status="draft")

        return make

    def found(self, program, **changes):
        item = program.items.get()
        for name, value in changes.items():
            setattr(item, name, value)
        item.save()
        plan_weeks(program)
        return "W07" in [gate.id for gate in review(Program.objects.get(pk=program.pk)).warnings]

    def test_what_the_log_leads_to_is_not_too_fast(self, revised):
        assert not self.found(revised(load=40))

    def test_a_weight_tripled_in_the_draft_is(self, revised):
        assert self.found(revised(load=40), load_kg=120, reps=15)

    def test_a_weight_written_down_for_the_first_time_is_no_jump(self, revised):
        assert not self.found(revised(), load_kg=40)

    def test_an_easier_week_is_not_what_it_is_compared_with(self, revised):
        draft = revised(load=40, first_week=4, week=5)
        assert draft.first_week == 6
        assert not self.found(draft)

    @pytest.mark.parametrize(("days", "found"), [(6, False), (7, True)])
    def test_a_version_that_begins_anew_is_compared_with_the_weeks_since(self, days, found, draft):
        program = running(draft, "leg-press", load_kg=40)
        newer = ProgramFactory(
            case=draft.case,
            number=draft.number,
            version=2,
            supersedes=program,
            starts_on=program.starts_on + timedelta(days=days),
        )
        ItemFactory(program=newer, slug="leg-press", load_kg=40)
        assert self.found(newer, load_kg=120) is found
