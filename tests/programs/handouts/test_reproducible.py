"""The same snapshot gives the same bytes on every machine, whatever its language, clock, fonts and hash seed."""

import hashlib
import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from programs.handouts.render import render_pdf
from programs.handouts.variant import Variant

RENDER = """
import json, sys, django
django.setup()
from programs.handouts.render import render_pdf
from programs.handouts.variant import Variant
print(render_pdf(json.load(sys.stdin), Variant(extent="exercises")).sha256)
"""
NO_FONTS = (
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{}</dir></fontconfig>'
)
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "BACKSTAY_DEMO": "1",
    "DATABASE_URL": "sqlite://:memory:",
}


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """Return the environment of a machine with another language, another day, another home and no font at all."""
    home = tmp_path_factory.mktemp("home")
    (home / "fonts").mkdir()
    (home / "fonts.conf").write_text(NO_FONTS.format(home / "fonts"), encoding="utf-8")
    return {
        "PYTHONHASHSEED": "4711",
        "TZ": "Pacific/Kiritimati",
        "LANG": "tr_TR.UTF-8",
        "LC_ALL": "C.UTF-8",
        "LANGUAGE": "ar",
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "FONTCONFIG_FILE": str(home / "fonts.conf"),
        "SOURCE_DATE_EPOCH": "1",
        "PANGOCAIRO_BACKEND": "fc",
        "COLUMNS": "20",
    }


def test_another_machines_settings_change_no_byte(small, elsewhere):
    here = render_pdf(small, Variant(extent="exercises"))
    there = subprocess.run(
        [sys.executable, "-c", RENDER],
        input=json.dumps(dict(reversed(small.items()))),
        env={"PATH": os.environ["PATH"], **SETTINGS, **elsewhere},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert there.returncode == 0, there.stderr
    assert there.stdout.split()[-1] == here.sha256 == hashlib.sha256(here.pdf).hexdigest()
