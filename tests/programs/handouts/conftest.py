"""One sample snapshot, and its PDF rendered once for all tests that only look at it."""

import copy
import json
from pathlib import Path

import pytest

from programs.handouts.render import render_pdf
from programs.handouts.variant import Variant
from tests.programs.handouts.reading import Printed

SAMPLE = json.loads(Path(__file__).with_name("sample_snapshot.json").read_text(encoding="utf-8"))


@pytest.fixture
def snapshot():
    """Return a snapshot the test may change."""
    return copy.deepcopy(SAMPLE)


@pytest.fixture
def small(snapshot):
    """Return a snapshot of two exercises over two weeks, quick to render."""
    snapshot["program"]["weeks"] = 2
    snapshot["sections"] = snapshot["sections"][:1]
    for item in snapshot["sections"][0]["items"]:
        item["weeks"] = item["weeks"][:2]
    return snapshot


@pytest.fixture(scope="session")
def printed():
    """Return the sample on A4, standard, colour. Tests only read it."""
    return Printed(render_pdf(copy.deepcopy(SAMPLE), Variant()))


@pytest.fixture(scope="session")
def printed_large():
    """Return the sample on US Letter in large black-and-white print."""
    return Printed(render_pdf(copy.deepcopy(SAMPLE), Variant("letter", "large", "mono")))
