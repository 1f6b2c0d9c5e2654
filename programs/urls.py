"""Pages of prescribing: the caseload, the builder, what was issued, and the rules."""

from django.urls import path

from programs.views import (
    case,
    caseload,
    check_ins,
    closing,
    edit,
    handout,
    impact,
    issue,
    items,
    overrides,
    recheck,
    requests,
    rules,
    verdicts,
    weeks,
)

worklist = [
    path("", caseload.home, name="home"),
    path("caseload/", caseload.caseload, name="caseload"),
    path("recheck/", recheck.recheck, name="recheck"),
    path("cases/<int:pk>/", case.case_detail, name="case-detail"),
    path("cases/<int:pk>/close/", closing.case_close, name="case-close"),
]

builder = [
    path("cases/<int:pk>/programs/start/", edit.program_start, name="program-start"),
    path("programs/<int:pk>/edit/", edit.program_edit, name="program-edit"),
    path("programs/<int:pk>/settings/", edit.program_settings, name="program-settings"),
    path("programs/<int:pk>/undo/", edit.program_undo, name="program-undo"),
    path("programs/<int:pk>/discard/", edit.program_discard, name="program-discard"),
    path("programs/<int:pk>/requests/add/", requests.request_add, name="request-add"),
    path(
        "programs/<int:pk>/requests/<int:request_pk>/withdraw/",
        requests.request_withdraw,
        name="request-withdraw",
    ),
    path(
        "programs/<int:pk>/requests/<int:request_pk>/include/",
        requests.request_include,
        name="request-include",
    ),
    path("programs/<int:pk>/requests/<int:request_pk>/swap/", requests.request_swap, name="request-swap"),
    path(
        "programs/<int:pk>/requests/<int:request_pk>/leave-out/",
        requests.request_leave_out,
        name="request-leave-out",
    ),
    path(
        "programs/<int:pk>/requests/<int:request_pk>/override/",
        overrides.request_override,
        name="request-override",
    ),
    path("programs/<int:pk>/items/<int:item_pk>/why/", verdicts.item_why, name="item-why"),
    path("programs/<int:pk>/items/<int:item_pk>/override/", overrides.item_override, name="item-override"),
    path(
        "programs/<int:pk>/items/<int:item_pk>/override/withdraw/",
        overrides.item_override_withdraw,
        name="item-override-withdraw",
    ),
    path("programs/<int:pk>/items/add/", items.item_add, name="item-add"),
    path("programs/<int:pk>/items/suggest/", items.items_suggest, name="items-suggest"),
    path("programs/<int:pk>/items/reorder/", items.items_reorder, name="items-reorder"),
    path("programs/<int:pk>/items/<int:item_pk>/swap/", items.item_swap, name="item-swap"),
    path("programs/<int:pk>/items/<int:item_pk>/dose/", items.item_dose, name="item-dose"),
    path("programs/<int:pk>/items/<int:item_pk>/move/", items.item_move, name="item-move"),
    path("programs/<int:pk>/items/<int:item_pk>/remove/", items.item_remove, name="item-remove"),
    path(
        "programs/<int:pk>/items/<int:item_pk>/acknowledge/", items.item_acknowledge, name="item-acknowledge"
    ),
    path(
        "programs/<int:pk>/items/<int:item_pk>/weeks/<int:week>/", weeks.week_dose_edit, name="week-dose-edit"
    ),
    path(
        "programs/<int:pk>/items/<int:item_pk>/weeks/<int:week>/release/",
        weeks.week_dose_release,
        name="week-dose-release",
    ),
]

issued = [
    path("programs/<int:pk>/issue/", issue.program_issue, name="program-issue"),
    path("programs/<int:pk>/", issue.program_detail, name="program-detail"),
    path("programs/<int:pk>/revise/", edit.program_revise, name="program-revise"),
    path("programs/<int:pk>/handout/", handout.program_handout, name="program-handout"),
    path("programs/<int:pk>/handout.pdf", handout.program_handout_pdf, name="program-handout-pdf"),
    path("programs/<int:pk>/end/", issue.program_end, name="program-end"),
]

returned = [
    path("check-ins/", check_ins.check_in_find, name="check-in-find"),
    path("programs/<int:pk>/check-ins/<int:week>/add/", check_ins.check_in_add, name="check-in-add"),
    path("check-ins/<int:pk>/", check_ins.check_in_detail, name="check-in-detail"),
    path("check-ins/<int:pk>/correct/", check_ins.check_in_correct, name="check-in-correct"),
    path("check-ins/<int:pk>/review/", check_ins.check_in_review, name="check-in-review"),
    path("check-ins/<int:pk>/accept/", check_ins.check_in_accept, name="check-in-accept"),
    path("check-ins/<int:pk>/leave/", check_ins.check_in_leave, name="check-in-leave"),
]

reading = [
    path("rules/", rules.rules, name="rules"),
    path("rules/<slug:slug>/", rules.rules_condition, name="rules-condition"),
    path("rules/exercises/<slug:slug>/", verdicts.exercise_verdicts, name="exercise-verdicts"),
    path(
        "rules/exercises/<slug:slug>/<slug:condition>/<str:stage>/",
        verdicts.rules_why,
        name="rules-why",
    ),
    path("guide/", rules.guide, name="guide"),
]

# What the library means for prescribing. They hang with the exercises, which know nothing of programs.
library = [
    path(
        "exercises/library.imports/<int:pk>/impact/",
        impact.library_import_impact,
        name="library-import-impact",
    ),
    path("exercises/<slug:slug>/impact/", impact.exercise_impact, name="exercise-impact"),
    path("exercises/<slug:slug>/approve/", impact.exercise_approve, name="exercise-approve"),
    path("exercises/<slug:slug>/return/", impact.exercise_return, name="exercise-return"),
    path("exercises/<slug:slug>/retire/", impact.exercise_retire, name="exercise-retire"),
]

urlpatterns = worklist + builder + issued + returned + reading + library
