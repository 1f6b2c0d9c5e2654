"""What can go wrong while prescribing, each with a sentence the clinician can act on."""


class Refused(Exception):
    """An action the rules or the state of the program do not allow; the message says what to do instead."""


class Withheld(Refused):
    """The patient must not be handed this program now; `step` and `url` name the page on which to act first."""

    def __init__(self, words, *, step, url):
        super().__init__(words)
        self.step = step
        self.url = url


class Undecided(Refused):
    """A returned log must be decided on first; `url` names its page."""

    def __init__(self, words, *, url):
        super().__init__(words)
        self.url = url


class StaleDraft(Exception):
    """The draft has been changed elsewhere since the page was opened; nothing was written."""


class NotIssuable(Refused):
    """The program cannot be issued; `gates` says what blocks it."""

    def __init__(self, gates):
        super().__init__(" ".join(gate.message for gate in gates))
        self.gates = gates
