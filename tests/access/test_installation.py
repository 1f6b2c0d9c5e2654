"""An installation that is no demo: its settings, its first account, its log, and limits that hold over several processes."""

import io
import json
import logging
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from gunicorn.config import Config
from gunicorn.http.errors import InvalidRequestLine
from gunicorn.workers.base import Worker

from clinic.logs import AllowedFieldsFormatter
from clinic.models import AccessEvent, Clinic, User
from config.access_log import FORMAT, OneLineLogger

TOLD = """
import json, os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
from django.conf import settings
names = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_DOMAIN", "SESSION_COOKIE_PATH", "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_SSL_REDIRECT", "REQUIRE_SECOND_FACTOR", "DEBUG", "SESSION_COOKIE_AGE", "SESSION_IDLE_SECONDS",
    "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"]
print(json.dumps({name: getattr(settings, name) for name in names} | {
    "cache": settings.CACHES["default"], "messages": settings.MESSAGE_STORAGE}))
"""


def run(code, **environment):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_a_mail_server_is_named_by_one_address():
    code = """
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
from django.conf import settings
print(settings.SENDS_MAIL, settings.EMAIL_BACKEND.split(".")[-2], settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS)
"""
    demo = {"BACKSTAY_DEMO": "1", "DATABASE_URL": "sqlite://:memory:"}
    assert run(code, **demo).startswith("False dummy")
    assert run(code, **demo, EMAIL_URL="").startswith("False dummy")
    named = run(code, **demo, EMAIL_URL="smtp+tls://backstay:secret@mail.example:587")
    assert named.split() == ["True", "smtp", "mail.example", "587", "True"]


def test_production_settings_are_strict():
    told = json.loads(
        run(TOLD, SECRET_KEY="x" * 60, ALLOWED_HOSTS="backstay.example", DATABASE_URL="sqlite://:memory:")
    )
    assert (told["SESSION_COOKIE_NAME"], told["CSRF_COOKIE_NAME"]) == ("__Host-session", "__Host-csrf")
    assert told["messages"] == "django.contrib.messages.storage.session.SessionStorage"
    on = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "REQUIRE_SECOND_FACTOR")
    on += ("SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_SSL_REDIRECT")
    assert [name for name in on if not told[name]] == []
    assert (told["SESSION_COOKIE_DOMAIN"], told["SESSION_COOKIE_PATH"]) == (None, "/")
    assert told["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert not told["DEBUG"]
    assert (told["SESSION_IDLE_SECONDS"], told["SESSION_COOKIE_AGE"]) == (900, 36_000)
    assert told["cache"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    # Django's own limit of 300 rows would throw out tries and used codes that still count.
    assert told["cache"]["OPTIONS"]["MAX_ENTRIES"] >= 100_000
    assert told["MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"] is False


def test_no_account_exists_before_somebody_makes_one(db):
    assert not User.objects.exists()
    assert not Clinic.objects.exists()


def test_the_first_manager_is_made_without_a_password(db, capsys):
    call_command(
        "add_staff",
        "eva",
        first_name="Eva",
        last_name="Lund",
        clinic="Harbour",
        phone="01 23",
        host="https://x.example/",
    )
    user = User.objects.get()
    assert (user.role, user.clinic.name, user.has_usable_password()) == ("manager", "Harbour", False)
    assert "https://x.example/accounts/password/set/" in capsys.readouterr().out
    assert AccessEvent._base_manager.filter(what="staff-add: eva", clinic=user.clinic).exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"role": "manager"}, "Name the clinic"),
        ({"role": "manager", "clinic": "Harbour"}, "no such clinic yet"),
        ({"role": "librarian", "username": "no spaces please"}, "Enter a valid username"),
    ],
)
def test_a_mistaken_command_makes_nothing(db, options, words):
    arguments = {"first_name": "Eva", "last_name": "Lund"} | options
    with pytest.raises(CommandError, match=words):
        call_command("add_staff", arguments.pop("username", "eva"), **arguments)
    assert not User.objects.exists()


