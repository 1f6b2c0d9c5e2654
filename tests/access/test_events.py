"""Access events: what is noted, that nobody can change it, and who reads it."""

from datetime import date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from clinic import append_only
from clinic.actions import purge_access_events, record_access, record_listing
from clinic.actions.access import record_change
from clinic.actions.erasure_requests import ask_for_erasure
from clinic.models import AccessEvent
from tests.clinic.typed import PATIENT, text_of
from tests.factories import AssessmentFactory, PatientFactory
from tests.programs.steps import queries_of
from tests.test_sign_in import give_second_factor, sign_in


@pytest.fixture
def event(patient, physio):
    return record_access(user=physio, patient=patient, what="patient-detail")


ATTEMPTS = {
    "save": lambda one: one.save(),
    "update": lambda one: AccessEvent.objects.filter(pk=one.pk).update(what="nothing"),
    "delete": lambda one: one.delete(),
    "delete all": lambda one: AccessEvent.objects.all().delete(),
    "sql": lambda one: _run("UPDATE clinic_accessevent SET what = 'nothing'"),
    "sql delete": lambda one: _run("DELETE FROM clinic_accessevent"),
}


def _run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_database_refuses_to_change_or_delete(event, attempt):
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        ATTEMPTS[attempt](event)
    assert AccessEvent.objects.get().what == "patient-detail"


