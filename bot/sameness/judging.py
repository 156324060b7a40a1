"""The verdict on two printed queries, with its reason in words."""

from dataclasses import dataclass

from bot.domain import Query
from bot.sameness import outlets, pages
from bot.sameness.alignment import Rest, rests
from bot.sameness.outlets import Kin
from bot.sameness.words import Text, deciding, stem, text_of

_SHORT = 12  # words; a shorter text must be equal word by word
_LONG = 40  # words; the least that two outlets may print alike and mean one request
_TELLING = 4  # hard words; fewer say nothing
_TITLE = 3  # hard words of a title that tell it from others of its outlet
_SPECIFIC = 8  # hard words that tell a text from others
_WEIGHTY = 20  # hard words that tell a text from others under another name or title
_WHOLE = 12  # hard words that make a text complete without what the other has more
_ENDS = 3  # times as long a whole text may be as one that ends sooner
_SINGLE = 30  # hard words in common that allow for one word more inside a sentence
_REWORDED = 60  # hard words in common that allow for one reworded place
_TITLED = 40  # the same, where both bear one title
_PLACE = 3  # hard words a reworded place may hold
_SHARED = 0.5  # of the shorter text's hard words, without which a look is a waste
_HINTED = 0.25  # the same, where page and outlet are the same
_SHOWN = 60  # characters of a name in a reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A query prepared for comparing."""

    query: Query
    title: Text
    body: Text  # the title's words where there is no body
    bare: bool  # there is no body
    outlet: str
    reporter: str
    alias: frozenset[str]
    page: str
    everything: frozenset[str]  # stems of all hard words

    @property
    def keys(self) -> frozenset[str]:
        """What it is looked up by."""
        return self.alias | {self.page} if self.page else self.alias

    @classmethod
    def of(cls, query: Query) -> "Printed":
        """Prepare a query; linear in its text, which is capped."""
        title, body = text_of(query.summary), text_of(query.body)
        bare = not body.words or body.words == title.words
        if not bare and title.words == body.words[: len(title.words)]:
            title = Text()  # a reader made it of the text's beginning
        return cls(
            query=query,
            title=title,
            body=title if bare else body,
            bare=bare,
            outlet=outlets.outlet(query),
            reporter=outlets.reporter(query),
            alias=pages.alias(query),
            page=pages.page(query),
            everything=frozenset(title.hard) | frozenset(body.hard),
        )


def judge(a: Printed, b: Printed) -> str:
    """Say why both are one request, "" if they are two."""
    if a.query.id == b.query.id:
        return "the same id"
    if a.query.id > b.query.id:
        a, b = b, a  # of several alignments the same one, whoever asks
    if both := a.alias & b.alias:
        return f"the same alias {min(both)[:_SHOWN]}"
    if a.page and a.page == b.page and _backed(a, b):
        return f"the same page {a.page[:_SHOWN]}"
    kind, exact, common = _texts(a, b)
    if not kind or not _names_agree(a, b, common, exact=exact):
        return ""
    return f"{kind}, {_told(a, b)}"


def _backed(a: Printed, b: Printed) -> bool:
    """Whether outlet and words allow what stands on one page to be one request."""
    outlet = outlets.kin(a.outlet, b.outlet)
    least = min(len(a.everything), len(b.everything))
    if outlet is Kin.OTHER or least < _TELLING:
        return outlet is Kin.SAME
    share = len(a.everything & b.everything) / least
    return share >= (_HINTED if outlet is Kin.SAME else _SHARED)


def _told(a: Printed, b: Printed) -> str:
    names = [_shown(p.query.outlet) or "not told" for p in (a, b)]
    if names[0] == names[1]:
        return f"outlet {names[0]}"
    return "outlet " + " / ".join(sorted(names))


def _shown(text: str) -> str:
    return "".join(c for c in " ".join(text[:200].split()) if c.isprintable())[:_SHOWN]


def _names_agree(a: Printed, b: Printed, common: int, *, exact: bool) -> bool:
    """Whether outlet and reporter allow two like texts to be one request."""
    outlet = outlets.kin(a.outlet, b.outlet)
    person = outlets.kin(a.reporter, b.reporter)
    if outlets.same_reporter(a.query, b.query):
        person = Kin.SAME
    long = min(len(a.body.words), len(b.body.words)) >= _LONG and common >= _WEIGHTY
    if outlet is Kin.SAME:
        return exact or person is not Kin.OTHER
    if outlet is Kin.UNKNOWN:
        if person is Kin.OTHER:
            return exact and common >= _WEIGHTY
        return common >= _SPECIFIC and (exact or person is Kin.SAME or long)
    return exact and common >= _SPECIFIC and (person is Kin.SAME or long)


