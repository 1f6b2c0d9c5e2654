#!/bin/sh
# The main job without a browser: treat the invented patients in a database made for this, and keep the PDFs.
set -eu
cd "$(dirname "$0")/.."
mkdir -p var/demo var/static
database=$PWD/var/demo/demo.sqlite3
discard() { rm -f "$database" "$database-wal" "$database-shm"; }
trap discard EXIT
discard

BACKSTAY_DEMO=1
DATABASE_URL=sqlite:///$database
export BACKSTAY_DEMO DATABASE_URL
.venv/bin/python manage.py migrate --verbosity 0
.venv/bin/python manage.py load_library --verbosity 0
.venv/bin/python manage.py demo
echo "The PDFs are in var/demo/."
