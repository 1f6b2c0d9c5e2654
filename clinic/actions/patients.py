"""Register patients and correct their particulars."""

from django.db import transaction
from django.db.models.functions import Length

from clinic.actions.saving import add_row, change_row
from clinic.models import Clinic, Patient
from text.search import fold

LONGEST_SEARCH_TEXT = Patient._meta.get_field("search_text").max_length


@transaction.atomic
def register_patient(*, values, by):
    """Register a patient in the user's clinic; without a reference the next free number is given."""
    patient = Patient(**values)
    patient.reference = patient.reference or _next_reference(by)
    patient.search_text = search_text(patient)
    return add_row(patient, by=by, patient=patient, what="patient-add")


def change_patient(*, patient, version, values, by):
    """Correct a patient's particulars; an emptied reference keeps the one printed on earlier handouts."""
    values = values | {"reference": values["reference"] or patient.reference}
    values["search_text"] = search_text(Patient(**values))
    return change_row(patient, version=version, values=values, by=by, patient=patient, what="patient-edit")


def search_text(patient):
    """Return what a patient is found by, folded: reference, birth date in three forms, names."""
    day = patient.born_on
    dates = f"{day:%d-%b-%Y} {day:%d/%m/%Y} {day:%Y-%m-%d}"
    return fold(f"{patient.reference} {dates} {patient.family_name} {patient.given_name}")[
        :LONGEST_SEARCH_TEXT
    ]


def _next_reference(by):
    # Locking the clinic's row makes two desks that register at the same moment count one after the other.
    Clinic.objects.select_for_update().get(pk=by.clinic_id)
    numbered = Patient.objects.filter(clinic_id=by.clinic_id, reference__regex=r"^P-[0-9]{5,12}$")
    newest = numbered.order_by(Length("reference").desc(), "-reference").first()
    return f"P-{int(newest.reference[2:]) + 1 if newest else 1:05d}"
