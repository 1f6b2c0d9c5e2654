"""The faults that benchmarks/access_mutants.py plants: each still fits the product. Running them takes minutes; see there."""

import ast

import pytest

from benchmarks.access_faults import FAULTS, ROOT


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_it_can_still_be_planted(fault):
    assert fault.fits(), f"{fault.path} no longer holds the words that this fault replaces"
    text = (ROOT / fault.path).read_text(encoding="utf-8")
    # What Python cannot read would fail every test and prove nothing.
    ast.parse(text.replace(fault.old, fault.new))


def test_each_is_another():
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
