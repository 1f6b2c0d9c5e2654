"""Timings, told as ratios to a baseline of the same run. A database of their own stands ready before anything is imported."""

import os
from pathlib import Path

import django

FILE = Path(__file__).resolve().parent.parent / "var" / "benchmarks" / "pages.sqlite3"
OWN_DATABASE = f"sqlite:///{FILE}"

os.environ.setdefault("BACKSTAY_DEMO", "1")
os.environ.setdefault("DATABASE_URL", OWN_DATABASE)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
FILE.parent.mkdir(parents=True, exist_ok=True)
django.setup()
