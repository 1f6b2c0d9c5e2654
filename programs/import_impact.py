"""What an import would mean for those who train with the published exercises it changes."""

from dataclasses import dataclass

from exercises.content import COLUMNS, content_of, with_parts
from exercises.exchange.policies import why_not_apply
from exercises.models import Exercise
from programs.impact import Impact, count_drafts, facts_of, impact, live_programs

# Comparing one takes some hundredths of a second. A library of this release has half as many.
MOST_COMPARED = 300


@dataclass(frozen=True)
class Line:
    """One published exercise of the file; `impact` is None where nothing changes that the rules read."""

    name: str
    url: str
    live: int
    drafts: int
    impact: Impact | None

    @property
    def changed_rows(self):
        """Return the conditions in which some verdict would be another."""
        rows = self.impact.rows if self.impact else []
        return [row for row in rows if any(cell.before != cell.after for cell in row.cells)]


def import_impact_page(kept, plan, user):
    """Return what the page shows of a waiting import: every published exercise it changes, with what that means."""
    slugs = plan.needs_second_person
    exercises = with_parts(Exercise.objects.filter(slug__in=slugs[:MOST_COMPARED])).order_by("name")
    rows = {one.slug: one.row for one in plan.changes if one.kind == "exercises"}
    lines = [_line(exercise, rows.get(exercise.slug)) for exercise in exercises]
    return {
        "kept": kept,
        "lines": lines,
        "milder": sum(line.impact.milder for line in lines if line.impact),
        "stricter": sum(line.impact.stricter for line in lines if line.impact),
        "not_compared": max(0, len(slugs) - MOST_COMPARED),
        "digest": plan.digest,
        "total": len(plan.changes),
        "obstacle": why_not_apply(kept, plan, user),
    }


def _line(exercise, row):
    stored = content_of(exercise)
    after = stored if row is None else _content_after(stored, row)
    is_judged = facts_of(exercise, stored) != facts_of(exercise, after)
    return Line(
        name=exercise.name,
        url=exercise.get_absolute_url(),
        live=len(live_programs(exercise)),
        drafts=count_drafts(exercise),
        impact=impact(exercise, stored, after) if is_judged else None,
    )


def _content_after(stored, row):
    """Return a content with what the sheet says of the exercise; alternatives and texts change no verdict."""
    columns = {part: {name: getattr(row, name) for name in names} for part, names in COLUMNS.items()}
    columns["facts"]["equipment"] = row.equipment_codes
    return stored | columns
