"""Many handouts in one file to print: joined, or each under a name that tells nobody who the patient is."""

import zipfile
from contextlib import contextmanager
from pathlib import Path

from clinic.files import whole_file
from programs.joining import Joined

SUFFIXES = (".pdf", ".zip")


def file_name(program, variant):
    """Return the name of one handout: the programme's code, no name, no reference."""
    return f"{program.code.replace(' ', '-')}-{variant.suffix}.pdf"


@contextmanager
def bundle(path):
    """Give a function `add(name, pdf)` that collects handouts in a .zip or a joined .pdf; the file appears whole."""
    make = _joined if Path(path).suffix == ".pdf" else _zipped
    with whole_file(path) as file, make(file) as add:
        yield add


@contextmanager
def _zipped(file):
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        yield archive.writestr


@contextmanager
def _joined(file):
    joined = Joined()
    yield lambda name, pdf: joined.add(name.removesuffix(".pdf"), pdf)
    joined.write(file)
