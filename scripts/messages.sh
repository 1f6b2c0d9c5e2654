#!/bin/sh
# Gather the interface's words into the catalogue; with --check, only say whether the catalogue holds them all.
set -eu
cd "$(dirname "$0")/.."
. scripts/packages.sh

command -v xgettext >/dev/null || install_packages "to gather the words of the interface" gettext

catalogue=locale/de/LC_MESSAGES/django.po
kept=$(mktemp)
trap 'rm -f "$kept"' EXIT
mkdir -p "$(dirname $catalogue)"
[ ! -e $catalogue ] || cp $catalogue "$kept"

BACKSTAY_DEMO=1 DATABASE_URL=sqlite://:memory: .venv/bin/python manage.py makemessages --locale de --no-location --no-wrap \
    --no-obsolete --verbosity 0 --ignore var --ignore tests --ignore benchmarks --ignore scripts --ignore 'programs/rules' \
    --ignore 'templates/handouts/print'
# The hour of gathering says nothing, and would make every run a change.
sed -i.before '/^"POT-Creation-Date:/d' $catalogue
rm -f $catalogue.before

[ "${1:-}" = --check ] || exit 0
cmp -s "$kept" $catalogue || {
    cp "$kept" $catalogue
    echo "The catalogue lacks words of the interface, or holds old ones: run  make messages" >&2
    exit 1
}
