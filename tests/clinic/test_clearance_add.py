"""Sign a clearance."""

from datetime import date

import pytest
from django.urls import reverse

from clinic.actions.clearances import sign_clearance
from clinic.models import Clearance
from clinic.policies import Refused
from tests.clinic.typed import CLEARANCE, limits, text_of
from tests.factories import ClearanceFactory, DiagnosisFactory, RedFlagScreenFactory

pytestmark = pytest.mark.usefixtures("library", "today")
RELEASE = {
    "surgery_procedure": "Fusion",
    "surgery_levels": "L4/5",
    "surgery_on": "2026-08-01",
    "surgeon": "Dr Ax",
    "surgeon_release": "May train from now",
}


@pytest.fixture
def url(case):
    return reverse("clearance-add", args=[case.pk])


@pytest.fixture
def send(client_for, physio, url):
    return lambda **changes: client_for(physio).post(url, CLEARANCE | changes)


def test_a_clearance_is_signed(send, case, physio):
    assert send().url == case.get_absolute_url()
    clearance = Clearance.objects.get()
    assert (clearance.number, clearance.signed_by, clearance.supersedes) == (1, physio, None)


def test_it_is_valid_for_six_months_unless_said(send, case):
    DiagnosisFactory(case=case, onset_on=date(2026, 10, 23), diagnosed_on=date(2026, 10, 24))
    send()
    assert Clearance.objects.get().valid_until == date(2027, 5, 20)


@pytest.mark.parametrize(
    ("slug", "dates"),
    [
        ("disc-herniation", {"onset_on": date(2026, 11, 1)}),
        ("disc-herniation", {"onset_on": None}),
        ("post-surgical-discectomy", {"onset_on": date(2025, 1, 5), "surgery_on": date(2026, 10, 12)}),
        ("post-surgical-discectomy", {"onset_on": date(2025, 1, 5)}),
        ("vertebral-compression-fracture", {"onset_on": None, "fracture_on": date(2026, 11, 9)}),
        (None, {}),
    ],
    ids=["onset", "unknown onset", "surgery", "unknown surgery", "fracture", "no diagnosis"],
)
def test_it_is_valid_for_six_weeks_while_acute_or_as_long_as_nobody_knows(slug, dates, send, case):
    if slug:
        DiagnosisFactory(case=case, slug=slug, diagnosed_on=date(2026, 11, 2), **dates)
    send()
    assert Clearance.objects.get().valid_until == date(2027, 1, 1)


def test_a_physiotherapist_signs_with_name_registration_and_clinic(send):
    send(signer="me", issued_by="", issued_by_role="")
    clearance = Clearance.objects.get()
    assert (
        clearance.issued_by,
        clearance.issued_by_role,
        clearance.issued_by_registration,
        clearance.organisation,
    ) == (
        "Anna Berg",
        "Physiotherapist",
        "PH 1234",
        "Harbour Physiotherapy",
    )


def test_a_new_version_starts_from_the_current_one(client_for, physio, url, case):
    ClearanceFactory(case=case, decision="restricted", restrictions=[{"demand": "impact", "max": 1}])
    page = text_of(client_for(physio).get(url))
    assert "Sign version 2 of the clearance" in page
    assert '<option value="demand:impact" selected>' in page
    assert 'name="limits-0-limit" value="1"' in page
    assert 'value="Dr Jo Lind"' in page


def test_a_new_version_supersedes_the_current_one(send, case):
    first = ClearanceFactory(case=case)
    send(replaces=first.pk)
    assert case.clearances.current().get().supersedes == first


