"""One patient's whole record as a file: for the patient who asks for it, or for the next clinic."""

import io
import json
import zipfile

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from clinic.keeping.personal import rows_about

ABOUT = (
    "Everything this clinic's Backstay holds about one patient: each kind of record with all its rows, earlier "
    "readings (Historical…) and who looked at the record (AccessEvent). Printed programmes are beside this file."
)


def export_record(patient):
    """Return a zip with record.json and every file about `patient`."""
    files, records = {}, {}
    for model, rows in rows_about(patient):
        records[model.__name__] = [_values(row, files) for row in rows.order_by("pk")]
    record = {
        "about": ABOUT,
        "exported_at": timezone.now(),
        "reference": patient.reference,
        "records": records,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "record.json", json.dumps(record, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        )
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _values(row, files):
    values = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(field, models.BinaryField) and value is not None:
            name = f"files/{row._meta.model_name}-{row.pk}.{'pdf' if bytes(value[:4]) == b'%PDF' else 'bin'}"
            files[name] = bytes(value)
            value = name
        elif isinstance(field, models.FileField) and value:
            name = f"files/{row._meta.model_name}-{row.pk}-{value.name.rpartition('/')[2]}"
            with value.open() as file:
                files[name] = file.read()
            value = name
        values[field.name] = value
    return values
