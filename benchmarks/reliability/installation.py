"""The database the trials run on, its people, and how a trial forks."""

import os
import signal
import time
import traceback
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from benchmarks.reliability import FOLDER
from clinic.access import clinic_scope
from clinic.middleware.sessions import start_clock
from clinic.models import Clinic, Patient, User
from programs.demo import make_clinic, read_demo, treat
from tests.clients import note_password

READY = "disc-six-weeks"
COUNT = count(1)


def prepare():
    """Make tables, library, clinic and staff in an empty database. Returns (clinic, physiotherapist)."""
    database = Path(connection.settings_dict["NAME"])
    if database.parent == FOLDER:
        for suffix in ("", "-wal", "-shm"):
            database.with_name(database.name + suffix).unlink(missing_ok=True)
    call_command("migrate", verbosity=0)
    if Patient._base_manager.exists():
        raise SystemExit("This database holds patients. The trials fill an empty one only.")
    call_command("createcachetable", verbosity=0)
    call_command("load_library", verbosity=0)
    demo = read_demo()
    make_clinic(demo)
    settings.ALLOWED_HOSTS = ["*"]
    return people()


def people():
    return Clinic.objects.get(), User.objects.get(username=read_demo()["staff"][0]["username"])


def issued_program(key=READY):
    """Register an invented person and return the program issued for them."""
    clinic, physio = people()
    person = next(one for one in read_demo()["people"] if one["key"] == key)
    # Each of them is somebody else: two of one name and birth date would be asked about on every form.
    person = person | {"family_name": f"{person['family_name']}-{next(COUNT)}"}
    return treat(person, clinic=clinic, by=physio, now=timezone.localtime()).program


def let_go():
    """Close what a forked process must not share."""
    connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()


@contextmanager
def forked(tasks):
    """Run each of `tasks` in a process of its own, within the clinic's scope; give their numbers."""
    let_go()
    children = [_fork(task) for task in tasks]
    try:
        yield children
    except BaseException:
        for child in children:
            os.kill(child, signal.SIGKILL)
        raise
    finally:
        for child in children:
            _wait(child)


def run_forked(tasks):
    """Run `tasks` side by side to their ends. Raises SystemExit when one of them failed."""
    with forked(tasks) as children:
        failed = [child for child in children if _wait(child)]
    if failed:
        raise SystemExit(f"{len(failed)} of {len(children)} processes failed")


def kill(child):
    """End a process and return how it ended: a process that had ended before ended otherwise."""
    os.kill(child, signal.SIGKILL)
    return _wait(child)


def _fork(task):
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        with clinic_scope(people()[0]):
            task()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def _wait(child):
    try:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    except ChildProcessError:
        return 0


def browser(user=None):
    """Return a client whose requests see their own clinic only, and which answers a crash with the 500 page."""
    visitor = ScopedClient(raise_request_exception=False)
    if user:
        visitor.force_login(user)
        session = visitor.session
        note_password(session, user, reauthenticated=True)
        session.save()
    return visitor


def stay_signed_in(visitor):
    """Be as freshly signed in, or as freshly at the door that asks for a code, as after the password.

    A trial outlasts what idle people are signed out after, and how long the door waits for a code.
    """
    session = visitor.session if settings.SESSION_COOKIE_NAME in visitor.cookies else {}
    if LOGIN_SESSION_KEY in session:
        session[LOGIN_SESSION_KEY]["initiated_at"] = time.time()
        session.save()
    if user := User.objects.filter(pk=session.get(SESSION_KEY)).first():
        note_password(session, user, reauthenticated=True)
        start_clock(session)
        session.save()


class ScopedClient(Client):
    def request(self, **request):
        with scope():
            return super().request(**request)


def integrity():
    """Return what the database finds wrong with itself; empty when sound."""
    if connection.vendor != "sqlite":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        verdict = [one for (one,) in cursor.fetchall()]
    return "" if verdict == ["ok"] else str(verdict[:3])
