"""What a page says: its markup without what is drawn at random for each answer."""

import re
from html import unescape

# A token of 64 letters holds a short name by chance once in a few thousand pages: no test may hang on that.
TOKENS = re.compile(r'(name="csrfmiddlewaretoken" value=|"X-CSRFToken": ?|nonce=)"[^"]*"')


def markup_of(answer):
    """Return an answer as text without entities and without its random tokens."""
    return TOKENS.sub(r'\1""', unescape(answer.content.decode()))
