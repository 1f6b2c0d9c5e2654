"""A case's outcome measures over time: readings of all instruments, their starts, changes and corrections."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from clinic.measures.instruments import INSTRUMENTS, NPRS, PSFS, Instrument
from clinic.measures.rmdq import rmdq
from clinic.measures.scoring import (
    Judgement,
    change_words,
    details,
    exact_score,
    judge,
    psfs_mean,
    rounded,
    score_words,
)
from clinic.models import Measure


@dataclass(frozen=True, slots=True)
class Reading:
    """One score on one day, from a measure or, for NPRS and PSFS, from an assessment."""

    instrument: Instrument
    on: date
    score: Decimal
    by: object
    pk: int
    items: dict = field(default_factory=dict)
    from_assessment: bool = False
    corrections: tuple = ()
    withdrawal: object = None

    @property
    def exact(self):
        return exact_score(self.instrument, self.score, self.items)

    @property
    def words(self):
        return score_words(self.instrument, self.score)

    @property
    def details(self):
        return details(self.instrument, self.score, self.items)

    @property
    def statements(self):
        """Return the ticked statements of an RMDQ with their numbers."""
        ticked = self.items.get("ticked", ())
        return [one for one in rmdq().numbered if one[0] in ticked]

    @property
    def comparable_with(self):
        """Return what must be equal for two readings to be compared: the activities of a PSFS, else nothing."""
        return frozenset(one["activity"].casefold() for one in self.items.get("activities", ()))


@dataclass(frozen=True, slots=True)
class Row:
    """A reading beside the first one it can be compared with; `start` is None when it is that one."""

    reading: Reading
    start: Reading | None
    change: str
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """All readings of one instrument in a case, oldest first. `withdrawn` ones are shown and count for nothing."""

    instrument: Instrument
    rows: tuple[Row, ...]
    withdrawn: tuple[Row, ...] = ()

    @property
    def latest_first(self):
        return sorted([*self.rows[::-1], *self.withdrawn], key=lambda row: row.reading.on, reverse=True)

    @property
    def start(self):
        """Return the reading that the newest one is compared with."""
        return self.rows[-1].start or self.rows[-1].reading


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction replaced, when and by whom."""

    at: object
    by: object
    was: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """When, by whom and why a measure was marked as entered in error."""

    at: object
    by: object
    reason: str


def case_series(case):
    """Return the series of every instrument that has been used in a case, in the instruments' order."""
    readings = [*_from_assessments(case), *_from_measures(case)]
    return [
        compare(instrument, [one for one in readings if one.instrument is instrument])
        for instrument in INSTRUMENTS.values()
        if any(one.instrument is instrument for one in readings)
    ]


def compare(instrument, readings):
    """Return the series of one instrument's readings, each beside the first one it can be compared with."""
    starts, rows, withdrawn = {}, [], []
    for reading in sorted(readings, key=lambda one: one.on):
        if reading.withdrawal:
            withdrawn.append(Row(reading, None, "", ()))
            continue
        start = starts.get(reading.comparable_with)
        starts.setdefault(reading.comparable_with, reading)
        rows.append(_row(instrument, reading, start))
    return Series(instrument, tuple(rows), tuple(withdrawn))


def latest_activities(case):
    """Return the activities the patient last scored, by measure or assessment, so that they are asked about again."""
    measure = case.measures.latest_of(Measure.Instrument.PSFS)
    assessment = case.assessments.exclude(psfs=[]).first()
    if measure and (assessment is None or measure.measured_on >= assessment.assessed_on):
        scored = measure.items.get("activities", ())
    else:
        scored = assessment.psfs if assessment else ()
    return [one["activity"] for one in scored]


def _row(instrument, reading, start):
    before = start.exact if start else None
    is_changed = start is not None and instrument.has_change
    return Row(
        reading,
        start,
        change_words(instrument, before, reading.exact) if is_changed else "",
        tuple(judge(instrument, one, before, reading.exact) for one in instrument.thresholds),
    )


def _from_assessments(case):
    for one in case.assessments.select_related("assessed_by").order_by("assessed_on", "pk"):
        common = {"on": one.assessed_on, "by": one.assessed_by, "pk": one.pk, "from_assessment": True}
        if one.nprs_now is not None:
            yield Reading(NPRS, score=Decimal(one.nprs_now), **common)
        if one.psfs:
            score = rounded(psfs_mean(one.psfs))
            yield Reading(PSFS, score=score, items={"activities": one.psfs}, **common)


def _from_measures(case):
    corrections = _corrections(case)
    for one in case.measures.select_related("recorded_by", "in_error_by"):
        yield Reading(
            INSTRUMENTS[one.instrument],
            on=one.measured_on,
            score=one.score,
            by=one.recorded_by,
            pk=one.pk,
            items=one.items,
            corrections=corrections.get(one.pk, ()),
            withdrawal=Withdrawal(one.in_error_at, one.in_error_by, one.in_error_reason)
            if one.in_error_at
            else None,
        )


def _corrections(case):
    """Return {measure: its corrections, oldest first} of a case, from the history that every save adds to."""
    versions = {}
    history = Measure.history.filter(case=case).select_related("history_user")
    for one in history.order_by("history_date", "history_id"):
        versions.setdefault(one.id, []).append(one)
    return {
        pk: tuple(
            Correction(new.history_date, new.history_user, _was(old, new))
            for old, new in pairwise(kept)
            if new.in_error_at is None
        )
        for pk, kept in versions.items()
    }


def version_words(version):
    """Return a measure as it stood, in words: the score and what stands behind it."""
    instrument = INSTRUMENTS[version.instrument]
    behind = details(instrument, version.score, version.items)
    score = score_words(instrument, version.score)
    return f"{score} ({behind})" if behind else score


def _was(old, new):
    """Return what a version said before; its day only where that was wrong."""
    words = version_words(old)
    return (
        words
        if old.measured_on == new.measured_on
        else _("%(words)s on %(measured_on)s")
        % {"words": words, "measured_on": f"{old.measured_on:%d-%b-%Y}"}
    )
