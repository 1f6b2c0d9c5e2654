"""Plant one fault of access control at a time into a copy of the product and count how many the access matrix catches.

The faults stand in benchmarks/access_faults.py. `--list` names them; words on the command line choose some; `--resume` goes
on after a run that was stopped. A copy lies in a temporary folder; this tree is never changed. Each fault takes as long as
the matrix's quickest failing test.
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from benchmarks.access_faults import FAULTS, ROOT

TESTS = "tests/access/matrix"
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "docs", "__pycache__", ".*_cache")
JUDGED = ROOT / "var" / "access_mutants.json"
FAILED = re.compile(r"^(?:FAILED|ERROR) \S+::(\S+)", re.MULTILINE)


def main(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("words", nargs="*", help="only faults whose name holds one of these")
    parser.add_argument("--list", action="store_true", help="name the faults and plant none")
    parser.add_argument("--resume", action="store_true", help="leave out what was judged of these very files")
    options = parser.parse_args(arguments)
    chosen = [one for one in FAULTS if not options.words or any(word in one.name for word in options.words)]
    if options.list:
        print("\n".join(one.name for one in chosen))
        return 0
    stale = [
        f"{one.name}: {one.path} no longer holds the words to change exactly once."
        for one in FAULTS
        if not one.fits()
    ]
    if stale:
        return "\n".join(stale)
    judged = Judged(is_resumed=options.resume)
    waiting = [one for one in chosen if one.name not in judged.by]
    if waiting and run_matrix_on_copy(None, " or ".join(f"({one.asked})" for one in waiting)).returncode:
        return "The matrix does not pass on the product as it is."
    for fault in chosen:
        if fault in waiting:
            judged.note(fault, caught_by(fault))
        by = judged.by[fault.name]
        print(f"{'caught' if by else 'MISSED'}  {fault.name}{f' ({by})' if by else ''}", flush=True)
    caught = sum(bool(judged.by[one.name]) for one in chosen)
    print(f"access mutants: {caught} caught / {len(chosen)} seeded")
    return 0 if caught == len(chosen) else 1


class Judged:
    """Which test caught which fault ("" for none), kept on disk for these very files."""

    def __init__(self, *, is_resumed):
        self.tree = _digest_of_tree()
        kept = json.loads(JUDGED.read_text()) if is_resumed and JUDGED.exists() else {}
        self.by = kept["by"] if kept.get("tree") == self.tree else {}

    def note(self, fault, by):
        self.by[fault.name] = by
        JUDGED.parent.mkdir(exist_ok=True)
        JUDGED.write_text(json.dumps({"tree": self.tree, "by": self.by}, indent=1))


def caught_by(fault):
    """Return the test of the matrix that fails with the fault, or "" where none does."""
    done = run_matrix_on_copy(fault, fault.asked)
    if done.returncode not in (0, 1):
        sys.exit(f"{fault.name}: the matrix did not run.\n{done.stdout[-3000:]}{done.stderr[-2000:]}")
    found = FAILED.search(done.stdout)
    return (found[1] if found else "the matrix") if done.returncode else ""


def run_matrix_on_copy(fault, asked):
    """Run the tests of some addresses in a copy with the fault (None for none), up to the first failure."""
    # The module in a test's name is the same for all, so that "matrix" or "access" would choose everything.
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--no-migrations"]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    with copy_of_product() as copy:
        if fault:
            fault.plant(copy)
        return subprocess.run(  # noqa: S603
            [*command, "-k", asked, TESTS],
            cwd=copy,
            env=environment | {"PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )


@contextmanager
def copy_of_product():
    with tempfile.TemporaryDirectory(prefix="backstay-mutant-") as folder:
        copy = Path(folder) / "product"
        shutil.copytree(ROOT, copy, ignore=LEFT_OUT, symlinks=True)
        yield copy


def _digest_of_tree():
    """Return the hash of every file that a copy holds."""
    with copy_of_product() as copy:
        files = sorted(path for path in copy.rglob("*") if path.is_file())
        digests = [
            f"{path.relative_to(copy)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files
        ]
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
