"""Run the trials on one database and print every figure."""

import argparse
import time

from django.db import connection

from benchmarks.reliability import batch, copies, crowds, full_disk, fuzz, kills, load, names
from benchmarks.reliability.installation import let_go, people, prepare
from benchmarks.reliability.report import Report
from clinic.access import clinic_scope
from programs.facts import forget_library

TRIALS = {
    "kills": kills, "crowds": crowds, "full_disk": full_disk, "copies": copies, "names": names,
    "fuzz": fuzz, "batch": batch, "load": load,
}  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trials", nargs="*", metavar="trial", help=f"of {', '.join(TRIALS)}; all by default")
    parser.add_argument("--quick", action="store_true", help="few rounds, to see that a trial works")
    options = parser.parse_args()
    if unknown := set(options.trials) - TRIALS.keys():
        parser.error(f"unknown: {', '.join(unknown)}")
    report = Report()
    prepare()
    print(f"Reliability on {connection.vendor}, invented people{', quick' if options.quick else ''}")
    for name in options.trials or TRIALS:
        started = time.perf_counter()
        forget_library()
        with clinic_scope(people()[0]):
            TRIALS[name].run(report, quick=options.quick)
        print(f"        ({name}: {time.perf_counter() - started:.0f} s)", flush=True)
    let_go()
    print(f"Missed: {', '.join(report.missed)}" if report.missed else "Every figure is at its target.")
    raise SystemExit(bool(report.missed))


main()
