"""Whether what a mail asks for is asked by the press, or only looks like it.

Tickets, invoices, invitations, job offers and calls for papers have deadlines, links
and labels too.
"""

import re
from collections.abc import Sequence

from bot import fields
from bot.skeleton import labels
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
_VIA = frozenset({"submit by", "to link", "to email", "button"})  # "Respond via ...:"
_SHARE = 3  # one in three items must name the press


def labelled(text: str, page: Page) -> bool:
    """Whether the labels of a text name the press, and enough besides."""
    own = labels.find(text.split("\n"))
    targets = {label.target for label in own}
    targets |= {"body"} if any(item.body for item in page.items) else set()
    foreign = {hit[0].strip().lower() for hit in _FOREIGN.finditer(text)}
    names = {label.name for label in own}
    named = bool(names & labels.PRESS) or ("from" in names and bool(names & _VIA))
    return len(targets) >= _NEEDED and named and len(foreign) < _FOREIGN_MANY


def asked(text: str, items: Sequence[Found], *, questions: bool) -> bool:
    """Whether items without labels are requests of the press; text is the whole mail.

    All must name an outlet (a layout that repeats), or each a way to answer.
    ``questions`` says that a question alone is a request, as in "Answer by Friday".
    """
    texts = [f"{item.values.get('summary', '')}\n{item.body}" for item in items]
    wanted = sum(bool(_ASKS.search(t) and (questions or _PRESS.search(t))) for t in texts)
    other = sum(bool(_OTHER.search(t)) for t in texts)
    if not wanted or wanted * _SHARE < len(items) or other * 2 > len(items):
        return False
    laid_out = len(items) > 1 and all(item.values.get("outlet") for item in items)
    reached = all(_reached(f"{item.ways}\n{item.body}") for item in items)
    return (laid_out and not _SHOP.search(text)) or (reached and not other)


def _reached(text: str) -> bool:
    return bool(fields.address(text) or fields.URL.search(text))
