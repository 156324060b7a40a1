"""What to ask the expert: questions ready to paste, each to be read alone."""

import re
from collections.abc import Iterable, Iterator

from bot.domain import Answer, Check, Have, Profile, Query
from bot.pitching.quoting import safe, secrets, titled

MOST = 20  # questions in one list; who has so many left is told so
_DUE = 60  # characters of a deadline
_TITLE = 70  # ... of the query's title
_SHORT = 5  # words of a question that says little without its title
_POINTING = re.compile(r"^(?:\S+ ){0,5}(?:its?|they|them|their|this|these|those)\b")
_LEAD = re.compile(  # what led to a question in its sentence, and is no part of it
    r"^(?:(?:and|but|or|so|also|then|finally|plus),? )?"
    r"(?:(?:(?:i|we)(?:['’](?:m|re)| am| are) )?(?:also )?looking for )?(?:about )?",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"(?:what|how|why|when|where|which|who|whether)\b", re.IGNORECASE)
_ORDER = re.compile(
    r"(?:please )?(compare|define|describe|discuss|explain|give|identify|list|name|outline"
    r"|provide|share|suggest|tell|walk)\b(?! of\b)",
    re.IGNORECASE,
)
_SMILE = re.compile(r"\s*(?:[:;]-?[)D(]|<3|[\u263a\U0001f600-\U0001f64f]\ufe0f?)+\s*$")
_TALK = re.compile(
    r"(?:meant|intended|designed|supposed|used|written|just|only|happy|free|open|here"
    r"|like|love|hoping|hope|feel free|thank(?:s| you)|please note)"
    r" (?:to|for|as|you|in|more|that)\b",
    re.IGNORECASE,
)
_OF_THESE = re.compile(
    r"(?:(?:these|those|the|my|our|all|this) )?(?:\w+ )?(?:questions?|prompts?|points|query"
    r"|list|outline|guidelines?)(?: \w+){0,2} (?:is|are|were|was|should|can|may|might"
    r"|serves?|will) ",
    re.IGNORECASE,
)
_ASKS = {
    "headshot": "Could you send a headshot we may pass on (a link)?",
    "bio": "Could you send a short bio of two or three sentences, or a link to one?",
    "name_title": "Under which name and title should they quote you?",
    "linkedin": "Could you send the link to your LinkedIn page?",
    "contact": "Which e-mail address or number may we give the reporter?",
    "data": "Do we have a figure on this, with its period and what it is a share of?",
    "examples": "Do you have a real case we may tell, and what of it may be named?",
    "samples": "Can we send a product to try, and which one?",
    "disclosure": "Is there any tie to what the story is about that we must disclose?",
    "on_record": "May they quote you by full name?",
}


def questions(
    answers: Iterable[Answer], checks: Iterable[Check], query: Query, profile: Profile
) -> tuple[str, ...]:
    """Return at most `MOST` questions: what no fact answers, then what is missing.

    Where facts answer all there is, whether they still stand. The reporter's words stand
    in them made safe, facts and quotes as they are stored.
    """
    answers = tuple(answers)
    content = (*_content(answers, query, profile), *_items(checks, query))
    asks = tuple(dict.fromkeys(content or _standing(answers, profile)))
    if len(asks) <= MOST:
        return asks
    left = len(asks) - MOST + 1
    return (*asks[: MOST - 1], f"And {left} more on the card: what would you say to those?")


def _standing(answers: Iterable[Answer], profile: Profile) -> Iterator[str]:
    """Ask of each fact that answers whether it still does."""
    for answer in answers:
        known = _stored(answer.fact_id, profile)
        asked = _whole(_spoken(bare(answer.question)))
        if answer.state is Have.HAVE and known:
            yield f'{asked} We have: "{known}" Is it still right, and what would you add?'


def _content(answers: Iterable[Answer], query: Query, profile: Profile) -> Iterator[str]:
    title = titled(query.summary, _TITLE).rstrip("?!")
    told = set()
    for answer in answers:
        asked = _spoken(bare(answer.question))
        done = answer.state is Have.HAVE and not query.no_ai  # else a person writes it
        if done or not any(map(str.isalnum, asked)):
            continue
        about = f'On "{title}": ' if title and _leans(asked) else ""
        if about and asked.casefold().rstrip(" .?!:;,") == title.casefold():
            about = ""
        whole = _whole(asked)
        known = _stored(answer.fact_id, profile) if answer.fact_id else ""
        if known and known not in told:
            told.add(known)
            if answer.state is Have.HAVE:
                yield f'{about}We have: "{known}" Is there more on: {whole}'
            else:
                yield f'{about}Near it we have: "{known}" What would you say to: {whole}'
        elif asked.endswith("?"):
            yield f"{about}{asked}"
        else:
            yield f"{about}What would you say about: {whole}"


def _whole(asked: str) -> str:
    return asked if asked.endswith("?") else f"{asked.rstrip(' .:;,!')}?"


def _spoken(asked: str) -> str:
    """Return an order or the rest of a sentence as a question, where it can be one."""
    if order := _ORDER.match(asked):
        asked = f"Could you {order[1].lower()}{asked[order.end() :].rstrip(' .:;,!?')}?"
    elif _QUESTION.match(asked) and not asked.endswith("?"):
        asked = f"{asked.rstrip(' .:;,!')}?"
    return asked[0].upper() + asked[1:] if asked.endswith("?") else asked


def bare(question: str) -> str:
    """Return a reporter's question made safe, without what led to it and a smile."""
    return _SMILE.sub("", _LEAD.sub("", safe(question)))


def asking(question: str, sentence: str = "") -> bool:
    """Whether it is something to be told, and not what a reporter says of the questions."""
    if question.endswith("?") or _QUESTION.match(question) or _ORDER.match(question):
        return True
    return not (_TALK.match(question) or _OF_THESE.match(sentence))


def _leans(asked: str) -> bool:
    """Whether a question needs the title of its query to be understood."""
    return len(asked.split()) < _SHORT or bool(_POINTING.search(asked.casefold()))


def _stored(fact_id: str, profile: Profile) -> str:
    line = profile.fact(fact_id) or profile.quote(fact_id)
    return line.text if line else ""


def _items(checks: Iterable[Check], query: Query) -> Iterator[str]:
    for check in checks:
        half = check.kind == "name_title" and check.state is Have.THIN
        if check.state is not Have.ASK and not half:
            continue
        if check.kind == "phone":
            yield _call(query)
        elif check.kind == "credentials":
            yield f"{_written(check)}Which licence, degree or title of yours may we name?"
        elif check.kind == "location":
            yield f"{_written(check)}Where are you based (city, state or country)?"
        elif check.kind in _ASKS:
            yield _ASKS[check.kind]


def _written(check: Check) -> str:
    """Quote what is demanded, unless it also demands what must not be given."""
    return "" if secrets([check.sentence]) else f'They write: "{safe(check.sentence)}" '


def _call(query: Query) -> str:
    due = safe(query.deadline.text, _DUE)
    when = f"before {due}" if due else "soon, and when"
    return f"Is a 15 minute call possible {when}?"
