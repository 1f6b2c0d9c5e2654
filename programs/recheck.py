"""Live programs judged again: whose verdicts are no longer the ones they were issued under, and what blocks them now."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from programs.facts import dose_facts, library, patient_facts
from programs.item_review import ItemReview, dose_of_week, judge_item, weeks_above_stage
from programs.models import Program, ProgramItem
from programs.open_weights import OpenWeights, outdated_weights
from programs.policies import PageGate, all_gates
from programs.review import Situation, ordered_items
from programs.rules.loading import default_table
from programs.rules.scales import Verdict
from programs.weeks import stored_cells

SILENT = _("No rule speaks about it any more.")


@dataclass(frozen=True)
class Change:
    """One exercise whose verdict is another than when the program was issued; `week` is the first it shows in."""

    name: str
    item: ProgramItem
    before: Verdict
    after: Verdict
    rule: str
    reason: str
    week: int | None = None


@dataclass(frozen=True)
class Recheck:
    """One live program as the rules see it today: changed verdicts, what blocks, and whether the rules are others.

    `too_many_sets` names (exercise, weeks) with more sets than the stage allows that counts by now, `weights` those whose paper
    names another limit than the clearance has. `unpublished` is what the library does not give any more: it holds nothing back.
    """

    program: Program
    changes: tuple[Change, ...]
    gates: tuple[PageGate, ...]
    rules_changed: bool
    too_many_sets: tuple[tuple[str, tuple[int, ...]], ...] = ()
    weights: OpenWeights | None = None
    unpublished: tuple[str, ...] = ()

    @property
    def left_out(self) -> tuple[Change, ...]:
        """Return what the patient must not do any more, in its first week or a later one."""
        return tuple(change for change in self.changes if change.after is Verdict.AVOID)

    @property
    def needs_a_look(self) -> bool:
        return bool(self.changes or self.gates or self.too_many_sets or self.weights or self.unpublished)


def recheck_live(today) -> list[Recheck]:
    """Judge every live program of the clinic in scope. Two queries, and nine more for each program."""
    live = Program.objects.live().with_people().order_by("case__patient__family_name", "number")
    shared = library()
    return [recheck_program(program, today, shared) for program in live]


def recheck_program(program, today, shared=None) -> Recheck:
    """Judge one issued program as if it were issued today and compare with the verdicts in its snapshot."""
    table = default_table()
    now = Situation(
        program=program,
        patient=patient_facts(program.case, today),
        library=shared or library(),
        table=table,
        equipment=None,
    )
    frozen = program.snapshot["clinician_copy"]["findings"]
    cells = stored_cells(program)
    rows = ordered_items(program)
    above = [(row.exercise.name, weeks_above_stage(now, row, cells.get(row.pk, []))) for row in rows]
    judged = [judge_item(now, row, cells.get(row.pk, [])) for row in rows]
    changes = [change for one in judged for change in _changes(now, one, cells.get(one.row.pk, []), frozen)]
    gates = all_gates(
        now.patient,
        table,
        today=today,
        starts_on=program.starts_on,
        mode=program.mode,
        library=now.library,
    )
    return Recheck(
        program=program,
        changes=tuple(changes),
        gates=tuple(gate for gate in gates if gate.blocks),
        rules_changed=program.snapshot["rules"]["digest"] != table.digest,
        too_many_sets=tuple((name, weeks) for name, weeks in above if weeks),
        weights=outdated_weights(program.snapshot, now.patient, _names(rows, cells)),
        unpublished=tuple(dict.fromkeys(name for one in judged for name in one.unpublished)),
    )


def compare(frozen, findings, verdict):
    """Return (before, after, rule, reason) where a verdict is not the frozen one, else None.

    `frozen` is an exercise's entry in the snapshot; without one its verdict was ok. The reason is that of the
    severest finding that did not speak at issue.
    """
    before = Verdict(frozen["verdict"]) if frozen else Verdict.OK
    if before is verdict:
        return None
    known = {one["rule"] for one in frozen["findings"]} if frozen else set()
    told = [hit for hit in findings if hit.rule not in known] or list(findings)
    return before, verdict, *((told[0].rule, told[0].reason) if told else ("", SILENT))


def _names(rows, cells):
    shown = [*rows, *(cell for many in cells.values() for cell in many)]
    return {one.exercise.slug: one.exercise.name for one in shown}


def _changes(now, judged, cells, frozen):
    row = judged.row
    entry = frozen.get(row.exercise.slug)
    later = {one.finding.rule: one for one in judged.week_cautions}
    findings = [*judged.screening.findings, *(one.finding for one in judged.week_cautions)]
    found = compare(entry, findings, judged.verdict)
    if found:
        week = later[found[2]].weeks[0] if found[2] in later else None
        yield Change(row.exercise.name, row, *found, week=week)
    if not found or found[1] is not Verdict.AVOID:
        yield from _later_changes(now, row, cells, entry)


def _later_changes(now, row, cells, entry):
    """Give later weeks that have become too much: as at issue, a heavier week speaks when it must be left out now,
    a harder form as soon as it is not fine any more.
    """
    seen = set()
    for cell in cells:
        is_other = cell.exercise_id != row.exercise_id
        if cell.exercise_id in seen:
            continue
        screening = now.screen(cell.exercise, dose_of_week(row, dose_facts(row), cell))
        verdict = screening.verdict if is_other else _verdict(row, screening)
        found = compare(None if is_other else entry, screening.findings, verdict)
        if found and (is_other or verdict is Verdict.AVOID):
            seen.add(cell.exercise_id)
            yield Change(cell.exercise.name, row, *found, week=cell.week)


def _verdict(row, screening):
    # A recorded override counts as long as it covers every rule that leaves the exercise out.
    return ItemReview(row=row, facts=None, dose=None, screening=screening).verdict
