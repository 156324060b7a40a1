"""Links that open a mail program with address, subject and text filled in."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from bot.composing.letters import Composed, letter
from bot.domain import Card, Expert

MOST = 2000  # characters that every browser and mail program takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    label: str  # Gmail, Outlook, Mail program
    url: str
    whole: bool  # it holds all there is to fill in; else the text has to be pasted


def links(card: Card, expert: Expert | None) -> tuple[Link, ...]:
    """Return a link for each kind of mail program; none where no mail can be made."""
    composed = letter(card, expert)
    return tuple(_links(composed)) if composed.to else ()


def _links(composed: Composed) -> Iterator[Link]:
    to, subject = _encoded(composed.to), _encoded(composed.subject)
    plain = quote(composed.to, safe="@")  # RFC 6068 wants this sign as it is
    body = _encoded(composed.body.replace("\n", "\r\n"))
    for label, begin, text in (
        (
            "Gmail",
            f"https://mail.google.com/mail/?view=cm&fs=1&to={to}&su={subject}",
            f"&body={body}",
        ),
        (
            "Outlook",
            f"https://outlook.office.com/mail/deeplink/compose?to={to}&subject={subject}",
            f"&body={body}",
        ),
        ("Mail program", f"mailto:{plain}?subject={subject}", f"&body={body}"),
    ):
        whole = len(begin) + len(text) <= MOST
        with_text = whole and bool(body)
        yield Link(label=label, url=begin + text if with_text else begin, whole=whole)


def _encoded(text: str) -> str:
    return quote(text, safe="")
