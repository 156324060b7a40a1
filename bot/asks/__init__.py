"""What a reporter asks and demands, by rules. Finds much, never claims all of it.

Every requirement carries the sentence it came from, so a person can check.
"""

import re
from dataclasses import replace
from functools import lru_cache

from bot.asks.rules import RULES, WORDS
from bot.asks.splitting import sentences
from bot.domain import Query, Requirement

__all__ = ["LONGEST", "questions", "requirements", "sentences", "understood"]

LONGEST = 600  # characters of one sentence that are kept

_LETTER_RUN = re.compile(r"\w+")
_END = 40  # characters in which a question mark is looked for
_ASKING = re.compile(r"\?[\"'”’)\]\s]*$")
_WH = r"(?:what|which|why|how|when|where|who|whether)"
_LEAD = r"^(?:\W*(?:also|please|and|then|first|finally|kindly|so)[, ]+)*"
_IMPERATIVE = re.compile(
    _LEAD
    + r"(?P<verb>(?:tell|give|walk) (?:me|us)(?: through)?|explain|describe|share|list"
    r"|discuss|name (?=one|two|three|the|your)|let (?:me|us) know|weigh in on|comment on"
    r"|talk about|answer)\b\s*(?:(?:about|your|on)\s+)?(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_WANT = re.compile(
    r"(?:\b(?:love|like|want|after|hoping|looking|interested|keen|need|curious|seeking|welcome)\b"
    r"[^.;:]{0,40}?\b(?:to hear|to know|to learn|hearing|learning"
    r"|(?:tips|advice|insights?|thoughts|comments?|examples|ideas|opinions|input"
    r"|perspectives?|views))\b"
    r"|^\W*(?:(?:your|any|some|expert)\s+){0,2}"
    r"(?:thoughts|tips|advice|insights?|comments?|opinions|views|perspectives?))"
    r"(?:\s+(?:about|on|into|from|for|regarding|around|of))?\s+(?P<rest>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_AFTER_MARK = re.compile(
    rf"(?:\s[-–—]\s+|:\s+)(?P<rest>{_WH}\b.*)$", re.IGNORECASE | re.DOTALL
)
_COMPOUND = re.compile(rf",?\s*(?:,|;|\band\b)\s+(?=(?:at what|{_WH})\b)", re.IGNORECASE)
_OPENING = re.compile(
    rf"[:–—]\s+(?=(?:at what|{_WH}|do|does|did|is|are|can|should)\b)", re.IGNORECASE
)
_META = re.compile(
    r"\b(?:head ?shots?|photos?|linkedin|attachments?|word (?:limit|count)|bio|full name"
    r"|your name|job title|website|url|deadline|chat ?gpt|ai[- ](?:generated|written)"
    r"|on the record|follow[- ]?up|email (?:me|us)|contact (?:me|info\w*|details))\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"^(?:\w+\s+){0,2}(?:experts?|founders?|people|anyone|professionals?)\b", re.IGNORECASE
)

_SHORTEST = 3  # words of a question
_MAX_QUESTIONS = 60

# A word -> bits: which rules, and which shapes of a question, it calls for.
_KINDS = tuple(RULES)
_ORDER, _WISH, _WHY = (1 << (len(_KINDS) + n) for n in range(3))
_SHAPED = _ORDER | _WISH | _WHY
_ORDERS = (
    "tell give walk explain describe share list discuss name let weigh comment talk answer"
)
_WISHES = (
    "hear know learn hearing learning tips advice insight insights thoughts comment"
    " comments examples ideas opinions input perspective perspectives view views"
)
_WHYS = "what which why how when where who whether"


def _bits() -> dict[bytes, int]:
    found: dict[bytes, int] = {}
    called = [(1 << n, WORDS[kind]) for n, kind in enumerate(_KINDS)]
    shapes = ((_ORDER, _ORDERS), (_WISH, _WISHES), (_WHY, _WHYS))
    for bit, words in (*called, *((bit, words.split()) for bit, words in shapes)):
        for word in words:
            found[word.encode()] = found.get(word.encode(), 0) | bit
    return found


_BITS = _bits()
_CALLING = frozenset(_BITS)
_LETTERS = bytes(n if chr(n).islower() else n + 32 if chr(n).isupper() else 32
                 for n in range(128)).ljust(256)  # fmt: skip
