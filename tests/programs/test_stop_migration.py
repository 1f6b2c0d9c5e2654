"""What the rows of before are taken for: no log that stopped the training is lost, and nothing is stuck."""

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

import programs
from programs.models import CheckIn, Program
from tests.programs.logs import RADIATING, correct, decide, enter
from tests.programs.steps import next_version

NAME = "a_log_that_stopped_the_training_is_marked"
(FILE,) = Path(programs.__file__).parent.glob(f"migrations/*_{NAME}.py")
mark = import_module(f"programs.migrations.{FILE.stem}").mark
NOTE = {"note": "Leg pain gone, strength normal"}


@pytest.fixture
def client(physio, client_for):
    return client_for(physio)


def marked_again():
    """Forget what is marked, mark it as the migration does, and return the weeks that await their review."""
    before = set(CheckIn.objects.to_review())
    CheckIn.objects.update(has_stopped=False)
    Program.objects.update(stays_suspended=False)
    mark(apps, None)
    assert set(CheckIn.objects.to_review()) == before
    return before


@pytest.mark.parametrize("stop", [{"weeks_missed": 5}, {"stop_symptoms": [RADIATING]}])
@pytest.mark.parametrize("status", ["suspended", "ended", "issued"])
def test_a_stop_nobody_has_reviewed_awaits_its_review(stop, status, issued, client):
    enter(client, issued, week=1)
    log = enter(client, issued, week=2, **stop)
    Program.objects.filter(pk=issued.pk).update(status=status)
    assert marked_again() == {log}


def test_so_does_one_that_was_corrected_away_on_older_paper(issued, client, physio):
    log = enter(client, issued)
    next_version(issued, client, physio)
    correct(client, log, stop_symptoms=[RADIATING])
    correct(client, log)
    assert marked_again() == {log}


def test_what_was_reviewed_and_kept_suspended_stays_so(issued, client):
    corrected = enter(client, issued, week=1)
    correct(client, corrected, usual_morning=3)
    decide(client, "check-in-review", enter(client, issued, week=2, stop_symptoms=[RADIATING]), NOTE)
    assert marked_again() == set()
    assert Program.objects.get(pk=issued.pk).stays_suspended


def test_what_goes_on_after_its_review_is_not_asked_about_again(issued, client):
    log = enter(client, issued, stop_symptoms=[RADIATING])
    decide(client, "check-in-review", log, NOTE | {"resume": "1"})
    assert marked_again() == set()
    assert not Program.objects.get(pk=issued.pk).stays_suspended


def test_what_was_known_before_the_newest_programme_is_not_asked_about(issued, client, physio):
    log = enter(client, issued)
    correct(client, log, weeks_missed=5)
    decide(client, "check-in-review", log, NOTE)
    next_version(issued, client, physio)
    assert marked_again() == set()
