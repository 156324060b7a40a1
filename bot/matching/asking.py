"""Who is asked for, by grammar: the words of a request and of an address.

    "looking for X who"     "X wanted"      "calling X"       "Gate agents, tell us"
    "Bookkeepers on tax"    "X or Y only"   "an X (Y, Z) to"  "you should be an X"

People who are merely spoken of ("contractors tell me", "my readers are nurses", "a
guide for landlords") are not asked for. Each request keeps its words whole, since what
a person does ("someone who straightens teeth for a living") often stands for a trade.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from bot.matching import manners, people, roles

_W = r"(?<![\w’'])(?!(?:and|or)\b)[A-Za-z][\w’'&+.-]{0,30}"  # no word of a join: linear
_NP = rf"(?:{_W} ){{0,4}}?{_W}"
_JOIN = r"(?:, (?:and |or )?| and | or | ?/ ?| ?& ?| ?\+ ?)"
_LIST = rf"{_NP}(?:{_JOIN}{_NP}){{0,5}}?"
_PAREN = r"(?: ?\([^)]{1,60}\))?"
_TAIL = rf"{_PAREN}(?: (?:of|in|at|with|who|from|over|under|on|for|aged|living|to)"
_TELL = (
    r"(?:(?:please )?(?:tell|give|show|send|help|write(?: to)?|talk to|recommend|name)\b|"
    r"share|describe|explain|weigh in|speak up|let (?:us|me) know|(?:we|i) (?:want|need)|"
    r"(?:we|i)[’']d (?:like|love)|a (?:sentence|line)|short answers|what[’']s your|"
    r"answer|all (?:fine|welcome)|any (?:will|would|of))\b"
)
_ASK = (
    r"(?:what|how|when|where|which|why|who|have|has|had|did|do|does|did|are|were|is|"
    r"should|would|can|could|if you)\b"
)
COLON = re.compile(
    rf"^(?P<who>{_LIST})(?P<tail>{_TAIL} [^:?.!]{{1,70}})?)\s?[:—–-]\s(?P<rest>\S.*)$",
    re.IGNORECASE,
)
COMMA = re.compile(
    rf"(?:^|[?!:.—–] )(?P<who>{_LIST})(?P<tail>{_TAIL} [^,:?.!]{{1,60}})?), "
    rf"(?=(?P<tell>{_TELL})|(?P<ask>{_ASK}))",
    re.IGNORECASE,
)
# a line that is nothing but people: an item of a list, a subject line
LONE = re.compile(
    rf"^(?:(?:an?|the|our|hi|hello|dear|also|one|two|three|\d) )*(?P<who>{_LIST}){_PAREN}"
    r"(?P<rest>[.!]?$| (?:who|on|with|in|at|of|for|from|needed|wanted|about|to|willing|"
    r"working|based|licensed|share|reveal|weigh|explain|recommend|please|only)\b.*|"
    r" ?[:—–-] .*)",
    re.IGNORECASE,
)
WANTED = re.compile(
    rf"(?P<who>{_LIST}){_PAREN}(?:(?:,? (?:are |is )?(?:also |very |strongly |highly )?"
    r"(?:wanted|needed|sought|required|considered|welcome|preferred|invited|encouraged|"
    r"fine|ok|okay))"
    r"| only| please(?=[.!,]|$))\b",
    re.IGNORECASE,
)
ALSO = re.compile(
    r"(?i)\b(?:ok|okay|fine|welcome|considered|also [a-z]+|encouraged|preferred)$"
)
MILD = re.compile(r"(?i)happy to|open to|welcome|considering|i[’']d also take")
# "attorneys who practise family law and financial pros who handle the split"
FURTHER = re.compile(
    rf"\b(?:and|or|plus) (?:from )?(?P<who>{_NP})(?= (?:who|with|that) )", re.IGNORECASE
)
CALLING = re.compile(
    rf"(?i)\b(?:calling(?: all| on)?|attention|attn:?|wanted:|needed:|iso|"
    rf"^(?:[\w-]+ ){{0,2}}questions? for|\bcall for) (?P<who>{_LIST})(?= who\b|"
    rf"[,.:?!—–]| in | with | for |$)"
)
ASKING = re.compile(
    rf"(?i)\b(?:we ask|i ask|\w+ asks|asking|want to ask|like to ask) "
    rf"(?P<who>{_LIST})(?=[,.:?]| (?:how|what|why|who|to|about|whether|which)\b|$)"
)
YOU = re.compile(
    r"(?i)(?:^|[,;:] )(?:ideally,? |you: ?|first,? )?you(?:[’']re| are| should be| must be|"
    r"[’']ll be| will be|[’']ve| have| must have| should have| must| should| need to be|"
    r" (?:currently |regularly )?(?:lead|run|own|work|manage|treat|see|examine|advise|"
    r"represent|practi[cs]e|teach|hold|employ))\b"
)
SEEK = re.compile(
    r"(?i)\b(?:looks? for|looking (?:for|to (?:speak|talk|chat|connect|hear|interview|"
    r"quote))|seek(?:ing|s)?|"
    r"searching for|in search of|on the hunt for|needs?|needing|wants?|wanting|"
    r"hoping (?:for|to)|lack|i ask for|"
    r"interview(?:ing)?|profiling|(?:(?<!we )(?<!i )hear|hearing) from|"
    r"(?:[’']m|[’']re|am|are) (?:also |really )?after|but (?:for|from|with)|"
    r"(?:to|like|love) (?:speak|talk|chat|connect|meet|be in touch)(?: with| to)?|"
    r"(?:speak|talk|chat|connect|meet)ing (?:with|to)|"
    r"(?:[’']d|would|to) (?:like|love|include|quote)|we(?:[’']d| would) welcome|welcome|"
    r"(?:input|quotes?|comments?|commentary|insights?|advice|tips|ideas|perspectives?|"
    r"expertise|answers|call|take|stories|accounts|thoughts|recommendations?|voices|"
    r"answers of [\w ]{1,20} words) from|speaking with:?|"
    r"sources (?:must|should) be|open to|,? and (?:also )?from|rather have|gathering|"
    r"collecting [\w ]{1,30} from|"
    r"happy to (?:talk|speak) (?:to|with)|i[’']d (?:also )?take|inviting|considering)\b"
)
STOP = re.compile(
    r"(?i)\b(?:to (?!speak|talk|hear|connect|chat|meet|interview|include|quote|be in\b)|"
    r"who|whose|that|about|on(?!-)|what|how|why|whether|if|as|"
    r"at|in(?!-)|near|with(?= \w+ing)|and (?:what|how|why)|"
    r"for (?:a|an|my|our|the|this)|so)\b|[:?!;—–(]"
)
# who needs it is not the reporter: "readers need a lawyer", "when you talk to a doctor"
BYSTANDER = re.compile(
    r"(?i)(?:\b(?:you|they|he|she|who|that|how to|when to|ways to|before|to your|"
    r"does it|customers|clients|readers|owners|parents|people|\w+ers|\w+ists|patients|"
    r"companies|businesses|employers|families|what|which)"
    r"(?: (?:really|often|should|can|may|must|might|will|also|actually|to|do|don[’']t|even|"
    r"first|ever|i))*) $"
)
LACK = re.compile(r"(?i)\bwhat i (?:still )?lack (?:is|are) ")
NO = re.compile(
    r"(?i)(?:\b(?:no|not|never|without|sorry,?)|n[’']t)\b.*?(?=\bbut\b|[,;.:]|$)"
)
PREFERRED = re.compile(
    r"(?i)(?:\b(?:can|could|would|will) (?:an?|any|some) (?P<a>(?:[\w-]+ ){0,3}?[\w-]+)"
    r"(?: who [^,.?]{1,60}?)? (?:explain|agree|take|walk|tell|say|help|answer|comment|"
    r"weigh|share)\b|\b(?:an?|any|one) (?P<b>(?:[\w-]+ ){0,3}?[\w-]+)(?:[’']s (?:take|"
    r"views?|tips|advice|perspective|opinion|thoughts|help|eye|answers?|word)\b| would be "
    r"(?:perfect|ideal|great|best))|"
    r"\((?P<d>[\w ,-]{4,60})\)[^.?!]{0,60} welcome\b)"
)
_CUT = re.compile(
    r"(?i)(?: ?\(| (?:in|at|of|with|from|for|by|over|under|based|licensed in|aged|living|"
    r"working|board-certified|certified|licensed|accredited|employed|specializing|versed|"
    r"gone|willing|during|needed|wanted|please|today|only|is|are|has|have|"
    r"currently|around|across|inside|here|there)\b).*$"
)
_NOBODY = re.compile(
    r"(?i)^(?:the|my|our|a|an|i|we|it|this|that|these|those|your|his|her|their|is|are|if|"
    r"when|while|as|since|after|before|in|for|and|but|or|what|how|why|do|does|did|to|"
    r"readers|dear|help|tell|ask|meet|note|update|reminder|looking|seeking|send|need|"
    r"wanted|calling|attention|questions?|examples?|bonus|deadline|about|from|by|because|"
    r"where|who|which|can|could|should|would|have|has|had|not|no|please|thanks?|will|"
    r"telling|making|getting|finding|raising|helping|keeping|there|here|each|every|"
    r"one of|some of|most|many|include|compensation|background)\b|"
    r"\b(?:a|an|the|my|our|is|are|was|were|has|have|had|said|says|tell me|told|will|i|we|"
    r"it|they|he|she|can|who)\b"
)
_YOU = re.compile(r"(?i)\b(?:you|your|yours)\b")
_THEIRS = re.compile(r"(?i)^(?:his|her|their|my|our|your|its) |[’']s? \w+$")
# before the noun it is no place to cut: "a licensed dermatologist"
_ADJECTIVE = re.compile(
    r"(?i)^(?:(?:licensed|certified|board-certified|board certified|accredited|registered|"
    r"qualified|chartered|credentialed|practi[cs]ing|currently|working|based)[ -])+"
)
_AUDIENCE = re.compile(r"(?i) (?:for|about) ")
_HAVE = re.compile(r"(?i)\b(?:already|have enough|plenty of|enough)\b[^.;]{0,30}$")
_ABOUT = re.compile(r"(?i) (?:on|about) ")
_HEADLINE = re.compile(r"\s?[:—–-]")
_PLURAL = frozenset(("need", "want"))
_SUBJECT = re.compile(r"\w{3}s $")
_TAG = re.compile(r"^(?:[A-Z][A-Z&/ ]{1,20}: )")
_PARENS = re.compile(r"\(([^()]{2,80})\)")
_AFTER = re.compile(r"(?:: | [-—–] )([^:?!]{3,160})")
MANY = 8  # requests of one sentence that are read
BESIDE = 40  # characters behind the people in which a bracket is still about them
LONG = 28  # words of a request that the model is given


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Somebody asked for."""

    span: str  # all that was said of them, up to what they should do
    people: tuple[str, ...]  # the nouns, one for each alternative, brackets too
    main: tuple[str, ...]  # those outside brackets
    phrase: str  # the request in its own words, with what these people do
    said: str  # the sentence
    manner: str = ""  # "knows" or "lived", where the words say so
    firm: bool = True  # a request or an address, not a likely one
    also: bool = False  # who else may answer: "PR reps are fine"
    address: bool = False  # spoken to: "Tenants: did you"
    lone: bool = False  # a line with nothing but people; a request beside it says more


