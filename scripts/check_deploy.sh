#!/bin/sh
# Ask Django whether an installation told its secrets, and nothing else, would be a safe one.
set -eu
cd "$(dirname "$0")/.."
env -u BACKSTAY_DEMO -u DEBUG \
    SECRET_KEY="$(.venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    ALLOWED_HOSTS=backstay.example \
    DATABASE_URL=sqlite://:memory: \
    .venv/bin/python manage.py check --deploy --fail-level WARNING
