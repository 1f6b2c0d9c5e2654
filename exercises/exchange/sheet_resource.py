"""What every kind of sheet shares: a row becomes an object in memory, checked by column, and is stored nowhere."""

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from import_export.resources import ModelResource

from exercises.exchange.fields import CodesWidget, CodeWidget, NumberWidget, Told, YesNoWidget
from text.shortening import shortened


class SheetResource(ModelResource):
    """One kind of sheet. A cell that reads as the library would write it changes nothing, whatever it holds."""

    key = ()
    told_for_new = {"revision": None}

    class Meta:
        skip_diff = True
        use_transactions = False
        store_instance = True

    def __init__(self, stored):
        super().__init__()
        self.stored = stored
        self.fields.update(self.columns())

    @property
    def names(self):
        """Return the names of the columns, in order."""
        return list(self.fields)

    @cached_property
    def column_of(self):
        """Return {attribute: column}: errors come by attribute."""
        return {field.attribute: name for name, field in self.fields.items()}

    def key_of(self, row):
        return tuple(row[name].strip() for name in self.key)

    def as_cells(self, instance):
        """Return an instance as {column: text}."""
        return {name: field.export(instance) for name, field in self.fields.items()}

    def before_import_row(self, row, **kwargs):
        if row["slug"].strip() not in self.stored.exercises:
            raise ValidationError(
                {"slug": _("unknown exercise “%(slug)s”.") % {"slug": shortened(row["slug"], 60)}}
            )

    def get_instance(self, instance_loader, row):
        return self.rows().get(self.key_of(row))

    def after_init_instance(self, instance, new, row, **kwargs):
        instance.is_new = new
        instance.cells_before = {} if new else self.as_cells(instance)

    def import_field(self, field, instance, row, is_m2m=False, **kwargs):
        if row[field.column_name] != instance.cells_before.get(field.column_name):
            super().import_field(field, instance, row, is_m2m, **kwargs)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        if instance.is_new or import_validation_errors:
            return False
        # Another revision alone is no change: the same file may be uploaded again.
        return all(row[name] == cell for name, cell in instance.cells_before.items() if name != "revision")

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """Raise ValidationError by column. The database is not asked, so that ten thousand rows stay quick."""
        errors = dict(import_validation_errors or {})
        for name, field in self.fields.items():
            if isinstance(field, Told):
                self._check_told(name, field, instance, errors)
        try:
            instance.clean_fields(exclude={*errors, *self.unchecked, *self._bounded})
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        for name, most in self._longest.items():
            if name not in errors and len(getattr(instance, name)) > most:
                errors[name] = ValidationError(_("is longer than %(most)s characters.") % {"most": most})
        if errors:
            raise ValidationError(errors)

    def _check_told(self, name, field, instance, errors):
        cell = self.row[name].strip()
        allowed = self.told_for_new.get(name, {""}) if instance.is_new else {instance.cells_before[name]}
        if allowed is not None and cell not in allowed:
            errors[name] = ValidationError(self._told_reason(name, field, instance, cell))

    def _told_reason(self, name, field, instance, cell):
        if name == "revision" and cell.isdecimal() and not instance.is_new:
            now = instance.cells_before[name]
            return _(
                "is %(cell)s, but the exercise is at %(now)s: it was changed here since. Export again and "
                "repeat the change."
            ) % {"cell": cell, "now": now}
        return field.reason

    @cached_property
    def _bounded(self):
        """Return the fields whose widget lets only sound values through, so that the model need not look again."""
        exact = (NumberWidget, YesNoWidget, CodeWidget)
        return {
            field.attribute
            for field in self.fields.values()
            if isinstance(field.widget, exact) and not isinstance(field.widget, CodesWidget)
        }

    @cached_property
    def _longest(self):
        """Return {text field: most characters}: Django checks those in forms only."""
        return {
            name: field.max_length
            for name, field in ((one.name, one) for one in self._meta.model._meta.concrete_fields)
            if name in self.fields and field.get_internal_type() == "TextField" and field.max_length
        }

    def import_row(self, row, instance_loader=None, **kwargs):
        self.row = row
        return super().import_row(row, instance_loader, dry_run=True, using_transactions=False, **kwargs)

    def save_instance(self, instance, is_create, row, **kwargs):
        """Keep a new row beside the stored ones, so that later rows may name it."""
        self.rows().setdefault(self.key_of(row), instance)

    def save_m2m(self, instance, row, **kwargs):
        pass