def asks(line: str, *, title: bool = False, listed: bool = False) -> list[Ask]:
    """Return who a sentence asks for; ``listed``: an item under "Looking for:"."""
    if title:
        line = _TAG.sub("", line)
    found = [*_addressed(line, title=title, listed=listed), *_requested(line)]
    if not found and (m := YOU.search(line)) and not line.endswith("?"):
        span = line[m.end() :]
        stop = STOP.search(span, 4)
        found += _ask(span[: stop.start()] if stop else span, line, line, firm=False)
        if not any(a.people for a in found):
            manner = manners.of(f"someone who {span}")
            found = [
                Ask(
                    span="",
                    people=(),
                    main=(),
                    phrase=_short(line),
                    said=line,
                    manner=manner,
                    firm=False,
                )
            ]
    return found


def _requested(line: str) -> Iterator[Ask]:
    plain = NO.sub(" ", line)
    for pattern in (WANTED, CALLING, ASKING):
        for m in pattern.finditer(plain):
            if pattern is not WANTED or not _NOBODY.search(m["who"]):
                rest = plain[m.start("who") :] if pattern is not WANTED else m[0]
                yield from _ask(m["who"], rest, line, also=bool(ALSO.search(m[0])))
    for m in islice(SEEK.finditer(plain), MANY):
        before = plain[: m.start()]
        lacking = LACK.search(plain)
        many = m[0].lower() in _PLURAL and _SUBJECT.search(before)
        if many or _HAVE.search(before):
            continue
        own = lacking or m[0].lower().startswith(("seek", "looking"))
        bystander = BYSTANDER.search(before) and not own
        if bystander or (line.endswith("?") and _own_question(plain)):
            continue
        rest = plain[m.end() :].lstrip(" :")
        stop = STOP.search(rest, 1)
        span = rest[: stop.start()] if stop else rest
        yield from _ask(span, rest, line, also=bool(MILD.match(m[0])))
        for more in FURTHER.finditer(rest, len(span)):
            if not _NOBODY.search(more["who"]):
                yield from _ask(more["who"], rest[more.start("who") :], line)
    for m in PREFERRED.finditer(plain):
        span = m["a"] or m["b"] or m["d"]
        yield from _ask(span, m[0], line, firm=False)


