"""A batch is rendered by several children: each handout is its own, a failed one harms no other, nobody is left behind."""

import threading
from copy import deepcopy

import pytest

from programs.handouts import ahead
from programs.handouts.errors import RenderFailed
from programs.handouts.variant import Variant


class Child:
    """Stands in for a process that renders."""

    made, lock = [], threading.Lock()

    def __init__(self):
        self.is_busy = self.is_stopped = False
        self.made.append(self)

    def render(self, snapshot, variant, seconds, megabytes, files):
        with self.lock:
            assert not self.is_busy
            self.is_busy = True
        self.is_busy = False
        if snapshot == "broken":
            raise RenderFailed("Exercise 1, “Bridge”, has no picture.")
        return f"{snapshot} {variant}"

    def stop(self):
        self.is_stopped = True


@pytest.fixture
def children(monkeypatch):
    monkeypatch.setattr(Child, "made", [])
    monkeypatch.setattr(ahead, "KeptChild", Child)
    monkeypatch.setattr(ahead.os, "cpu_count", lambda: 3)
    return Child.made


def test_each_gets_its_own_and_a_failed_one_harms_no_other(children):
    wanted = {number: (f"snapshot {number}", number, {}) for number in range(40)} | {13: ("broken", 13, {})}
    with ahead.rendering_ahead(wanted.items()) as made:
        assert list(made) == list(range(40))
        for number, future in made.items():
            if number == 13:
                with pytest.raises(RenderFailed, match="no picture"):
                    future.result()
            else:
                assert future.result() == f"snapshot {number} {number}"
    assert len(children) == 3
    assert all(one.is_stopped for one in children)


def test_whoever_leaves_early_leaves_no_child_behind(children):
    wanted = {number: (f"snapshot {number}", number, {}) for number in range(40)}
    with pytest.raises(KeyboardInterrupt), ahead.rendering_ahead(wanted.items()):
        raise KeyboardInterrupt
    assert all(one.is_stopped for one in children)


def test_nothing_wanted_starts_nothing():
    with ahead.rendering_ahead(()) as made:
        assert made == {}


def test_children_make_the_same_bytes_as_one(small):
    other = deepcopy(small)
    other["program"]["note"] = "Mornings suit you best."
    wanted = {
        "first": (small, Variant(), {}),
        "second": (other, Variant(), {}),
        "third": (small, Variant(), {}),
    }
    with ahead.rendering_ahead(wanted.items()) as made:
        pdfs = [one.result().pdf for one in made.values()]
    assert pdfs[0] == pdfs[2] != pdfs[1]
