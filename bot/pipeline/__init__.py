"""Moves mail to queries to matches to cards, one step at a time.

Every step asks the store for one thing that is ready, does the work with no
transaction open, and writes the outcome. So a stop at any point loses nothing and a
start needs no recovery. What goes to Slack from here goes through the outbox.
"""

from bot.pipeline.carding import Carding
from bot.pipeline.desks import Desk, Desks
from bot.pipeline.mailroom import Mailroom
from bot.pipeline.reading import Reading
from bot.pipeline.reminding import Reminding
from bot.pipeline.summarising import Summarising
from bot.pipeline.watching import Watching

__all__ = ["Desk", "Desks", "Mailroom", "Pipeline"]


class Pipeline(Reading, Watching, Reminding, Carding, Summarising):
    """The steps between stored mail and queued cards; `Parts` says what they need."""

    def advance(self) -> bool:
        """Do one unit of work; say if there was any.

        All stored mail is read and ranked before the next card is made: with a limit
        of cards a day the best must come first, whatever mail they came in. A summary
        tells of what is left when all that is done.
        """
        if (
            self.tell_oversized()
            or self.remind_one()
            or self.wake_one()
            or self.read_one()
            or self.prove_one()
            or self.promote_one()
            or self.tell_change_one()
            or self.tell_missing()
            or self.rank_some()
            or self.remake_one()
        ):
            self.rested.pop("card", None)  # there may be another card to make now
            return True
        return self.card_one() or self.police() or self.summarise_one()
