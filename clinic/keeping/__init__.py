"""Keeping the records: copies of everything, one patient's record as a file, and its end."""
