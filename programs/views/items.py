"""What is done to the exercises in a draft, one step each."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from clinic.access import PHYSIOTHERAPIST, role
from exercises.models import Exercise
from programs.actions import items
from programs.dose_forms import DoseForm
from programs.loaders import load_item, load_program
from programs.review import offered_replacement, start_dose, suggested_items
from programs.views.steps import seen_version, show_builder, take_step


@require_POST
@role(PHYSIOTHERAPIST)
@load_program
def item_add(request, program):
    exercise = get_object_or_404(Exercise.objects.published(), slug=request.POST.get("exercise"))

    def step():
        items.add_exercise(
            program=program,
            seen=seen_version(request),
            exercise=exercise,
            dose=start_dose(program, exercise),
            by=request.user,
        )

    return take_step(request, program, step)


@require_POST
@role(PHYSIOTHERAPIST)
@load_program
def items_suggest(request, program):
    def step():
        items.add_suggested(
            program=program,
            seen=seen_version(request),
            suggestions=suggested_items(program),
            by=request.user,
        )

    return take_step(request, program, step)


@require_POST
@role(PHYSIOTHERAPIST)
@load_item
def item_swap(request, item):
    exercise = get_object_or_404(Exercise.objects.published(), slug=request.POST.get("exercise"))

    def step():
        offer = offered_replacement(item.program, item.exercise, exercise, item=item)
        items.swap_item(
            program=item.program,
            seen=seen_version(request),
            item=item,
            exercise=exercise,
            why=offer.why,
            dose=offer.dose,
            by=request.user,
        )

    return take_step(request, item.program, step)


@require_POST
@role(PHYSIOTHERAPIST)
@load_item
def item_dose(request, item):
    form = DoseForm(request.POST, instance=item)
    if not form.is_valid() and item.program.is_draft:
        return show_builder(request, item.program, forms={item.pk: form})
    return take_step(
        request,
        item.program,
        lambda: items.change_dose(
            program=item.program,
            seen=seen_version(request),
            item=item,
            changes=form.cleaned_data,
            by=request.user,
        ),
    )


@require_POST
@role(PHYSIOTHERAPIST)
@load_item
def item_move(request, item):
    direction = items.UP if request.POST.get("direction") == items.UP else items.DOWN
    return take_step(
        request,
        item.program,
        lambda: items.move_item(
            program=item.program, seen=seen_version(request), item=item, direction=direction, by=request.user
        ),
    )


@require_POST
@role(PHYSIOTHERAPIST)
@load_program
def items_reorder(request, program):
    known = {str(pk): pk for pk in program.items.values_list("pk", flat=True)}
    ids = [known.get(given, 0) for given in request.POST.getlist("item")]
    return take_step(
        request,
        program,
        lambda: items.reorder_items(
            program=program,
            seen=seen_version(request),
            section=request.POST.get("section", ""),
            ids=ids,
            by=request.user,
        ),
    )


@require_POST
@role(PHYSIOTHERAPIST)
@load_item
def item_remove(request, item):
    return take_step(
        request,
        item.program,
        lambda: items.remove_item(
            program=item.program, seen=seen_version(request), item=item, by=request.user
        ),
    )


@require_POST
@role(PHYSIOTHERAPIST)
@load_item
def item_acknowledge(request, item):
    return take_step(
        request,
        item.program,
        lambda: items.acknowledge_item(
            program=item.program,
            seen=seen_version(request),
            item=item,
            rules=request.POST.getlist("rule"),
            by=request.user,
        ),
    )
