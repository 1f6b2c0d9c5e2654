"""Every page in a language that marks the catalogue's words: what stays unmarked was never handed to gettext."""

import pytest

from tests.access.matrix.table import MATRIX
from tests.access.matrix.test_matrix import address
from tests.access.matrix.world import undone
from tests.interface.reading import content, raw_words

LOOKED_AT = [name for name, row in MATRIX.items() if row.reads or row.account]
POSTED = [name for name, row in MATRIX.items() if row.sends]
ACTORS = {
    "physiotherapist": "physio",
    "manager": "manager",
    "librarian": "librarian",
    "superuser": "superuser",
}


@pytest.fixture(scope="module")
def said(world):
    return content()


def actor_for(name):
    roles = MATRIX[name].roles
    return next((actor for role, actor in ACTORS.items() if role in roles), "physio")


def raw(answer, said):
    is_page = answer.get("Content-Type", "").startswith("text/html")
    return raw_words(answer.content.decode(), said) if is_page else set()


@pytest.mark.parametrize("name", LOOKED_AT)
def test_every_page_speaks_through_the_catalogue(name, world, said, marked_language):
    with undone():
        answer = world.client(actor_for(name)).get(address(name, world.ours))
    assert answer.status_code < 500
    assert raw(answer, said) == set()


@pytest.mark.parametrize("name", POSTED)
def test_every_refused_form_speaks_through_the_catalogue(name, world, said, marked_language):
    with undone():
        answer = world.client(actor_for(name)).post(
            address(name, world.ours), {"draft_version": "1", "version": "1"}
        )
        assert answer.status_code < 500
        assert raw(answer, said) == set()
