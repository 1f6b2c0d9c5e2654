"""Rows that are too long, folded."""


def folded(things, most):
    """Split a row into rows of nearly equal length, none longer than `most`."""
    rows = -(-len(things) // most)
    length = -(-len(things) // rows) if rows else 0
    return [things[start : start + length] for start in range(0, len(things), length)] if rows else []
