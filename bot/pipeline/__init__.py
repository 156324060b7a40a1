"""Moves mail to queries to matches to cards, one step at a time.

Every step asks the store for one thing that is ready, does the work with no
transaction open, and writes the outcome. So a stop at any point loses nothing and a
start needs no recovery. What goes to Slack from here goes through the outbox.
"""

from bot.pipeline.carding import Carding
from bot.pipeline.mailroom import Mailroom
from bot.pipeline.parts import Desks
from bot.pipeline.reading import Reading
from bot.pipeline.watching import Watching

__all__ = ["Desks", "Mailroom", "Pipeline"]


class Pipeline(Reading, Watching, Carding):
    """The steps between stored mail and queued cards; `Parts` says what they need."""

    def advance(self) -> bool:
        """Do one unit of work; say if there was any.

        All stored mail is read and ranked before the next card is made: with a limit
        of cards a day the best must come first, whatever mail they came in.
        """
        return (
            self.tell_oversized()
            or self.read_one()
            or self.prove_one()
            or self.promote_one()
            or self.tell_missing()
            or self.rank_some()
            or self.remake_one()
            or self.card_one()
        )
