"""The rules engine: plain values in, findings out; no Django, no database, no clock, no chance."""
