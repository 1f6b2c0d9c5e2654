"""An issued program, as the tests of prescribing make it."""

from tests.programs.conftest import (  # noqa: F401
    _library_as_loaded,
    _library_is_read_once,
    draft,
    issued,
    ready_case,
    ready_draft,
)
