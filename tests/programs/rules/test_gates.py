"""Every gate closes once where it should and stays open once where it should."""

import pytest

from programs.rules.gates import Content, gates
from programs.rules.scales import GateOutcome, Section
from programs.rules.values import Dose, Patient, PatientCondition, ProgramItem, UnknownCode
from tests.programs.rules.cases import patient

PLAIN, FUSION, FRACTURE = "nonspecific-chronic-lbp", "post-surgical-fusion", "vertebral-compression-fracture"
WELL = Patient()


def ids(found):
    return [gate.id for gate in found.gates]


def with_fracture(weeks, **facts):
    return Patient(conditions=(PatientCondition(FRACTURE, weeks_since_fracture=weeks),), **facts)


def flags(*ids_, outcome=()):
    return Patient(red_flags=frozenset(ids_), red_flags_with_outcome=frozenset(outcome))


# gate, level, (closes for), (open for)
PATIENT_CASES = (
    ("G01", "block_emergency", flags("ces_bowel_dysfunction"), flags("fracture_steroid")),
    ("G02", "block_urgent", flags("infection_fever"), flags("infection_fever", outcome=["infection_fever"])),
    ("G03", "block_clearance", Patient(diagnosis_confirmed=False), WELL),
    ("G04", "block_clearance", Patient(clearance_valid=False), WELL),
    ("G05", "block_clearance", patient(FUSION), patient(FUSION, surgeon_release=True)),
    ("G06", "block_clearance", with_fracture(3.9), with_fracture(4)),
    ("G09", "block_content", Patient(stop_symptom_open=True), WELL),
    ("W02", "warn", Patient(age=17), Patient(age=18)),
    ("W03", "warn", Patient(pregnant_or_postpartum=True), WELL),
    ("W04", "warn", Patient(high_distress=True), WELL),
    ("W06", "warn", Patient(irritability="high"), Patient(irritability="moderate")),
    (
        "W08",
        "warn",
        patient("lumbar-spinal-stenosis", "disc-herniation"),
        patient("lumbar-spinal-stenosis", "facet-joint-pain"),
    ),
    ("W09", "warn", Patient(pain_nprs=8), Patient(pain_nprs=7.5)),
    ("W10", "warn", Patient(has_baseline_measure=False), WELL),
)


@pytest.mark.parametrize(
    ("gate", "level", "closed", "opened"), PATIENT_CASES, ids=[case[0] for case in PATIENT_CASES]
)
def test_each_gate_about_the_patient_closes_and_opens(gate, level, closed, opened, table):
    found = next(one for one in gates(closed, table).gates if one.id == gate)
    assert found.level == level
    assert found.message == table.gates.by_id[gate].message
    assert gate not in ids(gates(opened, table))


def test_an_unremarkable_patient_may_be_issued(table):
    assert gates(WELL, table).level is GateOutcome.ISSUE
    assert not gates(WELL, table).blocks


def test_warnings_alone_do_not_block(table):
    found = gates(Patient(irritability="high"), table)
    assert found.level is GateOutcome.ISSUE_WITH_WARNING
    assert not found.blocks


@pytest.mark.parametrize("flag", ["emergency", "urgent", "warn"])
def test_every_red_flag_closes_the_gate_of_its_level(flag, table):
    outcomes = {
        "emergency": (["G01"], GateOutcome.BLOCK_EMERGENCY),
        "urgent": (["G02"], GateOutcome.BLOCK_URGENT),
    }
    tried = 0
    for one in table.red_flags.values():
        if not one.level.endswith(flag):
            continue
        expected = outcomes.get(flag, ([one.id], GateOutcome.ISSUE_WITH_WARNING))
        found = gates(flags(one.id), table)
        assert (ids(found), found.level) == expected
        assert found.gates[0].subjects == (one.id,)
        tried += 1
    assert tried == {"emergency": 5, "urgent": 10, "warn": 1}[flag]


def test_a_recorded_outcome_settles_an_urgent_or_warning_flag_and_never_an_emergency(table):
    settled = ("fracture_steroid", "inflammatory_pattern", "ces_bladder_dysfunction")
    assert ids(gates(flags(*settled, outcome=settled), table)) == ["G01"]


def test_the_severest_gate_comes_first_and_sets_the_level(table):
    person = Patient(
        irritability="high", clearance_valid=False, red_flags=frozenset({"ces_sexual_dysfunction"})
    )
    found = gates(person, table)
    assert ids(found) == ["G01", "G04", "W06"]
    assert found.level is GateOutcome.BLOCK_EMERGENCY
    assert found.blocks


def test_flags_nobody_asked_about_are_handed_on_without_a_gate(table):
    found = gates(Patient(not_asked_flags=frozenset({"infection_fever", "fracture_steroid"})), table)
    assert found.not_asked_flags == ("fracture_steroid", "infection_fever")
    assert found.gates == ()


def test_under_sixteen_blocks(table):
    found = gates(Patient(age=15.9), table)
    assert ids(found) == ["W02"]
    assert found.level is GateOutcome.BLOCK_CLEARANCE
    assert "under 16" in found.gates[0].message
    assert gates(Patient(age=16), table).level is GateOutcome.ISSUE_WITH_WARNING


