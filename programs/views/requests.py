"""What becomes of the exercises a patient asks for."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from clinic.access import PHYSIOTHERAPIST, role
from exercises.models import Exercise
from programs.actions import draft
from programs.loaders import load_program, load_request
from programs.review import offered_replacement, start_dose
from programs.views.steps import seen_version, take_step


@require_POST
@role(PHYSIOTHERAPIST)
@load_program
def request_add(request, program):
    exercise = get_object_or_404(Exercise.objects.published(), slug=request.POST.get("exercise"))
    return take_step(
        request,
        program,
        lambda: draft.request_exercise(
            program=program, seen=seen_version(request), exercise=exercise, by=request.user
        ),
    )


@require_POST
@role(PHYSIOTHERAPIST)
@load_request
def request_withdraw(request, wish):
    return take_step(
        request,
        wish.program,
        lambda: draft.withdraw_request(
            program=wish.program, seen=seen_version(request), request=wish, by=request.user
        ),
    )


@require_POST
@role(PHYSIOTHERAPIST)
@load_request
def request_include(request, wish):
    return take_step(
        request,
        wish.program,
        lambda: draft.include_request(
            program=wish.program,
            seen=seen_version(request),
            request=wish,
            dose=start_dose(wish.program, wish.exercise),
            by=request.user,
        ),
    )


@require_POST
@role(PHYSIOTHERAPIST)
@load_request
def request_swap(request, wish):
    exercise = get_object_or_404(Exercise.objects.published(), slug=request.POST.get("exercise"))

    def step():
        offer = offered_replacement(wish.program, wish.exercise, exercise)
        draft.swap_request(
            program=wish.program,
            seen=seen_version(request),
            request=wish,
            exercise=exercise,
            why=offer.why,
            dose=offer.dose,
            by=request.user,
        )

    return take_step(request, wish.program, step)


@require_POST
@role(PHYSIOTHERAPIST)
@load_request
def request_leave_out(request, wish):
    return take_step(
        request,
        wish.program,
        lambda: draft.leave_out_request(
            program=wish.program, seen=seen_version(request), request=wish, by=request.user
        ),
    )
