"""The outcome measures: their range, which way is better, and what counts as a change, each with its source.

Everything here is evidence.md section 6. Item texts are on the paper forms and not in the product, save those of the
RMDQ, whose authors ask for no permission (rmdq.toml).
"""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Threshold:
    """A change since the start, in points or in percent, or a score that counts by itself; exactly one is set."""

    words: str
    source: str
    points: Decimal | None = None
    percent: int | None = None
    as_good_as: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Instrument:
    """An outcome measure. `has_change` is false where two scores may not be subtracted from each other."""

    code: str
    name: str
    title: str
    scale: str
    low: int
    high: int
    tick: int
    higher_is_better: bool
    thresholds: tuple[Threshold, ...] = ()
    has_change: bool = True
    note: str = ""
    sources: tuple[str, ...] = ()


NPRS = Instrument(
    code="nprs",
    name="NPRS",
    title=_("pain now"),
    scale=_("0 no pain, 10 the worst imaginable. Lower is better."),
    low=0,
    high=10,
    tick=2,
    higher_is_better=False,
    thresholds=(
        Threshold(_("2 points better"), "OSTELO08", points=Decimal(2)),
        Threshold(_("30 % better"), "OSTELO08", percent=30),
        Threshold(_("Recovered, 0"), "KAMPER10", as_good_as=Decimal(0)),
    ),
)
PSFS = Instrument(
    code="psfs",
    name="PSFS",
    title=_("what the patient wants to do again"),
    scale=_("Mean of 1 to 5 own activities, 0 unable, 10 as before. Higher is better."),
    low=0,
    high=10,
    tick=2,
    higher_is_better=True,
    thresholds=(
        Threshold(_("1.3 better, small"), "ABBOTT14", points=Decimal("1.3")),
        Threshold(_("2.3 better, medium"), "ABBOTT14", points=Decimal("2.3")),
        Threshold(_("2.7 better, large"), "ABBOTT14", points=Decimal("2.7")),
    ),
    note=_("Compared only while the activities stay the same. No published threshold in percent."),
)
RMDQ = Instrument(
    code="rmdq",
    name="RMDQ",
    title=_("Roland-Morris disability"),
    scale=_("Statements ticked, 0 to 24. Lower is better."),
    low=0,
    high=24,
    tick=4,
    higher_is_better=False,
    thresholds=(
        Threshold(_("5 points better"), "OSTELO08", points=Decimal(5)),
        Threshold(_("30 % better"), "OSTELO08", percent=30),
        Threshold(_("Recovered, 2 or less"), "KAMPER10", as_good_as=Decimal(2)),
    ),
    note=_("Roland and Morris 1983. 24 statements, each ticked or not; an unticked one counts 0."),
    sources=("ROLAND00",),
)
GROC = Instrument(
    code="groc",
    name="GROC",
    title=_("change as the patient sees it"),
    scale=_("−5 to +5 against the start of treatment. Higher is better."),
    low=-5,
    high=5,
    tick=5,
    higher_is_better=True,
    thresholds=(Threshold(_("+2.5 or more"), "BOBOS20", as_good_as=Decimal("2.5")),),
    has_change=False,
    note=_("Each score is itself a change since the start. It leans towards how the patient feels today."),
    sources=("KAMPER09",),
)
PASS = Instrument(
    code="pass",
    name="PASS",
    title=_("is the present state acceptable?"),
    scale=_("Yes or no."),
    low=0,
    high=1,
    tick=1,
    higher_is_better=True,
    has_change=False,
    note=_("One question: is the state the patient is in today acceptable to them?"),
    sources=("PASS20",),
)
ODI = Instrument(
    code="odi",
    name="ODI",
    title=_("Oswestry score"),
    scale=_("0 to 100. Lower is better."),
    low=0,
    high=100,
    tick=20,
    higher_is_better=False,
    thresholds=(
        Threshold(_("10 points better"), "OSTELO08", points=Decimal(10)),
        Threshold(_("30 % better"), "OSTELO08", percent=30),
    ),
    note=_("Score only, from the clinic's own licensed form."),
    sources=("EPROVIDE",),
)
START_BACK = Instrument(
    code="start_back",
    name="STarT Back",
    title=_("risk of lasting trouble"),
    scale=_("Total 0 to 9, of which distress 0 to 5. Lower is better."),
    low=0,
    high=9,
    tick=3,
    higher_is_better=False,
    has_change=False,
    note=(
        _(
            "It foretells and sorts into low, medium and high risk; it is no measure of change. Score only. "
            "While the newest score is high risk, the rules count it as high distress (W04)."
        )
    ),
    sources=("KEELE",),
)

INSTRUMENTS = {one.code: one for one in (NPRS, PSFS, RMDQ, GROC, PASS, ODI, START_BACK)}