def test_restrictions_are_stored_as_the_rules_read_them(send):
    rows = limits(("demand:axial_compression", "2"), ("", ""), ("slug", "Leg press"), ("load_kg", "20"))
    send(decision="restricted", **rows)
    assert Clearance.objects.get().restrictions == [
        {"demand": "axial_compression", "max": 2},
        {"slug": "leg-press"},
        {"load_kg": 20.0},
    ]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"decision": "restricted"}, "Enter at least one restriction"),
        (limits(("tag:deadlift_family", "")), "choose “Cleared with restrictions”"),
        (
            {"restriction_words": "Nothing above 5 kg"},
            "described in words: choose “Cleared with restrictions”",
        ),
        (limits(("demand:impact", "9")), "Restriction 1: Write the highest demand allowed"),
        (limits(("", "2")), "Restriction 1: Choose what is limited"),
        (limits(("demand:impact", "1"), ("demand:impact", "2")), "“Impact” is limited twice"),
        (limits(("demand:unknown", "1")), "Restriction 1: Select a valid choice"),
        ({"limits-TOTAL_FORMS": "x"}, "ManagementForm"),
        ({"signer": ""}, "Who gives this clearance?: This field is required"),
        ({"issued_by": ""}, "Name who gave the clearance"),
        ({"issued_by_role": ""}, "Say what they are"),
        ({"signer": "me"}, "You sign yourself: empty this"),
        ({"issued_on": "2026-11-24"}, "24-Nov-2026 is in the future"),
        ({"issued_on": "1970-01-01"}, "before the patient was born"),
        ({"valid_until": "2026-11-19"}, "cannot end before it was issued"),
        ({"issued_on": "2026-01-01", "valid_until": "2026-11-01"}, "such a clearance permits nothing"),
        ({"surgery_procedure": "Fusion"}, "Levels: Needed as well: a surgeon's release names all five"),
        (RELEASE | {"surgery_on": "2026-11-21"}, "cannot come after the clearance"),
        (RELEASE | {"issued_by_role": "Physiotherapist"}, "After surgery a physician clears the patient"),
        ({"issued_by_role": "Physio", "fracture_release": "Healed"}, "After a fracture a physician"),
    ],
)
def test_contradictions_are_refused_and_values_kept(send, changes, words):
    answer = send(**{"organisation": "Quay Practice"} | changes)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert 'value="Quay Practice"' in text_of(answer)
    assert not Clearance.objects.exists()


def test_a_surgeons_release_is_complete(send):
    send(**RELEASE)
    assert Clearance.objects.get().has_surgeon_release


def test_after_a_red_flag_a_physiotherapist_does_not_sign(send, case):
    RedFlagScreenFactory(case=case, present=["infection_fever"])
    answer = send(signer="me", issued_by="", issued_by_role="")
    assert "After a red flag a physician clears the patient" in text_of(answer)


def test_another_row_keeps_everything_and_saves_nothing(send):
    rows = limits(("demand:impact", "9"), ("slug", "Leg press"))
    answer = send(add_row="1", decision="restricted", restriction_words="No jumping", **rows)
    page = text_of(answer)
    assert answer.status_code == 200
    assert 'name="limits-TOTAL_FORMS" value="5"' in page
    assert 'name="limits-0-limit" value="9"' in page
    assert 'name="limits-1-limit" value="Leg press"' in page
    assert "No jumping" in page
    assert "There is a problem" not in page
    assert not Clearance.objects.exists()


def test_of_two_signatures_the_second_sees_the_first(send, case, colleague):
    ClearanceFactory(
        case=case, decision="restricted", restrictions=[{"load_kg": 10}], organisation="Hospital"
    )
    answer = send(replaces="", organisation="Quay Practice")
    page = text_of(answer)
    assert answer.status_code == 409
    assert "<td>Quay Practice</td><td>Hospital</td>" in page
    assert "<td>None</td><td>No load above 10 kg</td>" in page
    assert Clearance.objects.count() == 1


def test_signing_again_after_comparing_goes_through(send, case):
    first = ClearanceFactory(case=case)
    assert f'name="replaces" value="{first.pk}"' in text_of(send(replaces=""))
    send(replaces=first.pk)
    assert Clearance.objects.count() == 2


def test_another_clinics_clearance_is_replaced_by_nobody(send, case, stranger):
    foreign = ClearanceFactory()
    ClearanceFactory(case=case)
    assert send(replaces=foreign.pk).status_code == 409


