"""What all forms of the record share: no interruption by the browser, nothing typed is lost, and the two-editors check."""

from copy import copy
from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Div, Layout, Row, Submit
from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.field_names import say_labels
from clinic.forms.fields import DayField, LineField, MailField, WordsField

NOT_RECORDED = _("Not recorded")
CANCEL = '{% load i18n %}<a class="btn btn-link" href="{{ form.cancel_url }}">{% translate "Cancel" %}</a>'


def posted(request):
    """Return what was sent, or None when the page is opened for the first time."""
    return request.POST if request.method == "POST" else None


def record_field(column, **options):
    """Choose the form field of a model column: cleaned text and calendar days."""
    if isinstance(column, models.TextField) and not column.choices:
        return column.formfield(form_class=WordsField, widget=WordsField.widget, **options)
    if column.choices:
        return column.formfield(**options)
    if isinstance(column, models.EmailField):
        return column.formfield(form_class=MailField, **options)
    if isinstance(column, models.CharField):
        return column.formfield(form_class=LineField, **options)
    if isinstance(column, models.DateField):
        return column.formfield(form_class=DayField, **options)
    return column.formfield(**options)


def row(*names):
    """Lay fields side by side on wide screens."""
    return Row(*(Column(name, css_class="col-md") for name in names))


class RecordForm:
    """Errors come from the server in one summary. Subclasses name their rows in `arrange` and their buttons' words."""

    use_required_attribute = False
    submit_label = _("Save")
    # Fields that steer the page and are no part of the record.
    steering = ("version",)

    def __init__(self, *args, cancel_url="", **kwargs):
        super().__init__(*args, **kwargs)
        say_labels(self)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.layout = Layout(*self.arrange(), self._buttons(cancel_url))

    def arrange(self):
        """Return the rows of the form, top to bottom."""
        return list(self.fields)

    def values(self):
        """Return what belongs in the record."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.steering}

    def problems(self):
        """Return (link, words) of every error, in the order of the page, for the error summary."""
        general = [("", str(error)) for error in self.non_field_errors()]
        return general + [
            (_target(field), f"{field.label}: {error}")
            for field in self._in_page_order()
            for error in field.errors
        ]

    def differences(self, stored):
        """Return (label, typed, stored) where the two differ; forms over a row know."""
        return []

    def take_over(self, stored):
        """Count from now on as having seen `stored`: sending the form again replaces it knowingly."""
        self.data = self.data.copy()
        self.data["version"] = str(stored.version)

    def refuse(self, name, words):
        """Say what is wrong with a field, unless it has a complaint already."""
        if name not in self.errors:
            self.add_error(name, words)

    def _in_page_order(self):
        laid_out = [pointer.name for pointer in self.helper.layout.get_field_names()]
        return sorted(self, key=lambda field: laid_out.index(field.name) if field.name in laid_out else -1)

    def _buttons(self, cancel_url):
        self.cancel_url = cancel_url
        cancel = HTML(CANCEL)
        return Div(
            HTML("{% load form_keys %}{% form_key %}"),
            Submit("save", self.submit_label),
            *([cancel] if cancel_url else []),
            css_class="d-flex gap-2 mt-3",
        )


class RecordModelForm(RecordForm, forms.ModelForm):
    """A form over one row. It works on a copy: a refused form must not change what the page says about the row."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, instance=None, **kwargs):
        super().__init__(*args, instance=copy(instance), **kwargs)
        if "version" in self.fields:
            self.fields["version"].initial = getattr(instance, "version", None)

    def differences(self, stored):
        pairs = [(name, typed, getattr(stored, name)) for name, typed in self.values().items()]
        return [
            (self._label(name), self._shown(name, typed), self._shown(name, kept))
            for name, typed, kept in pairs
            if typed != kept
        ]

    def _label(self, name):
        return (
            self.fields[name].label
            if name in self.fields
            else self._meta.model._meta.get_field(name).verbose_name
        )

    def _shown(self, name, value):
        choices = dict(getattr(self.fields.get(name), "choices", ()))
        if isinstance(value, list):
            return ", ".join(str(choices.get(one, one)) for one in value) or NOT_RECORDED
        if value in (None, ""):
            return NOT_RECORDED
        if isinstance(value, bool):
            return gettext("Yes") if value else gettext("No")
        if isinstance(value, date):
            return f"{value:%d-%b-%Y}"
        return choices.get(value, value) if isinstance(value, str) else value


def _target(field):
    """Return where the error summary leads: the field, or the first box of a group of boxes."""
    is_group = isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return f"#{field.auto_id}_0" if is_group else f"#{field.id_for_label}"
