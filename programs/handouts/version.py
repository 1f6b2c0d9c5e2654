"""Names the renderer: any change in what shapes the page gives it another name."""

import hashlib
from pathlib import Path

import weasyprint

ROOT = Path(__file__).resolve().parents[2]
SHAPING = (
    "programs/handouts/**/*.py",
    "programs/handouts/**/*.toml",
    "programs/handouts/**/*.css",
    "exercises/figures/*.py",
    "text/reading.py",
    "templates/handouts/print/*.html",
    "static/css/handout.css",
    "static/fonts/*.ttf",
)


def _fingerprint():
    """Return a short hash of the files that shape the page, so that nobody has to remember to count a version up."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in SHAPING for path in ROOT.glob(pattern)}):
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


RENDERER = f"handout {_fingerprint()}, WeasyPrint {weasyprint.__version__}"
