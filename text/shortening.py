"""Text cut to a length, with a sign that it was."""

from django.utils.text import Truncator


def shortened(text, most=40):
    """Return `text` in at most so many characters, an ellipsis standing for what is left out."""
    return Truncator(text).chars(most)
