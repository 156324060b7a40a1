"""What of a query is worth comparing: its text without links and without its form.

Sentences that only say how to answer ("name, title and headshot") make any two queries
look alike, so they are left out.
"""

import re
from functools import lru_cache

from bot.asks import sentences
from bot.matching import house
from bot.matching.lexical import STOP

LINK = re.compile(
    r"(?i)\b(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,200}"
)
# whole sentences that speak of the answer's form, not of the story
FORM = re.compile(
    r"(?i)\b(?:head ?shots?|linked ?in|attachments?|full name|job title|word count|"
    r"name and title|your (?:name|title|bio|credentials|website|contact|availability)|"
    r"ai[- ](?:generated|written|responses?|answers?|pitches)|chat ?gpt|deadline|"
    r"follow[- ]up|short bio|best regards|thank(?:s| you)|by e-?mail|e-?mail only|"
    r"not be considered|get back to you|high[- ]res\w*|disclosure statement|"
    r"full attribution|backlink|in advance)\b"
)
WORDS = re.compile(r"[^\W\d_]+")
FEW = 0.06  # share of the commonest English words below which a text is not English
LEAST = 12  # words from which it can be said
WINDOW = 160  # words; the model stops reading at 256 tokens


@lru_cache(maxsize=4096)
def line(text: str) -> str:
    """Return a line without links, white space made single."""
    return " ".join(LINK.sub(" ", text).split())


@lru_cache(maxsize=4096)
def foreign(text: str) -> bool:
    """Say whether a text is plainly not English, which is all that the model reads."""
    words = WORDS.findall(text[:2000].lower())
    common = sum(word in STOP for word in words)
    strange = sum(not letter.isascii() for letter in text[:2000] if letter.isalpha())
    if len(words) < LEAST:
        return strange > LEAST and not common
    return common < FEW * len(words)


def story(sentence: str) -> str:
    """Return what of a sentence speaks of the story or of who is wanted, if anything."""
    left = house.without(sentence)
    return "" if FORM.search(left) and not house.speaks(left) else left


@lru_cache(maxsize=4096)
def windows(body: str) -> tuple[str, ...]:
    """Cut a body into stretches that the model can read whole, form sentences left out.

    None where all that it says is how to answer.
    """
    told = [s for s in sentences(body) if not house.only_form(s)]
    kept = [left for s in told if (left := story(s))] or told
    out: list[str] = []
    current: list[str] = []
    for sentence in kept:
        for piece in _pieces(line(sentence).split()):
            if current and len(current) + len(piece) > WINDOW:
                out.append(" ".join(current))
                current = []
            current += piece
    return (*out, " ".join(current)) if current else tuple(out)


def _pieces(words: list[str]) -> list[list[str]]:
    return [words[i : i + WINDOW] for i in range(0, len(words), WINDOW)]
