#!/bin/sh
# Serve an installation whose secrets are in the environment or in .env: brings the database up to date, then gunicorn.
set -eu
cd "$(dirname "$0")/.."
manage() { .venv/bin/python manage.py "$@"; }

manage check --deploy --fail-level ERROR
if ! manage migrate --check >/dev/null 2>&1; then
    # A step back must be possible: whatever is there is copied before its tables change.
    has_tables='import sys; from django.db import connection as c; sys.exit("clinic_patient" not in c.introspection.table_names())'
    if manage shell --verbosity 0 --command "$has_tables"; then manage backup; fi
    manage migrate --verbosity 0
fi
manage createcachetable --verbosity 0
manage collectstatic --noinput --verbosity 0
manage load_library --verbosity 0
exec .venv/bin/gunicorn -c config/gunicorn.py config.wsgi
