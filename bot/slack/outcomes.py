"""What to say of what came of a deed, to one person or below the card.

Words go two ways: into a message, as markup, and into a modal or a reply, where nothing
is markup.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.domain import (
    BOT,
    REDRAWING,
    UNDO,
    Act,
    Card,
    Choice,
    Decision,
    Deed,
    Entry,
    No,
    Outcome,
    printed_name,
)
from bot.slack import actions, words
from bot.slack.clean import escaped, one_line, person

GONE = "This is not a card I know any more, nothing was decided."
UNSAID = "There are no answers below this card to use."
NOBODY = (
    "There is nobody in Slack to ask. Assign somebody in Slack first (in the menu with the"
    " dots), or give the expert a slack_user in the profile."
)
_MUTES = {Act.MUTE_OUTLET: "outlet", Act.MUTE_REPORTER: "reporter"}


def refused(outcome: Outcome, deed: Deed, last: Sequence[Entry], now: datetime) -> str:
    """Say in a message why a deed was not done; ``last``: acts, the newest first."""
    card, no = outcome.card, outcome.no
    if card is None or no is No.UNKNOWN:
        return GONE
    if no is No.CHANGED:
        return f"{_changed(last, now, person)}: look again, then click."
    if no is No.RIVAL:
        return f"{rival(card)} Click Approve again to be asked whether to do it anyway."
    return _refused(card, deed, no, now, person) if no else ""


def faulted(outcome: Outcome, deed: Deed, last: Sequence[Entry], now: datetime) -> str:
    """Say in a modal why what was typed was not taken; it stays there to be copied."""

    def who(by: str) -> str:
        return _in_plain(by, deed.by)

    card, no = outcome.card, outcome.no
    if card is None or no is None or no is No.UNKNOWN:
        return GONE
    if no is No.CHANGED:
        return (
            f"{_changed(last, now, who)}, while you typed. Your text is kept here and not"
            " stored: copy yours, close this and open Edit again to see what stands now."
        )
    said = _refused(card, deed, no, now, who)
    return f"{said.rstrip('.')}. Your text is kept here and not stored."


def _refused(  # noqa: PLR0911 (one line a reason)
    card: Card, deed: Deed, no: No, now: datetime, who: Callable[[str], str]
) -> str:
    if no is No.DECIDED and card.decision:
        return _too_late(card.decision, now, who)
    if no is No.EXPIRED:
        return "The deadline of this query has passed, nothing was decided."
    if no is No.LATE:
        return _late(card, deed)
    if no is No.OPEN and deed.act is Act.UNDO:
        by = f", {who(card.reopened_by)} took it back" if card.reopened_by else ""
        return f"There is no decision to take back{by}."
    if no is No.OPEN:
        return "This query is not skipped now, nothing was changed."
    if no is No.NOBODY:
        return "There is no open question to ask." if deed.person else NOBODY
    if no is No.WITHHELD:
        if deed.act is Act.INTERVIEW:
            return (
                "The text of this query stays out of this channel, so nobody is asked here."
            )
        return "Nothing is made of this newsletter's queries any more ([policy])."
    if no is No.NAMELESS:
        kind = _MUTES.get(deed.act, "name")
        return f"This query names no {kind} to mute, nothing was changed."
    return "That can't be done now, nothing was changed."


def _too_late(decision: Decision, now: datetime, who: Callable[[str], str]) -> str:
    when = words.ago(decision.at, now)
    return f"Too late: {decision.choice.value} by {who(decision.by)} {when}"


def _late(card: Card, deed: Deed) -> str:
    if deed.act is Act.UNDO:
        said = f"A decision can be taken back for {UNDO.seconds} s, this one is older."
        if card.decision and card.decision.choice is Choice.SKIPPED:
            return f"{said} A skip can still be opened again until the deadline."
        return said
    if deed.until is not None and deed.until <= deed.at:
        return "That moment has passed already, nothing was changed."
    return "That would be after the deadline, nothing was changed."


def _changed(last: Sequence[Entry], now: datetime, who: Callable[[str], str]) -> str:
    entry = next((entry for entry in last if entry.act in REDRAWING), None)
    if entry is None:
        return "This outline was changed a moment ago"
    when = words.ago(entry.at, now)
    if entry.act is Act.REMAKE:
        return f"This outline was made anew {when}, for a changed profile or query"
    return f"This outline was edited by {who(entry.by)} {when}"


def _in_plain(by: str, reader: str) -> str:
    """Name a person where Slack shows no mentions."""
    if by == reader:
        return "you"
    if by == BOT:
        return "the bot"
    return "somebody else" if mentionable(by) else one_line(by)


def mentionable(name: str) -> bool:
    """Say whether a name is a Slack user's id."""
    return person(name).startswith("<@")


def rival(card: Card) -> str:
    """Say which other company of ours answers the query already."""
    approved = [rival for rival in card.rivals if rival.approved]
    names = ", ".join(escaped(one_line(rival.company), 100) for rival in approved)
    return f"{names or 'Another company of ours'} answers this query already."


def done(card: Card, deed: Deed) -> str:
    """Say what was done where the card does not say it; "" where it does."""
    kind = _MUTES.get(deed.act)
    if kind is None:
        return ""
    shown = escaped(one_line(printed_name(card.query, kind)), 150)
    return (
        f"Muted for {escaped(one_line(card.company), 100)}: the {kind} {shown}. Undo takes"
        f" it back for {UNDO.seconds} s; later the App Home or `{actions.COMMAND} mutes`."
    )


def unseen(user: str) -> str:
    """Say that the one who was asked may not be where the questions stand."""
    return (
        f"Can't see that {person(user)} is in this channel. If not, invite them: the"
        " questions stand below the card."
    )


def skipped_before(deed: Deed) -> str:
    """Say that a skip which does more found the card skipped; "" for a plain one."""
    if deed.act in _MUTES:
        return (
            "You skipped this already, so nothing was muted. Undo or open it again first."
        )
    if deed.act is Act.NOT_FOR_US:
        return "You skipped this already. Say why in the menu below it."
    return ""


def placeless(until: datetime, zone: str) -> str:
    """Say that tomorrow morning is one of another zone than perhaps the reader's."""
    at = until.astimezone(words.zone(zone))
    when = f"{at.hour}:{at:%M %Z}"
    return f"Snoozed until {when}, since Slack does not tell where you are."
