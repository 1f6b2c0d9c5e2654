"""gunicorn, started as `make serve` starts it: it answers, and its log holds neither questions nor forged lines."""

import json
import os
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection

import pytest
from django.conf import settings


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@pytest.fixture
def served(port, tmp_path):
    """Start a server; return the file of its access log."""
    log = tmp_path / "access.log"
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    told = {
        "SECRET_KEY": "x" * 60,
        "ALLOWED_HOSTS": "127.0.0.1",
        "WEB_WORKERS": "1",
        "BIND": f"127.0.0.1:{port}",
    }
    files = {"DATABASE_URL": f"sqlite:///{tmp_path / 'none.sqlite3'}", "ACCESS_LOG": str(log)}
    command = [sys.executable, "-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi"]
    server = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=kept | told | files, stderr=subprocess.PIPE, text=True
    )
    try:
        yield log
    finally:
        server.terminate()
        server.communicate(timeout=60)


def ask(port, path, patience=60):
    """Return status and headers, waiting for a server that has just been started."""
    for _ in range(patience * 4):
        line = HTTPConnection("127.0.0.1", port, timeout=patience)
        try:
            line.request("GET", path)
            answer = line.getresponse()
            return answer.status, answer.headers
        except ConnectionRefusedError:
            time.sleep(0.25)
        finally:
            line.close()
    raise AssertionError("The server did not start.")


def logged(log, count, patience=60):
    """Return the lines of the access log, once there are `count`: each is written after its answer."""
    for _ in range(patience * 4):
        lines = log.read_text(encoding="utf-8").splitlines()
        if len(lines) >= count:
            break
        time.sleep(0.25)
    return [json.loads(line) for line in lines]


def test_it_answers_and_logs_one_line_of_json_for_each_request(served, port):
    status, headers = ask(port, "/healthz?q=Quokka")
    assert status == 200
    assert "no-store" in headers["Cache-Control"]
    # Everything but the watch's own pages is led to https.
    assert ask(port, "/patients/%0A%7B%22status%22%3A200%7D")[0] == 301
    lines = logged(served, 2)
    # A line is written when its answer has gone out, so the next request may be quicker to the log.
    assert sorted((one["method"], one["path"], one["status"]) for one in lines) == [
        ("GET", "/healthz", 200),
        ("GET", "/patients/%0A%7B%22status%22%3A200%7D", 301),
    ]
    assert set(lines[0]) == {"time", "method", "path", "status", "bytes", "ms"}
    assert "Quokka" not in served.read_text(encoding="utf-8")
