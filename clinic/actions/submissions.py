"""Store what a form says once, however often it is sent; keep what was sent too late."""

import json
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from clinic.encryption import cipher
from clinic.models import HeldForm, Submission

HELD_FOR = timedelta(hours=1)
REMEMBERED_FOR = timedelta(days=7)
LONGEST_HELD = 200_000
LONGEST_PATH = HeldForm._meta.get_field("path").max_length
MOST_HELD = 20


@transaction.atomic
def submit_once(*, digest, save, by):
    """Run `save`, which returns the address to go on to; a form that was stored before leads there again.

    The note of it and the rows stand or fall together. Who sends the same form at the same moment waits here for
    the first. Without a digest nothing is known about the form and it is stored.
    """
    if digest is None:
        return save()
    submission, is_first = Submission.objects.get_or_create(digest=digest, defaults={"user": by})
    if is_first:
        submission.leads_to = save()
        submission.save(update_fields=["leads_to"])
        HeldForm.objects.filter(digest=digest).delete()
    return submission.leads_to


def stored_before(digest):
    """Return where a form led when it was stored; None for one that was not."""
    known = Submission.objects.filter(digest=digest).first() if digest else None
    return known and known.leads_to


@transaction.atomic
def hold_form(*, digest, path, typed, user):
    """Keep a form that came too late, encrypted, for `user` alone. Returns None when it, or its address, is too long to keep."""
    text = json.dumps(typed).encode()
    if len(text) > LONGEST_HELD or len(path) > LONGEST_PATH:
        return None
    forget_old_forms()
    crowding = HeldForm.objects.filter(user=user).order_by("-at").values_list("pk", flat=True)[MOST_HELD:]
    HeldForm.objects.filter(pk__in=list(crowding)).delete()
    held, _ = HeldForm.objects.get_or_create(
        digest=digest, defaults={"path": path, "typed": cipher().encrypt(text), "user": user}
    )
    return held


def held_text(held):
    """Return what was typed as [(name, values)]."""
    return json.loads(cipher().decrypt(bytes(held.typed)))


def last_held(*, path, user):
    """Return {name: values} of the newest form held for `user` that was sent to `path`; None without one."""
    held = (
        HeldForm.objects.filter(path=path, user=user, at__gt=timezone.now() - HELD_FOR)
        .order_by("-at")
        .first()
    )
    return dict(held_text(held)) if held else None


def discard_held_form(*, held, by):
    """Forget a held form, because its sender does not want it."""
    HeldForm.objects.filter(pk=held.pk, user=by).delete()


def forget_old_forms():
    """Remove what has been kept long enough."""
    now = timezone.now()
    HeldForm.objects.filter(at__lt=now - HELD_FOR).delete()
    Submission.objects.filter(at__lt=now - REMEMBERED_FOR).delete()
