"""Returned logs as a physiotherapist types them."""

from django.urls import reverse

from programs.models import CheckIn
from programs.planning import plan_weeks
from tests.factories import ItemFactory
from tests.programs.steps import mark_issued

CALM = {
    "received_on": "2026-11-23",
    "sessions_planned": 3,
    "sessions_done": 3,
    "weeks_missed": 0,
    "usual_morning": 2,
    "pain_for_all": 1,
    "morning_for_all": 2,
    "effort_for_all": 5,
    "settled_for_all": "true",
    "technique_for_all": "true",
    "amount_for_all": "true",
    "legs_for_all": "false",
}
# What a browser sends for yes, no and not answered.
CHOICES = {"on": "true", True: "true", False: "false", None: "unknown"}
ASKED = ("settled_in_24_h", "technique_ok", "target_reached", "leg_symptoms_worse")
EMERGENCY, RADIATING = "stop_bowel_bladder", "stop_radiating"


def typed(program, *, rows=None, **week):
    """Return the sheet of a calm week; `rows` says what differs, {slug: {field: value}}."""
    data = CALM | week
    for item in program.items.select_related("exercise"):
        row = dict.fromkeys(ASKED) | (rows or {}).get(item.exercise.slug, {})
        for name, value in row.items():
            data[f"item-{item.pk}-{name}"] = CHOICES.get(value, value) if name in ASKED else value
    return data


def add_url(program, week=1):
    return reverse("check-in-add", args=[program.pk, week])


def url_of(name, check_in):
    return reverse(name, args=[check_in.pk])


def enter(client, program, week=1, **changes):
    """Type the log of a week and return what was stored."""
    answer = client.post(add_url(program, week), typed(program, **changes))
    assert answer.status_code == 302, answer.content.decode()
    return CheckIn.objects.get(program=program, week=week)


def decide(client, name, check_in, data=None, *, seen=None):
    """Send a review or acceptance from a page that showed version `seen` of the entry, by default the newest."""
    seen = CheckIn.objects.get(pk=check_in.pk).version if seen is None else seen
    return client.post(url_of(name, check_in), {"version": seen} | (data or {}))


def correct(client, check_in, *, seen=None, **changes):
    """Send a correction from a page that showed version `seen` of the entry, by default the newest."""
    seen = CheckIn.objects.get(pk=check_in.pk).version if seen is None else seen
    data = typed(check_in.program, **changes) | {"version": seen}
    return client.post(url_of("check-in-correct", check_in), data)


def running(draft, *slugs, first_week=1, weeks=6, **dose):
    """Fill a draft with exercises at one dose and set it running without judging it."""
    draft.first_week, draft.weeks = first_week, weeks
    draft.save()
    for slug in slugs:
        ItemFactory(program=draft, slug=slug, **dose)
    plan_weeks(draft)
    mark_issued(draft)
    draft.refresh_from_db()
    return draft


def decision(check_in, slug):
    """Return what the rules answered about one exercise."""
    return next(one for one in check_in.decisions if one["slug"] == slug)


def stored(check_in):
    """Return everything written about a week, history included."""
    row = CheckIn.objects.filter(pk=check_in.pk).values().get()
    items = list(check_in.items.order_by("pk").values())
    return row, items, check_in.history.count(), check_in.program.status
