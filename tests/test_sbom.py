"""The list of what Backstay is made of names every locked package once, with its hashes."""

import importlib.util
from pathlib import Path

from django.conf import settings

PATH = Path(settings.BASE_DIR) / "scripts" / "sbom.py"


def made():
    spec = importlib.util.spec_from_file_location("sbom", PATH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.sbom()


def test_it_names_every_package_with_version_hash_and_scope():
    bill = made()
    packages = {one["name"].lower(): one for one in bill["components"] if "purl" in one}
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert packages["django"]["purl"].startswith("pkg:pypi/django@5.2")
    assert packages["weasyprint"]["scope"] == "required"
    assert packages["pytest"]["scope"] == "optional"
    assert [name for name, one in packages.items() if not one["hashes"]] == []


def test_it_names_what_stands_in_static():
    names = {one["name"] for one in made()["components"] if "purl" not in one}
    assert "Bootstrap" in names


def test_every_reference_is_given_once():
    references = [one["bom-ref"] for one in made()["components"]]
    assert len(references) == len(set(references))
