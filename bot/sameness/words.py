"""A query's text as words: which of them say what it is about, and in which sentence.

Three kinds of words are told apart. Soft words (seek, article, expert) say nothing of
the subject and are passed over. Words of form (headshot, deadline) and numbers are passed
over in a sentence about how to answer. All others are hard: one that differs counts.
"""

import html
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from bot.fields import ADDRESS, URL
from bot.sameness.vocabulary import ASKS, DECIDING, FORM, LIKE, PROFESSION, SOFT

LONGEST = 6000  # characters of a text that are compared
_LONGEST_WORD = 30  # letters; a longer run is no word (hidden text, a token)
_LONG = 5  # letters; a longer word may be of British spelling
_SHORTEST_STEM = 4  # letters that must remain when an ending is taken off

_ABOUT_FORM = re.compile(
    r"\bdeadlines?\b|\bplease\b|\bthank|\bkindly\b|\b(?:chat)?gpt\b|\bno ai\b|\bbio\b"
    r"|\bai[- ](?:gen|writ|edit|ass|resp|ans|pitch)|\bheadshot|\bfull name|\bjob title"
    r"|\bfirst and last\b|\bcredentials\b|\bverbatim\b|\bfollow (?:me|us|\w{1,20} on)\b"
    r"|\blook(?:ing)? forward\b|\b(?:pitch|respond|reply|responses?)\b|\be-?mail\b"
    r"|\bdisclosure\b|\b(?:in|under|about|up to|at least) \d{1,4}(?:[- –]{1,3}\d{1,4})? ?"
    r"(?:words?|sentences?)|\bwords?\b.{0,20}\b(?:limit|max)|\bpublicists?\b"
    r"|\bpr (?:companies|people|reps?|firms|agencies|representatives)\b"
    r"|\b(?:by|before|until) (?:the end of |end of |eod|cob|noon|midnight|mon|tue|wed|thu"
    r"|fri|sat|sun|today|tomorrow|\d|jan|feb|mar|apr|may \d|jun|jul|aug|sep|oct|nov|dec)"
    r"|\b(?:zoom|phone|telephone|call|written answers?)\b.{0,30}\b(?:fine|ok|okay|works?)\b"
    r"|\bcoverage\b.{0,30}\bguarantee|\bcannot guarantee\b|\bback ?link|\bfeel free\b"
    r"|\bquestions (?:include|below|follow)|\bon the record\b|\bbyline\b|\bconfidential\b"
    r"|\bfollow-?ups?\b",
)
_NUMBERED = re.compile(
    r"\bdeadline|\bdue\b|\bwords?\b|\bsentences?\b|\bminutes?\b|\bdpi\b|\bpx\b|\beod\b"
    r"|\bnoon\b|\d ?[ap]\.?m\b|\d:\d\d"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6} \d"
)
_ZERO_WIDTH = dict.fromkeys(
    [0xAD, *range(0x200B, 0x2010), *range(0x2060, 0x2065), 0xFEFF, *range(0xE0000, 0xE0080)]
)
_QUOTES = str.maketrans("‘’‛ʼ`´“”„«»‐‑‒–—―", "''''''\"\"\"\"\"------")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_ENCODED = re.compile(r"[\w=&?.-]{0,200}(?:%[0-9A-Fa-f]{2}[\w=&?.-]{0,100}){1,40}")
_ABBREVIATED = (
    (re.compile(r"\bU\.\s?S\.(?:A\.)?|\bUS(?:A)?\b"), " usa "),
    (re.compile(r"\bU\.\s?K\.|\bUK\b"), " uk "),
    (re.compile(r"\bE\.U\.|\bEU\b"), " europe "),
    (re.compile(r"\b(?:e\.g|i\.e|etc)\.", re.IGNORECASE), " "),
    (re.compile(r"\b(Dr|Mr|Mrs|Ms|St|vs|No)\.", re.IGNORECASE), r"\1 "),
    (re.compile(r"(?<=\d),(?=\d{3})"), ""),
    (re.compile(r"(?<=\d)(?=[a-z%])"), " "),
)
_NUMBERING = re.compile(r"(^|[.!?:;)\n_-])[ \t]{0,3}\(?\d{1,2}[.)][ \t]")
_BOUNDARY = re.compile(
    r"(?<=[.!?])[\"')\]*]{0,3}\s+|\n+|[•●▪]|(?<=[a-z:])\s[*-]\s|_{3,}|-{3,}"
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_RUN = re.compile(r"[A-Za-z0-9+/=]{31,}")
_CUT = re.compile(
    r"(?:\.\.\.|…)?\s*(?:view full brief\W{0,6}|read more\W{0,6}|see more\W{0,6})?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Hard words of a text in order, each with the number of its sentence."""

    words: tuple[str, ...] = ()  # all words, soft ones too: what a short text is held to
    hard: tuple[str, ...] = ()
    sentence: tuple[int, ...] = ()  # of each hard word
    names: frozenset[int] = frozenset()  # hard words with a capital inside a sentence
    form: frozenset[int] = frozenset()  # sentences about how to answer
    counts: Counter[str] = field(default_factory=Counter)
    cut: bool = False  # ends in "..." or the like


def plain(text: str) -> str:
    """Return text without markup, invisible characters, links and addresses."""
    text = text[: 2 * LONGEST].translate(_ZERO_WIDTH)
    if "&" in text:
        text = html.unescape(text)
    if "%" in text:
        text = _ENCODED.sub(" ", text)  # the rest of a broken link
    if "<" in text:
        text = _TAG.sub("\n", text)
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    if "://" in text or "www." in text or "WWW." in text:
        text = URL.sub(" ", text)
    if "@" in text:
        text = ADDRESS.sub(" ", text)
    return _RUN.sub(_unless_encoded, text)[:LONGEST]


def _unless_encoded(run: re.Match[str]) -> str:
    """Keep "food/beverage/travel/technology", drop what hides an instruction."""
    encoded = any(map(str.isdigit, run[0])) or not (run[0].islower() or "/" in run[0])
    return " " if encoded else run[0]


def _uncut(flat: str) -> tuple[str, bool]:
    """Take the mark of a cut and the word before it, which may be half a word, away."""
    found = _CUT.search(flat[-60:])
    if not found or not found[0].strip():
        return flat, False
    return flat[: len(flat) - len(found[0])].rpartition(" ")[0], True


def text_of(text: str) -> Text:
    """Sort the words of a text; linear in its length, which is capped."""
    flat, cut = _uncut(plain(text))
    for pattern, put in _ABBREVIATED:
        flat = pattern.sub(put, flat)
    flat = _NUMBERING.sub(r"\1\n", flat)
    words: list[str] = []
    hard: list[str] = []
    places: list[int] = []
    names: set[int] = set()
    form: set[int] = set()
    for n, sentence in enumerate(_BOUNDARY.split(flat)):
        if not sentence:
            continue
        found = _WORD.findall(sentence)
        lower = sentence.casefold()
        about_form = _ABOUT_FORM.search(lower) is not None
        if about_form:
            form.add(n)
        numbered = about_form and _NUMBERED.search(lower) is not None
        asks = sentence.rstrip().endswith("?")
        shouted = sentence.isupper()
        for i, printed in enumerate(found):
            word = _bare(printed.casefold())
            if len(word) > _LONGEST_WORD:
                continue
            words.append(word)
            if not _counts(word, first=i == 0 and asks, formal=about_form):
                continue
            if numbered and word[0].isdigit():
                continue
            root = stem(word)
            hard.append(root)
            places.append(n)
            if i and printed[0].isupper() and not shouted:
                names.add(len(hard) - 1)
    return Text(
        words=tuple(words),
        hard=tuple(hard),
        sentence=tuple(places),
        names=frozenset(names),
        form=frozenset(form),
        counts=Counter(hard),
        cut=cut,
    )


def deciding(word: str) -> bool:
    """Whether this word alone can make two requests different."""
    return (
        word[0].isdigit()
        or not word.isalnum()
        or word in _DECIDING_STEMS
        or PROFESSION.search(word) is not None
    )


def decided(word: str) -> bool:
    """Whether this is one of the words listed as deciding."""
    return word in _DECIDING_STEMS


def formal(word: str) -> bool:
    """Whether this is a word of sentences about how to answer."""
    return word in _FORM_STEMS


@lru_cache(maxsize=40_000)
def _counts(word: str, *, first: bool, formal: bool) -> bool:
    """Whether a word is hard: ``first`` of a question, in a sentence that is ``formal``."""
    if word in ASKS:
        return first or word in {"how", "why"}
    if word in SOFT or stem(word) in _SOFT_STEMS:
        return False
    return not (formal and stem(word) in _FORM_STEMS)


def _bare(word: str) -> str:
    if word.endswith("n't"):
        return "not"
    return word.split("'", 1)[0]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Take the endings of number, tense and manner off: "permanently" is "permanent"."""
    word = LIKE.get(word, word)
    for ending, put in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM - len(put):
            word = word[: len(word) - len(ending)] + put
            break
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word[: -len(ending)]
            if word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    word = LIKE.get(word, word)
    if word.endswith("e") and len(word) > _SHORTEST_STEM:
        word = word[:-1]
    return (
        word.replace("our", "or").replace("isation", "ization")
        if len(word) > _LONG
        else word
    )


_ENDINGS = (
    ("ies", "y"),
    ("sses", "ss"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("xes", "x"),
    ("ss", "ss"),
    ("us", "us"),
    ("is", "is"),
    ("ically", "ic"),
    ("ily", "y"),
    ("ly", ""),
    ("s", ""),
)
_DECIDING_STEMS = frozenset(map(stem, DECIDING))
_SOFT_STEMS = frozenset(map(stem, SOFT)) - _DECIDING_STEMS
_FORM_STEMS = frozenset(map(stem, FORM))
