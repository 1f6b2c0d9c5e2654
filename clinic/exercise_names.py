"""What the exercises are called. The record does not know the library: prescribing brings it when it starts."""

from django.utils.translation import gettext

# Functions that take a name, written as a slug, and return the slug of the exercise it names, or None.
LOOKUPS = []


def exercise_named(slug):
    """Return the slug of the exercise that is named by slug or by its name in the library.

    Raises ValueError, with what to type instead, for a name that names none: such a limit would stop every programme.
    """
    if not LOOKUPS:
        return slug
    found = next((found for lookup in LOOKUPS if (found := lookup(slug))), None)
    if found is None:
        raise ValueError(
            gettext(
                "The library has no exercise “%(name)s”. Write its name as the library has it, or limit a group or a demand instead."
            )
            % {"name": slug.replace("-", " ")}
        )
    return found