def test_librarians_and_keepers_belong_to_no_clinic(db):
    for name, role in (("lib", "librarian"), ("root", "installation")):
        call_command("add_staff", name, first_name="A", last_name="B", role=role, stdout=io.StringIO())
    assert list(User.objects.order_by("username").values_list("role", "is_superuser", "clinic")) == [
        ("librarian", False, None),
        ("", True, None),
    ]


GUESS = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import django
from django.conf import settings
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.ALLOWED_HOSTS = ["testserver"]
# A busy machine may take longer to start a process than a code is valid.
settings.MFA_TOTP_TOLERANCE = 4
django.setup()
from django.test import Client
step = sys.argv[1]
# The limits count by address as well: each step comes from its own.
visitor = Client(REMOTE_ADDR="10.0.0.1" if step == "guess" else "10.0.0.2")
if step == "guess":
    for _ in range(3):
        page = visitor.post("/accounts/login/", {"login": "anna", "password": "wrong"}).content.decode()
        print("limited" if "Too many failed" in page else "tried")
else:
    visitor.post("/accounts/login/", {"login": "ben", "password": "correct horse battery staple"})
    answer = visitor.post("/accounts/2fa/authenticate/", {"code": sys.argv[2]})
    # Whoever never got as far as the code is led elsewhere.
    print("in" if answer.get("Location") == "/" else "refused" if answer.status_code == 200 else "elsewhere")
"""
MAKE = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import django
from django.conf import settings
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from clinic.models import User
for name in ("anna", "ben"):
    User.objects.create_user(name, password="correct horse battery staple", role="librarian")
secret = get_adapter().encrypt("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
Authenticator.objects.create(user=User.objects.get(username="ben"), type="totp", data={"secret": secret})
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Return the environment of an installation whose database several processes share."""
    folder = tmp_path_factory.mktemp("installed")
    environment = {"BACKSTAY_DEMO": "1", "DATABASE_URL": f"sqlite:///{folder / 'shared.sqlite3'}"}
    run(MAKE, **environment)
    return environment


