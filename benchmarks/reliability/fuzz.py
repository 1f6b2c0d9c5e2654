"""Every form of the application, found by walking its pages, sent two hundred times with hostile content."""

import random
import re
from collections import Counter, defaultdict
from html.parser import HTMLParser

from django.db import connection, reset_queries, transaction
from django.forms import BaseForm
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone

from benchmarks.reliability.hostile import body
from benchmarks.reliability.installation import browser, issued_program, people
from clinic.access import clinic_scope
from clinic.measures.instruments import INSTRUMENTS
from clinic.models import Assessment, Clearance, Diagnosis, Measure, RedFlagScreen, User
from exercises import actions as library
from exercises.forms import TITLES
from exercises.models import Exercise
from programs.actions.check_ins import record_check_in
from programs.actions.draft import request_exercise, revise_program, withdraw_request
from programs.review import situation
from programs.rules.scales import Verdict

EXAMPLES = 200
MOST_WISHES = 3
OURS = ("clinic", "exercises", "programs")
WROTE = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
# What may be written although the form was refused: who looked, sessions, limits, what is kept of forms.
BESIDES = {
    "clinic_accessevent", "django_session", "shared_cache", "clinic_submission", "clinic_heldform",
    "usersessions_usersession", "clinic_user",
}  # fmt: skip


def run(report, *, quick):
    examples = 10 if quick else EXAMPLES
    _watch_forms()
    forms = _forms()
    crashed, partial, answers = [], [], Counter()
    for number, (method, address, user, fields) in enumerate(forms):
        chance = random.Random(number)
        client = browser(user)
        for _ in range(examples):
            status, refused_but_wrote, sent = _send(client, method, address, fields, chance)
            answers[status] += 1
            if status >= 500:
                crashed.append((address, status, sent[:200]))
            if refused_but_wrote:
                partial.append((address, status, refused_but_wrote))
    classes, seen = _form_classes(), SEEN & _form_classes()
    report.note(f"{len(forms)} forms × {examples} examples; answers: {dict(sorted(answers.items()))}")
    report.figure("form fuzz: answers 5xx", len(crashed), 0, not crashed)
    report.figure("  refused and yet written in part", len(partial), 0, not partial)
    unseen = sorted(one.__name__ for one in classes - seen)
    report.figure("  form classes reached", f"{len(seen)} of {len(classes)}", "all", not unseen)
    for one in [*crashed[:10], *partial[:10]]:
        report.note(str(one)[:300])
    if unseen:
        report.note(f"not reached: {', '.join(unseen)}")


def _send(client, method, address, fields, chance):
    """Send one hostile form and take it back; return (status, tables written although refused, what was sent)."""
    sent = body(fields, chance)
    reset_queries()
    with transaction.atomic(), CaptureQueriesContext(connection) as captured:
        savepoint = transaction.savepoint()
        if method == "post":
            answer = client.post(address, sent, content_type="application/x-www-form-urlencoded")
        else:
            answer = client.get(address, QUERY_STRING=sent)
        open_writes = _written(captured.captured_queries)
        transaction.savepoint_rollback(savepoint)
        transaction.set_rollback(True)
    was_refused = answer.status_code >= 400
    return answer.status_code, sorted(open_writes - BESIDES) if was_refused else [], sent


def _written(queries):
    """Return the tables written by what was not taken back to a savepoint."""
    tables, marks = [], {}
    for query in queries:
        text = query["sql"]
        if text.startswith("SAVEPOINT"):
            marks[text.split()[1]] = len(tables)
        elif text.startswith("ROLLBACK TO SAVEPOINT"):
            del tables[marks.get(text.split()[3], len(tables)) :]
        elif found := WROTE.match(text):
            tables.append(found[1])
    return set(tables)


class _Forms(HTMLParser):
    """Collects the forms of a page: [(method, action, {field: values that fit})]."""

    def __init__(self):
        super().__init__()
        self.forms, self.inside, self.select = [], False, None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.forms.append(
                (given.get("method", "get").lower(), given.get("action") or "", defaultdict(list))
            )
            self.inside = True
        elif self.inside and tag in ("input", "textarea", "select", "button") and given.get("name"):
            fields = self.forms[-1][2]
            fields[given["name"]].extend([given["value"]] if given.get("value") else [])
            self.select = given["name"] if tag == "select" else None
        elif self.inside and tag == "option" and self.select and given.get("value"):
            self.forms[-1][2][self.select].append(given["value"])

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False


def _forms():
    """Return [(method, address, who sends it, fields)]: every form on every page that the staff can open."""
    found = {}
    pages = _addresses()
    for user in [*User.objects.filter(is_active=True).order_by("pk"), None]:
        client = browser(user)
        for address in pages:
            answer = client.get(address)
            if answer.status_code != 200 or "html" not in answer.get("Content-Type", ""):
                continue
            parser = _Forms()
            parser.feed(answer.content.decode())
            for method, action, fields in parser.forms:
                where = action or address
                shape = (
                    method,
                    re.sub(r"\d+", "N", where),
                    tuple(sorted(re.sub(r"\d+", "N", one) for one in fields)),
                )
                if "logout" not in where and shape not in found:
                    found[shape] = (method, where, user, _fitting(fields))
    return list(found.values())


def _fitting(fields):
    """Give fields without any value of their own some that might pass."""
    plain = ["2", "5", "Walk to the market", "2026-11-20", "Mar", "1980", "Dr Jo Lind"]
    return {name: values or plain for name, values in fields.items() if name != "csrfmiddlewaretoken"}


