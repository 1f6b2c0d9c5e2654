"""The child process that renders: snapshots come in, PDFs go out, and nothing else gets in or out."""

import json
import os
import resource
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path

import django

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
CLOSED = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system", "urllib.", "ftplib.")
BLANK = '<html lang="en"><head><title>a</title></head><body><p>a</p></body></html>'
OPEN_FILES = 128
# Pages come first: whoever waits for one waits at a screen.
NICENESS = 10
# What Python raises, itself or for a library written in C, where no memory was given.
OUT_OF_MEMORY = (MemoryError, SystemError)
# The exit status of a child that could not even say that it has no memory left.
NO_MEMORY = 77


class ClosedDoor(Exception):
    """Something in the renderer tried to reach the network, start a program or write a file."""


def main(descriptor, megabytes):
    """Serve renders over the socket `descriptor` until the other side closes it."""
    connection = Connection(descriptor)
    os.nice(NICENESS)
    _warm_up()
    _limit(megabytes)
    sys.addaudithook(_refuse)
    connection.send_bytes(b"ready")
    while True:
        try:
            request = json.loads(connection.recv_bytes())
            files = {sha256: connection.recv_bytes() for sha256 in request["photos"]}
        except EOFError:
            return
        # Too many seconds of work end this process. Those in which others have the processor do not count.
        signal.setitimer(signal.ITIMER_PROF, request["seconds"])
        answer, pdf = _answer(request, files)
        signal.setitimer(signal.ITIMER_PROF, 0)
        connection.send_bytes(json.dumps(answer).encode())
        if pdf is not None:
            connection.send_bytes(pdf)


def _answer(request, files):
    from programs.handouts.errors import HandoutError
    from programs.handouts.render import render_pdf
    from programs.handouts.variant import Variant

    try:
        rendered = render_pdf(request["snapshot"], Variant(**request["variant"]), files)
    except HandoutError as refusal:
        return {"refusal": str(refusal)}, None
    except OUT_OF_MEMORY:
        return {"fault": MemoryError.__name__}, None
    except Exception as fault:  # noqa: BLE001 — whatever it was, it is no PDF; its text may hold the patient's
        return {"fault": type(fault).__name__}, None
    return {"pages": rendered.pages, "sha256": rendered.sha256}, rendered.pdf


def _warm_up():
    """Load what the first render would have to wait for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from programs.handouts.document import PrintedPage, style
    from programs.handouts.fetcher import ClosedFetcher

    sheet, fonts = style()
    PrintedPage(BLANK, ClosedFetcher()).write_pdf(
        stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1"
    )


def _limit(megabytes):
    """Allow `megabytes` of memory more than is in use now, and no file to be written."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))


def _refuse(event, arguments):
    # An audit hook cannot be taken off again, whatever a document makes the renderer do.
    if event.startswith(CLOSED) or (event == "open" and _is_write(arguments)):
        raise ClosedDoor(event)


def _is_write(arguments):
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & WRITES)


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]), int(sys.argv[2]))
    except OUT_OF_MEMORY:
        os._exit(NO_MEMORY)
