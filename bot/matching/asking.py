"""Who is asked for, by grammar: the words of a request and of an address.

    "Gate agents, tell us"  "Chimney sweeps: how do you"  "X wanted"  "calling X"
    "looking for X who"     "Bookkeepers on sales tax"    "can an X explain"

People who are merely spoken of ("contractors tell me", "my readers are nurses", "a
guide for landlords") are not asked for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.matching import people

_W = r"[A-Za-z][\w’'&+-]*"
_NP = rf"(?:{_W} ){{0,4}}?{_W}"
_LIST = rf"{_NP}(?:(?:, (?:and |or )?| and | or |/| & ){_NP}){{0,4}}?"
_TAIL = r"(?: ?\([^)]{1,40}\))?(?: (?:of|in|at|with|who|from|over|under|on|for|aged|living)"
_TELL = (
    r"(?:(?:please )?(?:tell|give|show|send|help|write(?: to)?|talk to) (?:us|me)|share|"
    r"describe|explain|weigh in|speak up|let (?:us|me) know|(?:we|i) (?:want|need)|"
    r"(?:we|i)[’']d (?:like|love)|a (?:sentence|line)|short answers|what[’']s your|"
    r"answer|all (?:fine|welcome)|any (?:will|would|of))\b"
)
_ASK = (
    r"(?:what|how|when|where|which|why|who|have|has|had|did|do|does|are|were|is|should)\b"
)
COLON = re.compile(
    rf"^(?P<who>{_LIST})(?P<tail>{_TAIL} [^:?.!]{{1,70}})?)\s?[:—–]\s?(?P<rest>\S.*)$",
    re.IGNORECASE,
)
COMMA = re.compile(
    rf"(?:^|[?!:.—–] )(?P<who>{_LIST})(?P<tail>{_TAIL} [^,:?.!]{{1,60}})?), "
    rf"(?=(?P<tell>{_TELL})|(?P<ask>{_ASK}))",
    re.IGNORECASE,
)
TITLE = re.compile(
    rf"^(?P<who>{_LIST})(?: (?:in|at|of) [^:?.!]{{1,60}})? "
    r"(?:on|share|reveal|weigh in|explain|recommend)\b",
    re.IGNORECASE,
)
WANTED = re.compile(
    rf"(?P<who>{_LIST})(?:,? (?:are |is )?(?:wanted|needed|sought|required)| only)\b",
    re.IGNORECASE,
)
CALLING = re.compile(
    rf"(?i)\b(?:calling(?: all| on)?|attention|attn:?|wanted:|needed:|ISO|"
    rf"(?:questions?|call) for) (?P<who>{_LIST})(?= who\b|[,.:?!—–]| in | with |$)"
)
ASKING = re.compile(
    rf"(?i)\b(?:we ask|i ask|\w+ asks|asking|want to ask|like to ask) "
    rf"(?P<who>{_LIST})(?=[,.:?]| (?:how|what|why|who|to|about|whether|which)\b|$)"
)
SEEK = re.compile(
    r"(?i)\b(?:looks? for|looking (?:for|to (?:speak|talk|chat|connect|hear))|"
    r"seek(?:ing|s)?|"
    r"searching for|in search of|on the hunt for|need(?:s|ing)?|wants?|hoping (?:for|to)|"
    r"interview(?:ing)?|(?:hear|hearing) from|after|but (?:for|from|with)|"
    r"(?:speak|talk|chat|connect|meet)(?:ing)?(?: with| to)?|(?:[’']d|would) (?:like|love)|"
    r"(?:input|quotes?|comments?|insights?|advice|tips|ideas|perspectives?|expertise|"
    r"answers|call|take|stories) (?:from|of)|"
    r"sources (?:must|should) be|open to|rather have|gathering)\b"
)
STOP = re.compile(
    r"(?i)\b(?:to (?!speak|talk|hear|connect|chat|meet|interview|us\b)|who|whose|that|"
    r"about|"
    r"on|what|how|why|whether|if|as|at|in|near|with(?= \w+ing)|and (?:what|how|why)|"
    r"for (?:a|an|my|our|the|this)|so)\b|[:?!;—–]"
)
# who needs it is not the reporter: "readers need a lawyer", "when you talk to a doctor"
BYSTANDER = re.compile(
    r"(?i)(?:\b(?:you|they|he|she|who|that|how to|when to|ways to|before|to your|"
    r"does it|customers|clients|readers|owners|parents|people|\w+ers|\w+ists|patients|"
    r"companies|businesses|employers|families)"
    r"(?: (?:really|often|should|can|may|must|might|will|also|actually|to|do|don[’']t))*) $"
)
NO = re.compile(r"(?i)\b(?:no|not|never|without)\b.*?(?=\bbut\b|[,;.]|$)")
PREFERRED = re.compile(
    r"(?i)(?:\b(?:can|could|would|will) (?:an?|any|some) (?P<a>(?:[\w-]+ ){0,3}?[\w-]+)"
    r"(?: who [^,.?]{1,60}?)? (?:explain|agree|take|walk|tell|say|help|answer|comment|"
    r"weigh|share)\b|\b(?:an?|any|one) (?P<b>(?:[\w-]+ ){0,3}?[\w-]+)(?:[’']s (?:take|"
    r"views?|tips|advice|perspective|opinion|thoughts|help|eye|answers?|word)\b| would be "
    r"(?:perfect|ideal|great|best))|\b(?P<c>(?:[\w-]+,? (?:or |and )?){1,4})"
    r"(?:strongly |highly )?(?:preferred|welcome|encouraged)\b|"
    r"\((?P<d>[\w ,-]{4,60})\)[^.?!]{0,60} welcome\b)"
)
_CUT = re.compile(
    r"(?i)(?: ?\(| (?:in|at|of|with|from|for|by|over|under|based|licensed in|aged|living|"
    r"working|"
    r"versed|gone|willing|during|needed|wanted|please|today|only|is|are|has|have)\b).*$"
)
_NOBODY = re.compile(
    r"(?i)^(?:the|my|our|a|an|i|we|it|this|that|these|those|your|his|her|their|is|are|if|"
    r"when|while|as|since|after|before|in|for|and|but|or|what|how|why|do|does|did|to|"
    r"readers|dear|help|tell|ask|meet|note|update|reminder|looking|seeking|send|need|"
    r"wanted|calling|attention|questions?|examples?|bonus|deadline)\b|"
    r"\b(?:a|an|the|my|our|is|are|was|were)\b"
)
_YOU = re.compile(r"(?i)\b(?:you|your|yours)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Somebody asked for."""

    span: str  # all that was said of them
    people: tuple[str, ...]  # the nouns, one for each alternative
    said: str  # the sentence
    firm: bool = True  # a request or an address, not a likely one
    address: bool = False  # spoken to: "Tenants: did you"


