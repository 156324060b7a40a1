"""What of a query is worth comparing: its topic, without the habits of the genre.

Phrases that every query has ("looking for experts to comment") make any two queries
look alike, so they are taken out before anything is compared.
"""

import re
from functools import lru_cache

from bot.asks import sentences

LINK = re.compile(r"(?i)\b(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+")
# whole sentences that speak of the answer's form, not of the story
FORM = re.compile(
    r"(?i)\b(?:head ?shots?|linked ?in|attachments?|full name|job title|word count|"
    r"name and title|your (?:name|title|bio|credentials|website|contact|availability)|"
    r"ai[- ](?:generated|written|responses?|answers?|pitches)|chat ?gpt|deadline|"
    r"follow[- ]up|short bio|best regards|thank(?:s| you)|by e-?mail|e-?mail only|"
    r"not be considered|get back to you|high[- ]res\w*|disclosure statement|"
    r"full attribution|backlink|in advance)\b"
)
# phrases inside a sentence that only say that a source is wanted
HABIT = re.compile(
    r"(?i)\b(?:hi|hello|hey)(?: there| all| everyone)?[!,.]|"
    r"\b(?:i(?:[’']m| am)|we(?:[’']re| are)) (?:a (?:freelance )?(?:writer|journalist|"
    r"reporter"
    r"|editor) )?(?:currently )?(?:looking for|looking to|seeking|searching for|in "
    r"search of|"
    r"working on|writing|hoping to)\b|"
    r"\b(?:looking for|looking to|seeking|in search of|need(?:ed)?|wanted|sought|calling "
    r"all)\b|"
    r"\b(?:i|we)(?:[’']d| would)? (?:love|like|want|need)(?: to (?:hear from|hear|talk to|"
    r"talk with|speak with|speak to|interview))?\b|"
    r"\b(?:qualified |credentialed |industry |subject[- ]matter )?(?:experts?|sources?|"
    r"pros|"
    r"professionals|specialists|thought leaders)(?: (?:insights?|input|comments?|quotes?|"
    r"opinions?|commentary))?(?: (?:to|who can|that can|for|on|in)\b)?|"
    r"\b(?:an? )?(?:upcoming )?(?:article|story|piece|feature|roundup|series) (?:about|"
    r"on|for)\b|"
    r"\b(?:please )?(?:share|provide|weigh in|comment on|tell (?:me|us)|let (?:me|us) "
    r"know)\b"
)
WINDOW = 110  # words; the model stops reading at 256 tokens
SHORTEST = 3


@lru_cache(maxsize=4096)
def topic(text: str) -> str:
    """Return a line without links and habits; the line itself if little is left."""
    plain = " ".join(LINK.sub(" ", text).split())
    bare = " ".join(HABIT.sub(" ", plain).split()).strip(" ,;:-–—")
    return bare if len(bare.split()) >= SHORTEST else plain


@lru_cache(maxsize=4096)
def windows(body: str) -> tuple[str, ...]:
    """Cut a body into stretches that the model can read whole, form sentences left out."""
    kept = [topic(s) for s in sentences(body) if not FORM.search(s)]
    words = " ".join(kept or [topic(s) for s in sentences(body)]).split()
    if len(words) <= WINDOW:
        return (" ".join(words),) if words else ()
    out: list[str] = []
    current: list[str] = []
    for sentence in kept or sentences(body):
        for piece in _pieces(sentence.split()):
            if current and len(current) + len(piece) > WINDOW:
                out.append(" ".join(current))
                current = []
            current += piece
    return (*out, " ".join(current))


def _pieces(words: list[str]) -> list[list[str]]:
    return [words[i : i + WINDOW] for i in range(0, len(words), WINDOW)]
