"""Which program takes the place of which: what stops when one is issued, and what is newer than an old one."""

from django.utils import timezone


def taken_over(program, replaced) -> list[dict]:
    """Return every program whose paper this one takes the place of, newest first: what ran, and the version it was made from."""
    earlier = {one.pk: one for one in (*replaced, program.supersedes) if one is not None}
    return [
        {
            "number": one.number,
            "version": one.version,
            "code": one.code,
            "issued_on": timezone.localdate(one.issued_at).isoformat(),
        }
        for one in sorted(earlier.values(), key=lambda one: (one.number, one.version), reverse=True)
    ]


def newer(program):
    """Return the newest version of a program, or what runs in its place; None where it is the newest itself."""
    others = program.case.programs.defer("snapshot")
    later = others.filter(number=program.number, version__gt=program.version).order_by("-version").first()
    if later is None and program.status == program.Status.SUPERSEDED:
        return others.running().first()
    return later
