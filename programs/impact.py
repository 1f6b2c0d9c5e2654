"""What a change of an exercise would mean: live programs that use it, and the verdicts that would be others.

Nothing here says anything about one patient: librarians, who see no patients, read it. Programs are counted over
every clinic, and verdicts by condition are those of a typical patient, not of anybody's.
"""

from collections import Counter, namedtuple
from dataclasses import dataclass, replace

from django.db.models import Q
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from programs.facts import dose_facts, exercise_facts, patient_facts
from programs.item_review import dose_of_week
from programs.models import Program, WeekDose
from programs.rulebook.matrix import typical
from programs.rules.dosing import starting_dose
from programs.rules.library import read_equipment
from programs.rules.loading import default_table
from programs.rules.scales import Stage, Verdict
from programs.rules.screening import screen
from programs.rules.values import Alternative, Demand, DoseRange

Cell = namedtuple("Cell", "stage before after")
ImpactRow = namedtuple("ImpactRow", "name cells")
Shift = namedtuple("Shift", "before after programs")
ENGINE_FACTS = (
    "name",
    "category",
    "movement_pattern",
    "region",
    "position",
    "unilateral",
    "back_supported",
    "externally_loadable",
)


@dataclass(frozen=True)
class Impact:
    """How many live programs use the exercise, and what would be judged otherwise."""

    live: int
    drafts: int
    shifts: list[Shift]
    rows: list[ImpactRow]
    is_new: bool

    @property
    def milder(self):
        """Count the verdicts that would warn less than now: these are the ones to be sure of."""
        return sum(_step(cell) < 0 for row in self.rows for cell in row.cells)

    @property
    def stricter(self):
        return sum(_step(cell) > 0 for row in self.rows for cell in row.cells)


def _step(cell):
    """Return how many steps stricter a verdict would be; below 0 it would be milder."""
    order = list(Verdict)
    return order.index(cell.after) - order.index(cell.before) if cell.before else 0


def facts_of(exercise, content):
    """Return a content of an exercise as the engine sees it."""
    facts, chain, demands = content["facts"], content["chain"], content["demands"]
    return replace(
        exercise_facts(exercise),
        **{name: facts[name] for name in ENGINE_FACTS},
        primary_muscles=tuple(facts["primary_muscles"]),
        secondary_muscles=tuple(facts["secondary_muscles"]),
        equipment=read_equipment(facts["equipment"]),
        tags=frozenset(facts["tags"]),
        demand=Demand(**{name: value for name, value in demands.items() if name != "demand_evidence"}),
        dose=DoseRange(**content["dose"]),
        chain=chain["chain"] or None,
        chain_order=chain["chain_order"],
        alternatives=tuple(Alternative(one["slug"], one["why"]) for one in content["alternatives"]),
        caution=content["coaching"]["caution"],
        caution_reason=content["coaching"]["caution_reason"],
    )


def impact(exercise, stored, content) -> Impact:
    """Compare a content with the stored one over every condition and stage, and over live programs."""
    table = default_table()
    before, after = facts_of(exercise, stored), facts_of(exercise, content)
    is_new = exercise.status != exercise.Status.PUBLISHED
    live = live_programs(exercise)
    return Impact(
        live=len(live),
        drafts=count_drafts(exercise),
        shifts=_shifts(exercise, live, before, after, table),
        rows=_rows(None if is_new else before, after, table),
        is_new=is_new,
    )


def live_programs(exercise):
    """Return every clinic's live programs with the exercise in any week; a suspended one may go on unchanged."""
    with scopes_disabled():
        return list(_using(Program.objects.running(), exercise).select_related("case__patient", "clinic"))


def count_drafts(exercise):
    """Count every clinic's drafts with the exercise in any week."""
    with scopes_disabled():
        return _using(Program.objects.filter(status=Program.Status.DRAFT), exercise).count()


def _using(programs, exercise):
    return programs.filter(Q(items__exercise=exercise) | Q(items__week_doses__exercise=exercise)).distinct()


def _rows(before, after, table):
    conditions = sorted(table.conditions.values(), key=lambda one: one.name)
    rows = []
    for condition in conditions:
        cells = [
            Cell(
                stage.value,
                before and _verdict(before, condition, stage, table),
                _verdict(after, condition, stage, table),
            )
            for stage in Stage
        ]
        rows.append(ImpactRow(condition.name, cells))
    return rows


def _verdict(facts, condition, stage, table):
    return screen(typical(condition, stage), facts, starting_dose(facts, stage, table), table).verdict.value


def _shifts(exercise, programs, before, after, table):
    """Count live programs whose verdict on the exercise would be another, by what it would change from and to."""
    today, found = timezone.localdate(), Counter()
    for program in programs:
        with scope(clinic=program.clinic):
            patient = patient_facts(program.case, today)
            doses = list(_doses(program, exercise))
        pairs = {
            (screen(patient, before, dose, table).verdict, screen(patient, after, dose, table).verdict)
            for dose in doses
        }
        found.update({pair for pair in pairs if pair[0] is not pair[1]})
    order = list(Verdict)
    pairs = sorted(found, key=lambda pair: (order.index(pair[1]), order.index(pair[0])), reverse=True)
    return [Shift(one[0].value, one[1].value, found[one]) for one in pairs]


def _doses(program, exercise):
    """Give every dose at which a program has the exercise: as an item, and in weeks that move on to it."""
    for row in program.items.filter(exercise=exercise).select_related("exercise"):
        yield dose_facts(row)
    cells = WeekDose.objects.filter(item__program=program, exercise=exercise)
    for cell in cells.select_related("item__exercise"):
        yield dose_of_week(cell.item, dose_facts(cell.item), cell)
