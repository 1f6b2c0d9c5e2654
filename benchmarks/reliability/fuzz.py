"""Every form of the application, found by walking its pages, sent two hundred times with hostile content."""

import logging
import random
import re
from collections import Counter
from http.cookies import SimpleCookie

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection, transaction
from django.forms import BaseForm

from benchmarks.reliability.forms import all_forms
from benchmarks.reliability.hostile import body, plain
from benchmarks.reliability.installation import stay_signed_in
from clinic.models import User
from programs.demo import PASSWORD

EXAMPLES = 200
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
    _hash_quickly()
    # Every refusal is noted with its trace: seventeen thousand of them are the larger part of the work.
    logging.disable(logging.CRITICAL)
    try:
        _send_all(report, all_forms(), examples)
    finally:
        logging.disable(logging.NOTSET)


def _hash_quickly():
    """Give the staff passwords that cost nothing to check: strength is on trial elsewhere."""
    PBKDF2PasswordHasher.iterations = 1
    for user in User.objects.all():
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])


def _send_all(report, forms, examples):
    crashed, partial, answers = [], [], Counter()
    for number, (method, address, client, fields) in enumerate(forms):
        chance = random.Random(number)
        # The first fits as far as anybody can tell, so that no form depends on chance to be reached.
        for sent in [plain(fields), *(body(fields, chance) for _ in range(examples - 1))]:
            status, refused_but_wrote = _send(client, method, address, sent)
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


def _send(client, method, address, sent):
    """Send one hostile form and take it back; return (status, tables written although refused)."""
    said = []
    cookies = SimpleCookie(client.cookies.output(header="", sep=";"))

    def listen(execute, sql, *rest):
        said.append(sql)
        return execute(sql, *rest)

    with transaction.atomic():
        savepoint = transaction.savepoint()
        stay_signed_in(client)
        with connection.execute_wrapper(listen):
            if method == "post":
                answer = client.post(address, sent, content_type="application/x-www-form-urlencoded")
            else:
                answer = client.get(address, QUERY_STRING=sent)
        open_writes = _written(said)
        transaction.savepoint_rollback(savepoint)
        transaction.set_rollback(True)
    # A session that this form ended, or changed for another, is there again.
    client.cookies = cookies
    was_refused = answer.status_code >= 400
    return answer.status_code, sorted(open_writes - BESIDES) if was_refused else []


def _written(said):
    """Return the tables written by what was not taken back to a savepoint."""
    tables, marks = [], {}
    for text in said:
        if text.startswith("SAVEPOINT"):
            marks[text.split()[1]] = len(tables)
        elif text.startswith("ROLLBACK TO SAVEPOINT"):
            del tables[marks.get(text.split()[3], len(tables)) :]
        elif found := WROTE.match(text):
            tables.append(found[1])
    return set(tables)


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