def together(environment, *steps):
    """Run the same code in one process for each step, all at once, and return what they said."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", GUESS, *step],
            cwd=settings.BASE_DIR,
            env=kept | environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        for step in steps
    ]
    return [word for process in processes for word in process.communicate(timeout=120)[0].split()]


def test_guesses_are_counted_over_all_processes(installed):
    said = together(installed, ["guess"], ["guess"], ["guess"])
    assert sorted(said) == ["limited"] * 4 + ["tried"] * 5


def test_a_code_opens_one_of_two_processes(installed):
    from tests.test_sign_in import code_now

    code = code_now()
    assert sorted(together(installed, ["code", code], ["code", code])) == ["in", "refused"]


def line(name, message, *values, **more):
    record = logging.LogRecord(name, logging.WARNING, "x.py", 1, message, values, None)
    record.__dict__.update(more)
    return AllowedFieldsFormatter().format(record)


def test_a_log_line_keeps_the_pattern_and_not_what_was_put_in():
    told = line("django.request", "Not Found: %s", "/patients/Quokka/", status_code=404)
    assert json.loads(told)["event"] == "Not Found: %s"
    assert json.loads(told)["status"] == 404
    assert "Quokka" not in told


def test_words_filled_in_beforehand_are_left_out():
    assert "Quokka" not in line("some.library", "Could not read Quokka")
    assert "Quokka" not in line("clinic", "Could not read Quokka")


def test_an_error_is_told_by_its_kind_and_place():
    try:
        raise ValueError("Quokka is not a date")
    except ValueError:
        told = line("clinic.views", "Failed: %s", "Quokka", exc_info=sys.exc_info())
    assert json.loads(told)["error"] == "builtins.ValueError"
    assert "test_an_error_is_told" in json.loads(told)["trace"][-1]
    assert "Quokka" not in told


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ('/a\n{"status": 200}', "/a%0A%7B%22status%22%3A%20200%7D"),
        ("/accounts/password/set/Mw/d1k-4f2/", "/accounts/password/set/-"),
    ],
)
def test_a_line_of_the_access_log_is_neither_forged_nor_a_way_in(asked, kept, monkeypatch):
    assert not any(name in FORMAT for name in ("%(q)s", "%(r)s", "%(f)s"))
    monkeypatch.setattr(OneLineLogger.__mro__[1], "atoms", lambda *_: {"U": asked, "m": "GET"})
    atoms = OneLineLogger.atoms(object.__new__(OneLineLogger), None, None, {}, None)
    assert atoms["U"] == kept


@pytest.mark.parametrize("fault", [InvalidRequestLine("GET /caseload/?q=Quokka"), OSError("/?q=Quokka\n{}")])
def test_the_error_log_of_the_server_keeps_no_question_either(fault, monkeypatch):
    monkeypatch.setattr("gunicorn.workers.base.default_environ", lambda *_: {})
    monkeypatch.setattr("gunicorn.workers.base.Response", lambda *_: SimpleNamespace())
    monkeypatch.setattr("gunicorn.util.write_error", lambda *_: None)
    monkeypatch.setattr(OneLineLogger, "access", lambda *_: None)
    logger, said = OneLineLogger(Config()), io.StringIO()
    logger.error_log = logging.Logger("server")
    logger.error_log.addHandler(logging.StreamHandler(said))
    worker = SimpleNamespace(log=logger, cfg=Config())
    request = SimpleNamespace(method="GET", uri="/caseload/?q=Quokka", headers=[])
    try:
        raise fault
    except (InvalidRequestLine, OSError) as caught:
        Worker.handle_error(worker, request, None, ("192.0.2.1", 80), caught)
    assert "Quokka" not in said.getvalue()
    assert said.getvalue().count("\n") == 1
    assert type(fault).__name__ in said.getvalue()


def test_what_keeps_the_server_from_starting_is_said_in_full():
    logger, said = OneLineLogger(Config()), io.StringIO()
    logger.error_log = logging.Logger("server")
    logger.error_log.addHandler(logging.StreamHandler(said))
    try:
        raise RuntimeError("Set the SECRET_KEY environment variable")
    except RuntimeError:
        logger.exception("Exception in worker process")
    assert "SECRET_KEY" in said.getvalue()


@pytest.mark.parametrize(
    "wrong",
    [
        {"last_name": "L\x07ind"},
        {"clinic": "North\u202e"},
        {"clinic": "n" * 500},
        {"phone": "5" * 500},
        {"first_name": "e" * 500},
        {"last_name": "l" * 500},
        {"username": "u" * 500},
        {"first_name": ""},
        {"last_name": "  "},
    ],
)
def test_names_that_no_form_would_take_are_refused(wrong, db):
    named = {"first_name": "Eva", "last_name": "Lind", "clinic": "North", "phone": "555 0101"} | wrong
    with pytest.raises(CommandError):
        call_command("add_staff", named.pop("username", "eva"), **named, stdout=io.StringIO())
    assert not User.objects.exists()
    assert not Clinic.objects.exists()


def test_the_command_names_what_is_too_long(db):
    named = {"first_name": "Eva", "last_name": "l" * 151, "clinic": "North", "phone": "555 0101"}
    with pytest.raises(CommandError, match="^Last name: .*at most 150 characters"):
        call_command("add_staff", "eva", **named, stdout=io.StringIO())
    assert not Clinic.objects.exists()


def test_a_name_that_is_taken_is_refused_in_words(db):
    named = {"first_name": "Eva", "last_name": "Lind", "role": "librarian", "stdout": io.StringIO()}
    call_command("add_staff", "eva", **named)
    with pytest.raises(CommandError, match="^Username: A user with that username already exists"):
        call_command("add_staff", "eva", **named)
