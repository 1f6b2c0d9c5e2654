"""Giving an exercise the rules leave out, where they allow an exception."""
