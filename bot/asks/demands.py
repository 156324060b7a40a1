"""Requirements: what an answer, or who gives it, must have or be."""

import re
from collections.abc import Callable, Iterable

from bot.asks.frames import Line
from bot.asks.rules import RULES
from bot.domain import Requirement

_OF_THE_SOURCE = [
    (kind, 1 << n)
    for n, kind in enumerate(RULES)
    if kind in {"headshot", "bio", "name_title", "website", "linkedin", "contact"}
]
_WISHED = frozenset({"data", "examples"})  # of them it is enough that they are looked for
_NEAR = 40  # characters before a match that may take it back
KINDS = tuple(RULES)

# what right before a match, or right after it, makes it another thing
_BEFORE = {
    "headshot": r"\b(?:no|not|without|linkedin|don[’']?t need|product|food|of) (?:\w+ )?$",
    "bio": r"\b(?:my|our|the author[’']s|his|her|no)\s+$",
    "name_title": r"-$|\b(?:(?<!your )brand|product|folder|hotel|restaurant|venue|company"
    r"|file|user|domain|event"
    r"|experience|drink|dish|book|article|job|piece|working|use|using|print|by|under|in"
    r"|after|before|out|own|other|big|household|no|from|of|at|to|for|about)(?: your| my"
    r"| the| its| identifying)?"
    r"(?:[’']s)?\s+(?:full |real )?$|\bnot \w+ $",
    "website": r"\b(?:image|photo|study|dropbox|drive|affiliate|no|social|press|back"
    r"|booking"
    r"|secure|private|outlet|our|my|this|lifestyle|only|sports) (?:\w+ )?$"
    r"|\blinked ?in (?:profile |page |url )?$|\b(?:bio|headshot|profile)(?: \w+)? $"
    r"|\bnot \w* ?$",
    "linkedin": r"[./@]$|\b(?:not|no|my|our|on the|follow|on|via|me on"
    r"|us on)\s+(?:me on )?$",
    "contact": r"\b(?:body of|in|into|this|my|our|the following|no)\s+$",
    "data": r"\b(?:a new|this|that|new|the|questions?)\s+$",
    "location": r"\b(?:any|new|the) $",
    "credentials": r"\b(?:voice|music|yoga|dance|singing|piano|guitar|art|pilates) $",
    "sentence_limit": r"\b(?:first|last|opening|closing|powerful|memorable|that|same"
    r"|into) (?:an? )?$",
    "word_limit": r"\b(?:bio|biography|background)\b[^.]{0,20}$|\bin $",
    "email_only": r"\b(?:ai|human|machine|well|bot|un|self)[- ]?$",
    "phone": r"\b(?:no|not|past|previous|our|avoid|without)\s+(?:\w+ )?$",
}
_AFTER = {
    "headshot": r"^ (?:that|app|photographer|consultant|tips|mistakes|session)",
    "bio": r"^(?: ?-|logy| profile| page of| hack|\s*[-–—:]\s*http|metric)",
    "linkedin": r"^(?:\s*(?:[-–:]\s*)?(?:www|http)| headshots?| platform| learning"
    r"| posts?\b| news)",
    "website": r"^(?: (?:instead|rather)\b|\s*[-–:]\s*(?:www|http)| (?:builders?|compan"
    r"|copy|traffic|design|for busy))",
    "samples": r"^ of (?:your|my|our) (?:work|writing)",
    "data": r"^-(?:based|driven|backed)|^ (?:based|privacy|protection|experts?|scien\w+"
    r"|centers?|centres?|breach\w*|show\w*"
    r"|security|analysts?|driven|law|engineers?|collection|published|presented|by the)",
    "examples": r"^(?:s? of (?:our|my|the approach)| like this| in this|,? e\.g| you tell"
    r"|s?:)",
    "word_limit": r"^ (?:article|feature|story|piece|essay|novel|book|post|report|bio"
    r"|of wisdom"
    r"|bank|documents?|come|that come|for)\b",
    "sentence_limit": r"^ (?:on your background|about your|that|is(?! (?:plenty|fine"
    r"|enough|ideal|great"
    r"|perfect|all|ok|best|good))|was|about (?:you"
    r"|yourself|who)|on who|of (?:credit|code|people"
    r"|products|business|work)|on (?:who|you)|bio|background|for felons)\b",
    "name_title": r"^ (?:stays?|is kept|out of|brands?|names?|change|tags?|it\b|names\b"
    r"|(?-i:the )|one |two |three |any |some |of "
    r"(?!your|the (?:source|expert|person|interviewee|proposed|spokes\w+|contact|company)"
    r"|a contact|experts?|source|person|interviewee))",
    "contact": r"^(?: for (?:the|our|this) (?:magazine|show)|:\s*\S+@)",
    "credentials": r"^ (?:say\w*|told|visits?|appointments?|offices?|bills?|friend\w*|forum"
    r"|guide|market|estate)\b|^-(?:turned|led)\b|^[’']s (?:office|visit|note)",
    "phone": r"^ (?:can be (?:viewed|found)|are here|series will)"
    r"|^(?:published|featured|posted|printed|used|edited)\b",
}
_BEFORE_RULES = {k: re.compile(r, re.IGNORECASE) for k, r in _BEFORE.items()}
_AFTER_RULES = {k: re.compile(r, re.IGNORECASE) for k, r in _AFTER.items()}

