"""Ten people at work for three minutes on gunicorn: seven looks in ten, two saves, one print."""

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
from programs.models import Program

USERS, SECONDS, PROGRAMS = 10, 180, 30
PORT = int(os.environ.get("RELIABILITY_PORT", "8169"))
THINKING = (0.3, 1.5)
# The product waits minutes for a turn to render: whoever gives up earlier never hears what it says then.
LONGEST_WAIT = 450
TARGETS = {"read": 0.3, "save": 0.6, "print": 2.5}


def run(report, *, quick):
    seconds, programs = (15, 4) if quick else (SECONDS, PROGRAMS)
    for _ in range(programs):
        issued_program()
    clinic, physio = people()
    with clinic_scope(clinic):
        work = list(Program.objects.live().values_list("pk", "case_id", "case__patient_id"))
    cookies = [browser(physio).cookies[settings.SESSION_COOKIE_NAME].value for _ in range(USERS)]
    let_go()
    server = _serve()
    try:
        desks = [_Desk(number, cookie, work) for number, cookie in enumerate(cookies)]
        ends = time.monotonic() + seconds
        threads = [threading.Thread(target=desk.work_until, args=(ends,)) for desk in desks]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
    finally:
        server.terminate()
        server.wait(LONGEST_WAIT)
    _tell(report, desks, seconds)


def _tell(report, desks, seconds):
    times, faults = defaultdict(list), Counter()
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
    for kind, target in TARGETS.items():
        p50, p95 = percentile(times[kind], 0.5), percentile(times[kind], 0.95)
        report.figure(f"  {kind}: p50 / p95 in ms, {len(times[kind])} times", f"{p50 * 1000:.0f} / {p95 * 1000:.0f}",
                      f"p95 ≤ {target * 1000:.0f}", p95 <= target)  # fmt: skip
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

    def __init__(self, number, cookie, work):
        self.chance, self.work = random.Random(number), work
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={cookie}"
        self.times, self.faults, self.prints = defaultdict(list), Counter(), 0
        self.number = number

    def work_until(self, ends):
        while time.monotonic() < ends:
            kind = self.chance.choices(("read", "save", "print"), (70, 20, 10))[0]
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
        self.prints += 1
        mine = [(one[0], paper, size, palette) for paper in ("a4", "letter") for size in ("standard", "large")
                for palette in ("colour", "mono") for one in self.work]  # fmt: skip
        program, paper, size, palette = mine[(self.number + USERS * self.prints) % len(mine)]
        query = urlencode({"paper": paper, "size": size, "palette": palette})
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
