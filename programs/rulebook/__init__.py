"""The rules and the guide as a clinician reads them: tables in, plain rows out. Nothing here judges."""
