"""Every write to the library. Views call these and nothing else; each is one transaction and keeps history."""

from exercises.actions.drafts import add_exercise, duplicate_exercise
from exercises.actions.edits import restore_revision, save_part
from exercises.actions.proposals import (
    approve_proposal,
    refresh_proposal,
    return_proposal,
    submit_proposal,
    withdraw_proposal,
)
from exercises.actions.reviews import (
    bring_back_exercise,
    publish_exercise,
    retire_exercise,
    send_back_exercise,
    submit_exercise,
)
from exercises.actions.suggestions import answer_suggestion, suggest_change
from exercises.actions.text_reviews import confirm_review, record_review

__all__ = [
    "add_exercise",
    "answer_suggestion",
    "approve_proposal",
    "bring_back_exercise",
    "confirm_review",
    "duplicate_exercise",
    "publish_exercise",
    "record_review",
    "refresh_proposal",
    "restore_revision",
    "retire_exercise",
    "return_proposal",
    "save_part",
    "send_back_exercise",
    "submit_exercise",
    "submit_proposal",
    "suggest_change",
    "withdraw_proposal",
]
