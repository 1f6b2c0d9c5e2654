"""A rule file with a fault is refused in one line that names file, entry and reason."""

import shutil
from pathlib import Path

import pytest

import programs.rules
from programs.rules.entries import RuleFileError
from programs.rules.loading import default_table, load_table

SHIPPED = Path(programs.rules.__file__).parent


@pytest.fixture
def rules(tmp_path):
    for folder in ("conditions", "shared"):
        shutil.copytree(SHIPPED / folder, tmp_path / folder)
    return tmp_path


def change(path, old, new):
    text = path.read_text()
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, 1))


STRAIN = "conditions/acute-muscle-strain.toml"
COMPRESSION = "axial_compression = { caution_at = 2, avoid_at = 3 }"
FAULTS = (
    (STRAIN, "slug = ", "slugg = ", "slug is missing"),
    (STRAIN, 'slug = "acute-muscle-strain"', "slug = 7", "slug must be a text"),
    (STRAIN, 'slug = "acute-muscle-strain"', 'slug = "strain"', "must be the name of the file"),
    (STRAIN, 'family = "general"', 'family = "muscle"', "family knows no 'muscle'"),
    (STRAIN, 'direction = ""', 'direction = "sideways"', "direction knows no 'sideways'"),
    (STRAIN, 'name = "Acute lumbar muscle strain or sprain"', 'name = " "', "name must not be empty"),
    (STRAIN, COMPRESSION, "axial_compression = { caution_at = 3, avoid_at = 3 }", "must be below"),
    (STRAIN, COMPRESSION, "axial_compression = { caution_at = 2, avoid_at = 5 }", "1 to 4, not 5"),
    (STRAIN, COMPRESSION, "axial_compression = { caution_at = 1.5 }", "must be a whole number"),
    (STRAIN, COMPRESSION, "axial_compression = { caution_at = true }", "must be a number"),
    (STRAIN, COMPRESSION, "axial_compression = {}", "needs caution_at or avoid_at"),
    (STRAIN, COMPRESSION, "axial_compression = { avoid = 3 }", "unknown key 'avoid'"),
    (STRAIN, COMPRESSION, "axial_compression = { avoid_at = 3, at = 2 }", "unknown key 'at'"),
    (STRAIN, COMPRESSION, "axial_compression = 3", "axial_compression must be a table"),
    (STRAIN, COMPRESSION, f"pressure = {{ avoid_at = 3 }}\n{COMPRESSION}", "unknown demand 'pressure'"),
    (STRAIN, "[limits.acute]", "[limits.early]", "acute is missing"),
    (STRAIN, 'sources = ["SEED", "NIOSH"]', 'sources = ["SEED", "NIOHS"]', "unknown source 'NIOHS'"),
    (STRAIN, 'sources = ["SEED", "NIOSH"]', "sources = []", "sources must not be empty"),
    (STRAIN, 'sources = ["SEED", "NIOSH"]', "sources = [1]", "sources must be a list of texts"),
    (
        STRAIN,
        "[reasons.balance]",
        "[reasons.neural_tension]",
        "needs both a limit in some stage and a reason",
    ),
    (STRAIN, "thresholds_overridable = true", 'thresholds_overridable = "yes"', "must be true or false"),
    (STRAIN, "slug =", "slug = =", "is not valid TOML"),
    (STRAIN, 'reviewed_by = ""', 'reviewed_by = "Dr A"', "a signed file needs reviewed_on and review_due"),
    (STRAIN, 'reviewed_on = ""', 'reviewed_on = "2026-01-01"', "need reviewed_by"),
    ("shared/explicit.toml", 'id = "X02"', 'id = "X01"', "rule X01 stands twice"),
    ("shared/explicit.toml", 'tag = "fault_pattern"', "", "needs either tag or slugs"),
    ("shared/explicit.toml", '"disc-herniation",', '"disc",', "unknown condition 'disc'"),
    ("shared/explicit.toml", 'stages = ["acute"]', 'stages = ["early"]', "stages knows no 'early'"),
    ("shared/explicit.toml", 'reviewed_by = ""', 'rule2 = 1\nreviewed_by = ""', "unknown key 'rule2'"),
    ("shared/patient.toml", 'demand = "impact"', 'demand = "bounce"', "unknown demand 'bounce'"),
    ("shared/patient.toml", "[preference.flexion]", "[preference.up]", "unknown direction 'up'"),
    ("shared/stages.toml", "{ acute_below = 6", "{ acute_below = 16", "must not be above chronic_above"),
    ("shared/progression.toml", "green_max = 2", "green_max = 5", "green_max must not be above amber_max"),
    ("shared/progression.toml", "every_weeks = 5", "", "every_weeks is missing"),
    (
        "shared/progression.toml",
        'conditions = ["disc-herniation-radiculopathy"]',
        'conditions = ["sciatica"]',
        "unknown condition 'sciatica'",
    ),
    ("shared/explicit.toml", 'verdict = "avoid"', 'verdict = "ok"', "verdict must be caution or avoid"),
    ("shared/gates.toml", 'id = "G05"', 'id = "G5"', "gate G05 is missing"),
    ("shared/red_flags.toml", 'level = "warn"', 'level = "mild"', "level knows no 'mild'"),
    ("shared/gates.toml", "severe_pain = 8", "severe_pain = 11", "severe_pain must be 0 to 10, not 11"),
)


