"""Who gets into each page of the record: the clinic's physiotherapists and nobody else."""

import pytest
from django.urls import reverse

from clinic.models import AccessEvent, Case
from tests.clinic.typed import CASE
from tests.factories import (
    AssessmentFactory,
    ClearanceFactory,
    DiagnosisFactory,
    RedFlagScreenFactory,
)

pytestmark = pytest.mark.usefixtures("library", "today")

OF_NOTHING = ["patient-add", "caseload"]
OF_PATIENT = ["patient-detail", "patient-edit", "case-open"]
OF_CASE = [
    "case-detail",
    "case-edit",
    "case-close",
    "diagnosis-add",
    "red-flag-screen-add",
    "clearance-add",
    "assessment-add",
]
OF_ROW = {
    "diagnosis-edit": DiagnosisFactory,
    "red-flag-screen-detail": RedFlagScreenFactory,
    "red-flag-screen-outcome": RedFlagScreenFactory,
    "clearance-detail": ClearanceFactory,
    "clearance-revoke": ClearanceFactory,
    "assessment-edit": AssessmentFactory,
}
ABOUT_SOMEBODY = [*OF_PATIENT, *OF_CASE, *OF_ROW]
READ_ONLY = ["case-detail", "clearance-detail", "patient-detail", "red-flag-screen-detail"]


@pytest.fixture
def url_of(case):
    def url(name):
        if name in OF_NOTHING:
            return reverse(name)
        if name in OF_PATIENT:
            return reverse(name, args=[case.patient.pk])
        row = OF_ROW[name](case=case) if name in OF_ROW else case
        return reverse(name, args=[row.pk])

    return url


@pytest.mark.parametrize("name", OF_NOTHING + ABOUT_SOMEBODY)
def test_physiotherapists_of_the_clinic_get_in(name, url_of, colleague, client_for):
    assert client_for(colleague).get(url_of(name)).status_code == 200


@pytest.mark.parametrize("name", ABOUT_SOMEBODY)
@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_find_nothing(name, method, url_of, stranger, client_for):
    answer = getattr(client_for(stranger), method)(url_of(name))
    assert answer.status_code == (405 if name in READ_ONLY and method == "post" else 404)


@pytest.mark.parametrize("name", OF_NOTHING + ABOUT_SOMEBODY)
@pytest.mark.parametrize("person", ["librarian", "manager"])
def test_other_roles_are_refused(name, person, url_of, request, client_for):
    assert client_for(request.getfixturevalue(person)).get(url_of(name)).status_code == 403


@pytest.mark.parametrize("name", OF_NOTHING + ABOUT_SOMEBODY)
def test_visitors_are_asked_to_sign_in(name, url_of, client):
    assert client.get(url_of(name)).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", [*OF_NOTHING, *ABOUT_SOMEBODY])
def test_other_methods_are_refused(name, url_of, physio, client_for):
    assert client_for(physio).delete(url_of(name)).status_code == 405


@pytest.mark.parametrize("name", ABOUT_SOMEBODY)
def test_opening_a_page_leaves_an_access_event(name, url_of, case, physio, client_for):
    client_for(physio).get(url_of(name))
    event = AccessEvent.objects.get(what=name)
    assert (event.user, event.patient, event.kind) == (physio, case.patient, AccessEvent.Kind.VIEW)


@pytest.mark.parametrize("name", ABOUT_SOMEBODY)
def test_the_banner_names_the_patient(name, url_of, physio, client_for):
    page = client_for(physio).get(url_of(name)).content.decode()
    assert "<title>MÜLLER, Ada" in page
    assert "02-Mar-1980" in page


@pytest.mark.parametrize(
    "name", ["case-edit", "case-close", "diagnosis-add", "clearance-add", "assessment-edit"]
)
def test_nothing_is_added_to_a_closed_case(name, url_of, case, physio, client_for, today):
    url = url_of(name)
    case.closed_on = today
    case.save()
    answer = client_for(physio).get(url, follow=True)
    assert answer.redirect_chain == [(case.get_absolute_url(), 302)]
    assert "Reopen it to record more" in answer.content.decode()


def test_what_was_typed_while_a_colleague_closed_the_case_stays_in_the_form(
    url_of, case, physio, client_for, today
):
    url, visitor = url_of("case-edit"), client_for(physio)
    before = case.complaint
    case.closed_on = today
    case.save()
    answer = visitor.post(
        url, CASE | {"lead": physio.pk, "version": case.version, "complaint": "Hip and back"}
    )
    assert answer.status_code == 422
    assert "Reopen it to record more" in answer.content.decode()
    assert 'value="Hip and back"' in answer.content.decode()
    assert Case.objects.get().complaint == before
