"""Live programmes judged again: what changed since they were issued, on the page and on the command line."""

from datetime import date
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.urls import reverse

from exercises.models import Exercise
from programs.handing_out import why_withheld
from programs.models import Program, WeekDose
from programs.recheck import SILENT, compare, recheck_live, recheck_program
from programs.rules.scales import Verdict
from tests.factories import (
    AssessmentFactory,
    CaseFactory,
    CheckInFactory,
    CheckInItemFactory,
    ClearanceFactory,
    DiagnosisFactory,
    PatientFactory,
    RedFlagScreenFactory,
)
from tests.programs.exceptions import CONFIRMED, rules_to_read, with_disc
from tests.programs.steps import issue, post, text_of

URL = reverse("recheck")
PRESS, DEADLIFT = "leg-press", "romanian-deadlift"


def changes(program, today):
    found = recheck_program(Program.objects.with_people().get(pk=program.pk), today)
    return {(one.item.exercise.slug, one.before.value, one.after.value) for one in found.changes}


def blocked_by(program, today):
    found = recheck_program(Program.objects.with_people().get(pk=program.pk), today)
    return [gate.id for gate in found.gates]


def restrict(case, *limits, **changes):
    first = case.clearances.get()
    values = {"decision": "restricted", "restrictions": list(limits)} | changes
    return ClearanceFactory(case=case, number=2, supersedes=first, **values)


@pytest.mark.parametrize("person", ["physio", "colleague"])
def test_physiotherapists_may(person, issued, client_for, request):
    assert client_for(request.getfixturevalue(person)).get(URL).status_code == 200


def test_strangers_see_their_own_clinic_only(issued, stranger, client_for):
    restrict(issued.case, {"slug": PRESS})
    page = text_of(client_for(stranger).get(URL))
    assert "0 live programmes checked" in page
    assert issued.code not in page


@pytest.mark.parametrize("person", ["librarian", "manager"])
def test_other_roles_are_refused(person, client_for, request):
    assert client_for(request.getfixturevalue(person)).get(URL).status_code == 403


def test_visitors_are_asked_to_sign_in(client, db):
    assert client.get(URL).url.startswith(reverse("account_login"))


def test_nothing_is_sent_here(physio, client_for):
    assert client_for(physio).post(URL).status_code == 405


def test_on_the_day_of_issue_nothing_differs(issued, today, physio, client_for):
    (found,) = recheck_live(today)
    assert (found.changes, found.gates, found.rules_changed) == ((), (), False)
    assert "Every live programme still has the verdicts it was issued under" in text_of(
        client_for(physio).get(URL)
    )


def test_a_new_diagnosis_shows_before_and_after(issued, today):
    with_disc(issued.case)
    assert (DEADLIFT, "caution", "avoid") in changes(issued, today)


def test_a_new_finding_of_a_visit_shows(issued, today):
    AssessmentFactory(case=issued.case, assessed_on=today, sensitivities=["compression", "shear"])
    assert (DEADLIFT, "caution", "avoid") in changes(issued, today)


def test_a_new_limit_of_the_clearance_shows(issued, today):
    restrict(issued.case, {"slug": PRESS})
    assert changes(issued, today) == {(PRESS, "ok", "avoid")}


def test_a_changed_exercise_shows(issued, today):
    press = Exercise.objects.get(slug=PRESS)
    press.axial_compression = 4
    press.save()
    assert changes(issued, today) == {(PRESS, "ok", "caution")}


def test_a_verdict_that_has_become_milder_shows_too(issued, today):
    issued.case.diagnoses.all().delete()
    DiagnosisFactory(case=issued.case, slug="si-joint-pain", onset_on=date(2025, 5, 12))
    assert changes(issued, today) == {(DEADLIFT, "caution", "ok")}


def test_a_retired_exercise_is_judged_all_the_same(issued, today):
    Exercise.objects.filter(slug=PRESS).update(status="retired")
    restrict(issued.case, {"slug": PRESS})
    assert changes(issued, today) == {(PRESS, "ok", "avoid")}


def test_red_pain_in_a_returned_log_shows(issued, today):
    press = issued.items.get(exercise__slug=PRESS)
    CheckInItemFactory(check_in=CheckInFactory(program=issued), item=press, pain_during=6)
    (change,) = recheck_program(issued, today).changes
    assert (change.name, change.before, change.after, change.rule) == (
        "Leg press (strict form)",
        "ok",
        "caution",
        "Y-red-zone-pain",
    )