def test_a_clearance_of_another_case_is_none_of_this_one(send, case):
    other = ClearanceFactory(case__patient=case.patient)
    assert send(replaces=other.pk).status_code == 302
    assert case.clearances.get().supersedes is None


def test_a_new_version_does_not_lose_the_limits_that_stand_in_words(send, case):
    given = {
        "decision": "restricted",
        "restrictions": [{"load_kg": 5}],
        "restriction_words": "Nothing above 5 kg",
    }
    first = ClearanceFactory(case=case, **given)
    answer = send(replaces=first.pk, decision="cleared", restriction_words=first.restriction_words)
    assert answer.status_code == 422
    assert case.clearances.get() == first


class TestAnOlderOneTypedLater:
    """It does not end what a newer one forbids, unless it says that the newer one was written down wrongly."""

    OLD = {"issued_on": "2026-11-10"}

    @pytest.fixture(
        params=[
            {"decision": "refused"},
            {"decision": "restricted", "restrictions": [{"slug": "leg-press"}]},
            {"revoked_on": date(2026, 11, 21), "revoked_reason": "New symptoms"},
            {
                "issued_on": date(2026, 11, 2),
                "revoked_on": date(2026, 11, 21),
                "revoked_reason": "New symptoms",
            },
        ],
        ids=["refused", "limited", "revoked", "revoked since"],
    )
    def newer(self, request, case):
        return ClearanceFactory(case=case, **{"issued_on": date(2026, 11, 20)} | request.param)

    def test_it_is_refused_with_what_to_do(self, newer, send, case):
        answer = send(replaces=newer.pk, organisation="Quay Practice", **self.OLD)
        page = text_of(answer)
        assert answer.status_code == 422
        assert "Version 1 " in page
        assert "tick below that this corrects it" in page
        assert 'value="Quay Practice"' in page
        assert 'name="is_correction"' in page
        assert case.clearances.get() == newer

    def test_the_action_refuses_it_as_well(self, newer, case, physio):
        values = {"decision": "cleared", "issued_on": date(2026, 11, 10), "valid_until": date(2027, 1, 1)}
        values |= {"issued_by": "Dr Jo Lind", "issued_by_role": "General practitioner"}
        values |= {"surgery_procedure": "", "fracture_release": ""}
        with pytest.raises(Refused, match="Version 1 "):
            sign_clearance(case=case, values=values, replaces=newer, by=physio)

    def test_what_was_written_down_wrongly_is_corrected(self, newer, send, case):
        assert send(replaces=newer.pk, is_correction="on", **self.OLD).status_code == 302
        assert case.clearances.current().get().issued_on == date(2026, 11, 10)

    def test_a_refusal_is_always_taken(self, newer, send):
        assert send(replaces=newer.pk, decision="refused", **self.OLD).status_code == 302

    def test_one_of_the_same_day_or_later_is_signed(self, send, case):
        first = ClearanceFactory(case=case, issued_on=date(2026, 11, 20), decision="refused")
        assert send(replaces=first.pk).status_code == 302

    def test_nothing_is_asked_where_nothing_is_older(self, client_for, physio, url, case):
        ClearanceFactory(case=case)
        assert "is_correction" not in text_of(client_for(physio).get(url))


def test_an_exercise_is_named_as_the_library_shows_it(send):
    send(decision="restricted", **limits(("slug", "Leg press (strict form)"), ("slug", "leg press")))
    assert Clearance.objects.get().restrictions == [{"slug": "leg-press"}, {"slug": "leg-press"}]


def test_an_exercise_the_library_does_not_know_is_refused_at_once(send):
    answer = send(decision="restricted", **limits(("slug", "Leg prss")))
    assert answer.status_code == 422
    assert "Restriction 1: The library has no exercise “leg prss”" in text_of(answer)
    assert 'value="Leg prss"' in text_of(answer)