@pytest.mark.parametrize(("file", "old", "new", "reason"), FAULTS, ids=[fault[3] for fault in FAULTS])
def test_a_fault_is_named_in_one_line(rules, file, old, new, reason):
    change(rules / file, old, new)
    with pytest.raises(RuleFileError) as caught:
        load_table(rules)
    message = str(caught.value)
    assert reason in message
    assert "\n" not in message


def test_a_missing_shared_file_is_named(rules):
    (rules / "shared" / "gates.toml").unlink()
    with pytest.raises(RuleFileError, match=r"gates\.toml: top of the file: cannot be read"):
        load_table(rules)


def test_a_folder_without_conditions_is_refused(rules):
    shutil.rmtree(rules / "conditions")
    with pytest.raises(RuleFileError, match="no condition file found"):
        load_table(rules)


def test_lists_of_rules_must_be_lists_of_tables(rules):
    text = (rules / "shared" / "stop_symptoms.toml").read_text()
    (rules / "shared" / "stop_symptoms.toml").write_text("symptom = 3\n" + text.split("[[symptom]]")[0])
    with pytest.raises(RuleFileError, match="symptom must be a list of tables"):
        load_table(rules)


def sign(path, by="Dr A. Example", on="2026-01-10", due="2027-01-10"):
    change(path, 'reviewed_by = ""', f'reviewed_by = "{by}"')
    change(path, 'reviewed_on = ""', f'reviewed_on = "{on}"')
    change(path, 'review_due = ""', f'review_due = "{due}"')


def test_a_signature_shows_and_leaves_the_digest_alone(rules):
    sign(rules / STRAIN)
    table = load_table(rules)
    review = next(one for one in table.reviews if one.file == STRAIN)
    assert review.state == "reviewed by Dr A. Example on 2026-01-10"
    assert table.digest == default_table().digest
    assert table.review_state == "awaiting clinical review"


def test_all_files_signed_count_as_reviewed_until_due(rules):
    for path in rules.glob("*/*.toml"):
        sign(path)
    table = load_table(rules)
    assert table.review_state == "reviewed"
    assert table.overdue("2027-01-10") == ()
    assert len(table.overdue("2027-01-11")) == 22


def test_a_review_day_must_be_a_day(rules):
    sign(rules / STRAIN, on="10.1.2026")
    with pytest.raises(RuleFileError, match=r"'10\.1\.2026' is not a day like 2026-03-31"):
        load_table(rules)


def test_any_change_of_a_rule_changes_the_digest(rules):
    change(rules / STRAIN, COMPRESSION, "axial_compression = { caution_at = 1, avoid_at = 3 }")
    assert load_table(rules).digest != default_table().digest


def test_the_default_table_is_read_once():
    assert default_table() is default_table()
