"""What the forms for all parts of an exercise share: they work on content, keep what was typed and tell two editors."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from exercises.content import mark, part_of, with_part

# Fields that templates draw without crispy still look like the others.
LOOKS = {
    forms.Select: "form-select",
    forms.TextInput: "form-control",
    forms.NumberInput: "form-control",
    forms.Textarea: "form-control",
}


class PartForm(forms.Form):
    """A form over one part of an exercise's content. Subclasses say what they lay out and what they return."""

    use_required_attribute = False
    template = "exercises/_part_fields.html"

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, content, part, slug):
        self.content, self.part, self.slug = content, part, slug
        self.stored = part_of(content, part)
        super().__init__(data, initial=self.starting() | {"seen": mark(self.stored)})
        self.prepare()
        for field in self.fields.values():
            kind = LOOKS.get(type(field.widget))
            if kind:
                field.widget.attrs.setdefault("class", kind)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("seen", *self.arrange())

    def starting(self):
        """Return what the fields show at first."""
        return dict(self.stored)

    def prepare(self):
        """Fill in choices that depend on the library."""

    def arrange(self):
        """Return the rows of the form, top to bottom."""
        return [name for name in self.fields if name != "seen"]

    def value(self):
        """Return the part as typed; what is not valid keeps its stored value."""
        kept = {name: self.given(name) for name in self.fields if name != "seen"}
        return {**self.stored, **kept}

    def given(self, name):
        """Return the cleaned value of a field, or what it started with."""
        return getattr(self, "cleaned_data", {}).get(name, self.initial.get(name))

    def edited(self):
        """Return the whole content with this part as typed."""
        return with_part(self.content, self.part, self.value())

    def rearrange(self, do):
        """Do a step that changes the form and stores nothing; forms over lists know some."""

    def take_over(self, stored):
        """Count from now on as having seen `stored`: sending the form again replaces it knowingly."""
        self.data = self.data.copy()
        self.data["seen"] = mark(part_of(stored, self.part))

    def problems(self):
        """Return (link, words) of every error for the summary on top of the page."""
        general = [("", str(error)) for error in self.non_field_errors()]
        return general + [
            (_target(field), f"{field.label}: {error}") for field in self for error in field.errors
        ]


def _target(field):
    is_group = isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return f"#{field.auto_id}_0" if is_group else f"#{field.id_for_label}"
