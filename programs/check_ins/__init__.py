"""Returned logs: what was typed, what the rules answer to it, and what may follow from it."""
