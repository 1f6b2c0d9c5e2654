"""Turn away what no browser sends and no database keeps, before anything reads it."""

import re

from django.core.exceptions import BadRequest

# NUL ends a string for PostgreSQL; half a surrogate pair cannot be written as UTF-8.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# Nobody types the other control characters into an address. Tab and line ends may come with pasted search words.
UNTYPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class CleanInputMiddleware:
    """Answer 400 to characters that could not be looked up or stored; our views and forms never meet them.

    In a form only what no database takes is refused here: the rest gets a sentence at its field, and keeps what was typed.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        addressed = (request.path_info, *_texts(request.GET), *request.COOKIES.values())
        if any(UNTYPED.search(text) for text in addressed) or any(
            UNSTORABLE.search(text) for text in (*_texts(_posted(request)), *request.FILES)
        ):
            raise BadRequest("This request holds a character that cannot be read.")
        return self.get_response(request)


def _posted(request):
    """Return the form that was sent; BadRequest when it names an encoding that is none of texts, such as "hex"."""
    try:
        return request.POST
    except (LookupError, UnicodeError):
        raise BadRequest("This request is written in an encoding that cannot be read.") from None


def _texts(sent):
    """Return every name and every value that was sent."""
    for name, values in sent.lists():
        yield from (name, *values)
