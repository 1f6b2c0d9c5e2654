"""Names that Django makes from columns and models. They stand nowhere in the source, so the catalogue learns them here."""

from django.forms.utils import pretty_name
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

COLUMNS = (
    gettext_noop("Accepted at"),
    gettext_noop("Address"),
    gettext_noop("Aggravating exercises"),
    gettext_noop("Answers"),
    gettext_noop("Assessed by"),
    gettext_noop("Assessed on"),
    gettext_noop("Closed on"),
    gettext_noop("Closing note"),
    gettext_noop("Condition"),
    gettext_noop("Decision"),
    gettext_noop("Default mode"),
    gettext_noop("Default paper"),
    gettext_noop("Diagnosed"),
    gettext_noop("Diagnosed on"),
    gettext_noop("Directional preference"),
    gettext_noop("Email"),
    gettext_noop("Emergency number"),
    gettext_noop("Family name"),
    gettext_noop("Fracture"),
    gettext_noop("Given name"),
    gettext_noop("In error at"),
    gettext_noop("In error by"),
    gettext_noop("Instrument"),
    gettext_noop("Irritability"),
    gettext_noop("Issued on"),
    gettext_noop("Items"),
    gettext_noop("Language"),
    gettext_noop("Lead"),
    gettext_noop("Measured on"),
    gettext_noop("Minutes"),
    gettext_noop("Mode"),
    gettext_noop("Name"),
    gettext_noop("Notes"),
    gettext_noop("Onset"),
    gettext_noop("Opened on"),
    gettext_noop("Organisation"),
    gettext_noop("Outcome on"),
    gettext_noop("Phone"),
    gettext_noop("Psfs"),
    gettext_noop("Procedure"),
    gettext_noop("Qualification"),
    gettext_noop("Reason"),
    gettext_noop("Received on"),
    gettext_noop("Recorded at"),
    gettext_noop("Recorded by"),
    gettext_noop("Reference"),
    gettext_noop("Reps"),
    gettext_noop("Restrictions"),
    gettext_noop("Revoked on"),
    gettext_noop("Revoked reason"),
    gettext_noop("Role"),
    gettext_noop("Score"),
    gettext_noop("Screened by"),
    gettext_noop("Screened on"),
    gettext_noop("Sensitivities"),
    gettext_noop("Sessions done"),
    gettext_noop("Sessions planned"),
    gettext_noop("Sets"),
    gettext_noop("Setting"),
    gettext_noop("Sex"),
    gettext_noop("Shown in clinic"),
    gettext_noop("Side"),
    gettext_noop("Signed at"),
    gettext_noop("Signed by"),
    gettext_noop("Starts on"),
    gettext_noop("Status"),
    gettext_noop("Supersedes"),
    gettext_noop("Supervision"),
    gettext_noop("Surgeon"),
    gettext_noop("Surgery"),
    gettext_noop("Times"),
    gettext_noop("Training days"),
    gettext_noop("Valid until"),
    gettext_noop("Version"),
    gettext_noop("Weeks"),
)
MODELS = (
    gettext_noop("assessment"),
    gettext_noop("case"),
    gettext_noop("clearance"),
    gettext_noop("diagnosis"),
    gettext_noop("measure"),
    gettext_noop("patient"),
    gettext_noop("red flag screen"),
)


def column_name(column):
    """Return what a history calls a column."""
    return _(capfirst(str(column.verbose_name)))


def model_name(model):
    """Return what a history calls a row of this model."""
    return _(str(model._meta.verbose_name))


def say_labels(form):
    """Give every field of a form whose name Django made from its column that name in the language of the page."""
    for name, field in form.fields.items():
        if field.label is None:
            field.label = pretty_name(name)
        if isinstance(field.label, str):
            field.label = _(field.label)
