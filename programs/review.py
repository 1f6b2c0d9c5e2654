"""What the rules say about a draft as it stands: verdicts, swaps, gaps and gates, computed once per page."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from programs import recipe
from programs.alongside import alongside_gates
from programs.check_ins.owed import owed_gates
from programs.errors import Refused
from programs.facts import UNREAD, dose_facts, exercise_facts, library, patient_facts
from programs.item_review import ItemReview, judge_item
from programs.languages import language_gates, written_in
from programs.models import Program
from programs.policies import AWAITS_REVIEW, all_gates, can_issue, content_of
from programs.rules.covering import coverage
from programs.rules.library import Library
from programs.rules.loading import default_table
from programs.rules.planning import offered_modes
from programs.rules.replacing import replacements
from programs.rules.scales import GateLevel, Stage
from programs.rules.screening import Screening, screen
from programs.rules.stages import effective_stage, patient_stage
from programs.rules.table import Table
from programs.rules.values import Dose, Patient
from programs.start import start_problem
from programs.weeks import fast_weeks, stored_cells


@dataclass(frozen=True)
class Situation:
    """Who the program is for and what there is to train with: everything a verdict depends on."""

    program: Program
    patient: Patient
    library: Library
    table: Table
    equipment: frozenset[str] | None
    # Exercises with words in the language of the handout; None: all of them.
    written: frozenset[str] | None = None

    @property
    def stage(self) -> Stage:
        return patient_stage(self.patient, self.table)

    @property
    def condition_stages(self) -> dict[str, Stage]:
        """Return the stage each diagnosis is judged at now, the earliest where one is recorded twice."""
        found: dict[str, Stage] = {}
        for one in self.patient.conditions:
            stage = effective_stage(self.patient, one, self.table)
            found[one.slug] = min(stage, found.get(one.slug, stage))
        return found

    def facts(self, row):
        """Return an exercise row as the engine sees it, retired ones too."""
        return self.library.get(row.slug) or exercise_facts(row)

    def is_written(self, slug) -> bool:
        """Tell whether an exercise can be printed in the language of the handout."""
        return self.written is None or slug in self.written

    def screen(self, row, dose: Dose | None = None) -> Screening:
        return screen(self.patient, self.facts(row), dose, self.table)

    def swaps(self, row, *, taken: frozenset[str], dose: Dose | None = None):
        """Return up to three exercises to swap `row` for, none of them among `taken`."""
        return replacements(
            self.patient, self.facts(row), self.library, self.equipment, self.table, exclude=taken, dose=dose
        )


def situation(program, today=None) -> Situation:
    """Gather what the verdicts of a program depend on."""
    limited = program.equipment.all() if program.limited_equipment else None
    return Situation(
        program=program,
        patient=patient_facts(program.case, today or timezone.localdate()),
        library=library(),
        table=default_table(),
        equipment=None if limited is None else frozenset(thing.slug for thing in limited),
        written=written_in(program.language),
    )


@dataclass(frozen=True)
class Review:
    """A draft and what the rules say about it."""

    situation: Situation
    items: tuple[ItemReview, ...]
    cells: dict
    gates: tuple
    not_trained: tuple

    @property
    def blocking(self):
        return [gate for gate in self.gates if gate.blocks]

    @property
    def blocks_in_draft(self) -> bool:
        """Tell whether everything that blocks is put right in the draft itself, nothing in the record."""
        return all(
            gate.level == GateLevel.BLOCK_CONTENT.value and gate.id not in AWAITS_REVIEW
            for gate in self.blocking
        )

    @property
    def warnings(self):
        return [gate for gate in self.gates if not gate.blocks]

    @property
    def can_issue(self) -> bool:
        return can_issue(self)


def review(program, today=None) -> Review:
    """Judge a draft as it stands on `today`."""
    now = situation(program, today)
    cells = stored_cells(program)
    items = tuple(judge_item(now, row, cells.get(row.pk, [])) for row in ordered_items(program))
    content = content_of(
        program,
        items,
        today or timezone.localdate(),
        weeks_above_cap=fast_weeks(program, [item.row for item in items], cells, now.table),
    )
    names = {item.row.exercise.slug: item.row.exercise.name for item in items}
    return Review(
        situation=now,
        items=items,
        cells=cells,
        gates=all_gates(
            now.patient,
            now.table,
            today=today or timezone.localdate(),
            content=content,
            items=items,
            names=names,
            mode=program.mode,
            starts_on=program.starts_on,
            start=start_problem(program.starts_on, today or timezone.localdate()),
            library=now.library,
            is_closed=program.case.closed_on is not None,
            also=(
                *language_gates(program, items, cells, now.written),
                *alongside_gates(program.case, items),
                *owed_gates(program),
            ),
        ),
        not_trained=coverage(now.patient, content.items, now.library, now.table, now.equipment),
    )


def ordered_items(program):
    """Return the items in session order with everything a page reads from them. One query."""
    rows = program.items.select_related(
        "exercise", "replaces", "acknowledged_by", "override_by", "request__exercise"
    )
    return sorted(rows, key=lambda row: (recipe.SECTIONS.index(row.section), row.order, row.pk))


def case_gates(case, today, clearance=UNREAD):
    """Return what blocks issuing for this patient, and what only warns, before any exercise is chosen."""
    facts = patient_facts(case, today, clearance)
    limits = any(limit.slug or limit.tag or limit.position for limit in facts.restrictions)
    names_exercises = limits or facts.worsens_leg_symptoms
    return all_gates(facts, default_table(), today=today, library=library() if names_exercises else None)


def first_mode(case, today) -> str:
    """Return the pain light a new program starts with: the clinic's, unless the rules keep the patient on strict."""
    offered = [mode.value for mode in offered_modes(patient_facts(case, today), default_table())]
    return case.clinic.default_mode if case.clinic.default_mode in offered else offered[0]


def modes_for(program) -> tuple[str, ...]:
    """Return the pain lights this patient may train under, the default first."""
    now = situation(program)
    return tuple(mode.value for mode in offered_modes(now.patient, now.table))


def start_dose(program, row) -> Dose:
    """Return the dose an exercise starts with in this program."""
    now = situation(program)
    return recipe.start_dose(now, now.facts(row))


def offered_replacement(program, original, wanted, item=None):
    """Return the swap the rules offer from `original` to `wanted`, with its reason and the dose carried over.

    Raises Refused when the rules do not offer it: the page may be old, and an unsafe swap must not slip in.
    """
    now = situation(program)
    taken = frozenset(program.items.values_list("exercise__slug", flat=True)) - {original.slug}
    dose = dose_facts(item) if item else recipe.start_dose(now, now.facts(original))
    for offer in now.swaps(original, taken=taken, dose=dose).options:
        if offer.slug == wanted.slug:
            return offer
    raise Refused(
        _("%(wanted)s is not offered in place of %(original)s for this patient.")
        % {"wanted": wanted.name, "original": original.name}
    )


def suggested_items(program):
    """Return (exercise, section, dose) of a warm-up, core and cool-down that suits the patient, without doubles."""
    now = situation(program)
    present = {row.exercise.slug: row.section for row in program.items.select_related("exercise")}
    chosen = recipe.suggest(now, present)
    if not chosen:
        raise Refused(_("The programme already has a warm-up, core work and a cool-down."))
    rows = recipe.rows_of(chosen)
    return [(rows[slug], section, recipe.start_dose(now, now.library[slug])) for slug, section in chosen]
