"""Renders handouts in a child process that is kept warm: a render that hangs or grows harms nobody else.

Starting Python and WeasyPrint takes seconds, so one child serves many renders, one after the other; who comes meanwhile
waits for a turn. It is given the snapshot with its photographs and gives back the PDF; it has no database, no secret, no
network and writes no file. Its time is the processor's: on a busy machine a handout comes late and does not fail. A child
that was killed, took too long or ran out of memory is replaced at once, and what it was making counts as failed.
"""

import atexit
import contextlib
import hashlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import asdict
from multiprocessing.connection import Connection

from django.conf import settings

from programs.handouts.errors import RenderFailed
from programs.handouts.presenter import NO_FILES
from programs.handouts.render import RenderedPdf
from programs.handouts.render_child import NO_MEMORY

START_SECONDS = 60
# How long a turn is waited for, and how many times its own seconds a render may take by the clock. Only a machine with
# far too much to do comes near either; whoever has given up by then finds the handout stored.
LONGEST_WAIT, BY_THE_CLOCK = 300, 3
MOST_RENDERS = 500
AGAIN = "No PDF was made and nothing was stored. Try again; if it happens twice, tell the people who run Backstay."
TOO_SLOW = "Making the handout took longer than {seconds} seconds and was stopped. " + AGAIN
TOO_BIG = "Making the handout needed more than {megabytes} MB of memory and was stopped. " + AGAIN
STOPPED = "The process that makes handouts was stopped by the system. " + AGAIN
BUSY = "Other handouts are being made at the moment. No PDF was made: try again in a minute."


def render_pdf(snapshot, variant, files=NO_FILES):
    """Return the PDF made by this process's child, or raise RenderFailed with a sentence that says what to do."""
    return CHILD.render(snapshot, variant, settings.RENDER_SECONDS, settings.RENDER_MEMORY_MB, files)


class KeptChild:
    """One child process at a time, started when first needed and replaced when it fails."""

    def __init__(self):
        self._lock = threading.Lock()
        self._forget()

    def warm(self):
        """Start the child without waiting for it."""
        with self._lock:
            if not self._is_ours():
                self._start(settings.RENDER_MEMORY_MB)

    def render(self, snapshot, variant, seconds, megabytes, files=NO_FILES):
        """Render within `seconds` of work, using at most `megabytes` more than the empty child."""
        if not self._lock.acquire(timeout=LONGEST_WAIT):
            raise RenderFailed(BUSY)
        try:
            if not self._is_ours() or self._megabytes != megabytes or self._renders >= MOST_RENDERS:
                self.stop()
                self._start(megabytes)
            asked = {"snapshot": snapshot, "variant": asdict(variant), "photos": [*files], "seconds": seconds}
            return self._ask(asked, files)
        finally:
            self._lock.release()

    def stop(self):
        """End the child, if there is one and it is ours."""
        if self._process is not None and self._owner == os.getpid():
            self._connection.close()
            self._process.kill()
            self._process.wait()
        self._forget()

    @property
    def pid(self):
        return self._process and self._process.pid

    def _forget(self):
        self._process = self._connection = self._owner = self._megabytes = None
        self._is_ready, self._renders = False, 0

    def _is_ours(self):
        # After a fork the child belongs to the parent, which goes on talking to it.
        return self._process is not None and self._owner == os.getpid() and self._process.poll() is None

    def _start(self, megabytes):
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 — our own interpreter and module
                [
                    sys.executable,
                    "-m",
                    "programs.handouts.render_child",
                    str(theirs.fileno()),
                    str(megabytes),
                ],
                pass_fds=[theirs.fileno()],
                cwd=settings.BASE_DIR,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._connection = Connection(ours.detach())
        self._owner, self._megabytes = os.getpid(), megabytes

    def _ask(self, request, files):
        if not self._is_ready:
            with self._time_limit(START_SECONDS):
                self._connection.recv_bytes()
            self._is_ready = True
        with self._time_limit(request["seconds"] * BY_THE_CLOCK):
            for part in (json.dumps(request).encode(), *files.values()):
                self._connection.send_bytes(part)
            answer = json.loads(self._connection.recv_bytes())
            pdf = self._connection.recv_bytes() if "sha256" in answer else b""
        self._renders += 1
        if answer.get("refusal"):
            raise RenderFailed(answer["refusal"])
        if answer.get("fault") == "MemoryError":
            self._replace()
            raise RenderFailed(TOO_BIG.format(megabytes=self._megabytes))
        if hashlib.sha256(pdf).hexdigest() != answer.get("sha256"):
            raise RenderFailed(f"The handout could not be made ({answer.get('fault', 'damaged')}). {AGAIN}")
        return RenderedPdf(pdf, answer["pages"], answer["sha256"])

    @contextlib.contextmanager
    def _time_limit(self, seconds):
        """Kill the child after `seconds`. What it leaves unsaid, for this or another reason, is a failed render."""
        late = threading.Event()
        process = self._process
        timer = threading.Timer(seconds, lambda: (late.set(), process.kill()))
        timer.start()
        try:
            yield
        except (EOFError, OSError) as silence:
            status = self._process.wait()
            megabytes = self._megabytes
            self._replace()
            raise RenderFailed(_why(late.is_set(), status, seconds, megabytes)) from silence
        except BaseException:
            # What is left unread would be taken for the answer to the next patient's request.
            self.stop()
            raise
        finally:
            timer.cancel()

    def _replace(self):
        megabytes = self._megabytes
        self.stop()
        self._start(megabytes)


def _why(was_late, status, seconds, megabytes):
    if was_late:
        return TOO_SLOW.format(seconds=f"{seconds:g}")
    if status == -signal.SIGPROF:
        return TOO_SLOW.format(seconds=f"{seconds / BY_THE_CLOCK:g}")
    # Libraries written in C end the process when they are given no memory.
    is_memory = status in (NO_MEMORY, -signal.SIGABRT, -signal.SIGSEGV, -signal.SIGTRAP)
    return TOO_BIG.format(megabytes=megabytes) if is_memory else STOPPED


def _environment():
    """Return the environment without what a renderer has no business to know."""
    return os.environ | {"SECRET_KEY": secrets.token_urlsafe(50), "DATABASE_URL": "sqlite://:memory:"}


CHILD = KeptChild()
atexit.register(CHILD.stop)
