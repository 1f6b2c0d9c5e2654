"""Mark the logs that stopped the training, so that each is reviewed whatever it says by now and whatever became of its program."""

from collections import defaultdict

from django.db import migrations, models

STOP = "stop"


def mark(apps, schema_editor):
    """Mark every log with a stop symptom, the breaks told of what is or was followed, and what was corrected away and nobody reviewed.

    A break or a correction from before the case's newest program was issued was known when that one was judged.
    """
    all_programs = apps.get_model("programs", "Program").objects
    logs = apps.get_model("programs", "CheckIn").objects
    issued, goes_on = {}, set()
    programs = all_programs.exclude(issued_at=None).order_by("issued_at")
    for case, status, issued_at in programs.values_list("case", "status", "issued_at"):
        issued[case] = issued_at
        if status == "issued":
            goes_on.add(case)
    told = _told_of_a_stop(apps)
    marked = []
    for log in logs.select_related("program").iterator():
        case = log.program.case_id
        is_recent = any(at >= issued[case] for at in told[log.pk])
        is_break = _stops(log) and log.program.status != "superseded"
        is_corrected = log.reviewed_at is None and case not in goes_on
        if log.stop_symptoms or is_recent and (is_break or is_corrected):
            marked.append(log.pk)
    logs.filter(pk__in=marked).update(has_stopped=True)
    waiting = logs.filter(has_stopped=True, reviewed_at=None).values("program__case")
    all_programs.filter(status="suspended").exclude(case__in=waiting).update(stays_suspended=True)


def _told_of_a_stop(apps):
    """Return {log: when it was stored with a stop symptom or with the answer to stop}."""
    told = defaultdict(list)
    for row in apps.get_model("programs", "HistoricalCheckIn").objects.iterator():
        if row.stop_symptoms or _stops(row):
            told[row.id].append(row.history_date)
    return told


def _stops(log):
    return any(one["decision"] == STOP for one in log.decisions)


class Migration(migrations.Migration):
    dependencies = [("programs", "0005_a_log_may_leave_an_answer_open")]

    operations = [
        *(
            migrations.AddField(
                model_name=name,
                name="has_stopped",
                field=models.BooleanField(
                    default=False,
                    editable=False,
                    help_text="It stopped the training once; a correction takes its reason away, never the review",
                ),
            )
            for name in ("checkin", "historicalcheckin")
        ),
        *(
            migrations.AddField(
                model_name=name,
                name="stays_suspended",
                field=models.BooleanField(
                    default=False,
                    editable=False,
                    help_text="A review kept it suspended: only a new version goes on",
                ),
            )
            for name in ("program", "historicalprogram")
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
