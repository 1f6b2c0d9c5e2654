#!/bin/sh
# Run the reliability trials on both databases:  scripts/reliability.sh [trial …] [--quick]
# Trials that count run on both at the same time; then those that measure time, one after the other.
set -u
cd "$(dirname "$0")/.."
folder=var/reliability
mkdir -p "$folder/sqlite"
status=0

on_sqlite() {
    DATABASE_URL="sqlite:///$PWD/$folder/sqlite/trial.sqlite3" .venv/bin/python -m benchmarks.reliability "$@"
}

# The trials restore databases, so they get one that is not the server's own.
on_postgres() {
    # shellcheck disable=SC2016
    scripts/postgres.sh sh -c '
        address=${DATABASE_URL%/postgres}
        folder=${address#postgres://backstay@/}
        bin=$(ls -d /usr/lib/postgresql/*/bin | sort -t/ -k5 -n | tail -n 1)
        "$bin/createdb" --host="$folder" --username=backstay trial
        DATABASE_URL=$address/trial exec .venv/bin/python -m benchmarks.reliability "$@"
    ' sh "$@"
}

counting= timing= options=
for word in "$@"; do
    case $word in
    -*) options="$options $word" ;;
    crowds | batch | load) timing="$timing $word" ;;
    *) counting="$counting $word" ;;
    esac
done
if [ -z "$counting$timing" ]; then
    counting="kills full_disk copies names fuzz" timing="crowds batch load"
fi

# Words are split on purpose: none of them holds a space.
# shellcheck disable=SC2086
if [ -n "$counting" ]; then
    on_sqlite $counting $options >"$folder/sqlite.txt" 2>&1 &
    first=$!
    on_postgres $counting $options >"$folder/postgres.txt" 2>&1 || status=1
    wait "$first" || status=1
    cat "$folder/sqlite.txt" "$folder/postgres.txt"
fi
# shellcheck disable=SC2086
if [ -n "$timing" ]; then
    on_sqlite $timing $options || status=1
    on_postgres $timing $options || status=1
fi
exit $status
