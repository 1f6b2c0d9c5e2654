"""Say whether this machine makes handouts of the same bytes as the one that made the reference pictures.

A fault in our code that made bytes differ is a failed test (`test_reproducible.py`). Another release of Pango or
HarfBuzz may break a line of Arabic elsewhere, so a difference between two machines is told and fails nothing.
"""

import json
import os
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def main():
    django.setup()
    from tests.programs.handouts import references

    found = {name: references.rendered(name).sha256 for name in references.DIGESTED}
    if "--keep" in sys.argv:
        references.DIGESTS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    kept = json.loads(references.DIGESTS.read_text(encoding="utf-8"))
    other = sorted(name for name in found if found[name] != kept.get(name))
    print(
        f"Handouts with other bytes than on the machine of the references: {', '.join(other) or 'none'} of {len(found)}."
    )


if __name__ == "__main__":
    main()
