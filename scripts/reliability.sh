#!/bin/sh
# Run the reliability trials on both databases:  scripts/reliability.sh [trial …] [--quick]
set -u
cd "$(dirname "$0")/.."
mkdir -p var/reliability
status=0
DATABASE_URL="sqlite:///$PWD/var/reliability/trial.sqlite3" .venv/bin/python -m benchmarks.reliability "$@" || status=1
# The trials restore databases, so they get one that is not the server's own.
# shellcheck disable=SC2016
scripts/postgres.sh sh -c '
    address=${DATABASE_URL%/postgres}
    folder=${address#postgres://backstay@/}
    bin=$(ls -d /usr/lib/postgresql/*/bin | sort -t/ -k5 -n | tail -n 1)
    "$bin/createdb" --host="$folder" --username=backstay trial
    DATABASE_URL=$address/trial exec .venv/bin/python -m benchmarks.reliability "$@"
' sh "$@" || status=1
exit $status