_LIKE_LETTERS = re.compile("[\u017f\u212a\u0131\u0130]")  # these match s, k and i as well
_RULED = (1 << len(_KINDS)) - 1
_EVERYTHING = (1 << (len(_KINDS) + 3)) - 1


@lru_cache(maxsize=4)  # one text is asked for its questions, then for its requirements
def _called(text: str) -> tuple[tuple[str, int], ...]:
    """Return each sentence with the bits of what its words call for."""
    found = []
    for whole in sentences(text):
        sentence = whole[:LONGEST]
        bits = 0
        words = sentence.encode("utf-8", "replace").translate(_LETTERS).split()
        for word in _CALLING.intersection(words):
            bits |= _BITS[word]
        if not sentence.isascii() and _LIKE_LETTERS.search(sentence):
            bits = _EVERYTHING
        found.append((sentence, bits))
    return tuple(found)


def understood(query: Query) -> Query:
    """Return a query as its source read it, with what its text asks and demands.

    Its traps must be out of it. What the source itself found demanded comes first.
    """
    wanted = (*query.requirements, *requirements(query.body))
    if query.refusal:
        wanted = (*wanted, Requirement(kind="no_ai", sentence=query.refusal))
    return replace(query, requirements=wanted, questions=questions(query.body))


def questions(text: str) -> tuple[str, ...]:
    """Return what the reporter asks, in order, each once."""
    found: dict[str, str] = {}
    for sentence, bits in _called(text):
        if "?" not in sentence and not bits & _SHAPED:
            continue
        for question in _asked(sentence, bits):
            key = " ".join(_LETTER_RUN.findall(question)).casefold()
            if len(key.split()) >= _SHORTEST:
                found.setdefault(key, question)
    return tuple(found.values())[:_MAX_QUESTIONS]


def _asked(sentence: str, bits: int) -> list[str]:
    if "?" in sentence[-_END:] and _ASKING.search(sentence, len(sentence) - _END):
        return [q if q.endswith("?") else f"{q}?" for q in _parts(_head_off(sentence))]
    asked = _wished(sentence, bits)
    return _parts(asked) if asked and not _META.search(sentence) else []


def _wished(sentence: str, bits: int) -> str:
    """Return what a sentence without a question mark wants to know, "" if nothing."""
    if bits & _ORDER and (found := _IMPERATIVE.match(sentence)):
        return found["rest"] if len(found["rest"].split()) > 1 else sentence
    wish = _WANT.search(sentence) if bits & _WISH else None
    if wish and not _PEOPLE.match(wish["rest"]):
        return wish["rest"]
    if bits & _WHY and (found := _AFTER_MARK.search(sentence)):
        return found["rest"]
    return ""


def _head_off(sentence: str) -> str:
    """Take off what introduces a question: "I would like to know: how ...?"."""
    body = sentence.rstrip("\"'”’)] ").rstrip("?")
    found = _OPENING.search(body)
    return body[found.end() :] if found else body


def _parts(text: str) -> list[str]:
    """Split "what X, what Y, and why Z" before each wh-word."""
    text = text.strip(" .:;,-–—")
    parts = [part.strip(" .,;:-–—") for part in _COMPOUND.split(text)]
    if all(len(part.split()) >= _SHORTEST for part in parts):
        return parts
    return [text]


def requirements(text: str) -> tuple[Requirement, ...]:
    """Return what an answer must have or be, one per kind, with its sentence.

    Kinds: word_limit, sentence_limit, headshot, bio, name_title, website, linkedin,
    credentials, location, phone, email_only, no_attachments, no_product, no_pr, data,
    examples, disclosure, on_record, anonymous_ok, samples, subject_line, deadline,
    contact. The refusal of AI is found by `bot.traps`.
    """
    found: dict[str, Requirement] = {}
    sought = _RULED
    for sentence, bits in _called(text):
        left = bits & sought
        while left:
            bit = left & -left
            left ^= bit
            kind = _KINDS[bit.bit_length() - 1]
            if RULES[kind].search(sentence):
                found[kind] = Requirement(kind=kind, sentence=sentence)
                sought ^= bit
    return tuple(found.values())