def test_an_exercise_that_makes_leg_symptoms_worse_is_to_be_left_out(issued, today):
    press = issued.items.get(exercise__slug=PRESS)
    CheckInItemFactory(check_in=CheckInFactory(program=issued), item=press, leg_symptoms_worse=True)
    (change,) = recheck_program(issued, today).changes
    assert (change.after, change.rule) == ("avoid", "Y-leg-symptoms")


def test_a_lapsed_clearance_blocks(issued, today, physio, client_for):
    issued.case.clearances.update(valid_until=date(2026, 11, 22))
    assert blocked_by(issued, today) == ["G04"]
    assert "No valid medical clearance" in text_of(client_for(physio).get(URL))


def test_a_red_flag_blocks(issued, today):
    RedFlagScreenFactory(case=issued.case, screened_on=today, present=["ces_bladder_dysfunction"])
    assert "G01" in blocked_by(issued, today)


def test_a_pain_light_no_longer_allowed_blocks(issued, today):
    Program.objects.filter(pk=issued.pk).update(mode="monitored")
    DiagnosisFactory(case=issued.case, slug="disc-herniation-radiculopathy")
    assert "STRICT" in blocked_by(issued, today)


class TestLaterWeeks:
    """A week to come can become too much while the first one is still fine."""

    def test_a_heavier_week_above_a_new_weight_limit(self, issued, today):
        issued.items.filter(exercise__slug=PRESS).update(load_kg=10)
        cells = WeekDose.objects.filter(item__program=issued, item__exercise__slug=PRESS)
        cells.filter(week__gte=4).update(load_kg=30)
        cells.filter(week__lt=4).update(load_kg=10)
        restrict(issued.case, {"load_kg": 20})
        found = recheck_program(issued, today)
        assert [(one.week, one.after) for one in found.changes if one.name.startswith("Leg press")] == [
            (4, Verdict.AVOID)
        ]

    def test_a_harder_form_that_is_not_fine_any_more(self, issued, today):
        form = Exercise.objects.get(slug="hip-thrust")
        WeekDose.objects.filter(item__program=issued, item__exercise__slug=PRESS, week__gte=5).update(
            exercise=form
        )
        restrict(issued.case, {"slug": "hip-thrust"})
        (change,) = recheck_program(issued, today).changes
        assert (change.name, change.week, change.before) == (form.name, 5, Verdict.OK)


class TestOverride:
    """An exercise given by override was caution when issued, and is as long as the override covers it."""

    @pytest.fixture
    def overridden(self, ready_draft, physio, client_for):
        with_disc(ready_draft.case)
        item = ready_draft.items.get(exercise__slug=DEADLIFT)
        post(client_for(physio), "item-override", item, **CONFIRMED)
        post(client_for(physio), "item-acknowledge", item, rule=rules_to_read(ready_draft, DEADLIFT))
        return issue(ready_draft, by=physio)

    def test_it_is_no_change(self, overridden, today):
        assert changes(overridden, today) == set()

    def test_a_rule_it_does_not_cover_is(self, overridden, today):
        restrict(overridden.case, {"tag": "deadlift_family"})
        assert (DEADLIFT, "caution", "avoid") in changes(overridden, today)


@pytest.mark.parametrize("status", ["draft", "suspended", "superseded", "ended"])
def test_only_live_programmes_are_judged(status, ready_draft, issued, today):
    if status != "draft":
        Program.objects.filter(pk=issued.pk).update(status=status)
    expected = 1 if status == "draft" else 0
    assert len(recheck_live(today)) == expected


def test_other_rules_are_said_but_are_no_reason_to_act(issued, today, physio, client_for):
    snapshot = issued.snapshot | {"rules": {"digest": "0" * 64, "review": ""}}
    Program.objects.filter(pk=issued.pk).update(snapshot=snapshot)
    (found,) = recheck_live(today)
    assert (found.rules_changed, found.needs_a_look) == (True, False)
    assert "1 of 1 live programme was issued under other" in text_of(client_for(physio).get(URL))


