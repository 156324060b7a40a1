"""The ways to speak to a machine, or to whoever lets one write, as patterns."""

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


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way to speak of a machine; ``told``: to itself.

    ``cues``: of these one must stand in the text, in lower case; a search by itself
    takes far longer. ``first``: only where a sentence begins. ``bare``: a word to say
    is enough of an order, without "the word". ``leads``: the order may stand in the next
    sentence.
    """

    cues: tuple[str, ...]
    words: str
    told: bool = False
    first: bool = False
    bare: bool = False
    leads: bool = False

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
    Way(
        told=True,
        cues=_IF,
        words=rf"if\s+(?:you[’']?re|you\s+are|you\s+happen\s+to\s+be)\s+(?:an?\s+|the\s+)?"
        rf"{_NAME}{_NO_NOUN}",
    ),
    Way(
        told=True,
        cues=(*_IF, "when "),
        words=rf"(?:if|when)\s+{_MACHINE}\s+(?:\w+\s+){{0,2}}?(?:writes?|wrote|reads?|answers?"
        rf"|drafts?|generates?|generated|writing|reading|answering|process(?:es)?|processing)"
        rf"\s+(?:this|your|(?:the|my)\s+(?:{_TEXT}|query|request))\b",
    ),
    Way(
        told=True,
        cues=("by ",),
        words=rf"if\s+(?:this|you)\s+(?:\w+\s+)?(?:is|are)\s+(?:being\s+)?(?:read|processed"
        rf"|parsed|answered|handled)\s+by\s+{_MACHINE}",
    ),
    Way(
        told=True,
        cues=("as a ", "as an "),
        words=rf"as\s+an?\s+{_NAME},\s+(?:you|please)\b",
    ),
    Way(
        told=True,
        first=True,
        cues=("dear", "attention", "hey", "note", "notice", "message", "instruction"),
        words=rf"(?:dear|attention|hey|note\s+(?:to|for)|notice\s+(?:to|for)|message\s+(?:to"
        rf"|for)|instructions?\s+(?:to|for))\s+(?:all\s+|any\s+)?{_MACHINE}\s*[,:;.!–—-]",
    ),
    Way(
        cues=("using ", " use ", " used "),
        words=rf"(?:if|when|whenever|in\s+case|should)\s+(?:you[’']?(?:re|ve)?\s+)?(?:are\s+"
        rf"|have\s+)?(?:using|use|used)\s+{_MACHINE}",
    ),
    Way(
        cues=(*_IF, "when "),
        words=rf"(?:if|when)\s+(?:this|it|(?:this|your|the|an?)\s+(?:\w+\s+)?{_TEXT}s?)\s+(?:is|was|are"
        rf"|were|has\s+been)\s+(?:being\s+)?(?:\w+\s+)?(?:{_MADE}\s+(?:by|with|using|through)"
        rf"\s+{_MACHINE}|a\.?i[- ]{_MADE})",
    ),
    Way(
        cues=(" used", " involved", " detected"),
        words=rf"(?:if|when)\s+{_MACHINE}\s+(?:is|was|were|has\s+been)\s+(?:\w+\s+)?"
        rf"(?:used|involved|detected)\b",
    ),
    Way(
        cues=("claude", "gemini"),
        words=r"if\s+(?:you[’']?re|you\s+are)\s+(?:an?\s+)?(?:claude|gemini)\b",
    ),
    Way(
        cues=("using ", " use", "relying "),
        words=rf"(?:anyone|anybody|those|everyone|people|whoever|sources|writers)\s+"
        rf"(?:who\s+)?(?:using|uses?|used|relying\s+on)\s+{_MACHINE}",
    ),
    Way(
        cues=_MUST,
        words=rf"a\.?i[- ]{_MADE}\s+{_TEXT}s?\s+(?:must|should|shall|need\s+to"
        r"|have\s+to)\b",
    ),
)
_READS = (
    r"(?:read(?:s|ing)?|process(?:es|ing)?|pars(?:es?|ing)|answer(?:s|ing)?|see(?:s|ing)?"
    r"|handl(?:es?|ing)|scan(?:s|ning)?|scrap(?:es?|ing)|summari[sz](?:es?|ing)"
    r"|draft(?:s|ing)?|writ(?:es?|ing)|respond(?:s|ing)?\s+to|reply(?:ing)?\s+to)"
)
_OLD = r"(?:previous|prior|above|earlier|preceding|existing|other|system|former)"
_RULES = r"(?:instructions?|prompts?|directions|directives|rules|guidelines|context)"
_FORGET = r"(?:ignore|disregard|forget|override|bypass)"
_NOW = r"(?:(?:please|kindly|now|then|and|instead),?\s+)?"
FORGETS = ("ignor", "disregard", "forget", "overrid", "bypass")
_INJECTED = (  # addressed to a model, with no name for it
    Way(
        told=True,
        first=True,
        cues=FORGETS,
        words=rf"{_NOW}{_FORGET}\s+(?:(?:all|any|every)\s+(?:of\s+)?(?:the\s+|your\s+)?|your\s+"
        rf"|(?:the\s+)?system\s+)(?:{_OLD}\s+{_RULES}|instructions?|prompts?|directives)\b",
    ),
    Way(
        told=True,
        first=True,
        cues=FORGETS,
        words=rf"{_NOW}{_FORGET}\s+(?:everything|all)\s+(?:that\s+)?(?:(?:was\s+|is\s+)?"
        r"(?:said\s+|written\s+)?(?:above|before\s+this)"
        r"|(?:you\s+were|you[’']ve\s+been|you\s+have\s+been)\s+told)\b",
    ),
    Way(
        bare=True,
        first=True,
        cues=FORGETS,
        words=rf"{_NOW}{_FORGET}\s+(?:the\s+|these\s+|those\s+)?{_OLD}\s+{_RULES}\b",
    ),
    Way(
        bare=True,
        first=True,
        cues=("system", "assistant", "instruction", "prompt"),
        words=r"(?:[\[<(#*]*\s*(?:system(?:\s+(?:prompt|message|note|override|instructions?"
        r"|command))?|assistant|new\s+(?:instructions?|prompt))|#+\s*instructions?|\[inst)"
        r"\s*[\])>*]*\s*[:\])>]",
    ),
)
_OTHERS = (
    Way(
        cues=(" this", " my ", " your ", " the "),
        words=rf"{_MACHINE}\s+(?:(?:that|who|which)\s+)?(?:is\s+|are\s+)?{_READS}\s+(?:this|my"
        rf"|your|the)\b[^.!?]{{0,40}}?(?:\s(?:must|should|shall|have\s+to|has\s+to|needs?\s+to"
        rf"|(?:is|are)\s+(?:required|asked|instructed|told)\s+to|please|kindly|will\s+be\s+asked"
        rf"\s+to)\b|\s*[,:;–—-])",
    ),
    Way(
        cues=_MUST,
        words=rf"{_TEXT}s?\s+(?:that\s+(?:is|are|was|were)\s+)?{_MADE}\s+(?:by|with|using|through)\s+"
        rf"{_MACHINE}\s+(?:must|should|shall|need\s+to|have\s+to)\b",
    ),
    Way(
        first=True,
        cues=("test ", "check ", "trap "),
        words=rf"(?:\w+\s+)?(?:test|check|trap)\s+(?:for|to\s+catch)\s+(?:all\s+|any\s+)?{_MACHINE}"
        r"\s*[:–—-]",
    ),
    Way(
        told=True,
        first=True,
        leads=True,
        cues=("are you ", "you are ", "you're ", "you’re "),
        words=rf"(?:are\s+you\s+(?:an?\s+)?{_NAME}\s*\?|you\s*(?:are|[’']re)\s+(?:now\s+)?an?\s+"
        r"(?:helpful\s+)?(?:a\.?i\.?\s+(?:assistant|model|language\s+model)|language\s+model"
        r"|chat\s?-?bot|large\s+language\s+model)\s*(?:[.,;:!–—]|$))",
    ),
)
WAYS = (*_WAYS, *_INJECTED, *_OTHERS)
HAIL = Way(  # "AI assistants must", "LLMs:"
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