def _own_question(line: str) -> bool:
    return bool(re.match(r"(?i)(?:do|does|should|when|why|how|what|is|can|could)\b", line))


def _addressed(line: str, *, title: bool, listed: bool) -> Iterator[Ask]:
    if (m := COLON.match(line)) and not _NOBODY.search(m["who"]):
        told = re.match(_TELL, m["rest"], re.IGNORECASE)
        asked = "?" in m["rest"] or re.match(_ASK, m["rest"], re.IGNORECASE)
        to_you = bool(told or _YOU.search(m["rest"]))
        if told or asked or to_you or title or listed:
            span = m["who"] + (m["tail"] or "")
            found = [*_ask(span, span, line, firm=to_you, whole=True)]
            yield from found
            if found:
                return
    for m in COMMA.finditer(line):
        to_you = bool(m["tell"] or _YOU.search(line[m.end() :]))
        if not _NOBODY.search(m["who"]) and (to_you or line.endswith("?")):
            span = m["who"] + (m["tail"] or "")
            yield from _ask(span, span, line, firm=to_you, whole=True)
    if (m := LONE.match(line)) and not _NOBODY.search(m["who"]):
        bare = len(m["rest"].split()) <= 2  # noqa: PLR2004 (nothing but people)
        about = _ABOUT.match(m["rest"])  # "Psychologists on grief."
        if title or listed or bare or about:
            spoken = " who " in m["rest"] or _HEADLINE.match(m["rest"])
            group = title and not m["rest"] and people.LIVED_BY.search(m["who"])
            firm = not (spoken or group or (about and not title))
            for ask in _ask(m["who"], line, line, whole=True, firm=firm):
                yield replace(ask, lone=not (title or listed))


