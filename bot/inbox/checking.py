"""What people are told of a mailbox when they ask."""

from bot.errors import TryLater
from bot.inbox.account import Account
from bot.inbox.aside import Aside, no_such
from bot.inbox.errands import never


def check(account: Account) -> str:
    """Log in, open the folder and say what is there. Raises BotError with the cure."""
    line = Aside.open(account, never)
    try:
        folder = line.examine(never)
        notices = (
            "new mail is noticed at once" if line.can_idle else "looked at every minute"
        )
        junk = line.junk_folder(never) if account.junk else ""
        names = line.folders(never) if account.after == "move" else [account.move_to]
        if account.move_to not in names:
            raise TryLater(no_such(account, account.move_to, names))
    finally:
        if line.alive:
            line.log_out()
    also = f"; the spam folder {junk} is looked into every hour" * bool(junk)
    also += "; digests are marked as read" * (account.after == "mark")
    also += f"; digests are moved to {account.move_to}" * (account.after == "move")
    return (
        f"mailbox {account.name}: logged in at {account.place}, folder {account.folder}"
        f" holds {folder.messages} messages; {notices}{also}"
    )
