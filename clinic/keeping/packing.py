"""One file out of many, and back: tar and gzip, and age where the file is to be encrypted."""

import gzip
import shutil
import subprocess
import tarfile
from pathlib import Path

from clinic.files import whole_file
from clinic.keeping.manifest import Damaged

ENCRYPTED = ".age"
QUICK = 3


def pack(folder, path, recipient=""):
    """Write everything in `folder` into the file `path`, encrypted for the age key `recipient` if there is one."""
    with whole_file(path) as file:
        if not recipient:
            _tar(folder, file)
            return
        command = [age(), "--encrypt", "--recipient", recipient]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=file) as encrypting:  # noqa: S603
            _tar(folder, encrypting.stdin)
            encrypting.stdin.close()
            if encrypting.wait():
                raise Damaged("age could not encrypt the backup. Is the recipient right?")


def unpack(path, folder, identity=""):
    """Unpack the file `path` into `folder`. Raises Damaged."""
    path = Path(path)
    try:
        if path.suffix != ENCRYPTED:
            with path.open("rb") as file:
                _untar(file, folder)
            return
        command = [age(), "--decrypt", "--identity", str(identity), str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as decrypting:  # noqa: S603
            _untar(decrypting.stdout, folder)
            decrypting.stdout.read()
            if decrypting.wait():
                raise Damaged("age could not decrypt the backup. Is the identity right?")
    except (OSError, EOFError, tarfile.TarError) as fault:
        raise Damaged(f"{path.name} cannot be unpacked: {fault}") from fault


def age():
    """Return where age is installed."""
    found = shutil.which("age")
    if not found:
        raise Damaged("age is not installed. Install it (Debian: apt install age) or leave encryption out.")
    return found


def _tar(folder, file):
    with (
        gzip.GzipFile(fileobj=file, mode="wb", compresslevel=QUICK) as packed,
        tarfile.open(fileobj=packed, mode="w|") as archive,
    ):
        for path in sorted(folder.iterdir()):
            archive.add(path, arcname=path.name)


def _untar(file, folder):
    with tarfile.open(fileobj=file, mode="r|gz") as archive:
        # The filter refuses links, devices and names that lead out of the folder.
        archive.extractall(folder, filter="data")