@pytest.mark.parametrize(
    ("person", "closes"),
    [
        (with_fracture(None), True),
        (with_fracture(None, stage="acute"), True),
        (with_fracture(None, stage="subacute"), False),
        (with_fracture(2, stage="chronic"), True),
        (with_fracture(2, fracture_release=True), False),
        (patient("osteoporosis", stage="acute"), False),
    ],
)
def test_a_fracture_of_unknown_age_counts_as_fresh(person, closes, table):
    assert ("G06" in ids(gates(person, table))) is closes


def test_unknown_codes_are_refused(table):
    with pytest.raises(UnknownCode, match="unknown red flag 'ces_typo'"):
        gates(flags("ces_typo"), table)
    with pytest.raises(UnknownCode, match="unknown condition 'sciatica'"):
        gates(patient("sciatica"), table)


class Program:
    """A sound program to spoil one thing at a time."""

    def __init__(self, library):
        self.items = {
            "walking": Section.WARM_UP,
            "dead-bug": Section.CORE,
            "leg-extension": Section.MAIN,
            "supine-butterfly-stretch": Section.COOL_DOWN,
        }
        self.library = library

    def content(self, *more, without=None, **facts):
        items = [
            ProgramItem(self.library[slug], section)
            for slug, section in self.items.items()
            if section != without
        ]
        return Content((*items, *more), weeks=6, **facts)


@pytest.fixture
def program(library):
    return Program(library)


def item(library, slug, **facts):
    return ProgramItem(library[slug], Section.MAIN, **facts)


def test_a_sound_program_closes_no_gate(program, table):
    assert gates(patient(PLAIN), table, program.content()).gates == ()


def test_g07_closes_for_an_avoid_without_an_allowed_override(program, library, table):
    person = patient("disc-herniation")
    for exercise, recorded, closes in (
        ("romanian-deadlift", False, True),
        ("romanian-deadlift", True, False),
        ("leg-press-deep-range", True, True),
        ("leg-press", False, False),
    ):
        content = program.content(item(library, exercise, override_recorded=recorded))
        assert ("G07" in ids(gates(person, table, content))) is closes


def test_an_override_that_the_rules_do_not_allow_blocks(program, library, table):
    content = program.content(item(library, "romanian-deadlift", override_recorded=True))
    found = gates(patient("disc-herniation", stage="subacute"), table, content)
    assert next(one for one in found.gates if one.id == "G07").subjects == ("romanian-deadlift",)


def test_g08_closes_for_a_form_fault(program, library, table):
    content = program.content(item(library, "leg-press-deep-range"))
    assert "G08" in ids(gates(patient(PLAIN), table, content))


@pytest.mark.parametrize("missing", [Section.WARM_UP, Section.CORE, Section.COOL_DOWN])
def test_g10_closes_without_warm_up_core_or_cool_down_unless_a_reason_stands(missing, program, table):
    found = gates(patient(PLAIN), table, program.content(without=missing))
    assert next(one for one in found.gates if one.id == "G10").subjects == (missing,)
    waived = program.content(without=missing, sections_waived=True)
    assert gates(patient(PLAIN), table, waived).gates == ()


def test_g11_closes_without_the_safety_text(program, table):
    assert ids(gates(patient(PLAIN), table, program.content(has_safety_text=False))) == ["G11"]


def test_w01_names_every_caution_and_every_overridden_avoid(program, library, table):
    content = program.content(
        item(library, "barbell-back-squat"),
        item(library, "romanian-deadlift", override_recorded=True),
    )
    found = gates(patient("disc-herniation"), table, content)
    assert ids(found) == ["W01"]
    assert found.gates[0].subjects == ("barbell-back-squat", "romanian-deadlift")


@pytest.mark.parametrize(("expires", "warns"), [(5.9, True), (6, False), (None, False)])
def test_w05_warns_when_the_clearance_ends_first(expires, warns, program, table):
    person = patient(PLAIN, clearance_expires_in_weeks=expires)
    assert ("W05" in ids(gates(person, table, program.content()))) is warns


def test_w07_names_the_weeks_above_the_cap(program, table):
    found = gates(patient(PLAIN), table, program.content(weeks_above_cap=(3, 4)))
    assert ids(found) == ["W07"]
    assert found.gates[0].subjects == ("week 3", "week 4")


def test_the_dose_of_an_item_counts(program, library, table):
    heavy = program.content(item(library, "goblet-squat", dose=Dose(rpe=8)))
    light = program.content(item(library, "goblet-squat", dose=Dose(rpe=7)))
    assert ids(gates(patient("disc-herniation"), table, heavy)) == ["W01"]
    assert gates(patient("disc-herniation"), table, light).gates == ()


def test_every_gate_has_its_case(table):
    tried = {case[0] for case in PATIENT_CASES} | {"G07", "G08", "G10", "G11", "W01", "W05", "W07"}
    assert tried == set(table.gates.by_id)
