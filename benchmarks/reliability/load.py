"""Ten people at work for three minutes on gunicorn: seven looks in ten, two saves, one print.

Every print is of a variant that was never printed, so each is a render. What is aimed at is that nothing fails. How long
things take is told beside how long they take one person alone on the same machine, which also plays the ten people.
"""

import http.client
import os
import random
import re
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from urllib.parse import urlencode

from django.conf import settings

from benchmarks.reliability.installation import browser, issued_program, let_go, people
from benchmarks.reliability.report import percentile
from clinic.access import clinic_scope
from clinic.models import User
from programs.models import Program

USERS, SECONDS, PROGRAMS = 10, 180, 30
PORT = int(os.environ.get("RELIABILITY_PORT", "8169"))
# How long a page is looked at before the next click: ten people then ask for about three pages a second.
THINKING = (1, 5)
# The product waits minutes for a turn to render: whoever gives up earlier never hears what it says then.
LONGEST_WAIT = 450
KINDS = ("read", "save", "print")
ALONE = {"read": 20, "save": 10, "print": 6}


def run(report, *, quick):
    seconds, programs = (15, 4) if quick else (SECONDS, PROGRAMS)
    for _ in range(programs):
        issued_program()
    clinic, _ = people()
    with clinic_scope(clinic):
        work = list(Program.objects.live().values_list("pk", "case_id", "case__patient_id"))
    unprinted = [(one[0], urlencode({"paper": paper, "size": size, "palette": palette}))
                 for one in work for paper in ("a4", "letter") for size in ("standard", "large")
                 for palette in ("colour", "mono")]  # fmt: skip
    random.Random(0).shuffle(unprinted)
    # Each has an account: how often one may print in a minute is limited.
    cookies = [browser(one).cookies[settings.SESSION_COOKIE_NAME].value for one in _colleagues(clinic)]
    let_go()
    server = _serve()
    try:
        alone = _Desk(USERS, cookies[0], work, unprinted)
        for kind, times in ALONE.items():
            for _ in range(times):
                getattr(alone, kind)()
        desks = [_Desk(number, cookie, work, unprinted) for number, cookie in enumerate(cookies)]
        ends = time.monotonic() + seconds
        threads = [threading.Thread(target=desk.work_until, args=(ends,)) for desk in desks]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
    finally:
        server.terminate()
        server.wait(LONGEST_WAIT)
    _tell(report, desks, alone, seconds)


def _colleagues(clinic):
    role = User.Role.PHYSIOTHERAPIST
    return [
        User.objects.create(username=f"desk-{number}", clinic=clinic, role=role) for number in range(USERS)
    ]


def _tell(report, desks, alone, seconds):
    times, faults = defaultdict(list), Counter(alone.faults)
    for desk in desks:
        faults.update(desk.faults)
        for kind, taken in desk.times.items():
            times[kind] += taken
    total = sum(map(len, times.values()))
    report.figure(
        f"{USERS} users, {seconds} s: errors",
        f"{sum(faults.values())} of {total}",
        0,
        not faults and total > 0,
    )
    for kind in KINDS:
        p50, p95 = percentile(times[kind], 0.5), percentile(times[kind], 0.95)
        quiet = percentile(alone.times[kind], 0.5)
        report.note(
            f"{kind}: p50 {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms of {len(times[kind])};"
            f" {p50 / quiet:.1f} and {p95 / quiet:.1f} times what it takes one person alone"
        )
    for fault, count in faults.most_common(5):
        report.note(f"{count} × {fault}")


def _serve():
    environment = os.environ | {"BIND": f"127.0.0.1:{PORT}", "BACKSTAY_DEMO": "1"}
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "-c",
        "config/gunicorn.py",
        "--log-level",
        "error",
        "config.wsgi",
    ]
    server = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)
    for _ in range(120):
        time.sleep(0.5)
        if server.poll() is not None:
            raise SystemExit(f"gunicorn did not start: is port {PORT} in use?")
        try:
            line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
            line.request("GET", "/healthz")
            if line.getresponse().status == 200:
                return server
        except OSError:
            continue
    server.kill()
    raise SystemExit("gunicorn did not start")


class _Desk:
    """One person at work."""

    def __init__(self, number, cookie, work, unprinted):
        self.chance, self.work, self.unprinted = random.Random(number), work, unprinted
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={cookie}"
        self.times, self.faults = defaultdict(list), Counter()

    def work_until(self, ends):
        while time.monotonic() < ends:
            kind = self.chance.choices(KINDS, (70, 20, 10))[0]
            try:
                getattr(self, kind)()
            except (OSError, http.client.HTTPException) as fault:
                self.faults[f"{kind}: {type(fault).__name__}"] += 1
            time.sleep(self.chance.uniform(*THINKING))

    def read(self):
        program, case, patient = self.chance.choice(self.work)
        pages = (
            "/caseload/",
            f"/patients/{patient}/",
            f"/cases/{case}/",
            f"/programs/{program}/",
            "/exercises/",
            "/caseload/?q=fin",
        )
        self._ask("read", "GET", self.chance.choice(pages), (200,))

    def save(self):
        """Correct a patient's telephone number, as the page gives it; a colleague's being first is no error."""
        patient = self.chance.choice(self.work)[2]
        address = f"/patients/{patient}/edit/"
        page = self._ask("read", "GET", address, (200,))
        typed = dict(re.findall(r'<input[^>]*name="([\w-]+)"[^>]*value="([^"]*)"', page))
        for name, options in re.findall(r'<select[^>]*name="([\w-]+)".*?>(.*?)</select>', page, re.DOTALL):
            chosen = re.search(r'value="([^"]*)"[^>]*selected', options)
            typed[name] = chosen[1] if chosen else ""
        typed["phone"] = f"0{self.chance.randrange(10**8)}"
        self._ask("save", "POST", address, (302, 409), urlencode(typed))

    def print(self):
        """Print a variant nobody has printed before, as long as there are some left."""
        program, query = self.unprinted.pop() if len(self.unprinted) > 1 else self.unprinted[0]
        self._ask("print", "GET", f"/programs/{program}/handout.pdf?{query}", (200,))

    def _ask(self, kind, method, address, right, content=None):
        line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=LONGEST_WAIT)
        token = "a" * 32
        headers = {"Cookie": f"{self.cookie}; {settings.CSRF_COOKIE_NAME}={token}"}
        if content is not None:
            content += f"&csrfmiddlewaretoken={token}"
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.monotonic()
        line.request(method, address, content, headers)
        answer = line.getresponse()
        text = answer.read().decode("utf-8", "replace")
        self.times[kind].append(time.monotonic() - started)
        line.close()
        if answer.status not in right:
            said = re.search(r'(?s)role="alert".*?<p>(.*?)</p>', text)
            page = re.sub(r"[0-9]+", "N", address.partition("?")[0])
            self.faults[f"{kind} {page}: {answer.status} {said[1][:120] if said else ''}"] += 1
        return text
