"""Words that a model wrote beside the facts: they may hold nothing of their own."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from bot.domain import Profile, Query
from bot.grounding import hostile, names, numbers
from bot.grounding.claims import figures, own_names, whole
from bot.grounding.finding import Finding, finding, once
from bot.grounding.superlatives import superlatives
from bot.grounding.words import LONGEST, fold, pieces, plain, stem

_SENSITIVE = re.compile(
    r"\b(?:bank(?:ing)? (?:details?|accounts?|information|data|statements?)"
    r"|account numbers?"
    r"|routing numbers?|sort codes?|iban|swift|bic|wire (?:transfer|instructions?)"
    r"|credit cards?|debit cards?|card numbers?|cvv|pin codes?|pass\s?words?"
    r"|pass\s?phrases?"
    r"|passcodes?|log-?in (?:details?|data|codes?)|credentials for|api[ -]?keys?|tokens?"
    r"|private keys?|secret keys?|recovery codes?|two-factor|2fa|otp|one-time code"
    r"|verification codes?|ssn|social security|national insurance number|tax id|ein"
    r"|passports?|driver['’]?s? licen[cs]es?|licen[cs]e (?:scans?|cop(?:y|ies)|numbers?)"
    r"|(?:scan|copy|photo|picture) of (?:your|the|his|her"
    r"|their) [\w' ]{0,20}(?:licen[cs]e|id\b|card)"
    r"|id (?:cards?|scans?|documents?)|identity (?:cards?|documents?|papers?)"
    r"|(?:customer|client|patient|mailing|donor) (?:lists?|database|records|names)"
    r"|by (?:customer|client)\b|home address(?:es)?|private address|where (?:you|he"
    r"|she) lives?"
    r"|date of birth|birth ?dates?|mother['’]s maiden|mobile numbers?"
    r"|cell(?:phone)? numbers?"
    r"|phone numbers?|private (?:e-?mail|number)|confidential|trade secrets?|unpublished"
    r"|internal (?:facts?|documents?|figures|data|numbers?)|non-?public|source code"
    r"|medical records?)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\b(?:revenues?|salar(?:y|ies)|income|earnings|profits?|turnover|net worth|wages?"
    r"|contracts?"
    r"|invoices?|payroll|tax returns?)\b",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:previous|prior|above|earlier"
    r"|all|any|the"
    r"|your|instructions?|rules)\b|\b(?:system|developer) (?:prompt|message|mode)\b"
    r"|\b(?:your|my|the|these|new|updated|following|previous) instructions?\b"
    r"|\byou are (?:now |an? (?:ai|assistant|language|chatbot|bot|model|helpful))"
    r"|\bas an ai\b|\b(?:language|ai) model\b|\bact as (?:an?|the)\b|\bpretend (?:to"
    r"|that)\b"
    r"|\b(?:print|output|reveal|repeat|show|list) (?:exactly|only|the|your|all|every)\b"
    r"|\b(?:must|please|now|to) approve\b|\bapprove (?:this|it|now|me|the|in|card"
    r"|immediately)\b"
    r"|^\W*(?:pre-?)?approved?\W*$|\bapproved (?:by|automatically|already|and)\b"
    r"|\bscore\w*(?: it| this| of|:)? ?\d|\b(?:perfect|ideal|100 ?%) match\b"
    r"|\bmark\w* (?:it|this|as)\b|\b(?:is|it|as) urgent\b|\bsponsor(?:ed)? (?:the|post"
    r"|link)"
    r"|\bguest posts?\b|\bback-?links?\b|\bclick (?:here|on|the|this|below)\b"
    r"|\blog ?in (?:here|at|to)\b"
    r"|\b(?:forward|share|post|send|paste|publish)\b.{0,25}\b(?:card|channel|thread"
    r"|everybody)\b|\bsend (?:this|it|the|your|all|answers?)\b[\w ,]{0,40}\bto\b"
    r"|\breply to (?:this|the) address\b"
    r"|\binclude the (?:word|phrase|following)\b|\bdo not (?:tell|mention|show|reply)\b"
    r"|\b(?:this|the|your|my) prompt\b|\bjailbreak\b|\bfact[_ ]ids?\b|\bexpert[_ ]ids?\b",
    re.IGNORECASE,
)
_TONE = re.compile(
    r"\b(?:admit(?:s|ted)?|confess\w*|fail(?:s|ed|ure|ures)?|regret\w*|disappoint\w*"
    r"|l(?:ie|ies|ied"
    r"|ying)\b|scam\w*|fraud\w*|illegal\w*|guilty|lawsuits?|sue[ds]?|dangerous\w*|toxic"
    r"|incompeten\w*"
    r"|corrupt\w*|cheat\w*|worthless|unsafe|kills?|hates?|racist|criminal\w*"
    r"|negligen\w*|blame[sd]?"
    r"|conceal\w*|cover(?:s|ed)? up|bankrupt\w*|secretly)\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:your|his|her|their|expert['’]s|last year['’]s)\b", re.IGNORECASE)
_NEAR = 25  # characters between "your" and what it is about
_ENDINGS = ("ently", "antly", "ness", "ence", "ance", "ent", "ant", "ly", "ous", "al")
_LONG = 8  # letters of a word that is looked for across spaces and signs
_SHORT = 3  # ... that must stand alone
_REPEATED, _SHARE = 12, 0.4  # words of a text; the share of them that must differ
_TAIL = 6  # letters of what stands behind the last hyphen of a canary
_SPACES = re.compile(r"[\W_]+")


def free(
    text: str,
    *,
    profile: Profile,
    query: Query,
    forbidden: Iterable[str] = (),
    canary: str = "",
    today: date | None = None,
) -> tuple[Finding, ...]:
    """Return what a model's own words hold that they may not: an angle, a why, an ask.

    ``forbidden``: words of hidden tests. ``canary``: a word that stands in the prompt
    only. ``today``: facts that have expired are no source; without it all are. The query
    is never a source of numbers or names. Never raises. What is not hard, a superlative
    or an accusation, is to be looked at.
    """
    return once(_free(text, profile, query, tuple(forbidden), canary, today))


def _free(
    text: str,
    profile: Profile,
    query: Query,
    forbidden: tuple[str, ...],
    canary: str,
    today: date | None,
) -> Iterator[Finding]:
    if len(text) > LONGEST:
        yield finding("opaque", f"longer than {LONGEST} characters", hard=True)
    yield from hostile.hidden(text)
    if len(text.splitlines()) > 1:
        yield finding("markup", "more than one line", hard=True)
    text = hostile.cleaned(text)
    held = [*own_names(profile), *whole(_usable(profile, today))]
    yield from hostile.foreign(text, " ".join(held))
    yield from hostile.outward(text, named=" ".join(held))
    yield from sensitive(text, " ".join(held))
    if orders := [m[0] for m in _ORDER.finditer(text)]:
        yield finding("instruction", "reads like an order", orders, hard=True)
    if _leaked(text, canary):
        yield finding("canary", "a word of the prompt", hard=True)
    yield from trapped(text, forbidden)
    yield from _named(text, held, query)
    facts = [quantity for line in held for quantity in numbers.quantities(plain(line))]
    said = numbers.quantities(text)
    source = "\n".join(held)
    for one in figures(text, said, facts, "not in the profile", source=source, loose=False):
        yield replace(one, hard=True)
    yield from _repeated(text)
    yield from superlatives(text, " ".join(held), hard=False)
    known = " ".join(held).casefold()
    tone = [m[0] for m in _TONE.finditer(text) if m[0].casefold() not in known]
    if tone:
        yield finding("tone", "an accusation or a confession", tone, hard=False)


def _usable(profile: Profile, today: date | None) -> Profile:
    if today is None:
        return profile
    return replace(profile, facts=tuple(f for f in profile.facts if f.usable(today)))


def sensitive(text: str, held: str) -> Iterator[Finding]:
    """Yield what no reporter needs; a topic of the company only where it is somebody's."""
    known = f" {' '.join(map(stem, pieces(held)))} "
    asked = [
        m[0]
        for pattern in (_SENSITIVE, _MONEY)
        for m in pattern.finditer(text)
        if _OWN.search(text[max(0, m.start() - _NEAR) : m.start()])
        or f" {' '.join(map(stem, pieces(m[0])))} " not in known
    ]
    if asked:
        yield finding("sensitive", "nothing to ask or to tell", asked, hard=True)


