"""The library's files: sound, up to date, loaded by name, and harmless to load again."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from clinic.models import Condition, RedFlag
from exercises.models import Alternative, Equipment, Exercise, ExerciseText
from exercises.sources import sources_of

FIXTURES = Path(settings.FIXTURE_DIRS[0])


def test_fixtures_are_what_their_sources_build():
    script = [sys.executable, "scripts/build_fixtures.py", "--check"]
    done = subprocess.run(script, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert done.stdout == "Fixtures are up to date.\n"


def test_library_is_complete(library):
    assert (library.count(), Condition.objects.count(), RedFlag.objects.count()) == (153, 14, 16)


def test_every_published_exercise_can_be_read_and_seen_by_a_patient(library):
    taught = library.exclude(tags__icontains="fault_pattern")
    assert not taught.filter(texts__language="en", figure__isnull=True)
    assert not taught.exclude(texts__language="en")


def test_every_exercise_states_its_demands(library):
    assert all(set(one.demands.values()) <= {0, 1, 2, 3, 4} for one in library)


def test_numbers_said_to_be_measured_name_their_source(library):
    claimed = Exercise.objects.exclude(demand_evidence=Exercise.Evidence.EXPERT)
    assert [exercise.slug for exercise in claimed if not sources_of(exercise)] == []


def test_every_choice_of_equipment_has_its_options(db):
    choices = Equipment.objects.filter(slug__contains="_or_")
    assert {one.options.count() for one in choices} == {2}


def test_loading_again_changes_nothing(db, capsys):
    call_command("load_library")
    assert "0 added, 0 changed, 0 kept" in capsys.readouterr().out


def test_loading_writes_history_once(library):
    call_command("load_library", verbosity=0)
    assert Exercise.history.filter(slug="glute-bridge").count() == 1


@pytest.fixture
def folder(tmp_path):
    """Return a copy of the library's files that a test may ruin."""
    for name in ("equipment.json", "conditions.json", "red_flags.json", "exercises.json"):
        shutil.copy(FIXTURES / name, tmp_path / name)
    return tmp_path


def change(folder, file, model, slug, /, **changes):
    """Change the first entry of `model` that belongs to `slug`."""
    entries = json.loads((folder / file).read_text())
    entry = next(
        one
        for one in entries
        if one["model"] == model and slug in (one["fields"].get("slug"), *one["fields"].get("exercise", []))
    )
    entry["fields"] |= changes
    (folder / file).write_text(json.dumps(entries))


def change_exercise(folder, slug, /, **changes):
    change(folder, "exercises.json", "exercises.exercise", slug, **changes)


def test_new_release_changes_an_exercise_and_counts_its_revision_up(library, folder):
    change_exercise(folder, "glute-bridge", rest_s=75)
    call_command("load_library", folder=folder, verbosity=0)
    bridge = Exercise.objects.get(slug="glute-bridge")
    assert (bridge.rest_s, bridge.revision, bridge.history.count()) == (75, 2, 2)


def test_new_words_for_patients_count_the_revision_up(library, folder):
    change(folder, "exercises.json", "exercises.exercisetext", "glute-bridge", feel="Your buttocks work.")
    call_command("load_library", folder=folder, verbosity=0)
    assert Exercise.objects.get(slug="glute-bridge").revision == 2


def test_exercise_edited_here_is_kept(library, folder):
    edited = Exercise.objects.get(slug="glute-bridge")
    edited.rest_s = 40
    edited.save()
    change_exercise(folder, "glute-bridge", rest_s=75)
    call_command("load_library", folder=folder, verbosity=0)
    edited.refresh_from_db()
    assert (edited.rest_s, edited.revision) == (40, 1)


def test_exercise_edited_here_is_replaced_when_asked(library, folder):
    edited = Exercise.objects.get(slug="glute-bridge")
    edited.rest_s = 40
    edited.save()
    call_command("load_library", overwrite=True, verbosity=0)
    edited.refresh_from_db()
    assert edited.rest_s != 40


def test_alternative_dropped_from_the_files_is_dropped_here(library, folder):
    entries = json.loads((folder / "exercises.json").read_text())
    dropped = next(one for one in entries if one["model"] == "exercises.alternative")
    entries.remove(dropped)
    (folder / "exercises.json").write_text(json.dumps(entries))
    call_command("load_library", folder=folder, verbosity=0)
    named = Alternative.objects.filter(
        exercise__slug=dropped["fields"]["exercise"][0], replacement__slug=dropped["fields"]["replacement"][0]
    )
    assert not named.exists()


RUINED_EXERCISES = {
    "unknown equipment 'moon_boots'": {"equipment": [["moon_boots"]]},
    "lumbar_flexion must be 0 to 4, not 5": {"lumbar_flexion": 5},
    "lumbar_flexion must be 0 to 4, not True": {"lumbar_flexion": True},
    "stands 2 times": {"slug": "leg-press"},
    "chain and chain_order go together": {"chain": ""},
    "shares place 2 of chain 'bridge' with": {"chain_order": 2},
    "chain 'bridge' has no place 1": {"chain_order": 99},
    "category: Value 'nonsense' is not a valid choice.": {"category": "nonsense"},
    "unknown field 'colour'": {"colour": "red"},
    "name: This field cannot be blank.": {"name": ""},
}


@pytest.mark.parametrize(("reason", "changes"), RUINED_EXERCISES.items(), ids=RUINED_EXERCISES)
def test_ruined_exercise_is_refused(db, folder, reason, changes):
    change_exercise(folder, "glute-bridge", **changes)
    with pytest.raises(CommandError, match=r"^exercises\.json: [^\n]*$") as refusal:
        call_command("load_library", folder=folder)
    assert reason in str(refusal.value)


