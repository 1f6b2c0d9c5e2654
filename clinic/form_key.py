"""The hidden key of a form: tells one press of a button from the next, and whose form it was."""

import hashlib
from uuid import uuid4

from django.core.signing import BadSignature, Signer

FIELD = "form_key"
NOT_CONTENT = {"csrfmiddlewaretoken"}
SIGNER = Signer(salt="form")


def new_key(user):
    """Return a key for one form on a page opened by `user`. It is signed, so nobody can make one for somebody else."""
    return SIGNER.sign(f"{uuid4().hex}.{user.pk}")


def owner(request):
    """Return the number of the user for whom the posted form was made; None without a valid key."""
    try:
        return int(SIGNER.unsign(request.POST.get(FIELD, "")).partition(".")[2])
    except (BadSignature, ValueError):
        return None


def submission_digest(request):
    """Return what is the same for a form sent twice and for nothing else; None without a key of the signed-in user.

    The content is part of it: whoever goes back in the browser and changes what was typed sends something new.
    """
    maker = owner(request)
    return form_digest(request) if maker is not None and maker == request.user.pk else None


def form_digest(request):
    """Return the hash of address, key and content of a posted form."""
    content = [(name, values) for name, values in request.POST.lists() if name not in NOT_CONTENT]
    files = [(name, _digest_of(one)) for name, given in request.FILES.lists() for one in given]
    said = repr((request.path, sorted(content), sorted(files)))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()


def _digest_of(file):
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