# a sentence in which a kind is never stated
_NEVER = {
    "headshot": r"\bno (?:photos?|headshots?)\b",
    "samples": r"\b(?:do not|don[’']?t|no) (?:submit|send|need|mail)? ?(?:me )?samples\b",
    "no_product": r"\bno need\b",
    "no_pr": r"\bwelcome to respond\b|\bare welcome\b",
    "anonymous_ok": r"\b(?:no|not|cannot|can[’']?t|don[’']?t|won[’']?t|never) (?:\w+ ){0,3}"
    r"(?:anonym\w+|unnamed|pseudonym\w*)|\banonym\w+\b[^.]{0,30}\b(?:not|cannot"
    r"|can[’']?t)\b",
    "word_limit": r"\bword document\b",
    "phone": r"\bremote interviews are not\b",
    "email_only": r"\b(?:or|and)\b[^.]{0,40}\b(?:call|phone|zoom)\b",
    "deadline": r"\bregardless of\b|\bflexible\b",
    "location": r"\banywhere in the world\b|\bdoesn[’']t matter where\b",
}
_FROM_A_WORD = {  # every branch begins at the edge of a word: known so, it fails early
    kind: re.compile(rf"\b(?=[\w,/&])(?:{rule.pattern})", rule.flags)
    for kind, rule in RULES.items()
}
_NEVER_RULES = {k: re.compile(r, re.IGNORECASE) for k, r in _NEVER.items()}


def demands(lines: Iterable[Line]) -> tuple[Requirement, ...]:
    """Return one requirement per kind, with the sentence that states it first."""
    found: dict[str, Requirement] = {}
    sought = (1 << len(KINDS)) - 1
    for line in lines:
        left = line.bits & sought
        while left:
            bit = left & -left
            left ^= bit
            kind = KINDS[bit.bit_length() - 1]
            if stated(kind, line):
                found[kind] = Requirement(kind=kind, sentence=line.text)
                sought ^= bit
    return tuple(found.values())


def giving(line: Line) -> bool:
    """Whether a sentence says what of the source itself is to come with an answer."""
    return any(line.bits & bit and stated(kind, line) for kind, bit in _OF_THE_SOURCE)


def stated(kind: str, line: Line) -> bool:
    """Whether a sentence states a requirement of a kind."""
    never = _NEVER_RULES.get(kind)
    if not line.said or (never and never.search(line.said)):
        return False
    before, after = _BEFORE_RULES.get(kind), _AFTER_RULES.get(kind)
    for match in _FROM_A_WORD[kind].finditer(line.said):
        start, end = match.span()
        if before and before.search(line.text, max(0, start - _NEAR), start):
            continue
        if after and after.search(line.text[end : end + _NEAR]):
            continue
        if (
            match.lastgroup == "given"
            and kind in _WISHED
            and line.given(start, wished=True)
        ):
            return True
        if _FRAMES[match.lastgroup or "sure"](line, start):
            return True
    return False


_FRAMES: dict[str, Callable[[Line, int], bool]] = {
    "sure": lambda _line, _at: True,
    "given": Line.given,
    "sought": Line.sought,
}
