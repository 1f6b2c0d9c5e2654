"""Export a record, erase it for good, and keep it erased when an old copy is restored."""

import errno
import json
import os
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from clinic.access import clinic_scope
from clinic.actions.access import check_same_clinic, record_access, record_change
from clinic.files import sync_folder
from clinic.keeping.export import export_record
from clinic.keeping.personal import KEPT, rows_about
from clinic.keeping.retention import check_can_erase, kept_records
from clinic.models import AccessEvent, Clinic, Erasure, HeldForm, Patient, User
from clinic.policies import Refused

SHELL = {
    "family_name": "Erased",
    "given_name": "record",
    "born_on": date(1900, 1, 1),
    "sex": Patient.Sex.NOT_RECORDED,
    "phone": "",
    "email": "",
    "language": "en",
    "search_text": "",
}


def export_patient(*, patient, by):
    """Return a patient's whole record as a zip, and note that it was taken out."""
    record_access(user=by, patient=patient, kind=AccessEvent.Kind.EXPORT, what="patient-export")
    return export_record(patient)


@transaction.atomic
def erase_patient(*, patient, reference, reason, today, by):
    """Erase everything about a patient, histories and printed programmes included. This cannot be taken back.

    The list beside the backups is written before the erasure is committed: where that fails nothing is erased. A line too many,
    of an erasure that failed after it, names only whom the manager wants erased.
    """
    check_same_clinic(by, patient)
    locked = Patient.objects.select_for_update().get(pk=patient.pk)
    kept = kept_records(by.clinic, pk=locked.pk)
    if not kept:
        raise Refused(_("This record has been erased already."))
    check_can_erase(kept[0], reference=reference, reason=reason, today=today)
    erasure = erase_rows(locked, reason=reason.strip(), by=by)
    record_change(by=by, patient=locked, what="record-erase")
    append_to_list([as_line(erasure)])
    return erasure


def erase_rows(patient, *, reason, by):
    """Delete the rows about a patient, children first, and leave a shell without a name."""
    for model, rows in reversed(rows_about(patient)):
        if model is not Patient and model._meta.label not in KEPT:
            # Not delete(): it would refuse for the sake of rows that go in the same breath.
            rows._raw_delete(rows.db)
    # Not save(): it would write the shell into the history that has just been emptied.
    Patient.objects.filter(pk=patient.pk).update(**SHELL, reference=f"ERASED-{patient.pk}")
    HeldForm.objects.filter(user__clinic=patient.clinic_id).delete()
    return Erasure.objects.create(
        clinic_id=patient.clinic_id,
        patient=patient,
        registered_at=patient.created_at,
        reason=reason[:200],
        by=by,
    )


def as_line(erasure):
    """Return what the list of erasures holds of one."""
    return {
        "patient": erasure.patient_id,
        "registered_at": erasure.registered_at.isoformat(),
        "clinic": erasure.clinic_id,
        "reason": erasure.reason,
        "by": erasure.by_id,
    }


def append_to_list(lines):
    """Add erasures to the list that is kept beside the backups, so that restoring one brings nobody back: all or none."""
    path = Path(settings.BACKUP_DIR) / "erasures.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(line) + "\n" for line in lines).encode()
    with path.open("ab", buffering=0) as file:
        end = file.tell()
        try:
            if file.write(text) < len(text):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
            os.fsync(file.fileno())
        except OSError:
            file.truncate(end)
            raise
    sync_folder(path.parent)


def listed_erasures():
    """Return the lines of the list beside the backups."""
    path = Path(settings.BACKUP_DIR) / "erasures.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def erase_again(lines):
    """Erase in a restored database whom the lines name; return how many were there again."""
    count = 0
    for line in {(one["clinic"], one["patient"], one["registered_at"]): one for one in lines}.values():
        clinic = Clinic.objects.filter(pk=line["clinic"]).first()
        if clinic is None:
            continue
        with clinic_scope(clinic), transaction.atomic():
            registered_at = datetime.fromisoformat(line["registered_at"])
            patient = Patient.objects.remaining().filter(pk=line["patient"], created_at=registered_at).first()
            if patient is not None:
                erase_rows(patient, reason=line["reason"], by=User.objects.filter(pk=line["by"]).first())
                count += 1
    return count
