"""Mail in which no query was read: whether that is noise, a failure or a stranger's."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot import index
from bot.digest import Source
from bot.domain import Digest, Mail
from bot.skeleton import hints

_LIFECYCLE = re.compile(
    r"\bwelcome\b|\bverif(?:y|ication)\b"
    r"|\bconfirm(?:ation)?\b.*\b(?:e-?mail|address|account|subscription|sign)"
    r"|\bplease confirm\b|\bactivat\w+\b|\bthanks for (?:signing|joining)\b"
    r"|\breset your password\b|\byou(?:[’']re| are) (?:in|subscribed)\b",
    re.IGNORECASE,
)
_EDITION = re.compile(
    r"\b(?:haro|sos|source of sources|media|reporter|journalist) queries\b|\[(?:haro|sos)\]"
    r"|\bqueries for \w|\b(?:morning|afternoon|evening) edition\b",
    re.IGNORECASE,
)
_CERTAIN = re.compile(
    r"^\W*(?:(?:fwd?|re|aw|wg)\s*:\s*)*(?:haro queries for\b|\[sos\].*\bmedia queries\b)",
    re.IGNORECASE,
)
_QUERY_LIKE = re.compile(
    r"^[ \t]{0,9}(?:\d{1,3}[.)]\s*)?(?:deadline|query|summary)\b[^:\n]{0,20}:",
    re.IGNORECASE | re.MULTILINE,
)
_PRESS = re.compile(
    r"\b(?:deadline|(?:submit|answer|respond|reply|view) by|media outlet|journalist"
    r"|reporter|source request|press request|journorequest|media quer(?:y|ie))s?\b",
    re.IGNORECASE,
)
_SEEKS = re.compile(
    r"\b(?:look(?:ing)? for|need(?:s|ed|ing)?|seek(?:s|ing)?|wanted|searching for|call for"
    r"|(?:want|hop(?:e|ing)) to (?:hear|speak|talk))\b",
    re.IGNORECASE,
)
_PLEASE = re.compile(r"\bplease\b", re.IGNORECASE)
_DUE = re.compile(
    r"\bdeadline\b|\b(?:submit|answer|respond|reply|pitch) by\b"
    r"|\b(?:by|before|until|no later than|closes?) (?:on )?(?:(?:next|this) )?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|noon|midnight|tomorrow|today"
    r"|\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w{0,6} \d)",
    re.IGNORECASE,
)
_READER = re.compile(
    r"\b(?:sent|addressed|delivered|forwarded) to\b|\bintended for\b"
    r"|\bsubscri|\breceiv(?:e|ing) this\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@(?P<domain>[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})"
)
_WAYS = ("@", "://", "www.")
_NEAR = 60  # characters before an address that may say it is the reader's
_BEGINNING = 600  # characters of a body that may say what the mail is about
_ORDINARY = re.compile(r"[A-Za-z0-9 .,;:!?'\"()\n/&@-]")
_RUN = re.compile(r"\S{60,}")
_SHOWN = 80  # characters of a subject in a problem
_READABLE = 0.75  # the share of ordinary characters in a text that can be read
_FEWEST = 12  # letters; a body with fewer says nothing
_WORDS = 2  # different words of the press that make a text look like requests


def digest(
    mail: Mail,
    views: Sequence[str],
    sent_at: datetime,
    source: Source | None,
    described: Sequence[Digest],
) -> Digest:
    """Say what a mail without a query is; its lines are left over unless it is noise.

    ``views`` are its texts, ``source`` the newsletter of its sender, ``described`` what
    that one read in them where a user described it. A newsletter's mail is quiet only
    if it is about the subscription, or if nothing in it is asked of anybody.
    """
    text = views[0] if views else ""
    lines = tuple(line.strip() for line in text.split("\n") if line.strip())
    name = source.name if source else ""
    place = index.find(text.split("\n"))
    if place is not None:
        promised = index.entries(text.split("\n")[slice(*place)])
        return Digest(
            source=name,
            leftovers=lines,
            problems=(f"{len(promised)} in the index, 0 read",),
            expected=len(promised),
            printed_at=sent_at,
        )
    why = next((d for d in described if d.problems), None)
    if why is not None:
        return replace(why, printed_at=sent_at)
    problem, quiet = "", False
    if source is None:
        said = any(map(says_something, views))
        quiet = bool(_LIFECYCLE.search(mail.subject))
        if not quiet or _CERTAIN.search(mail.subject):
            problem = _unread(mail.subject, None, said=said)
        if not (quiet or problem) and any(map(hints.requests, views)):
            problem = "looks like requests of the press but nothing in it could be read"
    else:
        problem, quiet = _known(mail.subject, views, source, described=bool(described))
    quiet = quiet and not problem
    return Digest(
        source=name,
        leftovers=() if quiet else lines,
        problems=(problem,) if problem else (),
        lifecycle=quiet,
        printed_at=sent_at,
    )


def _known(
    subject: str, views: Sequence[str], source: Source, *, described: bool
) -> tuple[str, bool]:
    """Return what is wrong with a known newsletter's mail, and whether it is noise."""
    text = views[0] if views else ""
    failed = f"looks like {source.title} but nothing in it could be read"
    if _QUERY_LIKE.search(text):
        return failed, False
    said = any(map(says_something, views))
    welcome = bool(_LIFECYCLE.search(subject) or _LIFECYCLE.search(text[:_BEGINNING]))
    if not welcome or _CERTAIN.search(subject):
        problem = _unread(subject, source, said=said)
        if problem:
            return problem, False
    if welcome:
        return "", True
    if _requests(text, source):
        return failed, False
    return "", not described and not _asks(text, source)


def _requests(text: str, source: Source) -> bool:
    """Whether a text has what requests have: words of the press, a way and a day, a wish.

    A stranger's address is such a way; any link where there is a word of the press.
    """
    words = {word.lower().rstrip("s") for word in _PRESS.findall(text)}
    strangers = _strangers(text, source)
    if len(words) >= _WORDS or (strangers and _SEEKS.search(text)):
        return True
    way = strangers or (bool(words) and any(sign in text for sign in _WAYS))
    return way and bool(_DUE.search(text))


def _asks(text: str, source: Source) -> bool:
    """Whether somebody may be asking, though for what and how cannot be told."""
    if _SEEKS.search(text) and _PRESS.search(text):
        return True
    return bool(_PLEASE.search(text)) and _strangers(text, source)


def _strangers(text: str, source: Source) -> bool:
    """Whether a text has an address that is neither the newsletter's nor the reader's."""
    return any(
        not any(within(found["domain"].lower(), own) for own in source.domains)
        and not _READER.search(text[max(0, found.start() - _NEAR) : found.start()])
        for found in _ADDRESS.finditer(text)
    )


def _unread(subject: str, source: Source | None, *, said: bool) -> str:
    """Say what is wrong with a mail that should have held queries, "" if nothing is."""
    if _EDITION.search(subject) and (source is not None or not said):
        return f'"{subject[:_SHOWN]}" should hold queries, but none could be read'
    if source is not None and not said:
        return f"mail from {source.title} without a text that can be read"
    return ""


def says_something(text: str) -> bool:
    """Whether text is more than a few letters, and is made of words."""
    text = _RUN.sub("", re.sub(r"(?:https?://|www\.)\S+", "", text))
    ordinary = len(_ORDINARY.findall(text))
    letters = sum(map(str.isalpha, text))
    return letters >= _FEWEST and ordinary >= _READABLE * len(text)


def within(domain: str, own: str) -> bool:
    """Whether a domain is one, or one below it."""
    return domain == own or domain.endswith(f".{own}")
