"""The child that renders: the same bytes as in this process, and no harm done when it dies, hangs or grows."""

import os
import signal
import subprocess
import sys
import threading
import time
from multiprocessing.connection import Connection

import pytest
from django.conf import settings

from programs.handouts import render, render_child, worker
from programs.handouts.errors import RenderFailed
from programs.handouts.variant import Variant

MEMORY = 1024


@pytest.fixture(scope="module")
def child():
    kept = worker.KeptChild()
    yield kept
    kept.stop()


def print_it(child, snapshot, *, seconds=60, megabytes=MEMORY):
    return child.render(snapshot, Variant(), seconds, megabytes)


def test_the_child_makes_the_same_bytes_and_is_kept(child, small):
    first = print_it(child, small)
    pid = child.pid
    assert first == render.render_pdf(small, Variant())
    assert (print_it(child, small), child.pid) == (first, pid)


def test_a_refusal_is_told_in_the_same_words(child, small):
    small["clinic"]["phone"] = ""
    with pytest.raises(RenderFailed, match="phone"):
        print_it(child, small)
    small["clinic"]["phone"] = "01 234"
    assert print_it(child, small).pages


def test_a_fault_names_its_kind_and_nothing_of_the_patient(child, small):
    small["patient"] = {"name": {"surprise": "Müller"}}
    with pytest.raises(RenderFailed) as caught:
        print_it(child, small)
    assert "Müller" not in str(caught.value)


def test_an_answer_that_was_not_read_to_its_end_is_never_taken_for_the_next(child, small, monkeypatch):
    print_it(child, small)
    with monkeypatch.context() as patch:
        patch.setattr(Connection, "recv_bytes", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            print_it(child, small)
    assert child.pid is None
    small["clinic"]["phone"] = "01 99 99"
    assert print_it(child, small) == render.render_pdf(small, Variant())


def _interrupted(connection):
    raise KeyboardInterrupt


def test_a_killed_child_means_no_pdf_a_plain_message_and_a_new_child(child, snapshot):
    small_pid = child.pid or print_it(child, snapshot) and child.pid
    threading.Timer(0.3, os.kill, (small_pid, signal.SIGKILL)).start()
    with pytest.raises(RenderFailed, match="was stopped by the system. No PDF was made"):
        print_it(child, snapshot)
    assert print_it(child, snapshot).pdf.endswith(b"%%EOF\n")
    assert child.pid != small_pid


def test_a_child_that_died_while_idle_is_replaced_unnoticed(child, small):
    print_it(child, small)
    os.kill(child.pid, signal.SIGKILL)
    time.sleep(0.2)
    assert print_it(child, small).pages


def test_a_render_that_takes_too_long_is_stopped(child, small, snapshot, monkeypatch):
    monkeypatch.setattr(worker, "BY_THE_CLOCK", 1000)
    print_it(child, small)
    with pytest.raises(RenderFailed, match=r"took longer than 0.2 seconds.*Try again"):
        print_it(child, snapshot, seconds=0.2)
    assert print_it(child, small).pages


def test_a_render_that_takes_too_much_memory_is_stopped(small, snapshot):
    # An allocator may hold tens of megabytes it has no use for: the handout must need far more than any of them keeps.
    snapshot["sections"][0]["items"] *= 60
    narrow = worker.KeptChild()
    try:
        with pytest.raises(RenderFailed, match="needed more than 10 MB of memory"):
            print_it(narrow, snapshot, megabytes=10)
        assert print_it(narrow, small, megabytes=MEMORY).pages
    finally:
        narrow.stop()


def test_a_render_that_stands_still_is_stopped_by_the_clock(child, small):
    print_it(child, small)
    os.kill(child.pid, signal.SIGSTOP)
    with pytest.raises(RenderFailed, match=r"took longer than 0.6 seconds.*Try again"):
        print_it(child, small, seconds=0.2)
    assert print_it(child, small).pages


def test_who_waits_too_long_for_others_is_told(child, small, monkeypatch):
    monkeypatch.setattr(worker, "LONGEST_WAIT", 0.05)
    with child._lock, pytest.raises(RenderFailed, match="try again in a minute"):
        print_it(child, small)


def test_a_turn_is_waited_for_longer_than_a_render_may_take(child, small):
    child._lock.acquire()
    threading.Timer(0.2, child._lock.release).start()
    assert print_it(child, small, seconds=60).pages
    assert settings.RENDER_SECONDS < worker.LONGEST_WAIT


def test_a_forked_process_does_not_talk_to_its_parents_child(child, small, monkeypatch):
    print_it(child, small)
    parents, line = child._process, child._connection
    monkeypatch.setattr(child, "_owner", os.getpid() + 1)
    try:
        print_it(child, small)
        assert child.pid != parents.pid
        assert parents.poll() is None
    finally:
        parents.kill()
        parents.wait()
        line.close()


def test_the_child_knows_no_secret_and_no_database():
    given = worker._environment()
    assert settings.SECRET_KEY not in given.values()
    assert given["DATABASE_URL"] == "sqlite://:memory:"


PROBES = {
    "network": "import socket; socket.create_connection(('127.0.0.1', 9))",
    "name look-up": "import socket; socket.getaddrinfo('example.com', 80)",
    "program": "import subprocess; subprocess.run(['true'])",
    "shell": "import os; os.system('true')",
    "fork": "import os; os.fork()",
    "file": "open('{folder}/written', 'w')",
    "file by number": "import os; os.open('{folder}/written', os.O_CREAT | os.O_WRONLY)",
}


@pytest.mark.parametrize("probe", PROBES)
def test_the_childs_doors_are_closed(probe, tmp_path):
    code = (
        "import sys; from programs.handouts.render_child import _refuse, _limit; _limit(500);"
        f"sys.addaudithook(_refuse); {PROBES[probe].format(folder=tmp_path)}"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "ClosedDoor" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_child_ends_when_its_parent_is_gone():
    child = worker.KeptChild()
    child._start(MEMORY)
    process = child._process
    child._connection.recv_bytes()
    child._connection.close()
    assert process.wait(timeout=20) == 0


def test_the_child_answers_over_its_socket_with_a_hash(monkeypatch, small):
    answer, pdf = render_child._answer({"snapshot": small, "variant": {"paper": "letter"}}, {})
    assert (answer["pages"] > 0, pdf.startswith(b"%PDF-1.7")) == (True, True)


def test_bytes_that_do_not_fit_their_hash_are_no_pdf(child, small, monkeypatch):
    print_it(child, small)
    received = Connection.recv_bytes
    monkeypatch.setattr(Connection, "recv_bytes", lambda self: received(self).replace(b"%%EOF", b""))
    with pytest.raises(RenderFailed, match="damaged"):
        print_it(child, small)
