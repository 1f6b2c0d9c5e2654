"""Turns WeasyPrint's complaints into a failed render."""

import logging
import threading
from contextlib import contextmanager

from weasyprint.urls import FatalURLFetchingError

from programs.handouts.errors import RenderFailed

LOGGER = logging.getLogger("weasyprint")
HARMFUL_WARNINGS = (".notdef", "Font-face")


class Complaints(logging.Handler):
    """Keeps what this thread's render complained about; the logger is shared by the whole process."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.thread = threading.get_ident()
        self.messages = []

    def emit(self, record):
        message = record.getMessage()
        is_harmful = record.levelno >= logging.ERROR or message.startswith(HARMFUL_WARNINGS)
        if record.thread == self.thread and is_harmful:
            self.messages.append(message)


@contextmanager
def no_complaints():
    """Raise RenderFailed if anything inside went missing: a picture, a letter, a font, a file."""
    complaints, level = Complaints(), LOGGER.level
    LOGGER.addHandler(complaints)
    if level > logging.WARNING:
        LOGGER.setLevel(logging.WARNING)
    try:
        yield
    except FatalURLFetchingError as refusal:
        raise RenderFailed(f"{refusal} No PDF was made: tell the people who run Backstay.") from refusal
    except (AssertionError, RecursionError) as fault:
        raise RenderFailed(
            "The page could not be laid out. No PDF was made: tell the people who run Backstay."
        ) from fault
    finally:
        LOGGER.removeHandler(complaints)
        LOGGER.setLevel(level)
    if complaints.messages:
        raise RenderFailed(
            f"Something is missing on the page ({complaints.messages[0][:120]}). No PDF was made."
        )
