"""Draw the reference pictures of the handout anew, after a change of looks that was meant; see `make references`."""

import os
import sys
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def main():
    django.setup()
    from tests.programs.handouts import references

    for name in references.CASES:
        pages = references.pictures(name)
        references.keep(name, pages)
        print(f"{name}: {len(pages)} pages")


if __name__ == "__main__":
    main()
