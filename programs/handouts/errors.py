"""What can go wrong with a handout, each as one sentence that says what to do."""


class HandoutError(Exception):
    """The handout cannot be made from this snapshot; the message names the exercise and the remedy."""


class RenderFailed(HandoutError):
    """No PDF was made. There is never a partial one."""
