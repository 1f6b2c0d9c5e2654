"""What the watch over the server is told."""

import json
import os
from collections import namedtuple
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone

from clinic import readiness
from clinic.append_only import opened_for_erasure

TOKEN = "a-token-of-the-watch"


@pytest.fixture(autouse=True)
def _watched(settings, tmp_path):
    settings.READY_TOKEN = TOKEN
    settings.BACKUP_DIR = tmp_path


@pytest.fixture
def backed_up(tmp_path):
    path = tmp_path / "backstay-20261122-120000.tar.gz"
    path.write_bytes(b"")
    return path


@pytest.fixture
def ask(client):
    return lambda: client.get(reverse("readyz"), headers={"Authorization": f"Bearer {TOKEN}"})


def told(answer):
    return json.loads(answer.content)["faults"]


def test_alive_asks_nothing_of_the_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        answer = client.get(reverse("healthz"))
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_only_looking_is_answered(client, db):
    assert client.post(reverse("healthz")).status_code == 405
    assert client.post(reverse("readyz")).status_code == 405


def test_ready_when_all_is_well(ask, backed_up, db):
    answer = ask()
    assert (answer.status_code, json.loads(answer.content)) == (200, {"ready": True, "faults": []})


def test_a_log_that_has_lost_its_triggers_is_a_fault(ask, backed_up, db):
    with opened_for_erasure():
        assert told(ask()) == ["The log of who looked at what has lost the triggers that close it."]
    assert told(ask()) == []


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer wrong", f"Basic {TOKEN}"])
def test_without_the_token_there_is_no_such_page(header, client, db):
    assert client.get(reverse("readyz"), headers={"Authorization": header}).status_code == 404


def test_without_a_configured_token_there_is_no_such_page(ask, settings, db):
    settings.READY_TOKEN = ""
    assert ask().status_code == 404


def test_staff_are_told_nothing_either(client_for, manager, physio):
    for user in (manager, physio):
        assert client_for(user).get(reverse("readyz")).status_code == 404


def test_no_backup_and_an_old_one_are_faults(ask, tmp_path, db, request):
    answer = ask()
    assert (answer.status_code, told(answer)) == (503, ["There is no backup yet."])
    path = request.getfixturevalue("backed_up")
    then = (timezone.now() - timedelta(days=3)).timestamp()
    os.utime(path, (then, then))
    assert told(ask()) == ["The newest backup is 3 days old."]


def test_a_full_disk_is_a_fault(ask, backed_up, db, monkeypatch):
    usage = namedtuple("usage", "total used free")(1, 1, 300 * 1024 * 1024)
    monkeypatch.setattr(readiness.shutil, "disk_usage", lambda path: usage)
    assert told(ask()) == ["Only 300 MB are free on the disk."]


def test_waiting_migrations_are_a_fault(ask, backed_up, db, monkeypatch):
    monkeypatch.setattr(readiness.MigrationExecutor, "migration_plan", lambda *_: [1, 2])
    assert told(ask()) == ["2 migrations are waiting: run manage.py migrate."]


def test_a_database_that_does_not_answer_is_a_fault(ask, backed_up, db, monkeypatch):
    def broken(*_):
        raise DatabaseError("secret details")

    monkeypatch.setattr(readiness, "MigrationExecutor", broken)
    answer = ask()
    assert answer.status_code == 503
    assert "secret" not in answer.content.decode()