def _ask(
    who: str,
    rest: str,
    said: str,
    *,
    firm: bool = True,
    also: bool = False,
    whole: bool = False,
) -> Iterator[Ask]:
    """Yield the asked, if they are people; ``whole``: else the phrase is no address.

    ``who`` is up to what they should do, ``rest`` goes on: "who treat runners".
    """
    named = _nouns(who)
    parts = _parts(who)
    many = bool(parts) and (people.is_many(parts[-1]) or len(named) == len(parts) > 1)
    if whole and not (many and named and _someone(parts[-1])):
        return
    near, manner = len(who) + BESIDE, manners.of(rest)
    beside = [
        noun
        for m in _PARENS.finditer(rest[: near + 80])
        if m.start() <= near and manner != "lived"
        for noun in _nouns(m[1])
    ]
    if named or manners.ANYBODY.search(who):
        beside += [n for m in _AFTER.finditer(rest) for n in _listed(m[1])]
    everyone = tuple(dict.fromkeys([*named, *beside]))
    if not everyone and not manners.ANYBODY.search(who):
        return
    yield Ask(
        span=" ".join([who, *beside]),
        people=everyone,
        main=named,
        phrase=_short(rest),
        said=said,
        manner=manner,
        firm=firm and not also,
        also=also,
        address=whole,
    )


def _parts(text: str) -> list[str]:
    parts = re.split(r", (?:and |or )?|,| and | or | ?/ ?| & | ?\+ | [-–—] ", text)
    audience = next((i + 1 for i, p in enumerate(parts) if _AUDIENCE.search(p)), len(parts))
    parts = parts[:audience]  # "advice for students and graduates"
    bare = (_ADJECTIVE.sub("", people.bare(part)) for part in parts)
    return [cut for part in bare if (cut := people.bare(_CUT.sub("", part)))]


def _nouns(text: str) -> tuple[str, ...]:
    return tuple(p for p in _parts(text) if _someone(p))


def _someone(phrase: str) -> bool:
    if _THEIRS.search(phrase):
        return False
    return people.is_person(phrase) or bool(roles.asked(phrase))


def _listed(text: str) -> list[str]:
    """Return the people of a list behind a colon or dash, if it begins with people."""
    parts = _parts(text)
    return [p for p in parts if _someone(p)] if parts and _someone(parts[0]) else []


def _short(text: str) -> str:
    """Return the request as the model reads it: the first words of it."""
    return " ".join(text.split()[:LONG])
