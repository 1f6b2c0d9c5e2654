"""The state of the published library in eight figures, each with what stands behind it."""

from collections import defaultdict
from dataclasses import asdict, dataclass

from exercises.completeness import contents_of, with_contents
from exercises.figures.lint import lint
from exercises.figures.schema import PoseError, validate
from exercises.languages import BASE
from exercises.models import Alternative, Exercise
from exercises.models.photo import shown_photos
from exercises.reading_level import HARDEST_GRADE, READ_FIELDS, grade
from text.reading import GRADES


@dataclass(frozen=True)
class Figures:
    """What `library_report --json` prints; grades are school grades, everything else is counted."""

    published: int
    with_figure: int
    with_patient_text: int
    pose_lint_findings: int
    reading_grade_max: float
    alternatives_dangling: int
    chains_broken: int
    awaiting_review: int


@dataclass(frozen=True)
class Report:
    """The figures and, in lines of plain words, what keeps each from its best value."""

    figures: Figures
    details: dict[str, list[str]]


def library_report():
    """Count the published library. Four queries."""
    exercises = list(with_contents(Exercise.objects.published().order_by("slug")))
    details = {
        "with_figure": [one.slug for one in exercises if not contents_of(one).has_picture],
        "with_patient_text": [one.slug for one in exercises if not _is_readable(one)],
        "pose_lint_findings": [line for one in exercises for line in _pose_faults(one)],
        "reading_grade_max": [
            f"{one.slug}: grade {_grade(one)}" for one in exercises if _grade(one) > HARDEST_GRADE
        ],
        "alternatives_dangling": _dangling(),
        "chains_broken": _broken_chains(exercises),
        "awaiting_review": [one.slug for one in exercises if not _is_reviewed(one)],
    }
    figures = Figures(
        published=len(exercises),
        with_figure=len(exercises) - len(details["with_figure"]),
        with_patient_text=len(exercises) - len(details["with_patient_text"]),
        pose_lint_findings=len(details["pose_lint_findings"]),
        reading_grade_max=max(map(_grade, exercises), default=0.0),
        alternatives_dangling=len(details["alternatives_dangling"]),
        chains_broken=len(details["chains_broken"]),
        awaiting_review=len(details["awaiting_review"]),
    )
    return Report(figures, details)


def as_dict(figures):
    """Return the figures as one object with exactly the eight names."""
    return asdict(figures)


def _is_readable(exercise):
    wording = contents_of(exercise).wordings.get(BASE)
    return bool(wording and wording.is_whole)


def _is_reviewed(exercise):
    wordings = contents_of(exercise).wordings.values()
    return bool(wordings) and all(wording.is_reviewed for wording in wordings)


def _pose_faults(exercise):
    if not hasattr(exercise, "figure"):
        return []
    try:
        validate(exercise.figure.pose, exercise.slug)
        return lint(exercise.slug, exercise.figure.pose)
    except PoseError as error:
        return [f"{exercise.slug}: {error}"]


def _grade(exercise):
    """Return the school grade of an exercise's hardest text, of the languages that have a measure; 0 for none."""
    texts = [text for text in exercise.texts.all() if text.language in GRADES]
    pair = shown_photos(exercise)
    return max((grade(text.language, _words(text), pair) for text in texts), default=0.0)


def _words(text):
    return {field: getattr(text, field) for field in READ_FIELDS}


def _dangling():
    """Name every alternative of a published exercise that cannot be given because it is not published."""
    rows = Alternative.objects.filter(exercise__status=Exercise.Status.PUBLISHED)
    lost = rows.exclude(replacement__status=Exercise.Status.PUBLISHED).select_related(
        "exercise", "replacement"
    )
    return [f"{row.exercise.slug} → {row.replacement.slug}" for row in lost]


def _broken_chains(exercises):
    """Name every chain with a gap, a shared place or a member without a place; places count from 0."""
    chains = defaultdict(list)
    for one in exercises:
        if one.chain or one.chain_order is not None:
            chains[one.chain].append(one.chain_order)
    return [
        f"{chain or 'no chain'}: places {', '.join(map(str, places))}"
        for chain, places in sorted(chains.items())
        if not chain or sorted(places, key=str) != sorted(range(len(places)), key=str)
    ]
