"""Which stored line answers a question: how near it is, and whether it can be an answer.

By nearness alone most facts on a topic seem to answer every question on it. So of a line
that is near, the kind of question is asked as well: a price is no answer to "why", a bare
number none to "explain", and what a fact says of one thing none to whether another is safe.
`benchmarks/answering.py` says how well this does.
"""

import re
from collections.abc import Callable, Sequence
from enum import StrEnum, auto
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
Floats = NDArray[np.float64]

# "How long is too long?" says little without the summary; more of it drowns the question
QUESTION, SUMMARY = 0.75, 0.25
WORDS = 0.12  # for the line that shares the most words with the question
ANSWERS = 0.403  # a line that answers is as near as this; found by the benchmark
COVERED = 0.6  # of a question's words are in a line that tells how, why, whether it harms
AHEAD = 0.15  # of the next line: on the subject though in other words; for harm, not enough
APART = 0.05  # ... for a line without one word of the question
_WORD = re.compile(r"[^\W_]{4,}")
_STEM = 5


class Line(Protocol):
    """A stored line: what of it is said, and what is compared."""

    @property
    def text(self) -> str: ...

    @property
    def meaning(self) -> str: ...


def scores(
    asked: Sequence[str], summary: str, lines: Sequence[Line], embed: Embed
) -> tuple[Floats, Floats]:
    """Return how near each line is, [question, line], at most 1.12; and [line, line].

    The second says how alike two lines are, by cosine.
    """
    about = summary.strip()
    texts = [*asked, *([about] if about else []), *(line.meaning for line in lines)]
    place = {text: i for i, text in enumerate(dict.fromkeys(texts))}
    table = np.asarray(embed(list(place)), dtype=np.float64)
    meanings = table[[place[line.meaning] for line in lines]]
    near = table[[place[text] for text in asked]] @ meanings.T
    whole = meanings @ table[place[about]] if about else near
    near = QUESTION * near + SUMMARY * whole + WORDS * _shared(asked, lines)
    return np.asarray(near), np.asarray(meanings @ meanings.T)


def _shared(asked: Sequence[str], lines: Sequence[Line]) -> Floats:
    """Return the share of common words, 1 for the line with the most; [question, line]."""
    spoken = [_stems(line.meaning) for line in lines]
    counts = np.array([[len(_stems(q) & words) for words in spoken] for q in asked], float)
    most = counts.max(axis=1, keepdims=True, initial=0)
    most[most == 0] = 1
    return np.asarray(counts / most)


def _stems(text: str) -> set[str]:
    return {word.lower()[:_STEM] for word in _WORD.findall(text)}


def answering(question: str, row: Floats, lines: Sequence[Line]) -> list[int]:
    """Return which of the two nearest lines answer a question; ``row``: how near all."""
    order = [int(i) for i in np.argsort(-row, kind="stable")[:2] if row[i] >= ANSWERS]
    return [at for at in order if answers(question, lines[at], _ahead(row, at))]


def found(question: str, row: Floats, lines: Sequence[Line]) -> tuple[int, bool]:
    """Return the line to show for a question, and whether it answers; else the nearest."""
    able = answering(question, row, lines)
    return (able[0], True) if able else (int(row.argmax()), False)


def _ahead(row: Floats, at: int) -> float:
    others = np.delete(row, at)
    return float(row[at] - others.max()) if others.size else 0.0


# ------------------------------------------------------------- what kind of answer it is


class Kind(StrEnum):
    """What a question wants to be told."""

    FUTURE = auto()  # what will be
    WIDE = auto()  # how it is in the whole country
    TIME = auto()
    PRICE = auto()
    FIGURE = auto()
    TELL = auto()  # what a thing is, or how it goes: more than one line says
    WHY = auto()
    EFFECT = auto()  # what something does
    HOW = auto()  # what to do
    SAFE = auto()  # whether it harms
    HELP = auto()  # whether it helps
    OTHER = auto()


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE | re.DOTALL)