def test_a_line_says_who_what_and_why_and_offers_to_act(issued, physio, client_for):
    restrict(issued.case, {"slug": PRESS})
    page = text_of(client_for(physio).get(URL))
    assert "MÜLLER, Ada" in page
    assert "The medical clearance limits this." in page
    assert "Leg press (strict form)" in page
    assert f'action="{reverse("program-revise", args=[issued.pk])}"' in page
    assert issued.case.get_absolute_url() in page
    assert reverse("item-why", args=[issued.pk, issued.items.get(exercise__slug=PRESS).pk]) in page


def test_the_button_opens_the_next_version(issued, physio, client_for):
    restrict(issued.case, {"slug": PRESS})
    client_for(physio).post(reverse("program-revise", args=[issued.pk]))
    assert Program.objects.get(version=2).supersedes == issued


def finding(rule, verdict, reason):
    return SimpleNamespace(rule=rule, verdict=verdict, reason=reason)


OLD = {"verdict": "caution", "findings": [{"rule": "T-1"}]}


@pytest.mark.parametrize(
    ("frozen", "findings", "verdict", "expected"),
    [
        (None, [], Verdict.OK, None),
        (OLD, [("T-1", "old")], Verdict.CAUTION, None),
        (None, [("T-1", "new")], Verdict.CAUTION, (Verdict.OK, Verdict.CAUTION, "T-1", "new")),
        (OLD, [("T-1", "old"), ("X9", "new")], Verdict.AVOID, (Verdict.CAUTION, Verdict.AVOID, "X9", "new")),
        (OLD, [("T-1", "old")], Verdict.AVOID, (Verdict.CAUTION, Verdict.AVOID, "T-1", "old")),
        (OLD, [], Verdict.OK, (Verdict.CAUTION, Verdict.OK, "", SILENT)),
    ],
)
def test_frozen_and_present_are_compared(frozen, findings, verdict, expected):
    found = [finding(rule, verdict, reason) for rule, reason in findings]
    assert compare(frozen, found, verdict) == expected


class TestCommand:
    def run(self):
        out = StringIO()
        call_command("recheck", stdout=out)
        return out.getvalue()

    def test_without_changes_it_prints_the_count_alone(self, issued):
        assert self.run() == "1 live programs checked, 0 to look at.\n"

    def test_each_change_is_one_line_by_reference_without_a_name(self, issued):
        restrict(issued.case, {"slug": PRESS})
        first, last = self.run().splitlines()
        reference = issued.case.patient.reference
        assert first.startswith(f"Harbour Physiotherapy: {reference} {issued.code}: Leg press (strict form)")
        assert first.endswith("ok -> avoid: R-leg-press: The medical clearance limits this.")
        assert last == "1 live programs checked, 1 to look at."
        assert "Müller" not in first

    def test_blocks_and_other_rules_are_lines_too(self, issued):
        snapshot = issued.snapshot | {"rules": {"digest": "0" * 64, "review": ""}}
        Program.objects.filter(pk=issued.pk).update(snapshot=snapshot)
        issued.case.clearances.update(valid_until=date(2026, 11, 22))
        lines = self.run().splitlines()
        assert lines[0].endswith("issued under other rules")
        assert "blocked today by G04: No valid medical clearance" in lines[1]

    def test_every_clinic_is_read_for_itself(self, issued, other_clinic):
        assert "1 live programs checked" in self.run()


@pytest.mark.parametrize("programs", [1, 4])
def test_each_programme_asks_the_database_nine_times(
    programs, issued, physio, today, django_assert_num_queries
):
    for number in range(1, programs):
        case = CaseFactory(patient=PatientFactory(clinic=issued.clinic), lead=physio)
        values = {field.name: getattr(issued, field.name) for field in issued._meta.concrete_fields}
        copy = Program.objects.create(
            **values | {"id": None, "case": case, "number": 90_000 + number, "log_code": f"AAAAA{number}"}
        )
        for item in issued.items.all():
            item.pk, item.program = None, copy
            item.save()
    with django_assert_num_queries(2 + 9 * programs):
        recheck_live(today)


def test_an_exercise_that_has_left_the_library_is_said_and_holds_nothing_back(
    issued, today, physio, client_for
):
    Exercise.objects.filter(slug=PRESS).update(status="retired")
    found = recheck_program(issued, today)
    assert (found.unpublished, found.needs_a_look) == (("Leg press (strict form)",), True)
    assert not found.changes
    assert why_withheld(issued) is None
    assert "Not in the library any more" in text_of(client_for(physio).get(URL))
