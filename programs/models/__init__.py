"""Prescribing: programs, their exercises and weeks, what came back, and what was printed."""

from programs.models.check_in import CheckIn, CheckInItem
from programs.models.handout import Handout
from programs.models.item import ProgramItem, WeekDose
from programs.models.program import DraftStep, ExerciseRequest, Program

__all__ = [
    "CheckIn",
    "CheckInItem",
    "DraftStep",
    "ExerciseRequest",
    "Handout",
    "Program",
    "ProgramItem",
    "WeekDose",
]