def _texts(a: Printed, b: Printed) -> tuple[str, bool, int]:
    """Say how alike two texts are ("" if not), whether wholly, and by how many words."""
    nothing = ("", False, 0)
    if a.bare != b.bare and (found := _title_only(a, b)):
        return found, True, _SPECIFIC
    if min(len(a.body.words), len(b.body.words)) < _SHORT:
        alike = a.body.words == b.body.words
        enough = len(a.body.hard) >= (_TELLING if a.bare or b.bare else 1)
        if not alike or not enough or _titles_differ(a, b, len(a.body.hard)):
            return nothing
        return "the same short text", True, len(a.body.hard)
    shared = sum((a.body.counts & b.body.counts).values())
    if shared < _SHARED * min(len(a.body.hard), len(b.body.hard)):
        return nothing
    own = [f"{p.outlet} {p.reporter}" for p in (a, b)]
    common, of_a, of_b = rests(a.body, b.body, *own)
    kind, exact = _kind(a, b, of_a, of_b, common)
    if not kind or _titles_differ(a, b, common):
        return nothing
    return kind, exact, common


def _title_only(a: Printed, b: Printed) -> str:
    """Compare a query of which only the title came with a whole one of the same outlet."""
    if outlets.kin(a.outlet, b.outlet) is not Kin.SAME:
        return ""
    if outlets.kin(a.reporter, b.reporter) is Kin.OTHER:
        return ""
    alike = a.title.hard == b.title.hard and len(a.title.hard) >= _TITLE
    return "the same title, one without a text" if alike else ""


def _kind(a: Printed, b: Printed, of_a: Rest, of_b: Rest, common: int) -> tuple[str, bool]:
    if not of_a.words and not of_b.words:
        enough = common >= _TELLING or a.body.words == b.body.words
        return ("the same text" if enough else ""), True
    if of_a.words and of_b.words:
        return (
            "the text lightly reworded" if _reworded(a, b, of_a, of_b, common) else ""
        ), False
    short, whole, rest = (a, b, of_b) if of_b.words else (b, a, of_a)
    if rest.tail and short.body.cut and common >= _SPECIFIC:
        return "the same text, one copy cut short", True
    if rest.tail and common >= _WHOLE and len(rest.words) <= _ENDS * common:
        return "the same text, one copy ends sooner", True
    more = _harmless_more(whole, short, rest, common)
    return ("the same text, one copy with more" if more else ""), False


def _harmless_more(whole: Printed, short: Printed, rest: Rest, common: int) -> bool:
    """Whether a word inside a sentence, or a sentence more, leaves it the same request."""
    allowed = common // (_SINGLE if _elsewhere(whole, short) else _REWORDED)
    if rest.inner and not (
        rest.gaps <= allowed and _harmless(whole, short, rest, rest.gaps)
    ):
        return False
    return not rest.fresh or (common >= _WHOLE and len(rest.fresh) <= common)


def _reworded(a: Printed, b: Printed, of_a: Rest, of_b: Rest, common: int) -> bool:
    if of_a.fresh or of_b.fresh or not _elsewhere(a, b):
        return False  # only another service puts other words in a reporter's mouth
    titled = a.title.hard == b.title.hard and len(a.title.hard) >= _TELLING
    gaps = max(of_a.gaps, of_b.gaps)
    return (
        gaps <= common // (_TITLED if titled else _REWORDED)
        and _harmless(a, b, of_a, gaps)
        and _harmless(b, a, of_b, gaps)
    )


def _elsewhere(a: Printed, b: Printed) -> bool:
    return a.query.source != b.query.source


def _harmless(one: Printed, other: Printed, rest: Rest, gaps: int) -> bool:
    """Whether the words left of one say too little to make it another request."""
    if rest.named or len(rest.inner) > _PLACE * gaps:
        return False
    return not any(
        deciding(word) or (one.body.counts[word] > 1 and word not in other.everything)
        for word in rest.inner
    )


def _titles_differ(a: Printed, b: Printed, common: int) -> bool:
    """Whether the titles name what the other query nowhere says."""
    if a.bare and b.bare:
        return False
    named = {stem(word) for p in (a, b) for word in p.outlet.split()}  # "Outlet: headline"
    of_a = [w for w in a.title.hard if w not in b.everything | named]
    of_b = [w for w in b.title.hard if w not in a.everything | named]
    extra = of_a + of_b
    if not extra:
        return False
    decisive = any(map(deciding, extra))
    if not a.title.hard or not b.title.hard or a.bare or b.bare:
        return common < (_WHOLE if decisive else _SPECIFIC)
    if not any(rest.words for rest in rests(a.title, b.title, "", "")[1:]):
        return False  # a slip of the pen
    if decisive or not _elsewhere(a, b):
        return True
    return common < (_LONG if of_a and of_b else _WEIGHTY)
