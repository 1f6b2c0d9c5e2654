"""Nothing slow and nothing outside the database happens within a transaction: on SQLite everybody would wait for it."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
FILES = sorted(path for app in ("clinic", "exercises", "programs") for path in (ROOT / app).rglob("*.py"))
# Rendering, files, other programs, the network, mail.
SLOW = {
    "render_pdf",
    "store_handout",
    "render_body",
    "read_file",
    "open",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "fsync",
    "append_to_list",
    "urlopen",
    "send_mail",
    "Popen",
    "clean_photo",
}
# One snapshot of the database for pg_dump to read from: it must be a transaction, and it writes nothing.
READS_ONLY = {"clinic/keeping/postgres_copy.py"}
# One line that must be on the disk before the erasure it tells of counts.
WRITTEN_FIRST = {"clinic/actions/erasure.py": {"append_to_list", "open", "fsync"}}
# Runs before the workers start, or for the demo.
BEFORE_SERVING = {"programs/fixture_load.py", "programs/demo.py"}


def is_atomic(node):
    return "atomic" in ast.unparse(node)


def within_transactions(tree):
    """Yield what runs in a transaction: the bodies of atomic functions and of `with atomic()`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(map(is_atomic, node.decorator_list)):
            yield from node.body
        if isinstance(node, ast.With) and any(is_atomic(item.context_expr) for item in node.items):
            yield from node.body


def calls(node):
    """Yield the names that are called below a node, but for what waits until the transaction is over."""
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "on_commit":
            return
        yield name
    for child in ast.iter_child_nodes(node):
        yield from calls(child)


def called(nodes, functions, seen=frozenset()):
    """Return every name called by `nodes` and by the functions of the same module that they call."""
    names = {name for node in nodes for name in calls(node)} - seen
    further = [part for name in names for part in functions.get(name, ())]
    return names | (called(further, functions, seen | names) if further else set())


@pytest.mark.parametrize(
    "path", [one for one in FILES if "atomic" in one.read_text(encoding="utf-8")], ids=lambda one: one.stem
)
def test_nothing_slow_in_a_transaction(path):
    name = str(path.relative_to(ROOT))
    if name in READS_ONLY | BEFORE_SERVING:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = {node.name: node.body for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assert called(within_transactions(tree), functions) & SLOW == WRITTEN_FIRST.get(name, set()), name


def test_the_test_would_notice():
    tree = ast.parse("@transaction.atomic\ndef issue():\n    _print()\ndef _print():\n    render_pdf()\n")
    functions = {node.name: node.body for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    assert "render_pdf" in called(within_transactions(tree), functions)


def test_only_pages_that_open_no_transaction_render():
    """What a view hands to `save_once` runs in its transaction: no module does both."""
    both = [
        str(path.relative_to(ROOT))
        for path in FILES
        if {"save_once", "submit_once"} & (names := set(calls(ast.parse(path.read_text(encoding="utf-8")))))
        and {"store_handout", "render_pdf", "clean_photo"} & names
    ]
    assert both == []
