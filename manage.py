#!/usr/bin/env python
"""Run Django's administrative commands with Backstay's settings."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:2] == ["explain"]:
        # Questioning the rules touches no patient, so it must work in a fresh clone that holds no secrets yet.
        os.environ.setdefault("SECRET_KEY", "explain-reads-rules-and-signs-nothing")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
