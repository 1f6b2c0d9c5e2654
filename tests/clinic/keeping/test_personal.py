"""Whatever is stored about a patient is found by following the models: in the export, and gone after an erasure."""

import errno
import io
import json
import zipfile

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from clinic.actions import erasure
from clinic.actions.erasure import append_to_list, erase_again, export_patient, listed_erasures
from clinic.actions.erasure_requests import ask_for_erasure
from clinic.keeping.personal import KEPT, personal_models
from clinic.models import AccessEvent, Erasure, HeldForm, Measure, Patient
from programs.models import CheckInItem, DraftStep, Handout
from tests.factories import (
    CaseFactory,
    CheckInFactory,
    ItemFactory,
    PatientFactory,
    ProgramFactory,
    RequestFactory,
    WeekDoseFactory,
)

CANARY = "Kanarienvogel"
pytestmark = pytest.mark.usefixtures("library")


@pytest.fixture(autouse=True)
def _backups_go_elsewhere(settings, tmp_path):
    settings.BACKUP_DIR = tmp_path / "backups"


@pytest.fixture
def full(issued, physio):
    """Return a patient about whom something is stored in every model that can hold anything."""
    patient, case = issued.case.patient, issued.case
    patient.family_name = patient.search_text = CANARY
    patient.save()
    case.complaint = case.goal = CANARY
    case.save()
    common = {"clinic": patient.clinic}
    Measure.objects.create(
        **common,
        case=case,
        instrument="odi",
        measured_on="2026-11-20",
        score=20,
        items={},
        recorded_by=physio,
    )
    ask_for_erasure(patient=patient, reason=CANARY, by=physio)
    check_in = CheckInFactory(program=issued, review_note="", message=CANARY)
    item = issued.items.first()
    CheckInItem.objects.create(**common, check_in=check_in, item=item)
    draft = ProgramFactory(case=case, number=issued.number, version=2, supersedes=issued, note=CANARY)
    draft.equipment.set(item.exercise.equipment.model.objects.all()[:1])
    WeekDoseFactory(item=ItemFactory(program=draft, request=RequestFactory(program=draft), note=CANARY))
    DraftStep.objects.create(**common, program=draft, label=CANARY, before={"note": CANARY}, by=physio)
    Handout.objects.create(
        **common, program=issued, paper="a4", size="standard", palette="colour", language="en",
        renderer="x", pdf=b"%PDF-1.7 " + CANARY.encode(), sha256="0" * 64, pages=1,
    )  # fmt: skip
    # A row that is gone lives on in its history.
    gone = ItemFactory(program=draft, slug="abdominal-brace", note=CANARY)
    gone.delete()
    AccessEvent.objects.create(**common, user=physio, patient=patient, kind="view", what="patient-detail")
    return patient


def reaches_patient(model, seen=()):
    model = getattr(model, "instance_type", model)
    return model is Patient or any(
        field.is_relation
        and field.related_model not in (*seen, model)
        and reaches_patient(field.related_model, (*seen, model))
        for field in model._meta.concrete_fields
    )


def expected_models():
    return {model for model in apps.get_models(include_auto_created=True) if reaches_patient(model)}


def test_every_model_with_a_path_to_a_patient_is_found():
    assert set(personal_models()) == expected_models()


def test_every_one_of_them_is_in_the_export_with_rows(full, physio):
    with zipfile.ZipFile(io.BytesIO(export_patient(patient=full, by=physio))) as archive:
        records = json.loads(archive.read("record.json"))["records"]
        files = [name for name in archive.namelist() if name.endswith(".pdf")]
        assert CANARY.encode() in archive.read(files[0])
    empty = [name for name, rows in records.items() if not rows]
    assert empty == ["Erasure"]
    assert set(records) == {model.__name__ for model in expected_models()}
    assert CANARY in json.dumps(records["HistoricalProgramItem"])


def test_the_export_holds_nobody_else(full, physio):
    other = CaseFactory(patient=PatientFactory(clinic=full.clinic, family_name="Somebody-Else"))
    other.save()
    content = export_patient(patient=full, by=physio)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"Somebody-Else" not in archive.read("record.json")


def everything():
    """Return every text and every byte of every table of the database."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            for row in cursor.fetchall():
                for value in row:
                    is_bytes = isinstance(value, bytes | memoryview)
                    yield table, bytes(value).decode("latin-1") if is_bytes else str(value)


@pytest.fixture
def erased(full, manager, client_for):
    full.cases.update(closed_on="2010-01-01", opened_on="2009-01-01")
    url = reverse("record-erase", args=[full.pk])
    answer = client_for(manager).post(url, {"reference": full.reference, "reason": "Time is over"})
    assert answer.status_code == 302, answer.content.decode()
    return full


def test_after_an_erasure_no_table_knows_anything(erased):
    assert {table for table, value in everything() if CANARY in value or erased.reference == value} == set()
    assert Patient.objects.get(pk=erased.pk).full_name == "record Erased"


def test_what_stays_is_that_it_was_erased_and_who_had_looked(erased, manager):
    assert Erasure.objects.get().by == manager
    assert AccessEvent.objects.filter(patient=erased, what="patient-detail").exists()
    kept = {model._meta.label for model in personal_models() if model._base_manager.count()}
    assert kept == {*KEPT, "clinic.Patient"}


def test_an_erased_record_is_not_there_any_more(erased, physio, manager, client_for):
    for name in ("patient-detail", "patient-edit", "case-open"):
        assert client_for(physio).get(reverse(name, args=[erased.pk])).status_code == 404
    assert client_for(physio).post(reverse("patient-export", args=[erased.pk])).status_code == 404
    assert client_for(manager).get(reverse("record-erase", args=[erased.pk])).status_code == 404


def test_forms_held_for_the_staff_go_as_well(full, physio, manager, client_for, request):
    HeldForm.objects.create(digest="0" * 64, path="/", typed=b"x", user=physio)
    request.getfixturevalue("erased")
    assert HeldForm.objects.count() == 0


def test_without_room_for_the_list_nothing_is_erased_and_the_list_stays_whole(
    full, manager, client_for, monkeypatch
):
    def no_room(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    append_to_list([{"patient": 1}])
    monkeypatch.setattr(erasure.os, "fsync", no_room)
    full.cases.update(closed_on="2010-01-01", opened_on="2009-01-01")
    url = reverse("record-erase", args=[full.pk])
    answer = client_for(manager).post(url, {"reference": full.reference, "reason": "Time is over"})
    assert answer.status_code == 507
    assert "Nothing was saved: the disk is full" in answer.content.decode()
    assert Patient.objects.get(pk=full.pk).family_name == CANARY
    assert (listed_erasures(), Erasure.objects.count()) == ([{"patient": 1}], 0)


def test_a_restored_record_is_erased_again(full, request):
    request.getfixturevalue("erased")
    lines = listed_erasures()
    # The copy from before: the same row is there again, and somebody else has the number of another one.
    Erasure.objects.all().delete()
    Patient.objects.filter(pk=full.pk).update(family_name=CANARY)
    assert erase_again([*lines, lines[0] | {"registered_at": timezone.now().isoformat()}]) == 1
    assert not Patient.objects.filter(family_name=CANARY).exists()
    assert erase_again(lines) == 0
