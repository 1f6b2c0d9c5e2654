"""Pages of the library. They hang under /exercises/."""

from django.urls import path, re_path

from exercises.views import (
    edit,
    exchange,
    library,
    photo_words,
    photos,
    review,
    revisions,
    suggestions,
    text_reviews,
)

reading = [
    path("", library.exercise_list, name="exercise-list"),
    path("<slug:slug>/", library.exercise_detail, name="exercise-detail"),
    path("<slug:slug>/figure.svg", library.exercise_figure, name="exercise-figure"),
]

# An exercise's slug holds no full stop, so these addresses can be nobody's name.
desk = [
    path("library.work/", review.library_work, name="library-work"),
    path("library.add/", edit.exercise_add, name="exercise-add"),
    path("library.suggestions/", suggestions.suggestion_list, name="suggestion-list"),
    path("library.suggestions/<int:pk>/", suggestions.suggestion_answer, name="suggestion-answer"),
]

exchanging = [
    path("library.exchange/", exchange.library_exchange, name="library-exchange"),
    re_path(r"^library\.(?P<form>xlsx|zip)$", exchange.library_export, name="library-export"),
    path("library.json", exchange.library_json, name="library-json"),
    path("library.imports/", exchange.library_import_add, name="library-import-add"),
    path("library.imports/<int:pk>/", exchange.library_import_detail, name="library-import-detail"),
    path(
        "library.imports/<int:pk>/differences.csv",
        exchange.library_import_differences,
        name="library-import-differences",
    ),
    path("library.imports/<int:pk>/apply/", exchange.library_import_apply, name="library-import-apply"),
    path(
        "library.imports/<int:pk>/withdraw/", exchange.library_import_withdraw, name="library-import-withdraw"
    ),
]

editing = [
    path("<slug:slug>/edit/", edit.exercise_edit, name="exercise-edit"),
    path("<slug:slug>/edit/<slug:part>/", edit.exercise_part, name="exercise-part"),
    path("<slug:slug>/duplicate/", edit.exercise_duplicate, name="exercise-duplicate"),
    path("<slug:slug>/submit/", review.exercise_submit, name="exercise-submit"),
    path("<slug:slug>/change/withdraw/", review.proposal_withdraw, name="proposal-withdraw"),
    path("<slug:slug>/change/refresh/", review.proposal_refresh, name="proposal-refresh"),
    path("<slug:slug>/bring-back/", review.exercise_bring_back, name="exercise-bring-back"),
    path("<slug:slug>/revisions/", revisions.exercise_revisions, name="exercise-revisions"),
    path("<slug:slug>/revisions/<int:number>/restore/", revisions.exercise_restore, name="exercise-restore"),
    path("<slug:slug>/suggest/", suggestions.suggestion_add, name="suggestion-add"),
    path("<slug:slug>/reviews/<slug:language>/", text_reviews.text_review, name="text-review"),
    path(
        "<slug:slug>/reviews/<slug:language>/<int:pk>/",
        text_reviews.text_review_confirm,
        name="text-review-confirm",
    ),
]

picturing = [
    path("<slug:slug>/photos/", photos.exercise_photos_edit, name="exercise-photos-edit"),
    path("<slug:slug>/photos/agree/", photos.exercise_photos_agree, name="exercise-photos-agree"),
    path("<slug:slug>/photos/remove/", photos.exercise_photos_remove, name="exercise-photos-remove"),
    path("<slug:slug>/photos/keep/", photos.exercise_photos_keep, name="exercise-photos-keep"),
    path(
        "<slug:slug>/photos/words/<slug:language>/",
        photo_words.exercise_photos_describe,
        name="exercise-photos-describe",
    ),
    path(
        "<slug:slug>/photos/words/<slug:language>/agree/",
        photo_words.exercise_photos_describe_agree,
        name="exercise-photos-describe-agree",
    ),
    path("<slug:slug>/photos/<slug:place>.jpg", photos.exercise_photo, name="exercise-photo"),
]

urlpatterns = desk + exchanging + reading + editing + picturing
