"""Whether what a mail asks for is asked by the press, or only looks like it.

Tickets, invoices, invitations, job offers and calls for papers have deadlines, links
and labels too.
"""

import re
from collections.abc import Sequence

from bot import fields
from bot.skeleton import labels, tops
from bot.skeleton.found import Found, Page

_NEEDED = 4  # different labels before a mail looks like queries
_FOREIGN_MANY = 2  # different labels of another trade
_FOREIGN = re.compile(
    r"^[\s*_]{0,4}(?:assignee|priority|issue type|sprint|project|ticket|order(?: id)?"
    r"|order number|invoice(?: number| no)?|amount(?: due)?|total|organi[sz]er"
    r"|attendees|when|where|dial-in|meeting id|passcode|salary|company|employer"
    r"|job (?:type|title)|course"
    r"|instructor|severity|component|environment|po number|vendor|tender|buyer|client"
    r"|event|venue|story points|epic|labels|account|applicant|grant|fee)\s{0,3}:",
    re.IGNORECASE | re.MULTILINE,
)
_PRESS = re.compile(
    r"\b(?:journalist|reporter|commentary|comments?|quotes?|interview|pitch(?:es)?|podcast"
    r"|journorequest|prrequest|bloggerrequest|experts?|experienced?|sources?|article|story"
    r"|feature[ds]?|gift guides?|coverage|media|writing|magazine|video reply|weigh in)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:salary|full[- ]time|part[- ]time|vacanc\w{1,4}|r[ée]sum[ée]|cv|hiring|jobs?"
    r"|tender|rfp|scholarships?|tuition|coupon|discount|\d% off|free shipping|checkout"
    r"|invoice|invited you|rsvp|tickets?|order now|cart|apply now|homework|assignment"
    r"|grants?|submissions? system|paper submissions?|abstracts?|proposals?|hackathon"
    r"|call for (?:papers|speakers|talks|entries)|nominations?|contest|webinar|petition)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\?|\b(?:(?:looking|hoping) (?:for|to)|seek(?:s|ing)?|sought|tell (?:me|us)"
    r"|want(?:s|ed)?|needs?|needed|who can|interested in|please|would (?:like|love)"
    r"|(?:i|we)(?: am|[’']m| are|[’']re) (?:writing|working|producing)|call[- ]?out"
    r"|invit(?:es|ing))\b",
    re.IGNORECASE,
)
_SHOP = re.compile(
    r"\b(?:add to cart|(?:shop|order|buy|enrol|enroll) now)\b", re.IGNORECASE
)
BUTTON = re.compile(
    r"^\W{0,4}(?:respond|reply|pitch) to (?:this|the) (?:reporter|journalist)\b.{0,60}",
    re.IGNORECASE,
)
_PODCASTS = re.compile(r"\bpodcasts?\b", re.IGNORECASE)
_VIA = frozenset({"submit by", "to link", "to email", "button"})  # "Respond via ...:"
_SHARE = 3  # one in three items must name the press


def labelled(text: str, page: Page) -> bool:
    """Whether the labels of a text name the press, and enough besides."""
    own = labels.find(text.split("\n"))
    targets = {label.target for label in own}
    targets |= {"body"} if any(item.body for item in page.items) else set()
    names = {label.name for label in own}
    of_press = names & labels.PRESS
    if of_press == {"reporter"} and "status" in names:  # of a fault
        return False
    named = bool(of_press) or ("from" in names and bool(names & _VIA))
    return len(targets) >= _NEEDED and named and not foreign(text)


def foreign(text: str) -> bool:
    """Whether a text has labels of tickets, invoices, invitations or job offers."""
    found = {hit[0].strip().lower() for hit in _FOREIGN.finditer(text)}
    return len(found) >= _FOREIGN_MANY


def sells(text: str) -> bool:
    """Whether a text has the buttons of a shop."""
    return bool(_SHOP.search(text))


def words(text: str) -> set[str]:
    """Return the different words of the press in a text, small and singular."""
    return {hit.lower().rstrip("s") for hit in _PRESS.findall(text)}


def others(text: str) -> set[str]:
    """Return the different words of other trades in a text."""
    return {hit.lower().rstrip("s") for hit in _OTHER.findall(text)}


def asks(text: str) -> bool:
    """Whether a text asks or seeks."""
    return bool(_ASKS.search(text))


def tagged(text: str, items: Sequence[Found], *, reasoned: bool) -> bool:
    """Whether most items bear a tag that names the press.

    Such a tag says what the item is, whatever the words and the trade of its text, where
    a machine gives its reasons (``reasoned``) or any item says until when; a podcast is
    named by other mails with days.
    """
    bear = [
        item
        for item in items
        if tops.PRESS_TAG.match(item.values.get("category", ""))
        and item.values.get("outlet")
    ]
    named = any(not _PODCASTS.search(x.values["category"]) for x in bear)
    sure = reasoned or (named and any(item.values.get("deadline") for item in bear))
    return sure and len(bear) * 2 > len(items) and not sells(text)


def asked(text: str, items: Sequence[Found], *, questions: bool, laid_out: bool) -> bool:
    """Whether items without labels are requests of the press; text is the whole mail.

    All must name an outlet in a layout that is known or repeats (``laid_out``), or each
    a way to answer. ``questions`` says that a question alone is a request, as in "Answer
    by Friday".
    """
    texts = [f"{item.values.get('summary', '')}\n{item.body}" for item in items]
    wanted = sum(bool(_ASKS.search(t) and (questions or _PRESS.search(t))) for t in texts)
    other = sum(bool(_OTHER.search(t)) for t in texts)
    if not wanted or wanted * _SHARE < len(items) or other * 2 > len(items):
        return False
    named = laid_out and all(item.values.get("outlet") for item in items)
    reached = all(_reached(f"{item.ways}\n{item.body}") for item in items)
    return (named and not _SHOP.search(text)) or (reached and not other)


def _reached(text: str) -> bool:
    return bool(fields.address(text) or fields.URL.search(text))
