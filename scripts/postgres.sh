#!/bin/sh
# Run a command against a private PostgreSQL that lives as long as the command:  scripts/postgres.sh pytest
# It listens on a socket in a temporary folder only, so it meets no other server on this machine.
set -eu
. "$(dirname "$0")/packages.sh"

newest_server() {
    for folder in /usr/lib/postgresql/*/bin; do
        if [ -x "$folder/initdb" ]; then echo "$folder"; fi
    done | sort -t/ -k5 -n | tail -n 1
}

bin=$(newest_server)
if [ -z "$bin" ] && command -v initdb >/dev/null; then
    bin=$(dirname "$(command -v initdb)")
fi
if [ -z "$bin" ]; then
    install_packages "to test on PostgreSQL" postgresql
    bin=$(newest_server)
fi

home=$(mktemp -d /tmp/backstay-postgres.XXXXXX)

# The server refuses to run as root.
as_server() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd "$home" && exec setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups "$@")
    else
        "$@"
    fi
}

stop() {
    trap - EXIT INT TERM HUP
    as_server "$bin/pg_ctl" --pgdata="$home/data" --mode=immediate --silent stop 2>/dev/null || true
    rm -rf "$home"
}
trap stop EXIT
trap 'stop; exit 130' INT TERM HUP

if [ "$(id -u)" -eq 0 ]; then
    owner=$(id -un postgres 2>/dev/null || echo nobody)
    chown "$owner" "$home"
fi

as_server "$bin/initdb" --pgdata="$home/data" --username=backstay --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
    --no-sync >"$home/initdb.log" 2>&1 || {
    cat "$home/initdb.log" >&2
    exit 1
}
# Nothing here has to survive a power cut.
settings="-c listen_addresses='' -c unix_socket_directories='$home' -c fsync=off -c full_page_writes=off"
as_server "$bin/pg_ctl" --pgdata="$home/data" --log="$home/server.log" --wait --silent -o "$settings" start || {
    cat "$home/server.log" >&2
    exit 1
}

DATABASE_URL="postgres://backstay@/$home/postgres"
export DATABASE_URL
"$@"
