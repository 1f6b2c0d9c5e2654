"""Names that Django makes from columns are in the catalogue too."""

import pytest
from django import forms
from django.utils.text import capfirst

from clinic.changes import LEFT_OUT
from clinic.field_names import COLUMNS, MODELS
from clinic.forms.record import RecordForm
from clinic.models import Assessment, Case, Clearance, Diagnosis, Measure, Patient, RedFlagScreen
from programs.forms import PlainForm

SHOWN = [Patient, Case, Diagnosis, RedFlagScreen, Clearance, Assessment, Measure]


def forms_under(base):
    for form in base.__subclasses__():
        yield form
        yield from forms_under(form)


@pytest.mark.parametrize("model", SHOWN)
def test_what_a_history_shows(model):
    columns = [column for column in model._meta.concrete_fields if column.name not in LEFT_OUT]
    derived = {capfirst(column.verbose_name) for column in columns if isinstance(column.verbose_name, str)}
    assert derived - {*COLUMNS} == set()
    assert str(model._meta.verbose_name) in MODELS


@pytest.mark.parametrize("base", [RecordForm, PlainForm])
def test_what_a_form_asks_for(base):
    made = [form for form in forms_under(base) if issubclass(form, forms.BaseForm)]
    labels = {
        field.label for form in made for field in form.base_fields.values() if isinstance(field.label, str)
    }
    assert labels - {*COLUMNS} == set()
