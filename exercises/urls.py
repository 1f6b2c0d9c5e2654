"""Pages of the library. They hang under /exercises/."""

from django.urls import path

from exercises.views import library

urlpatterns = [
    path("", library.exercise_list, name="exercise-list"),
    path("<slug:slug>/", library.exercise_detail, name="exercise-detail"),
    path("<slug:slug>/figure.svg", library.exercise_figure, name="exercise-figure"),
]
