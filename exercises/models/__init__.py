"""The library: what an exercise is, what it demands of the back, what it looks like."""

from exercises.models.editing import Proposal, Revision, Suggestion
from exercises.models.exercise import Alternative, Equipment, Exercise
from exercises.models.library_import import LibraryImport
from exercises.models.photo import PhotoFile, PhotoPair, PhotoWords
from exercises.models.presentation import ExerciseText, Figure
from exercises.models.review import TextReview

__all__ = [
    "Alternative",
    "Equipment",
    "Exercise",
    "ExerciseText",
    "Figure",
    "LibraryImport",
    "PhotoFile",
    "PhotoPair",
    "PhotoWords",
    "Proposal",
    "Revision",
    "Suggestion",
    "TextReview",
]
