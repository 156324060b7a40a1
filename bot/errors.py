"""Failures the program expects.

* BotError
  - TryLater       the world is busy or away; the same work may succeed later
    - LoginRefused   a mailbox said no to the login; tried again, told once
  - GiveUp         this item will never work; set it aside and say so
    - BadInput       a file, key or token that a person must mend; exit code 2

Anything else is a bug. A library's own exceptions are translated at the one
edge that uses the library.
"""


class BotError(Exception):
    """Anything the program expects to go wrong."""


class TryLater(BotError):  # noqa: N818 (it says what to do)
    """The same work may succeed later; ``after`` is the pause asked for, in seconds."""

    def __init__(self, message: str, *, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


class LoginRefused(TryLater):
    """A mailbox refused the login: said once, tried again slowly."""


class GiveUp(BotError):  # noqa: N818 (it says what to do)
    """No retry will help this item."""


class BadInput(GiveUp):
    """What a person gave us is wrong; the message names the place and the cure."""
