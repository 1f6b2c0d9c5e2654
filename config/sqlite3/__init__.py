"""SQLite as Django knows it, except that writers who wait for the lock get it in turn. See base.py."""
