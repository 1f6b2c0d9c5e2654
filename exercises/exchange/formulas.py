"""Text that a spreadsheet would run as a formula is written so that it stays text, and comes back as it was."""

import re

# Excel and LibreOffice run a cell that starts so, in the wide forms of East Asian keyboards as well.
RUNS = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[ \u00a0]*[\t\r\n]")
GUARDED = re.compile(rf"'*(?:{RUNS.pattern})")


def guarded(text):
    """Return `text` with an apostrophe before anything a spreadsheet would run. `unguarded` takes it off again."""
    return f"'{text}" if GUARDED.match(text) else text


def unguarded(text):
    """Return what `guarded` was given."""
    return text[1:] if text.startswith("'") and GUARDED.match(text[1:]) else text


def would_run(text):
    """Tell whether a spreadsheet would take a cell of this text for a formula."""
    return RUNS.match(text) is not None
