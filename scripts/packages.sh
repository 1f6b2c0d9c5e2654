# Read by the other scripts: install Debian packages where that is possible without asking, else say what is missing.

install_packages() { # reason package…
    reason=$1
    shift
    if ! command -v apt-get >/dev/null; then
        echo "Missing $reason: the packages that Debian calls $*. Install them and try again." >&2
        exit 1
    fi
    if [ "$(id -u)" -eq 0 ]; then
        as_root=
    elif sudo -n true 2>/dev/null; then
        as_root=sudo
    else
        echo "Missing $reason; please run:  sudo apt-get install $*" >&2
        exit 1
    fi
    echo "Installing $* $reason…"
    # A list of packages from an image's build day may name versions that are gone, so refresh it once.
    apt_install "$@" || {
        $as_root apt-get update -qq </dev/null
        apt_install "$@"
    }
}

apt_install() {
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --no-install-recommends "$@" \
        </dev/null >/dev/null
}