_LEAD = _any(  # what leads to a question
    r"^(?:(?:(?:and|but|so|or|also|then|if so|one|one big question|finally|bonus|please)\b"
    r"|(?:in|for|from|beyond|on|with|during|after|given) [^,?:]{0,60}(?=[,:]))[,:]? )+"
)
_HOW_DO = r"^how (?:do|does|did|can|could|should|would|might|will|to|is|are)\b"
_WHAT_IS = r"what(?:[’']s| is| are)"
_TELL = (
    r"\bin (?:plain|simple) (?:terms|words|language|english)\b",
    r"\b(?:explain|describe|define|definition|step[- ]by[- ]step|differences? between)\b",
    r"\bwalk (?:me|us) through\b|\bscenarios?\b|\bpros\b.*\bcons\b",
    r"\blook(?:ing)? (?:for|at)\b",
    r"\b(?:is|are|does|do) .{3,60} differ(?:ent)?\b|\bsteps (?:to|of|in|should|for|a|do)\b",
    r"\bwhat (?:questions|documents|ingredients|tools|paperwork|qualifications)\b",
    r"\bhow (?:do|does|did|can|could|will|would|might) .{2,70}\bwork\b",
    r"\bwhat (?:is|are) (?:an? )?[\w -]{2,40}$",
)
_WHY = (
    r"^why\b|^what (?:makes|causes|drives|leads)\b",
    rf"^{_WHAT_IS} (?:the )?(?:[\w-]+ ){{0,3}}(?:reasons?|causes?|mistakes?)\b",
    r"^(?:what|which) (?:\w+ )?mistakes?\b|^(?:what|which) (?:\w+ ){0,2}factors?\b",
)
_HOW = (
    rf"{_HOW_DO}|^who should\b|^what do you (?:tell|say|advise|recommend|suggest)\b",
    r"^(?:could|can|would) you (?:describe|share|give|tell|provide|suggest|offer|list)\b",
    r"^(?:tips|advice|ways|strategies|suggestions|recommendations)\b",
    rf"^{_WHAT_IS} (?:some |the |your )?(?:best|top|right|first|safest|easiest)\b",
    rf"^{_WHAT_IS} (?:\w+ ){{0,2}}(?:risks?|dangers?|signs?|tips|advice|ways?)\b",
    r"^what (?:\w+ ){0,3}(?:should|would|can|could|must)\b",
    r"^which .{2,40} (?:best|easiest|safest|better|right)\b",
    r"^should(?:n[’']t)?\b|^whether .{2,40} should\b",
    r"\bis it (?:ever )?(?:wise|worth|better|smart|a good idea)\b",
)
_WHEN = (  # no day is asked for
    r"^when (?:should|would|do you|might|can)\b",
    r"^when .{2,60}\b(?:sense|worth|fine|better|wise)\b",
)
_SAFE = _any(
    r"\b(?:safe|safely|unsafe|safety|harm|harms|harmful|damages?|bad|dangers?|dangerous"
    r"|risks?|risky|causes?|hurts?|ruins?|(?:bad|worse) for)\b"
)
_HELP = _any(
    r"\b(?:helps?|(?:good|better|best) for|worth (?:it|the|your)|healthy|effective)\b"
)
_WHETHER = (Kind.SAFE, Kind.HELP)
_IS_IT = (
    r"^(?:(?:is|are|was|were|do|does|did|can|could|will|would|has|have|had|may|might)"
    r"(?:n[’']t)?|whether|if)\b.*"
)
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (  # the first that is found
    (
        Kind.FUTURE,
        _any(
            r"\b(?:next (?:year|month|quarter|decade|few)|heading|headed|going forward"
            r"|in (?:the )?future|(?:over|in) the next|forecast|outlook|predictions?"
            r"|do you (?:see|expect|predict|foresee))\b",
            r"^will \w+ (?:replace|take over|end|disappear|become|be)\b",
        ),
    ),
    (Kind.WIDE, _any(r"\b(?:nation|world)wide\b|\b(?:nation|glob)ally\b|\bacross the"
                     r" (?:country|industry|nation)\b")),
    (Kind.TELL, _any(rf"^(?={_HOW_DO}).*(?:{'|'.join(_TELL)})")),
    (Kind.HOW, _any(_HOW_DO, *_WHEN)),
    (Kind.WHY, _any(*_WHY)),
    (Kind.TIME, _any(r"\bhow (?:long|soon|early|late|old|quickly|fast|often should)\b",
                     r"\bwhat (?:time|age|month|day)\b|^when\b")),
    (
        Kind.PRICE,
        _any(
            r"\bwhat(?:[’']s| is| are| do| does| did| can| will| would| it)? .{0,60}"
            r"\b(?:costs?|price|fees?)\b",
            r"\bhow (?:much|expensive)\b.{0,40}\b(?:costs?|pay|charge|price)\b",
        ),
    ),
    (
        Kind.FIGURE,
        _any(
            r"\bhow (?:much|many|often|common|prevalent|frequent\w*|likely|rare|far|big"
            r"|large|high|low|deep)\b|\bpercentage\b",
            r"\b(?:what|which) (?:percent\w*|share|proportion|portion|rate)\b",
        ),
    ),
    (Kind.TELL, _any(*_TELL)),
    (
        Kind.EFFECT,
        _any(
            r"\bwhat happens\b|\bwhat (?:it|they|this) (?:does|do|did)\b",
            r"\bwhat (?:does|do|did|will|would|can) .{2,60}\bdo (?:to|for|with)\b",
        ),
    ),
    (Kind.HOW, _any(*_HOW)),
    (Kind.SAFE, _any(rf"{_IS_IT}(?:{_SAFE.pattern})")),
    (Kind.HELP, _any(rf"{_IS_IT}(?:{_HELP.pattern})")),
)  # fmt: skip
_NUMBER = _any(
    r"\d|\b(?:half|halved|thirds?|quarters?|twice|doubled?|tripled?|most|none|nobody"
    r"|percent|hundred|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|fourteen|twenty|thirty|forty|fifty)\b"
)
_MOMENT = _any(
    r"\b(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|morning|evening"
    r"|noon|yearly|weekly|daily|once|twice|[ap]\.?m|spring|summer|fall|autumn|winter"
    r"|birthday|season|from the first"
    r"|january|february|march|april|may|june|july|august|september|october|november"
    r"|december|thanksgiving|christmas)\b"
)
_HOLDS = {  # what a line that answers has; of other kinds more is asked
    Kind.FUTURE: _any(r"\b(?:will|expects?|by 20\d\d|plan(?:s|ned)?|forecast)\b"),
    Kind.WIDE: _any(r"^(?!.*\b(?:our|we|us)\b)"),
    Kind.TIME: _MOMENT,
    Kind.PRICE: _any(
        rf"^(?=.*(?:{_NUMBER.pattern})).*(?:[$€£]|\b(?:dollars?|euros?|pounds?|cents?"
        r"|pric\w+|costs?|fees?|free|premiums?|spen[dt]\w*|paid|pays?|saved?|savings)\b)"
    ),
    Kind.FIGURE: _any(
        _NUMBER.pattern, r"\b(?:size|few|all|every|seldom|rarely|often|enough)\b"
    ),
    Kind.OTHER: _any(""),
}
_COSTS = _any(r"\bcosts? .*\b(?:dollars?|euros?|pounds?)\b|\bcosts? .*[$€£]")
_CAUSE = _any(
    r"\b(?:because|reasons?|due to|caus\w+|after|led|follow\w*|brings?|brought|behind"
    r"|mostly|most often|thanks|named|blam\w+|without|fail\w*|too|miss\w*|wrong"
    r"|mistakes?|errors?|by \w+ing)\b"
)
_ADVICE = _any(
    r"\b(?:should|must|tell|advis\w+|recommend\w*|avoid\w*|never|always|instead|keep"
    r"|wait|best|need\w*|ask|try|without|cuts?|reduc\w+|lower\w*|raised|improv\w+"
    r"|halv\w+|saved?|fewer|less|than (?:those|without)|brought|after|by \w+ing|taught"
    r"|training|those who|regret\w*|(?<=longer )(?:to|with|when))\b"
)
_TOLD = _any(r"\bwe (?:\w+ )?(?:tell|ask|advise|urge|teach|want) (?:[\w-]+ ){1,3}to\b")
_CUES = {
    Kind.TELL: _any(r"\bworks? by\b"),
    Kind.WHY: _CAUSE,
    Kind.HOW: _ADVICE,
}  # with a number
_ORDER = _any(r"\b(explain|define|describe|walk (?:me|us) through|tips|advice)\b.{0,40}$")
_SAID = re.compile(r"[^\W_]{3,}|\b[A-Z]{2}\b")
_ENDING = re.compile(r"(?:e?s|ed|ing|e)$")
_EMPTY = frozenset(  # words that say nothing of what a question is about
    """
about actual actually after again against also another and any anyone are around average
because been before being best both but can come comes common commonly could did does doing
done down during each ever every for from get gets give going had has have having her here
him his how into its just keep kind like long look made main make makes many mean might
mistake mistakes more most much must need never not off often one only other our out over
own people person put really reason reasons said say see she should since some somebody
someone something still such take takes tell than that the their them then there these they
thing things this those time today too took typical typically under until use used uses
using usually very want was way well were what when where whether which while who whom
whose why will with without work would year years yet you your biggest
""".split()  # noqa: SIM905
)


