"""Outcome measures: see them over time, record one, correct one."""

from functools import wraps

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from clinic.access import PHYSIOTHERAPIST, role
from clinic.actions.measures import correct_measure, enter_in_error, newest_version, record_measure
from clinic.charts import trend_chart
from clinic.forms.measure import measure_form
from clinic.forms.measure_day import EnteredInErrorForm
from clinic.forms.record import posted
from clinic.loaders import banner, load_case, load_measure, only_while_open
from clinic.measures.instruments import INSTRUMENTS, PSFS, RMDQ
from clinic.measures.rmdq import rmdq
from clinic.measures.series import case_series, latest_activities, version_words
from clinic.views.form_page import Page, answer
from clinic.views.patients import FORM


def for_instrument(view):
    """Give the view the instrument its address names; an unknown one is 404."""

    @wraps(view)
    def chosen(request, case, instrument):
        if instrument not in INSTRUMENTS:
            raise Http404
        return view(request, case, INSTRUMENTS[instrument])

    return chosen


@role(PHYSIOTHERAPIST)
@require_safe
@load_case
def measure_list(request, case):
    found = case_series(case)
    used = {series.instrument.code for series in found}
    context = {
        "nav": "caseload",
        "case": case,
        "found": [(series, trend_chart(series) if series.rows else None) for series in found],
        "unused": [one for one in INSTRUMENTS.values() if one.code not in used],
        **banner(case.patient, case),
    }
    return render(request, "clinic/measure_list.html", context)


@role(PHYSIOTHERAPIST)
@require_http_methods(FORM)
@load_case
@for_instrument
@only_while_open
def measure_add(request, case, instrument):
    options = {"activities": latest_activities(case)} if instrument is PSFS else {}
    form = measure_form(instrument.code, posted(request), case=case, cancel_url=_list_of(case), **options)
    page = Page(
        "clinic/measure_add.html",
        _("Record %(instrument)s") % {"instrument": instrument.name},
        case,
        _about(instrument),
    )
    return answer(
        request,
        form,
        page,
        lambda: record_measure(case=case, instrument=instrument.code, values=form.values(), by=request.user),
        to=_list_of(case),
        done=_("%(instrument)s is recorded.") % {"instrument": instrument.name},
    )


@role(PHYSIOTHERAPIST)
@require_http_methods(FORM)
@load_measure
@only_while_open
def measure_correct(request, measure):
    case, instrument = measure.case, INSTRUMENTS[measure.instrument]
    form = measure_form(
        instrument.code,
        posted(request),
        case=case,
        measure=measure,
        initial={"version": newest_version(measure)},
        cancel_url=_list_of(case),
    )
    heading = _("Correct %(instrument)s of %(measured_on)s") % {
        "instrument": instrument.name,
        "measured_on": f"{measure.measured_on:%d-%b-%Y}",
    }
    context = _about(instrument) | {"measure": measure}
    return answer(
        request,
        form,
        Page("clinic/measure_correct.html", heading, case, context),
        lambda: correct_measure(
            measure=measure, seen=form.cleaned_data["version"], values=form.values(), by=request.user
        ),
        to=_list_of(case),
        done=_("%(instrument)s is corrected. What stood there before stays on record.")
        % {"instrument": instrument.name},
    )


@role(PHYSIOTHERAPIST)
@require_http_methods(FORM)
@load_measure
@only_while_open
def measure_error(request, measure):
    case, instrument = measure.case, INSTRUMENTS[measure.instrument]
    form = EnteredInErrorForm(
        posted(request), initial={"version": newest_version(measure)}, cancel_url=_list_of(case)
    )
    heading = _("%(instrument)s of %(measured_on)s was entered in error") % {
        "instrument": instrument.name,
        "measured_on": f"{measure.measured_on:%d-%b-%Y}",
    }
    context = {"instrument": instrument, "measure": measure, "was": version_words(measure)}
    return answer(
        request,
        form,
        Page("clinic/measure_error.html", heading, case, context),
        lambda: enter_in_error(
            measure=measure,
            seen=form.cleaned_data["version"],
            reason=form.cleaned_data["reason"],
            by=request.user,
        ),
        to=_list_of(case),
        done=_("%(instrument)s is marked as entered in error. It stays on record and counts for nothing.")
        % {"instrument": instrument.name},
    )


def _about(instrument):
    """Return what the page says of an instrument; a questionnaire printed word for word says whose it is."""
    return {"instrument": instrument, "questionnaire": rmdq() if instrument is RMDQ else None}


def _list_of(case):
    return reverse("measure-list", args=[case.pk])
