#!/bin/sh
# Make .venv hold exactly what requirements.lock names, and the machine what the handout needs to be printed.
# Quick and silent when nothing has changed.
set -eu
cd "$(dirname "$0")/.."
. scripts/packages.sh

stamp=.venv/.installed
system_stamp=.venv/.can-print

find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "Backstay needs Python 3.11 or newer; install it, or name it: make PYTHON=/path/to/python3.11" >&2
    return 1
}

make_venv() {
    python=$(find_python)
    # Debian keeps the part of Python that makes virtual environments in a package of its own.
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        install_packages "to make a virtual environment" "$(basename "$python")-venv"
    "$python" -m venv --clear .venv
}

.venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || make_venv

wanted=$(.venv/bin/python -c 'import hashlib, sys; print(sys.version, hashlib.sha256(open("requirements.lock", "rb").read()).hexdigest())')
if [ "$(cat $stamp 2>/dev/null)" != "$wanted" ]; then
    echo "Installing what requirements.lock names…"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
    echo "$wanted" >$stamp
fi

if [ ! -e $system_stamp ]; then
    can_print() { .venv/bin/python -c 'import weasyprint' >/dev/null 2>&1; }
    can_print || install_packages "to print handouts" libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
    can_print || {
        echo "WeasyPrint cannot start: try  .venv/bin/python -c 'import weasyprint'" >&2
        exit 1
    }
    touch $system_stamp
fi
