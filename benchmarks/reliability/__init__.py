"""What survives kills, crowds, full disks and bad input. Figures with their targets, on invented people.

`make reliability` runs all of it on both databases; `scripts/reliability.sh kills crowds --quick` some of it, quickly.
Each database has a folder of its own, for both are tried at the same time.
Counts are exact for the run; times depend on the machine and stand beside what was aimed at.
"""

import os
from pathlib import Path

from django.conf import settings
from django.db import connection

FOLDER = Path(settings.BASE_DIR) / "var" / "reliability" / connection.vendor
FOLDER.mkdir(parents=True, exist_ok=True)
settings.BACKUP_DIR = FOLDER / "backups"
os.environ["BACKUP_DIR"] = str(settings.BACKUP_DIR)