def test_all_migrations_leave_the_table_closed(db):
    """The suite's database is made by the shipped migrations; SQLite drops triggers when one makes the table anew."""
    assert append_only.NAMES[connection.vendor]
    assert append_only.missing_triggers() == set()
    # A table that another migration should close one day belongs into clinic/append_only.py.
    assert AccessEvent._meta.db_table == append_only.TABLE


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_the_database_refuses_to_truncate(event):
    # Checks that wait for the end of the test's transaction would refuse first, for another reason.
    _run("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        _run("TRUNCATE clinic_accessevent")


def test_what_is_past_its_date_can_be_purged_and_the_table_is_closed_again(event, monkeypatch):
    assert purge_access_events(before=timezone.now() - timedelta(days=1)) == 0
    assert purge_access_events(before=timezone.now() + timedelta(days=1)) == 1
    event.pk = None
    event.save(force_insert=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        event.delete()


def test_a_purge_that_fails_leaves_everything_closed(event, monkeypatch):
    monkeypatch.setattr("django.db.models.query.QuerySet.delete", lambda rows: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        purge_access_events(before=timezone.now() + timedelta(days=1))
    with pytest.raises(DatabaseError), transaction.atomic():
        AccessEvent.objects.update(what="nothing")


def test_the_command_keeps_a_least_time(db, capsys):
    call_command("purge_access_events", years=10)
    assert "Deleted 0 access events" in capsys.readouterr().out
    with pytest.raises(CommandError, match="at least 3 years"):
        call_command("purge_access_events", years=1)


def kinds(**only):
    return list(AccessEvent.objects.filter(**only).order_by("pk").values_list("kind", "what"))


def test_signing_in_and_out_is_noted(client, physio):
    sign_in(client, physio)
    client.post(reverse("account_logout"))
    assert kinds(user=physio) == [("sign_in", "account_login"), ("sign_out", "account_logout")]
    assert AccessEvent.objects.first().address == "127.0.0.1"


def test_a_wrong_password_is_noted_without_what_was_typed(client, physio):
    sign_in(client, physio, "wrong")
    assert kinds(user=physio) == [("failed", "account_login, password")]


def test_a_wrong_name_is_noted_without_the_name(client, db):
    client.post(reverse("account_login"), {"login": "my-secret-password", "password": "x"})
    (event,) = AccessEvent.objects.all()
    assert (event.kind, event.user, event.clinic, event.what) == (
        "failed",
        None,
        None,
        "account_login, password",
    )


def test_a_wrong_code_is_noted(client, physio):
    give_second_factor(physio)
    sign_in(client, physio)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert kinds(user=physio) == [("failed", "account_login, code")]


def test_a_refusal_is_noted(client_for, stranger, patient, librarian):
    client_for(stranger).get(reverse("patient-detail", args=[patient.pk]))
    assert kinds(user=stranger) == [("denied", f"404 patient-detail {patient.pk}")]
    client_for(librarian).get(reverse("caseload"))
    assert kinds(user=librarian) == [("denied", "403 caseload")]


def test_too_much_is_noted(client_for, physio, patient, library, monkeypatch):
    monkeypatch.setattr("clinic.limits.now", lambda: 3600 * 7)
    cache.set(f"limited:export:{physio.pk}:7", 10)
    answer = client_for(physio).post(reverse("patient-export", args=[patient.pk]))
    assert answer.status_code == 429
    assert kinds(user=physio) == [("denied", f"429 patient-export {patient.pk}")]


class TestLooks:
    """Whatever is shown of a record leaves one line, however it was asked for. The matrix asks it of every address."""

    @pytest.fixture
    def send(self, client_for, physio, patient, library):
        url = reverse("patient-edit", args=[patient.pk])
        return lambda **typed: client_for(physio).post(url, PATIENT | {"version": "1"} | typed).status_code

    def test_a_refused_form(self, send, patient):
        assert send(family_name="") == 422
        assert kinds(patient=patient) == [("view", "patient-edit")]

    def test_a_form_that_somebody_else_has_overtaken(self, send, patient):
        assert send(version="0") == 409
        assert kinds(patient=patient) == [("view", "patient-edit")]

    def test_a_saved_form_shows_nothing_and_is_noted_as_a_change(self, send, patient):
        assert send() == 302
        assert kinds(patient=patient) == [("change", "patient-edit")]

    def test_whoever_is_sent_on_has_seen_nothing_yet(self, client_for, physio, case, today):
        case.closed_on = today
        case.save()
        client_for(physio).get(reverse("case-edit", args=[case.pk]))
        assert kinds() == []

    def test_a_record_taken_out_is_one_line(self, client_for, physio, patient, library):
        client_for(physio).post(reverse("patient-export", args=[patient.pk]))
        assert kinds(patient=patient) == [("export", "patient-export")]

    @pytest.mark.parametrize("name", ["record-erase", "erasure-decline"])
    def test_a_manager_at_one_record(self, name, client_for, manager, physio, patient):
        asked = ask_for_erasure(patient=patient, reason="Wish", by=physio)
        url = reverse(name, args=[patient.pk if name == "record-erase" else asked.pk])
        client_for(manager).get(url)
        assert kinds(user=manager, patient=patient) == [("view", name)]

    def test_without_the_note_there_is_no_answer(self, client_for, physio, patient, monkeypatch):
        monkeypatch.setattr("clinic.loaders.record_access", lambda **_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            client_for(physio).get(reverse("patient-detail", args=[patient.pk]))


class TestLists:
    """Pages that show several patients: how many, and whom a search singled out. Never the words of the search."""

    def test_the_caseload_is_noted_by_number(self, client_for, physio, case):
        client_for(physio).get(reverse("caseload"))
        assert kinds(user=physio) == [("list", "caseload 1 shown")]
        assert AccessEvent.objects.get().patient is None

    def test_whoever_is_looked_for_can_see_by_whom(self, client_for, physio, colleague, case):
        client_for(physio).get(reverse("caseload"), {"q": "müller"})
        event = AccessEvent.objects.get()
        assert (event.kind, event.what, event.patient) == ("list", "caseload search 1 shown", case.patient)
        page = text_of(client_for(colleague).get(reverse("patient-trail", args=[case.patient_id])))
        assert '<th scope="row">Anna Berg</th><td>Listed</td><td>Caseload search 1 shown</td>' in page
        assert "müller" not in page.lower().replace("müller, ada", "").replace("ada müller", "")

    def test_somebody_without_an_open_case_counts_as_shown(self, client_for, physio, patient):
        client_for(physio).get(reverse("caseload"), {"q": "müller"}, headers={"HX-Request": "true"})
        assert AccessEvent.objects.get().patient == patient

    def test_the_way_to_a_single_hit_is_noted(self, client_for, physio, case):
        answer = client_for(physio).get(reverse("caseload"), {"q": "müller", "go": "1"})
        assert answer.url == case.get_absolute_url()
        assert kinds(patient=case.patient) == [("list", "caseload search 1 shown")]

    def test_a_search_that_finds_many_is_counted(self, physio, clinic):
        found = [PatientFactory(clinic=clinic).pk for _ in range(6)]
        record_listing(user=physio, patients=[*found, found[0]], what="caseload", searched=True)
        assert kinds() == [("list", "caseload search 6 shown")]

    def test_a_search_that_finds_nobody_is_noted_too(self, client_for, physio):
        client_for(physio).get(reverse("caseload"), {"q": "nobody"})
        assert kinds() == [("list", "caseload search 0 shown")]

    @pytest.mark.parametrize("name", ["record-list", "trail-list"])
    def test_a_managers_lists(self, name, client_for, manager, physio, patient):
        record_access(user=physio, patient=patient, what="patient-detail")
        client_for(manager).get(reverse(name))
        assert kinds(user=manager) == [("list", f"{name} 1 shown")]

    @pytest.mark.parametrize(("name", "field"), [("record-list", "reference"), ("trail-list", "patient")])
    def test_a_managers_search(self, name, field, client_for, manager, physio, patient):
        record_access(user=physio, patient=patient, what="patient-detail")
        client_for(manager).get(reverse(name), {field: patient.reference})
        assert AccessEvent.objects.get(user=manager).patient == patient

    def test_recheck(self, client_for, physio):
        client_for(physio).get(reverse("recheck"))
        assert kinds() == [("list", "recheck 0 shown")]

    @pytest.mark.parametrize("wrong", [{}, {"family_name": "Else", "reference": "P-00001"}])
    def test_whom_a_refused_form_names(self, wrong, client_for, physio, clinic):
        known = PatientFactory(
            clinic=clinic, family_name="Ström", born_on=date(1980, 3, 2), reference="P-00001"
        )
        answer = client_for(physio).post(reverse("patient-add"), PATIENT | wrong)
        assert answer.status_code == 422
        assert kinds(patient=known) == [("list", "patient-add search 1 shown")]

    def test_whom_a_conflict_names(self, client_for, physio, patient, clinic, library):
        known = PatientFactory(clinic=clinic, family_name="Ström", born_on=date(1980, 3, 2))
        typed = PATIENT | {"version": "0", "is_another_person": "on"}
        answer = client_for(physio).post(reverse("patient-edit", args=[patient.pk]), typed)
        assert (answer.status_code, str(known) in text_of(answer)) == (409, True)
        assert kinds(patient=known) == [("list", "patient-edit search 1 shown")]


def test_an_address_that_does_not_exist_is_no_refusal(client_for, physio):
    client_for(physio).get("/no/such/page/")
    assert kinds() == []


def test_a_colleague_sees_who_looked(client_for, physio, colleague, patient):
    client_for(physio).get(reverse("patient-detail", args=[patient.pk]))
    page = text_of(client_for(colleague).get(reverse("patient-trail", args=[patient.pk])))
    assert '<th scope="row">Anna Berg</th><td>Viewed</td><td>Patient detail</td>' in page


def test_the_manager_sees_who_looked_but_no_name(client_for, physio, manager, patient):
    client_for(physio).get(reverse("patient-detail", args=[patient.pk]))
    page = text_of(client_for(manager).get(reverse("trail-list"), {"patient": patient.reference}))
    assert "Anna Berg" in page
    assert patient.reference in page
    assert patient.family_name not in page
    assert patient.family_name.upper() not in page


def test_the_manager_sees_one_patients_events_only(client_for, physio, manager, patient):
    record_access(user=physio, patient=patient, what="patient-detail")
    page = text_of(client_for(manager).get(reverse("trail-list"), {"patient": "P-99999"}))
    assert "Nothing is recorded." in page


def test_changes_read_as_before_and_after(client_for, physio, patient, colleague):
    url = reverse("patient-edit", args=[patient.pk])
    client_for(physio).post(url, PATIENT | {"version": "1", "given_name": "Eva", "born_on_day": "3"})
    page = text_of(client_for(colleague).get(reverse("patient-changes", args=[patient.pk])))
    assert "Anna Berg: changed patient" in page
    assert '<p class="source">Particulars corrected</p>' in page
    assert '<th scope="row">Given name</th><td>Ada</td><td>Eva</td>' in page
    assert "<td>02-Mar-1980</td><td>03-Mar-1980</td>" in page
    assert "Search text" not in page


def test_a_cases_changes_tell_of_what_is_recorded_in_it(client_for, physio, case, library):
    AssessmentFactory(case=case, notes="Sits better")
    page = text_of(client_for(physio).get(reverse("case-changes", args=[case.pk])))
    assert "recorded assessment" in page
    assert "<td>Sits better</td>" in page
    # Rows from before reasons were kept have none.
    assert 'class="source"></p>' not in page


def test_the_same_again_is_one_line_that_says_how_often(
    client_for, physio, colleague, patient, today, monkeypatch
):
    morning = datetime(today.year, today.month, today.day, 9, tzinfo=timezone.get_default_timezone())
    for minutes, user in enumerate((physio, physio, physio, colleague, physio)):
        monkeypatch.setattr(timezone, "now", lambda at=morning + timedelta(minutes=minutes): at)
        record_access(user=user, patient=patient, what="program-edit BK-00001 v1")
    for _ in range(2):
        record_change(by=physio, patient=patient, what="measure-add")
    page = text_of(client_for(colleague).get(reverse("patient-trail", args=[patient.pk])))
    assert page.count("<td>Changed</td><td>Measure add</td>") == 2
    assert page.count("Program edit BK-00001 v1") == 3
    assert "Program edit BK-00001 v1 (3 times since 09:00)" in page


def test_the_trail_does_not_ask_the_database_for_every_line(client_for, physio, patient):
    counts = []
    for _ in range(2):
        for _ in range(5):
            record_access(user=physio, patient=patient, what="patient-detail")
        counts.append(queries_of(client_for(physio), reverse("patient-trail", args=[patient.pk])))
    assert counts[0] == counts[1]


def test_a_cases_changes_do_not_ask_the_database_for_every_line(client_for, physio, case, library):
    counts = []
    for _ in range(2):
        for _ in range(3):
            AssessmentFactory(case=case, assessed_by=physio)
        counts.append(queries_of(client_for(physio), reverse("case-changes", args=[case.pk])))
    assert counts[0] == counts[1]
