#!/bin/sh
# Make sure that there is a Chromium for the journeys to drive.
set -eu
. "$(dirname "$0")/packages.sh"
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || install_packages "to drive a browser" chromium
