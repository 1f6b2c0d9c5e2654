#!/bin/sh
# Bring the demo's database up to date and note in the named file who may sign in, which load_demo says last.
set -eu
cd "$(dirname "$0")/.."
manage() { .venv/bin/python manage.py "$@"; }

echo "Preparing the demo's database…"
manage migrate --verbosity 0
manage createcachetable --verbosity 0
manage shell --verbosity 0 --command '
import sys
from clinic.models import Clinic
if Clinic.objects.filter(is_demo=False).exists():
    sys.exit("This database holds a clinic that is no demo. Run the demo from a copy of the project of its own.")
'
manage load_library
said=$(manage load_demo)
echo "$said" | tail -n 1 >"$1"