def asks(line: str, *, title: bool = False) -> Iterator[Ask]:
    """Yield who a sentence asks for."""
    plain = NO.sub(" ", line)
    yield from _addressed(line, title=title)
    for pattern in (WANTED, CALLING, ASKING):
        for m in pattern.finditer(plain):
            yield from _ask(m["who"], m["who"], line)
    for m in SEEK.finditer(plain):
        before = plain[: m.start()]
        if BYSTANDER.search(before) or (line.endswith("?") and _own_question(plain)):
            continue
        rest = plain[m.end() :]
        stop = STOP.search(rest, 1)
        span = rest[: stop.start()] if stop else rest
        yield from _ask(span, span, line)
    for m in PREFERRED.finditer(plain):
        span = m["a"] or m["b"] or m["c"] or m["d"]
        yield from _ask(span, span, line, firm=False)


def _own_question(line: str) -> bool:
    return bool(re.match(r"(?i)(?:do|does|should|when|why|how|what|is|can|could)\b", line))


def _addressed(line: str, *, title: bool) -> Iterator[Ask]:
    if (m := COLON.match(line)) and not _NOBODY.search(m["who"]):
        told = re.match(_TELL, m["rest"], re.IGNORECASE)
        asked = "?" in m["rest"] or re.match(_ASK, m["rest"], re.IGNORECASE)
        to_you = bool(told or _YOU.search(m["rest"]))
        if told or asked or to_you:
            span = m["who"] + (m["tail"] or "")
            yield from _ask(m["who"], span, line, firm=to_you, whole=True)
    for m in COMMA.finditer(line):
        to_you = bool(m["tell"] or _YOU.search(line[m.end() :]))
        if not _NOBODY.search(m["who"]) and (to_you or line.endswith("?")):
            span = m["who"] + (m["tail"] or "")
            yield from _ask(m["who"], span, line, firm=to_you, whole=True)
    if title and (m := TITLE.match(line)) and not _NOBODY.search(m["who"]):
        yield from _ask(m["who"], m["who"], line, whole=True)


def _ask(
    who: str, span: str, said: str, *, firm: bool = True, whole: bool = False
) -> Iterator[Ask]:
    """Yield the asked, if they are people; ``whole``: else the phrase is no address."""
    parts = [people.bare(p) for p in re.split(r", (?:and |or )?|,| and | or |/| & ", who)]
    cut = [people.bare(_CUT.sub("", part)) for part in parts]
    named = tuple(p for p in cut if people.is_person(p))
    many = people.is_many(cut[-1]) or len(named) == len(cut) > 1
    if whole and not (many and people.is_person(cut[-1])):
        return
    yield Ask(span=span, people=named, said=said, firm=firm, address=whole)
