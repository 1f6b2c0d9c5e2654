"""The manager's pages about keeping and erasing, and the download of a record."""

from datetime import date

import pytest
from django.urls import reverse

from clinic.keeping.retention import years_later
from clinic.models import AccessEvent, Clinic, Erasure, Patient
from tests.clinic.typed import text_of
from tests.factories import CaseFactory, PatientFactory

pytestmark = pytest.mark.usefixtures("library", "today")
GROUND = "The patient asked for it and no treatment took place"


@pytest.fixture(autouse=True)
def _backups_go_elsewhere(settings, tmp_path):
    settings.BACKUP_DIR = tmp_path


@pytest.fixture
def old(clinic, physio):
    """Return a patient whose record need not be kept any more."""
    patient = PatientFactory(clinic=clinic, reference="P-00777", family_name="Vogel")
    CaseFactory(patient=patient, lead=physio, opened_on=date(2015, 1, 1), closed_on=date(2016, 2, 29))
    return patient


@pytest.fixture
def recent(clinic, physio):
    patient = PatientFactory(clinic=clinic, reference="P-00888")
    CaseFactory(patient=patient, lead=physio, opened_on=date(2024, 1, 1), closed_on=date(2025, 3, 1))
    return patient


@pytest.fixture
def erase(manager, client_for):
    return lambda patient, **typed: client_for(manager).post(
        reverse("record-erase", args=[patient.pk]), {"reference": patient.reference, "reason": "Over"} | typed
    )


class TestRecordList:
    def test_it_shows_dates_and_no_name(self, old, recent, case, manager, client_for):
        page = text_of(client_for(manager).get(reverse("record-list")))
        assert "P-00777</th> <td>29-Feb-2016</td> <td>01-Mar-2026</td> <td><strong>May be erased" in page
        assert "01-Mar-2035</td> <td>Kept" in page
        assert "Under treatment" in page
        assert "Vogel" not in page

    def test_a_record_is_found_by_its_reference(self, old, recent, manager, client_for):
        page = text_of(client_for(manager).get(reverse("record-list"), {"reference": "p-00777"}))
        assert ("P-00777" in page, "P-00888" in page) == (True, False)

    @pytest.mark.parametrize("person", ["physio", "librarian"])
    def test_other_roles_are_refused(self, person, client_for, request):
        assert client_for(request.getfixturevalue(person)).get(reverse("record-list")).status_code == 403

    def test_other_methods_are_refused(self, manager, client_for):
        assert client_for(manager).post(reverse("record-list")).status_code == 405


class TestErase:
    def test_a_record_whose_time_is_over_is_erased(self, old, erase):
        assert erase(old).url == reverse("record-list")
        assert Erasure.objects.get().patient == old
        assert AccessEvent.objects.filter(what="record-erase", patient=old).exists()

    def test_the_page_says_what_goes_and_shows_no_name(self, old, manager, client_for):
        page = text_of(client_for(manager).get(reverse("record-erase", args=[old.pk])))
        assert "This cannot be taken back" in page
        assert "Vogel" not in page

    def test_before_its_time_it_takes_a_ground(self, recent, erase):
        answer = erase(recent)
        assert answer.status_code == 422
        assert "must be kept until 01-Mar-2035" in text_of(answer)
        assert erase(recent, reason=GROUND).status_code == 302

    @pytest.mark.parametrize(
        "typed", [{"reference": "P-1"}, {"reference": ""}, {"reason": ""}, {"reason": "  "}]
    )
    def test_a_wrong_reference_or_no_reason_erases_nothing(self, typed, old, erase):
        assert erase(old, **typed).status_code == 422
        assert Patient.objects.get(pk=old.pk).family_name == "Vogel"

    def test_a_patient_under_treatment_is_not_erased(self, case, erase):
        answer = erase(case.patient, reason=GROUND)
        assert "A case of this patient is open" in text_of(answer)
        assert not Erasure.objects.exists()

    def test_another_clinics_record_is_not_there(self, other_clinic, erase):
        assert erase(PatientFactory(clinic=other_clinic)).status_code == 404

    @pytest.mark.parametrize("person", ["physio", "librarian"])
    def test_other_roles_are_refused(self, person, old, client_for, request):
        url = reverse("record-erase", args=[old.pk])
        typed = {"reference": old.reference, "reason": GROUND}
        assert client_for(request.getfixturevalue(person)).post(url, typed).status_code == 403

    def test_other_methods_are_refused(self, old, manager, client_for):
        assert client_for(manager).delete(reverse("record-erase", args=[old.pk])).status_code == 405


class TestRetention:
    def test_the_years_are_changed(self, clinic, manager, client_for):
        typed = {"retention_years": 20, "version": clinic.version}
        assert client_for(manager).post(reverse("retention-edit"), typed).status_code == 302
        stored = Clinic.objects.get(pk=clinic.pk)
        assert (stored.retention_years, stored.history.latest().history_user) == (20, manager)

    @pytest.mark.parametrize(
        ("typed", "status"),
        [
            ({"retention_years": 0, "version": 1}, 422),
            ({"retention_years": 20, "version": 7}, 409),
            ({}, 422),
        ],
    )
    def test_wrong_or_overtaken_changes_change_nothing(self, typed, status, clinic, manager, client_for):
        assert client_for(manager).post(reverse("retention-edit"), typed).status_code == status
        assert Clinic.objects.get(pk=clinic.pk).retention_years == 10

    @pytest.mark.parametrize("person", ["physio", "librarian"])
    def test_other_roles_are_refused(self, person, client_for, request):
        client = client_for(request.getfixturevalue(person))
        assert client.get(reverse("retention-edit")).status_code == 403

    def test_a_leap_day_ends_on_the_first_of_march(self):
        assert years_later(date(2016, 2, 29), 10) == date(2026, 3, 1)


class TestExport:
    def test_it_is_a_zip_without_a_name_and_it_is_noted(self, old, physio, client_for):
        answer = client_for(physio).post(reverse("patient-export", args=[old.pk]))
        assert answer["Content-Disposition"] == f'attachment; filename="record-{old.pk}.zip"'
        assert (answer["Cache-Control"], answer.content[:2]) == ("no-store", b"PK")
        assert AccessEvent.objects.filter(kind="export", patient=old).count() == 1

    def test_strangers_find_nothing(self, old, stranger, client_for):
        assert client_for(stranger).post(reverse("patient-export", args=[old.pk])).status_code == 404

    @pytest.mark.parametrize("person", ["manager", "librarian"])
    def test_other_roles_are_refused(self, person, old, client_for, request):
        client = client_for(request.getfixturevalue(person))
        assert client.post(reverse("patient-export", args=[old.pk])).status_code == 403

    def test_looking_at_the_address_exports_nothing(self, old, physio, client_for):
        assert client_for(physio).put(reverse("patient-export", args=[old.pk])).status_code == 405
