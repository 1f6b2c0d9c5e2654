"""How the time to screen a library grows with its size and with the number of diagnoses, as ratios.

Baseline 1.0 is screening 100 exercises for one diagnosis on this machine, processor time, best of five.
"""

# ruff: noqa: E402

import math
import sys
import time
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from programs.rules.library import read_library
from programs.rules.loading import default_table
from programs.rules.scales import Stage
from programs.rules.screening import screen
from programs.rules.values import Dose, Patient, PatientCondition

SIZES = (100, 1_000, 10_000)
CONDITIONS = ("disc-herniation", "osteoporosis", "facet-joint-pain", "si-joint-pain")
DOSE = Dose(rpe=8)
AIM = 1.05


def main():
    """Print one row per number of diagnoses; fail when time grows faster than the library."""
    table, library = default_table(), read_library(ROOT / "fixtures" / "exercises_source.json")
    baseline, slow = None, False
    print("baseline 1.0 = 100 exercises, 1 diagnosis, best of five")
    print(f"{'diagnoses':>10} " + " ".join(f"{size:>10,}" for size in SIZES) + "  growth exponent")
    for count in (1, 4):
        patient = Patient(
            conditions=tuple(PatientCondition(slug) for slug in CONDITIONS[:count]), stage=Stage.SUBACUTE
        )
        times = [best_time(patient, enlarged(library, size), table) for size in SIZES]
        baseline = baseline or times[0]
        exponent = math.log(times[-1] / times[0]) / math.log(SIZES[-1] / SIZES[0])
        slow = slow or exponent > AIM
        print(f"{count:>10} " + " ".join(f"{one / baseline:>10.1f}" for one in times) + f"  {exponent:.3f}")
    print(f"aim: exponent at most {AIM}: {'missed' if slow else 'met'}")
    return int(slow)


def enlarged(library, size):
    """Repeat the library under new names until it has `size` exercises."""
    repeated = islice(cycle(library), size)
    return [replace(exercise, slug=f"{exercise.slug}-{number}") for number, exercise in enumerate(repeated)]


def best_time(patient, exercises, table, repeats=5):
    """Take the processor seconds to screen all exercises, best of `repeats`."""
    best = math.inf
    for _ in range(repeats):
        start = time.process_time()
        for exercise in exercises:
            screen(patient, exercise, DOSE, table)
        best = min(best, time.process_time() - start)
    return best


if __name__ == "__main__":
    sys.exit(main())
