"""What stands around a word: something to be given, somebody sought, or only a topic."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from bot.asks.splitting import Piece

LONGEST = 600  # characters of one sentence that are kept
_SHORT_ITEM = 300  # characters of an item of a list without marks
_PHRASE = 12  # words of a sentence without a verb that names who is sought
_FEW_WORDS = 5  # a sentence so short is a list of what is wanted
_END = 60  # characters in which a question mark is looked for
_REACH = 150  # characters behind a word that seeks in which it is said who
_HEAD = 34  # characters before a verb in which its subject is looked for
WH = (
    r"(?:what|which|why|how|when|where|who|whom|whose|whether)(?:[’'](?:s|re|ll|d|ve))?"
    r"(?![\w’'])"
)
AUX = (
    r"(?:is|are|was|were|do|does|did|can|could|should|would|will|has|have|had|may|might"
    r"|isn[’']t|aren[’']t|don[’']t|doesn[’']t|didn[’']t|can[’']t|won[’']t)"
)

_GIVE = re.compile(
    r"(?:(?:,|\+|&|/) (?=your\b)|\b(?:plus|as well as|and (?=your\b|an? (?:headshot|photo"
    r"|bio|short|brief|link"
    r"|line|recent)))|\b(?:includ(?:e|es|ing)|provid(?:e|es|ing)|send|attach|add|supply"
    r"|share|give|state"
    r"|mention|enclose|forward|specify|identify|confirm|submit"
    r"|(?:tell|give|send|show|point|email|pitch|message) (?:me|us)(?: with| to| at)?"
    r"|let (?:me|us) know|(?:reply|respond|write|back|come|responses?|pitch|start) (?:\w+ "
    r"){0,3}?with|accompanied by|along with|together with|i[’']?(?:d| would) "
    r"(?:need|love|like|want|welcome)|(?:i|we)(?: also| will| really| do| just| only)* "
    r"(?:need|want|require|ask for|welcome|value|prefer)|backed (?:up )?(?:by|with)"
    r"|bring(?: along)?|love to (?:hear|see|know)|talk (?=money)|bonus (?:points )?(?:for"
    r"|if)"
    r"|with (?=your|specific|any|real|a|an|hard|concrete|data|examples?|links?\b|headshots?"
    r"|photos?|bios?|stories|numbers)|please(?= ?:|,? your| name| full)|(?:drop|pop|stick"
    r"|throw|paste|leave)(?: in)?"
    r"|need(?! to\b)|have(?= (?:any |an? |some |specific |hard |real |recent )*(?:data"
    r"|examples?|numbers|figures|stat|case stud))|(?:note|list|indicate)(?= your\b))\b)",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"\b(?:after|hop(?:e|ing) for|looking(?: \w+)? for|interested in|seeking|keen on|want"
    r"|using|use|drawn? on)\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(  # at the end: all that stands before it is wanted
    r"\b(?:required|mandatory|welcomed?|appreciated|accepted|plus|bonus|must|helpful|helps?"
    r"|preferred"
    r"|golden|encouraged|essential|should accompany (?:it|them|this|your|the)|needed"
    r"|please|gold|ideal|better|makes? the piece|valued"
    r"|useful|wanted|accompany it|will make the piece|a must)\b(?:[^.?!]{0,32}[.!)]*$"
    r"|(?=[,;]))",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"\b(?:i|we|he|she|they|will|happy to|glad to|able to|unable to|i[’']ll|we[’']ll"
    r"|can(?:not)?"
    r"|won[’']t|can[’']t|it|which|article|story|piece|coverage|feature|magazine|guides?)"
    r"(?: (?:\w+ly|also|not|be|happy to|glad to|can|will|may))*\s*$",
    re.IGNORECASE,
)
_TO_YOU = re.compile(
    r"\b(?:you|please|must|should|sources?|responses?|answers?|submissions?|who|pitches"
    r"|guests?|candidates?)\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\b(?:on(?!-)|about(?! you(?:rself)?\b)|how|why|what|whether|regarding|that|when"
    r"|article"
    r"|story)\b",
    re.IGNORECASE,
)
_SEEK = re.compile(
    r"\b(?:look(?:ing)?(?: \w+)? (?:for|to)|seek(?:s|ing)?|search(?:ing)? for|iso|wanted"
    r"|hear(?:ing)? from|speak(?:ing)? (?:with|to)|talk(?:ing)? (?:to|with)"
    r"|interview(?:ing)?"
    r"|featuring|to feature|connect with"
    r"|(?:insights?|input|comment(?:s|ary)?|perspectives?|thoughts|advice|tips|responses?"
    r"|quotes?|pitches|views|opinions|submissions|reply|replies|help|take|clarity) "
    r"(?:\w+ )?(?:from|by)"
    r"|(?:i|we)(?:[’'](?:d|re|m|ve|ll))?(?: would| also| really| just| do| only| will| am"
    r"| are"
    r"| urgently| specifically)* (?:need|want|love|like|welcome|prefer|accept|asking|after"
    r"|invite|quote)|only (?:quote|use|feature|interview|accept|consider)|interested in"
    r"|preferences? (?:is |will be )?(?:given )?(?:to|for|is)|preferably|ideal(?:ly)?"
    r"|must be an?|you are|you must be|must have|you[’']re|are you an?|if you[’']re"
    r"|if you are"
    r"|hop(?:e|ing) for|(?:guests?|interviews?|sources?|candidates?|interviewees?) (?:are"
    r"|is|must|should|include)(?: with)?"
    r"|open to|calling|call for|limited to|needed|sources|reaching out to|who:|help from"
    r"|^need|^wanted|particularly interested|asking|can (?:a|an|some|any) "
    r"|only (?:respond|reply) if)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"(?:\bnot|n[’']t|\bno longer|\bnever)(?: \w+)?\s*$", re.IGNORECASE)
_YOU_ARE = re.compile(
    r"^\W*(?:are you (?:an?|in|based)|can (?:someone|anyone|an?)|any \w+ (?:out there|who"
    r"|here))\b",
    re.IGNORECASE,
)
REQUEST = re.compile(  # a question that is answered by giving something
    r"\W*(?:(?:can|could|would|will) you (?:please |also |kindly |be (?:able|willing) to )*"
    r"(?:share|send|provide|include|give|attach|add|supply)\b"
    r"|(?:would you be |are you |^)(?:available|open|willing|able|comfortable|free|happy)\b"
    r"|(?:do )?you have (?:an?|any)\b|have you any\b"
    r"|any (?:financial|conflicts?|disclosures?|competing)\b|where are you (?:based"
    r"|located)"
    r"|what(?:[’']s| is) (?:the best (?:way|number|e-?mail|time)|your (?:e-?mail|phone"
    r"|number|name|title|website|linkedin))\b)",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:weigh in|chime in|tells? (?:us|me)|set (?:us|me) straight|comment on)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|do|does|did|can|could|will|would|should|must"
    r"|may|might"
    r"|say|says|said|told|get|gets|help|helps|make|makes|see|i|we|you|your|not|no)\b"
    r"|[’']s\b|^\W*(?:the|this|that|these|it|he|she|they|there|my|our)\b",
    re.IGNORECASE,
)
_ONLY = re.compile(r"^\W*only\b|\bonly(?:,|\.|!|$| please| with)", re.IGNORECASE)
_ASKING = re.compile(r"\?[\"'”’)\]_\s….*-]*(?:\([^()?]{1,40}\)\.?)?$")
OPENING = re.compile(  # what introduces a question ends here
    rf"(?:[:–—]|\s-)\s+(?=(?:[\"“‘]?)(?:(?:if|for|at what|in what|on)\b|{WH}|{AUX}\b))",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom (?:[\w-]+ ){0,3}$", re.IGNORECASE)
_BESIDE = re.compile(
    r"\b(?:about|how|why|what|whether|when|where|for|against|on|explore|covering"
    r"|behind)\b|\bto "
    r"(?!(?:speak|talk|interview|hear|connect|chat|quote|include|find|feature)\b)",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\b(?:and|or|plus|as well as) (?:also )?an? (?:[\w-]+ ){0,3}$", re.IGNORECASE
)
_TO_DO = re.compile(r"[\w-]+ (?:\w+ )?(?:to|who|that)\b")
_OWNED = re.compile(
    r"\b(?:your|their|his|her|our|my|its|that|this|every|each)\s+(?:own\s+)?$",
    re.IGNORECASE,
)


class Lead(Enum):
    """What the line above a list asks its items to be."""

    NONE = 0
    GIVE = auto()  # things that come with an answer
    ASK = auto()  # what is to be answered
    SEEK = auto()  # who is looked for
    OTHER = auto()  # what the reporter offers or tells


_LEADS = (
    (
        Lead.ASK,
        re.compile(
            r"\b(?:questions?|perspectives?|thoughts|input|insights?|explain|discuss|cover"
            r"|covered|address|answer|answers|topics?|about|focus|know|stories about|points"
            r"|explore|hear|chat|talk|ask|asking|include advice|areas|themes|angles"
            r"|weigh in"
            r"|touch on|interested in|comment on|speak to|share)\b[^:]{0,80}:$"
            r"|^(?:interview|questions?|topics?|prompts?)\W*$",
            re.IGNORECASE,
        ),
    ),
    (
        Lead.SEEK,
        re.compile(
            r"\b(?:looking for|seeking|sources?|guests?|experts?|who|hear from|need|ideal"
            r"|speak (?:to|with)|interview)\b[^:]{0,60}:$",
            re.IGNORECASE,
        ),
    ),
)
_GIVE_LEAD = re.compile(
    r"\b(?:include|including|provide|send|attach|supply|give|with|submit|need|know|add"
    r"|state"
    r"|pitch|required?|details|information|consideration|reply)\b[^:?]{0,60}:$"
    r"|\bshare(?: the following| with (?:me|us))?:$|\brequirements?:$",
    re.IGNORECASE,
)
_NO_LIST = re.compile(
    r"\b(?:receive|get|offers?|offering|benefits?|here|examples?|articles?|guides?|series"
    r"|stor(?:y|ies)"
    r"|published|viewed|visit|see|called|titled|link|release|study|statement"
    r"|on)\b[^:]{0,40}:$"
    r"|^(?:\w+ ){0,2}(?:note|hi|hello|dear \w+|important|background|deadline|outlet|topic"
    r"|title):$",
    re.IGNORECASE,
)
_OFFERED = re.compile(
    r"\b(?:will|you[’']ll) (?:receive|get|have|enjoy)\b[^:]{0,40}:$", re.IGNORECASE
)
_ASK_FIRST = re.compile(
    r"\b(?:questions?|perspectives?|thoughts|insights?|explain|discuss|cover(?:ed)?|topics?"
    r"|answer|disclose|describe|outline|detail(?!s))\b[^:]{0,80}:$",
    re.IGNORECASE,
)


def lead_of(text: str) -> Lead:
    """Return what a line that ends in a colon asks of what stands below it."""
    if not text.endswith(":"):
        return Lead.NONE
    tail = text[-200:]
    if _OFFERED.search(tail):
        return Lead.OTHER
    if _ASK_FIRST.search(tail):
        return Lead.ASK
    if _GIVE_LEAD.search(tail):
        return Lead.GIVE
    for lead, pattern in _LEADS:
        if pattern.search(tail):
            return lead
    return Lead.OTHER if _NO_LIST.search(tail) else Lead.GIVE


@dataclass(slots=False)  # its parts are worked out when they are asked for
class Line:
    """A sentence in the place where it stands."""

    piece: Piece
    text: str  # of the piece, cut to `LONGEST`
    bits: int  # what its words call for
    lead: Lead = Lead.NONE

    @cached_property
    def question(self) -> bool:
        return "?" in self.text[-_END:] and bool(_ASKING.search(self.text[-_END:]))

    @cached_property
    def said(self) -> str:
        """What is stated, not asked: of a question, what introduces it."""
        text = self.text
        if not self.question or _YOU_ARE.search(text) or REQUEST.match(text):
            return text
        found = OPENING.search(self.text)
        return self.text[: found.start() + 1] if found else ""

    @cached_property
    def gives(self) -> tuple[int, ...]:
        """Where something to be given begins: 0 for all of the sentence."""
        if self.lead is Lead.GIVE or self._bare or _GIVEN.search(self.said):
            return (0,)
        return tuple(self._given())

    @property
    def _bare(self) -> bool:
        few = self.text.count(" ") < _FEW_WORDS
        return few and not self.question and self.lead is Lead.NONE

    def _given(self) -> Iterator[int]:
        for verb in _GIVE.finditer(self.said):
            head = self.text[max(0, verb.start() - _HEAD) : verb.start()]
            own = verb[0][:1] in "iIwW" and verb[0].split()[0].lower() in {"i", "we", "i'd"}
            if own or not _OFFER.search(head) or _TO_YOU.search(head):
                yield verb.end()

    def given(self, at: int, *, wished: bool = False) -> bool:
        """Whether what begins at an index is to be given with an answer, or only wished."""
        starts = self.gives
        if wished:
            starts += (0,) if self.lead is Lead.ASK else ()
            starts = (*starts, *(found.end() for found in _WISH.finditer(self.said)))
        return any(
            start <= at and not _TOPIC.search(self.text, start, at) for start in starts
        )

    @cached_property
    def seeks(self) -> tuple[int, ...]:
        """Behind which words somebody is sought; 0 for all of the sentence."""
        said = self.said
        cues = [
            cue.end()
            for cue in _SEEK.finditer(said)
            if not _NOT.search(said, max(0, cue.start() - 16), cue.start())
        ]
        words = said.count(" ") + 1
        named = words <= _PHRASE and not self.question and not _TOLD.search(said)
        vocative = self.question and said and words <= _FEW_WORDS  # "Bakery owners: ..."
        whole = self.lead is Lead.SEEK or named or vocative
        if whole or any(p.search(said) for p in (_ONLY, _YOU_ARE, _TELLS)):
            cues.append(0)
        return tuple(cues)

    def sought(self, at: int) -> bool:
        """Whether who or what stands at an index belongs to somebody who is sought."""
        if _OWNED.search(self.text, max(0, at - 16), at) or not self.said:
            return False
        if _FROM.search(self.text, max(0, at - 40), at):
            return True
        if self.seeks and _ANOTHER.search(self.text, max(0, at - 40), at):
            return bool(_TO_DO.match(self.text, at))
        return any(
            start <= at <= start + _REACH and not _BESIDE.search(self.text, start, at)
            for start in self.seeks
        )
