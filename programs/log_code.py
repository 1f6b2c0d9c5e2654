"""The short code on the log by which staff find the printed version again."""

import hashlib
from itertools import count

from programs.models import Program

# Letters and digits that cannot be mistaken for one another when typed from paper.
CODE_LETTERS = "ACDEFHJKMNPQRTUVWXY347"
CODE_LENGTH = 6


def new_log_code(program) -> str:
    """Return the short code on the log by which staff find this very version again; no two programs share one."""
    codes = (
        _code(f"{program.clinic_id}/{program.number}/{program.version}/{attempt}") for attempt in count()
    )
    return next(code for code in codes if not Program.objects.filter(log_code=code).exists())


def _code(seed):
    number, letters = int(hashlib.sha256(seed.encode()).hexdigest(), 16), []
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(CODE_LETTERS))
        letters.append(CODE_LETTERS[place])
    return "".join(letters)
