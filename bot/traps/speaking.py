"""Whether a sentence speaks to a machine, or to whoever lets one write."""

import re
from dataclasses import dataclass
from functools import cached_property

_NAME = (
    r"(?:generative\s+|large\s+)?(?:a\.?i\.?(?!\w)|llms?\b|artificial\s+intelligence\b"
    r"|language\s+models?\b|chat\s?-?bots?\b|(?:ro)?bots?\b|chat\s?-?gpt\b|gpt(?:-?\d\w*)?\b"
    r"|copilot\b|machines?\b)"
    r"(?:[ -]+(?:assistants?|models?|systems?|tools?|agents?|writers?|bots?|chatbots?"
    r"|language\s+models?|programs?|software|generators?)\b)?"
)
_MACHINE = rf"(?:an?\s+|any\s+|the\s+|some\s+)?(?:{_NAME}|claude\b|gemini\b)"
_NO_NOUN = (  # "an AI expert" is a person
    r"(?=\W*$|\s*[,;:.!?()\[\]–—]|\s+(?:and|or|reading|writing|answering|processing|parsing"
    r"|drafting|generating|responding|helping|please|then|include|you|that|trained|do|who)\b)"
)
_TEXT = r"(?:answer|response|reply|pitch|text|e-?mail|message|comment|quote|submission)"
_MADE = r"(?:written|generated|created|drafted|composed|produced|made|edited|assisted)"
_IF = (*(f"{mark}if " for mark in " ([-–—*_>\"“'‘"),)
_MUST = ("must", "should", "shall", "need", "have")
_NAMES = (
    *("gpt", "claude", "gemini", "language model", "artificial int", "copilot", "llm"),
    " machine",
)
_BOTS = ("chatbot", "chat bot", "robot", " bot ", " bot,", "bots")
_BEFORE = re.compile(r"^\W+")
_LOW = (" ai ", "(ai ", " ai,", " ai:", " ai.", " ai-")


@dataclass(frozen=True, kw_only=True)
class _Way:
    """One way to speak of a machine; ``told``: to itself.

    ``cues``: of these one must stand in the text, in lower case; a search by itself
    takes far longer. ``first``: only where a sentence begins.
    """

    cues: tuple[str, ...]
    words: str
    told: bool = False
    first: bool = False

    @cached_property
    def loose(self) -> re.Pattern[str]:
        """Matches wherever `strict` does, in a text in lower case, and elsewhere."""
        return re.compile(self.words)

    @cached_property
    def strict(self) -> re.Pattern[str]:
        """Matches a sentence."""
        start = r"(?:^\W*|[(\[–—]\s*|[.!?:;]\s+)" if self.first else r"\b"
        return re.compile(start + self.words, re.IGNORECASE)