def kind(question: str) -> Kind:
    """Return what a question wants to be told, by its words."""
    asked = _LEAD.sub("", question.strip())
    return next((one for one, words in _KINDS if words.search(asked)), Kind.OTHER)


def ordered(question: str, sentence: str) -> str:
    """Return a question with the order before it in its sentence: "explain", "tips"."""
    order = _ORDER.search(sentence, 0, max(0, sentence.find(question)))
    if kind(question) is not Kind.OTHER:
        return question
    return f"{order[1]} {question}" if order else question


def answers(question: str, line: Line, ahead: float) -> bool:
    """Whether a line that is near can be an answer; ``ahead``: of the next one, how far."""
    what, text = kind(question), line.text
    about = _HELP.sub(" ", _SAFE.sub(" ", question)) if what in _WHETHER else question
    covered = _covered(about, line)
    if not covered and ahead < APART:
        return False
    if what in _HOLDS:
        return bool(_HOLDS[what].search(text))
    if _COSTS.search(text) or (
        what in _CUES and _NUMBER.search(text) and not _cued(_CUES[what], question, text)
    ):
        return False
    far = APART if what is Kind.HOW and _TOLD.search(text) else AHEAD
    return covered >= COVERED or (ahead >= far and what is not Kind.SAFE)


def _cued(cue: re.Pattern[str], question: str, text: str) -> bool:
    """Whether a line has such a word, and not only because the question has it."""
    theirs = _subject(question)
    return any(not _subject(one[0]) & theirs for one in cue.finditer(text))


def _covered(question: str, line: Line) -> float:
    """Return the share of what a question is about that a line speaks of."""
    subject = _subject(question)
    return len(subject & _subject(line.meaning)) / max(1, len(subject))


def _subject(text: str) -> set[str]:
    words = (word.lower() for word in _SAID.findall(text))
    return {_ENDING.sub("", word)[:_STEM] for word in words if word not in _EMPTY}