def _leaked(text: str, canary: str) -> bool:
    mark = _SPACES.sub("", canary).casefold()
    if not mark:
        return False
    tail = canary.rsplit("-", 1)[-1].casefold()
    squeezed = _SPACES.sub("", text).casefold()
    return mark in squeezed or (len(tail) >= _TAIL and tail in squeezed)


def trapped(text: str, forbidden: Iterable[str]) -> Iterator[Finding]:
    """Yield the words by which a hidden test would know a machine, inflected too."""
    words = pieces(text)
    squeezed = _SPACES.sub("", text).casefold()
    found = [word for word in forbidden if _says(words, squeezed, word)]
    if found:
        yield finding("trap", "a word of a hidden test", found, hard=True)


def _says(words: list[str], squeezed: str, word: str) -> bool:
    wanted = [fold(part) for part in _SPACES.split(word) if part]
    joined = "".join(wanted)
    if len(joined) >= _LONG and joined in squeezed:
        return True
    if len(wanted) == 1:
        return any(_inflected(said, joined) for said in words)
    return bool(wanted) and f" {' '.join(wanted)} " in f" {' '.join(words)} "


def _inflected(said: str, word: str) -> bool:
    if said == word or len(word) <= _SHORT:
        return said == word
    return root(said) == root(word)


def root(word: str) -> str:
    """Return what a word shares with those made from it: effulgent, effulgence."""
    word = stem(word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > _SHORT:
            return word.removesuffix(ending)
    return word.removesuffix("enc").removesuffix("anc")


def _named(text: str, held: list[str], query: Query) -> Iterator[Finding]:
    strange = [word.text for word in names.unknown(text, held)]
    said = " ".join(pieces(text))
    squeezed = said.replace(" ", "")
    for name in names.of_query([query.summary, query.body, query.reporter, query.outlet]):
        if names.stands(name, held):
            continue
        row = pieces(name)
        whole_name = "".join(row)
        if f" {' '.join(row)} " in f" {said} " or (
            len(whole_name) >= _LONG and whole_name in squeezed
        ):
            strange.append(name)
    if strange:
        yield finding("name", "not in the profile", strange, hard=True)


def _repeated(text: str) -> Iterator[Finding]:
    words = pieces(text)
    if len(words) >= _REPEATED and len(set(words)) < _SHARE * len(words):
        most = Counter(words).most_common(1)[0][0]
        yield finding("opaque", "says the same over and over", [most], hard=True)
