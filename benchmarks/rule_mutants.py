"""Change every number of every rule file by one step, one at a time, and count who notices.

Limits of conditions are tried against the naive oracle alone: the whole library at a light and a heavy dose and a
made-up exercise for every demand at every ordinal. All other numbers are tried against the engine's tests.
"""

# ruff: noqa: E402

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from programs.rules.entries import RuleFileError
from programs.rules.library import read_exercise
from programs.rules.loading import SHIPPED, load_table
from programs.rules.scales import Stage
from programs.rules.screening import screen
from programs.rules.values import Dose, Patient, PatientCondition
from tests.programs.rules import oracle

NUMBER = re.compile(r"(?<== )\d+(?:\.\d+)?(?=[ ,}\n])")
HEAVY = Dose(rpe=8)
RECORDS = [*oracle.EXERCISES.values(), *oracle.LADDER]
EXERCISES = [(record, read_exercise(record)) for record in RECORDS]
# The tests of the engine, quickest to notice first; run in a fresh process on the changed rules.
RUN = """
import sys
from pathlib import Path
import pytest
from programs.rules import loading
loading.SHIPPED = Path(sys.argv[1])
sys.exit(pytest.main(["-q", "-x", "-p", "no:cacheprovider", "-p", "no:django", "-c", "/dev/null",
    "--rootdir=.", "--confcutdir=tests/programs/rules", *sys.argv[2:]]))
"""
TESTS = [
    f"tests/programs/rules/test_{name}.py"
    for name in (
        "worked_example",
        "advancing",
        "planning",
        "stages",
        "gates",
        "person_rules",
        "explicit_rules",
    )
]
TESTS += [f"tests/programs/rules/test_{name}.py" for name in ("replacing", "tables", "agreement", "explain")]


def main(arguments):
    """Print the share of changed numbers noticed, and every one that was not."""
    parser = argparse.ArgumentParser(description=__doc__)
    half = parser.add_mutually_exclusive_group()
    half.add_argument("--limits", action="store_true", help="only the limits of conditions")
    half.add_argument("--shared", action="store_true", help="only all other numbers; takes some minutes")
    chosen = parser.parse_args(arguments)
    missed = []
    if not chosen.shared:
        missed += report("limits by condition, against the oracle", limit_mutants(), is_noticed_by_oracle)
    if not chosen.limits:
        if run_tests(SHIPPED) != 0:
            return "the tests do not pass on the rules as they are"
        missed += report("all other numbers, against the tests", shared_mutants(), is_noticed_by_tests)
    return f"{len(missed)} changes went unnoticed" if missed else 0


def report(title, mutants, is_noticed):
    """Try every mutant and return those nobody noticed."""
    mutants = list(mutants)
    missed = [mutant for mutant in mutants if not is_noticed(*mutant)]
    noticed = len(mutants) - len(missed)
    print(f"{title}: {noticed} of {len(mutants)} noticed ({noticed / len(mutants):.1%})")
    for path, position, text in missed:
        line = path.read_text().count("\n", 0, position) + 1
        print(f"  not noticed: {path.relative_to(SHIPPED)} line {line}: {text.splitlines()[line - 1]}")
    return missed


def limit_mutants():
    """Give (file, position, changed text) for every limit one up and one down."""
    for path in sorted((SHIPPED / "conditions").glob("*.toml")):
        yield from mutants_of(path)


def shared_mutants():
    """Give the same for every number of the shared files."""
    for path in sorted((SHIPPED / "shared").glob("*.toml")):
        yield from mutants_of(path)


def mutants_of(path):
    """Change each number of one file by one step in its last written place."""
    text = path.read_text()
    for match in NUMBER.finditer(text):
        digits = len(match[0].partition(".")[2])
        for step in (-1, 1):
            changed = float(match[0]) + step * 10**-digits
            if changed >= 0:
                yield path, match.start(), f"{text[: match.start()]}{changed:.{digits}f}{text[match.end() :]}"


def changed_rules(path, text, folder):
    """Write all rule files to a folder with one of them changed."""
    for name in ("conditions", "shared"):
        shutil.copytree(SHIPPED / name, Path(folder) / name)
    (Path(folder) / path.relative_to(SHIPPED)).write_text(text)
    return Path(folder)


def is_noticed_by_oracle(path, position, text):
    """Tell whether loading refuses the change or some screening differs from the oracle."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            table = load_table(changed_rules(path, text, folder))
        except RuleFileError:
            return True
    stage = re.findall(r"\[limits\.(\w+)\]", text[:position])[-1]
    patient = Patient(conditions=(PatientCondition(path.stem),), stage=Stage(stage))
    return any(
        {
            (one.rule, one.condition, str(one.verdict))
            for one in screen(patient, exercise, dose, table).findings
        }
        != oracle.hits(record, {path.stem: stage}, heavy=dose is HEAVY)
        for record, exercise in EXERCISES
        for dose in (None, HEAVY)
    )


def is_noticed_by_tests(path, position, text):
    """Tell whether loading refuses the change or some engine test fails on it."""
    with tempfile.TemporaryDirectory() as folder:
        rules = changed_rules(path, text, folder)
        try:
            load_table(rules)
        except RuleFileError:
            return True
        return run_tests(rules) != 0


def run_tests(rules):
    """Run the engine's tests on one folder of rules and give the exit status."""
    command = [sys.executable, "-c", RUN, str(rules), *TESTS]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
