"""Outcome measures: how each is scored, what change in it counts, and a case's series of them."""