_WAYS = (
    _Way(
        told=True,
        cues=_IF,
        words=rf"if\s+(?:you[’']?re|you\s+are|you\s+happen\s+to\s+be)\s+(?:an?\s+|the\s+)?"
        rf"{_NAME}{_NO_NOUN}",
    ),
    _Way(
        told=True,
        cues=(*_IF, "when "),
        words=rf"(?:if|when)\s+{_MACHINE}\s+(?:\w+\s+){{0,2}}?(?:writes?|wrote|reads?|answers?"
        rf"|drafts?|generates?|generated|writing|reading|answering|process(?:es)?|processing)"
        rf"\s+(?:this|your|(?:the|my)\s+(?:{_TEXT}|query|request))\b",
    ),
    _Way(
        told=True,
        cues=("by ",),
        words=rf"if\s+(?:this|you)\s+(?:\w+\s+)?(?:is|are)\s+(?:being\s+)?(?:read|processed"
        rf"|parsed|answered|handled)\s+by\s+{_MACHINE}",
    ),
    _Way(
        told=True,
        cues=("as a ", "as an "),
        words=rf"as\s+an?\s+{_NAME},\s+(?:you|please)\b",
    ),
    _Way(
        told=True,
        first=True,
        cues=("dear", "attention", "hey", "note", "notice", "message", "instruction"),
        words=rf"(?:dear|attention|hey|note\s+(?:to|for)|notice\s+(?:to|for)|message\s+(?:to"
        rf"|for)|instructions?\s+(?:to|for))\s+(?:all\s+|any\s+)?{_MACHINE}\s*[,:;.!–—-]",
    ),
    _Way(
        cues=("using ", " use ", " used "),
        words=rf"(?:if|when|whenever|in\s+case|should)\s+(?:you[’']?(?:re|ve)?\s+)?(?:are\s+"
        rf"|have\s+)?(?:using|use|used)\s+{_MACHINE}",
    ),
    _Way(
        cues=(*_IF, "when "),
        words=rf"(?:if|when)\s+(?:this|it|(?:this|your|the|an?)\s+(?:\w+\s+)?{_TEXT}s?)\s+(?:is|was|are"
        rf"|were|has\s+been)\s+(?:being\s+)?(?:\w+\s+)?(?:{_MADE}\s+(?:by|with|using|through)"
        rf"\s+{_MACHINE}|a\.?i[- ]{_MADE})",
    ),
    _Way(
        cues=(" used", " involved", " detected"),
        words=rf"(?:if|when)\s+{_MACHINE}\s+(?:is|was|were|has\s+been)\s+(?:\w+\s+)?"
        rf"(?:used|involved|detected)\b",
    ),
    _Way(
        cues=("claude", "gemini"),
        words=r"if\s+(?:you[’']?re|you\s+are)\s+(?:an?\s+)?(?:claude|gemini)\b",
    ),
    _Way(
        cues=("using ", " use", "relying "),
        words=rf"(?:anyone|anybody|those|everyone|people|whoever|sources|writers)\s+"
        rf"(?:who\s+)?(?:using|uses?|used|relying\s+on)\s+{_MACHINE}",
    ),
    _Way(
        cues=_MUST,
        words=rf"a\.?i[- ]{_MADE}\s+{_TEXT}s?\s+(?:must|should|shall|need\s+to"
        r"|have\s+to)\b",
    ),
)
_HAIL = _Way(  # "AI assistants must", "LLMs:"
    first=True,
    cues=(
        *(" must", " should", " shall", " have to", " need to", " are required to"),
        *(" are asked to", " are told to", " are instructed to", " please", " kindly"),
        *(":", ", please"),
    ),
    words=rf"(?:all\s+|any\s+|for\s+|to\s+)?{_MACHINE}\s*(?::|\s(?:must|should|shall"
    rf"|have\s+to|need\s+to|are\s+(?:required|asked|instructed|told)\s+to|please|kindly)\b"
    rf"|,\s*please\b)",
)
_HAILED = (
    *(
        "ai",
        "a.i.",
        "a.i",
        "llm",
        "llms",
        "bot",
        "bots",
        "gpt",
        "claude",
        "gemini",
        "model",
    ),
    *("copilot", "models", "assistant", "assistants", "tool", "tools", "system", "systems"),
    *("agent", "agents", "writer", "writers", "program", "programs", "software", "machine"),
    *("machines", "generator", "generators", "intelligence", "4", "5"),
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """Where in a sentence a machine is spoken to or of; ``told``: to itself."""

    start: int
    end: int
    told: bool


def spoken(sentence: str) -> Spoken | None:
    for way in (*_WAYS, _HAIL):
        if found := way.strict.search(sentence):
            before = len(found[0]) - len(_BEFORE.sub("", found[0]))
            return Spoken(found.start() + before, found.end(), way.told)
    return None


def may_speak(text: str) -> bool:
    """Whether a sentence of a text, in lower case, may be `spoken`; cheap."""
    words = f" {' '.join(text.split())} "
    for way in _WAYS:
        for cue in way.cues:
            if cue in words:
                if way.loose.search(text):
                    return True
                break
    return any(_hailed(words, cue) for cue in _HAIL.cues)


def _hailed(words: str, cue: str) -> bool:
    at = words.find(cue)
    while at >= 0:
        if words[max(0, at - 14) : at].endswith(_HAILED):
            return True
        at = words.find(cue, at + 1)
    return False


def names(text: str) -> bool:
    """Whether a machine is named in a text; cheap."""
    if "AI" in text or "A.I" in text or "LLM" in text:
        return True
    lower = " " + text.lower().replace("\n", " ")
    for name in _NAMES:
        if name in lower:
            return True
    if "bot" in lower and any(name in lower for name in _BOTS):
        return True
    return (" ai" in lower or "(ai " in lower) and any(name in lower for name in _LOW)
