"""A decision by one call, for tests that are about what comes after it."""

from datetime import datetime

from bot.domain import Act, Choice, Decision, Deed
from bot.store import Store

_ACTS = {Choice.APPROVED: Act.APPROVE, Choice.SKIPPED: Act.SKIP}


def settle(
    store: Store, card_id: int, choice: Choice, *, by: str, at: datetime
) -> Decision:
    """Approve or skip a card, and return the decision that stands: the first."""
    card = store.do(Deed(card_id=card_id, act=_ACTS[choice], by=by, at=at)).card
    assert card is not None
    assert card.decision is not None, "it may not be decided now"
    return card.decision
