"""Whatever stands behind the question mark of an address, no page breaks on it."""

import pytest

from tests.access.matrix.table import MATRIX
from tests.access.matrix.test_matrix import READ, address, ask
from tests.access.matrix.world import ACTORS, undone

ASKED = (
    *("q", "go", "whose", "page", "swap", "frame", "condition", "patient", "reference", "next", "status", "demand"),
    *("paper", "size", "palette", "content", "language", "unreviewed", "before", "after", "category", "equipment"),
)  # fmt: skip
# Each stands for a kind: an endless number, a broken address, letters that fold into many, mark-up, a day, a list, nothing seen.
QUESTIONS = (
    *("9" * 4000, "-1", "1e308", "http://[", "ﷺ" * 450, "' OR 1=1 --", "<script>alert(1)</script>", "9999-12-31"),
    *("[" * 3000, '{"frames":[{"\\ud800":1}]}', "\u202egnirts", "lumbar_flexion:" + "9" * 400),
)  # fmt: skip


ROUNDS = 3


@pytest.mark.parametrize("name", READ)
def test_no_question_breaks_a_page(name, world):
    """Every name is asked with another text in each round."""
    row, url = MATRIX[name], address(name, world.ours)
    actor = next(one for one, (role, side) in ACTORS.items() if role in row.roles and side != "theirs")
    with undone():
        for turn in range(ROUNDS):
            texts = {
                word: QUESTIONS[(place * 5 + turn * 4) % len(QUESTIONS)] for place, word in enumerate(ASKED)
            }
            answer, _ = ask(world, actor, "GET", url, texts)
            assert answer.status_code < 500, texts