def _addresses():
    """Return the address of every page, with the numbers of rows that exist."""
    numbers = _numbers()
    found = []
    for name, pattern in _routes(get_resolver()):
        wanted = re.findall(r"<(?:\w+:)?(\w+)>", pattern)
        for values in numbers.get(name.split("-")[0], []) + numbers["any"]:
            # Rows that do not fit a route answer 404 later on.
            if all(key in values for key in wanted) and not name.endswith("-pdf"):
                found.append(reverse(name, kwargs={key: values[key] for key in wanted}))
    return list(dict.fromkeys(found))


def _routes(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        here = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _routes(pattern, here)
        elif pattern.name:
            yield pattern.name, here


def _numbers():
    """Return rows to open pages with, by the first word of a route's name."""
    clinic, physio = people()
    program, other = issued_program(), issued_program("stenosis")
    with clinic_scope(clinic):
        case = program.case
        Measure.objects.create(
            clinic=clinic, case=case, instrument="odi", measured_on="2026-11-20", score=20, items={}, recorded_by=physio
        )  # fmt: skip
        draft = revise_program(program=program, today=timezone.localdate(), by=physio)
        item, wishes = draft.items.first(), _wishes(draft, physio)
        check_in = other.check_ins.first() or _check_in(other, physio)
        newest = {
            name: {"pk": model.objects.filter(case=case).first().pk}
            for name, model in (
                ("assessment", Assessment), ("clearance", Clearance), ("diagnosis", Diagnosis),
                ("measure", Measure), ("red", RedFlagScreen),
            )
        }  # fmt: skip
    of_case = {"pk": case.pk}
    return (
        _library(physio, item.exercise)
        | {name: [row, of_case] for name, row in newest.items()}
        | {
            "patient": [{"pk": case.patient_id}],
            "record": [{"pk": case.patient_id}],
            "case": [of_case],
            "measure": [newest["measure"], *(of_case | {"instrument": one} for one in INSTRUMENTS)],
            "check": [{"pk": check_in.pk}, {"pk": other.pk, "week": other.first_week + 1}],
            "item": [{"pk": draft.pk, "item_pk": item.pk}],
            "week": [{"pk": draft.pk, "item_pk": item.pk, "week": 2}],
            "request": [{"pk": draft.pk, "request_pk": one.pk} for one in wishes],
            "program": [{"pk": draft.pk}, {"pk": program.pk}],
            "any": [{"pk": other.pk}, {"slug": "disc-herniation"}, {"digest": "0" * 64}],
        }
    )


def _library(physio, exercise):
    """Begin exercises, hand one in and suggest a change, so that every page of the library has something to show."""
    editor = User.objects.filter(role=User.Role.LIBRARIAN).order_by("pk").first()
    begun = library.duplicate_exercise(exercise=exercise, name="Begun for the trial", by=editor)
    handed_in = library.duplicate_exercise(exercise=exercise, name="Handed in for the trial", by=editor)
    desk, parser = browser(editor), _Forms()
    parser.feed(desk.get(f"/exercises/{handed_in.slug}/edit/").content.decode())
    hand_in = next(fields for _, action, fields in parser.forms if action.endswith("/submit/"))
    desk.post(f"/exercises/{handed_in.slug}/submit/", {"seen": hand_in["seen"][0], "reason": "A trial"})
    suggestion = library.suggest_change(exercise=exercise, about="", text="Say it more simply", by=physio)
    slugs = [{"slug": one.slug} for one in (begun, handed_in, exercise)]
    parts = [{"slug": begun.slug, "part": part} for part in TITLES]
    return {
        "exercise": [*slugs, *parts],
        "proposal": slugs,
        "suggestion": [{"pk": suggestion.pk}, {"slug": exercise.slug}],
    }


def _wishes(draft, physio):
    """Ask for what the rules leave out but let a clinician give, so that the page of exceptions can be opened."""
    judge, desk, found = situation(draft), browser(physio), []
    asked = set(draft.requests.values_list("exercise", flat=True))
    free = Exercise.objects.published().exclude(pk__in=asked)
    left_out = (one for one in free if judge.screen(one).verdict is Verdict.AVOID)
    for exercise in left_out:
        request_exercise(program=draft, seen=draft.draft_version, exercise=exercise, by=physio)
        found.append(draft.requests.get(exercise=exercise))
        page = desk.get(reverse("request-override", args=[draft.pk, found[-1].pk]))
        if page.status_code == 200:
            break
        if len(found) > MOST_WISHES:
            withdraw_request(program=draft, seen=draft.draft_version, request=found.pop(), by=physio)
    return [
        *draft.requests.filter(pk__in=[one.pk for one in found]),
        *draft.requests.filter(exercise__in=asked),
    ]


def _check_in(program, physio):
    values = {
        "received_on": timezone.localdate(),
        "sessions_planned": 3,
        "sessions_done": 3,
        "usual_morning": 2,
    }
    return record_check_in(
        program=program,
        week=program.first_week,
        values=values,
        answers={item: {"pain_during": 1, "next_morning": 1, "effort": 5} for item in program.items.all()},
        by=physio,
    )


SEEN = set()


def _watch_forms():
    """Note which classes of forms are asked whether they are valid."""
    clean = BaseForm.full_clean

    def watched(form):
        SEEN.add(type(form))
        clean(form)

    BaseForm.full_clean = watched


def _form_classes():
    """Return every class of forms of our own apps that others do not merely inherit from."""
    found, waiting = set(), [BaseForm]
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        is_ours = one.__module__.partition(".")[0] in OURS
        if is_ours and not one.__subclasses__():
            found.add(one)
    return found
