"""Write what Backstay is made of as a CycloneDX 1.6 list: packages from requirements.lock, files from VENDOR.toml."""

import json
import re
import sys
import tomllib
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)")


def main():
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "var" / "sbom.cdx.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    bill = sbom()
    target.write_text(json.dumps(bill, indent=1) + "\n", encoding="utf-8")
    print(f"{target}: {len(bill['components'])} components")


def sbom():
    """Return the list as CycloneDX wants it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    about = {
        "type": "application",
        "bom-ref": "backstay",
        "name": project["name"],
        "version": project["version"],
        "licenses": [{"license": {"id": project["license"]}}],
    }
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid4()}",
        "version": 1,
        "metadata": {"timestamp": datetime.now(UTC).isoformat(timespec="seconds"), "component": about},
        "components": [*packages(), *vendored()],
    }


def packages():
    """Return every locked package; `optional` are those that only testing needs."""
    needed = runtime_names()
    for name, version, hashes in locked():
        purl = f"pkg:pypi/{name.lower()}@{version}"
        yield {
            "type": "library",
            "bom-ref": purl,
            "name": name,
            "version": version,
            "purl": purl,
            "scope": "required" if normal(name) in needed else "optional",
            "hashes": [{"alg": "SHA-256", "content": one} for one in hashes],
            **licence(name),
        }


def locked():
    """Return (name, version, sha256 hashes) of each package in the lock."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        found = PACKAGE.match(line)
        if found:
            yield found[1], found[2], re.findall(r"--hash=sha256:([0-9a-f]{64})", line)


def runtime_names():
    """Return the names of what requirements.txt asks for and of all that these need."""
    asked = [
        line.partition("#")[0]
        for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    extras = {one for line in asked for one in re.findall(r"\w+", "".join(re.findall(r"\[(.*?)\]", line)))}
    waiting, found = [name_of(line) for line in asked], set()
    while waiting:
        name = normal(waiting.pop())
        if name not in found:
            found.add(name)
            waiting += [name_of(one) for one in needs(name) if extra_of(one) in {"", *extras}]
    return found


def needs(name):
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []


def name_of(requirement):
    return re.split(r"[\[=<>!~; (]", requirement)[0]


def extra_of(requirement):
    return next(iter(re.findall(r"extra == ['\"](\w+)", requirement)), "")


def licence(name):
    """Return the licence as the package states it, if it is installed and states one."""
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return {}
    stated = about.get("License-Expression") or (about.get("License") or "").partition("\n")[0]
    return {"licenses": [{"license": {"name": stated}}]} if stated else {}


def vendored():
    """Return what others made and stands in static/vendor."""
    found = tomllib.loads((ROOT / "static/vendor" / "VENDOR.toml").read_text(encoding="utf-8"))
    for package in found["package"]:
        yield {
            "type": "library",
            "bom-ref": f"vendor:{package['name']}",
            "name": package["name"],
            "version": package["version"],
            "licenses": [{"license": {"name": package["licence"]}}],
            "externalReferences": [{"type": "website", "url": package["home"]}],
            "hashes": [{"alg": "SHA-512", "content": one} for one in package["sha512"].values()],
        }


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    main()
