#!/usr/bin/env python3
"""Tell how many rule files a licensed clinician has reviewed. A review that is overdue is a failure."""

import datetime
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from programs.rules.loading import default_table


def main():
    table = default_table()
    waiting = [review for review in table.reviews if not review.reviewed_by]
    print(f"{len(waiting)} of {len(table.reviews)} rule files are awaiting clinical review.")
    overdue = table.overdue(datetime.datetime.now(tz=datetime.UTC).date().isoformat())
    for review in overdue:
        print(f"{review.file}: review was due on {review.review_due}")
    return 1 if overdue else 0


if __name__ == "__main__":
    sys.exit(main())