RUINED_ENTRIES = [
    ("exercises.json", "exercises.exercisetext", "glute-bridge", {"feel": ""}, "lacks 'feel'"),
    (
        "exercises.json",
        "exercises.exercisetext",
        "glute-bridge",
        {"setup": "x" * 601},
        "setup is 601 characters",
    ),
    (
        "exercises.json",
        "exercises.exercisetext",
        "glute-bridge",
        {"exercise": ["no-such"]},
        "unknown exercise",
    ),
    (
        "exercises.json",
        "exercises.exercisetext",
        "glute-bridge",
        {"language": "xx"},
        "unknown language 'xx'",
    ),
    (
        "exercises.json",
        "exercises.exercisetext",
        "glute-bridge",
        {"steps": ["Lie down.", " "]},
        "has an empty step",
    ),
    (
        "exercises.json",
        "exercises.exercisetext",
        "glute-bridge",
        {"reviewed_on": "2026-01-02"},
        "cannot come as reviewed",
    ),
    ("exercises.json", "exercises.figure", "glute-bridge", {"pose": {}}, "glute-bridge: .*frames"),
    (
        "exercises.json",
        "exercises.alternative",
        "leg-press-deep-range",
        {"replacement": ["no"]},
        "unknown exercise",
    ),
    ("exercises.json", "exercises.exercise", "leg-press-deep-range", {"tags": []}, "rule X01: unknown tag"),
    (
        "conditions.json",
        "clinic.condition",
        "disc-herniation",
        {"slug": "discus"},
        "unknown condition 'discus'",
    ),
    (
        "conditions.json",
        "clinic.condition",
        "osteoporosis",
        {"family": "fracture"},
        "the rules count its stage",
    ),
    (
        "red_flags.json",
        "clinic.redflag",
        "infection_fever",
        {"level": "warn"},
        "the rules say 'block_urgent'",
    ),
    ("red_flags.json", "clinic.redflag", "infection_fever", {"slug": "fever"}, "unknown red flag 'fever'"),
    ("equipment.json", "exercises.equipment", "box_or_bench", {"options": [["crate"]]}, "unknown equipment"),
]


@pytest.mark.parametrize(("file", "model", "slug", "changes", "reason"), RUINED_ENTRIES)
def test_ruined_entry_is_refused(db, folder, file, model, slug, changes, reason):
    change(folder, file, model, slug, **changes)
    with pytest.raises(CommandError, match=f"^{file}: [^\n]*{reason}[^\n]*$"):
        call_command("load_library", folder=folder)


def entries_with(language, folder, **changes):
    """Write the bridge's text once more, as a translation of it."""
    entries = json.loads((folder / "exercises.json").read_text())
    entries = [
        one
        for one in entries
        if one["model"] != "exercises.exercisetext" or one["fields"]["language"] != language
    ]
    base = next(
        one["fields"]
        for one in entries
        if one["model"] == "exercises.exercisetext" and one["fields"]["exercise"] == ["glute-bridge"]
    )
    entries.append({"model": "exercises.exercisetext", "fields": {**base, "language": language, **changes}})
    (folder / "exercises.json").write_text(json.dumps(entries))


def test_a_translation_may_be_the_only_one_of_its_language(db, folder):
    entries_with("ar", folder)
    call_command("load_library", folder=folder, check=True)


def test_a_translation_has_every_step(db, folder):
    entries_with("ar", folder, steps=["Lie down."])
    with pytest.raises(CommandError, match="glute-bridge: has 1 steps in 'ar', 5 in 'en'"):
        call_command("load_library", folder=folder)


def test_a_language_that_must_be_complete_lacks_no_exercise(db, folder, monkeypatch):
    monkeypatch.setattr("exercises.fixture_check.COMPLETE", ("en", "ar"))
    entries_with("ar", folder)
    with pytest.raises(CommandError, match="has no text in 'ar', which must hold every exercise"):
        call_command("load_library", folder=folder)


def test_a_published_exercise_needs_its_base_text(db, folder):
    change(folder, "exercises.json", "exercises.exercisetext", "glute-bridge", language="fr")
    with pytest.raises(CommandError, match="glute-bridge: "):
        call_command("load_library", folder=folder)


def test_no_text_comes_reviewed(library):
    assert not ExerciseText.objects.filter(reviewed_on__isnull=False)


def test_condition_the_rules_know_must_be_in_the_file(db, folder):
    entries = json.loads((folder / "conditions.json").read_text())
    (folder / "conditions.json").write_text(json.dumps(entries[1:]))
    with pytest.raises(CommandError, match="is in the rules and not in this file"):
        call_command("load_library", folder=folder)


def test_file_that_is_not_json_is_refused(db, folder):
    (folder / "red_flags.json").write_text("[")
    with pytest.raises(CommandError, match=r"red_flags\.json: file: is not JSON"):
        call_command("load_library", folder=folder)


def test_nothing_is_written_when_one_entry_is_refused(db, folder):
    ExerciseText.objects.all().delete()
    change_exercise(folder, "glute-bridge", lumbar_flexion=5)
    with pytest.raises(CommandError):
        call_command("load_library", folder=folder)
    assert not ExerciseText.objects.exists()


def test_checking_writes_nothing(db, capsys):
    ExerciseText.objects.all().delete()
    call_command("load_library", check=True)
    assert not ExerciseText.objects.exists()
    assert capsys.readouterr().out == "The library files are sound.\n"
