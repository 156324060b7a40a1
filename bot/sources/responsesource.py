"""ResponseSource's journalist enquiries, United Kingdom (docs/formats.md).

Known second hand: an enquiry has a type, a category, a media type and a deadline on
London's clock. The body was never seen.
"""

import re

from bot import skeleton

_NAMES = ("responsesource",)
_LAYOUT = re.compile(
    r"^[ \t*_-]{0,9}(?:(?:enquiry|media) (?:type|details)|enquiry|deadline)"
    r"(?=[ \t]{0,3}[:|–-]|[ \t]{0,9}$|[ \t])",
    re.IGNORECASE | re.MULTILINE,
)
_OWN = re.compile(  # labels that no other service prints, as a line or a row begins
    r"^[ \t]{0,9}(?P<name>(?:enquiry|media) type|(?:media |journalist )?enquiry"
    r"|enquiry (?:title|details|number))(?=[ \t]{0,3}[:|–\t-]|[ \t]{0,9}$|[ \t])",
    re.IGNORECASE | re.MULTILINE,
)
_DUE = re.compile(r"^[ \t]{0,9}deadline\b", re.IGNORECASE | re.MULTILINE)
_ENOUGH = 3  # different ones, where its name is not printed
_WORDS = {
    "enquiry title": "summary",
    "media enquiry": "body",
    "journalist enquiry": "body",
    "enquiry type": "extra",  # a card should show both
    "media type": "extra",
    "name": "reporter",  # in a row of a table too
}


def claims(text: str) -> int:
    """Count the names it goes by and its labels; neither counts without the other.

    Three labels of its own and a deadline are as good as its name.
    """
    named = skeleton.marks(text, _NAMES, _LAYOUT)
    if named or "nquiry" not in text:
        return named
    own = {" ".join(found["name"].lower().split()) for found in _OWN.finditer(text)}
    return 2 if len(own) >= _ENOUGH and _DUE.search(text) else 0


SOURCE = skeleton.source(
    name="responsesource",
    title="ResponseSource",
    domains=("responsesource.com",),
    names=_NAMES,
    layout=_LAYOUT,
    words=_WORDS,
    claims=claims,
    zone="Europe/London",
)
