"""Files made by others are the ones we took, each with its licence beside it."""

import hashlib
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"
PACKAGES = tomllib.loads((STATIC / "vendor" / "VENDOR.toml").read_text(encoding="utf-8"))["package"]
HASHES = {name: digest for package in PACKAGES for name, digest in package["sha512"].items()}


@pytest.mark.parametrize("name", HASHES)
def test_vendored_file_is_untouched(name):
    assert hashlib.sha512((STATIC / name).read_bytes()).hexdigest() == HASHES[name]


def test_every_vendored_file_is_listed():
    folders = [STATIC / "vendor", STATIC / "fonts"]
    found = {
        str(path.relative_to(STATIC)) for folder in folders for path in folder.rglob("*") if path.is_file()
    }
    ours = {"vendor/VENDOR.toml", "fonts/README.md"}
    assert found - ours == set(HASHES) - {"img/icons.svg"}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_vendored_package_brings_its_licence(package):
    assert any(Path(name).name in {"LICENSE", "OFL.txt"} for name in package["sha512"])


def test_icons_hold_no_scripts():
    assert "<script" not in (STATIC / "img" / "icons.svg").read_text(encoding="utf-8")
