"""What a reporter asks and demands, by rules. Finds much, never claims all of it.

Every requirement carries the sentence it came from, so a person can check.
"""

import re

from bot.domain import Requirement

LONGEST = 600  # characters of one sentence that are kept

_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|dr|mr|ms|mrs|st|u\.s|u\.k|u\.s\.a|a\.m|p\.m|inc|ltd"
    r"|approx|jr|sr"
    r"|ph\.d|no|prof|min|max)|(?:^|\s)[A-Z])\.$",
    re.IGNORECASE,
)
_TAIL = 12  # characters in which an abbreviation is looked for
_REAL_END = re.compile(r"\b(?:a\.m|p\.m|etc|u\.s|u\.k|inc|ltd)\.$", re.IGNORECASE)
_MARK = re.compile(r"^(?:[-*•–—·o]\s+|[•·]|\(?\d{1,2}[.)]\s+|Q\d{1,2}[:.)]\s*)")
_BREAK = re.compile(
    r"(?:(?<=[.!?…])|(?<=[.!?…][\"'”’)\]]))\s+"
    r"(?=[\"'“‘(\[*]{0,2}[A-Z0-9]|[\u2600-\u27bf\U0001f300-\U0001faff])"
)
_INLINE = re.compile(r"\s+(?=\d{1,2}[.)]\s+[A-Z])|\s+(?=[-•*]\s+[A-Z])")
_DANGLING = re.compile(r"^\(?\d{1,2}[.)]$")

_ASKING = re.compile(r"\?[\"'”’)\]\s]*$")
_WH = r"(?:what|which|why|how|when|where|who|whether)"
_LEAD = r"^(?:\W*(?:also|please|and|then|first|finally|kindly|so)[, ]+)*"
_IMPERATIVE = re.compile(
    _LEAD
    + r"(?P<verb>(?:tell|give|walk) (?:me|us)(?: through)?|explain|describe|share|list"
    r"|discuss|name (?=one|two|three|the|your)|let (?:me|us) know|weigh in on|comment on"
    r"|talk about|answer)\b\s*(?:(?:about|your|on)\s+)?(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_WANT = re.compile(
    r"(?:\b(?:love|like|want|after|hoping|looking|interested|keen|need|curious|seeking|welcome)\b"
    r"[^.;:]{0,40}?\b(?:to hear|to know|to learn|hearing|learning"
    r"|(?:tips|advice|insights?|thoughts|comments?|examples|ideas|opinions|input"
    r"|perspectives?|views))\b"
    r"|^\W*(?:(?:your|any|some|expert)\s+){0,2}"
    r"(?:thoughts|tips|advice|insights?|comments?|opinions|views|perspectives?))"
    r"(?:\s+(?:about|on|into|from|for|regarding|around|of))?\s+(?P<rest>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_AFTER_MARK = re.compile(
    rf"(?:\s[-–—]\s+|:\s+)(?P<rest>{_WH}\b.*)$", re.IGNORECASE | re.DOTALL
)
_COMPOUND = re.compile(rf",?\s*(?:,|;|\band\b)\s+(?=(?:at what|{_WH})\b)", re.IGNORECASE)
_META = re.compile(
    r"\b(?:head ?shots?|photos?|linkedin|attachments?|word (?:limit|count)|bio|full name"
    r"|your name|job title|website|url|deadline|chat ?gpt|ai[- ](?:generated|written)"
    r"|on the record|follow[- ]?up|email (?:me|us)|contact (?:me|info\w*|details))\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"^(?:\w+\s+){0,2}(?:experts?|founders?|people|anyone|professionals?)\b", re.IGNORECASE
)

_NUMBER = r"(?:\d{1,3}(?:,\d{3})*|\d{1,5}|one|two|three|four|five|six|seven|eight|nine|ten)"
_SPAN = rf"{_NUMBER}\s*(?:-|–|—|to|or)\s*{_NUMBER}"
_RULES = {
    "word_limit": rf"\b(?:{_SPAN}|{_NUMBER})[\s-]*words?\b",
    "sentence_limit": rf"\b(?:{_SPAN}|{_NUMBER}|an?|few|couple(?: of)?)[\s-]*"
    r"(?:short |brief |full )?(?:sentences?|paragraphs?|lines)\b",
    "headshot": r"\bhead[ -]?shots?\b|\bphotos? of (?:you|yourself|the expert)"
    r"|\b(?:include|send|attach|provide)\b[^.]{0,30}\b(?:an?|your) (?:photo|picture)"
    r"|\bhi(?:gh)?[- ]res(?:olution)?\s+(?:photo|image|picture)s?\b",
    "bio": r"\bbio(?:graphy|s)?\b|\bshort background on you",
    "name_title": r"\bfull name\b|\byour name\b|\bname,? (?:and |& )?(?:job "
    r"|professional )?title"
    r"|\bname and (?:title|position|credentials|role|affiliation)|\bname, (?:age|licen[sc]e"
    r"|credentials|company|title|city|position|occupation)|\b(?:job|professional"
    r"|clinical|full"
    r"|complete) title\b|\bname of (?:the )?(?:proposed )?(?:interviewee|expert|source)",
    "website": r"\bweb ?site\b|\bweb site\b|\bURL\b|\blink(?:s)? to (?:your|the) "
    r"(?:site|company|work|business|portfolio|store)|\bcompany (?:link|site)\b",
    "linkedin": r"\blinked ?in\b",
    "phone": r"\bphone number\b|\b(?:phone|zoom|video|teams|skype)[ -](?:call|interview"
    r"|chat)s?\b"
    r"|\b(?:by|via|over|on) (?:the )?(?:phone|zoom|teams)\b|\bavailab(?:le"
    r"|ility) for\b"
    r"[^.]{0,40}\b(?:interview|call|chat|follow|question)|\bhop on\b[^.]{0,20}\bcall\b"
    r"|\bquick call\b|\bin[- ]person interviews?\b",
    "email_only": r"\b(?:via|by|over|through) e-?mail\b|\be-?mail(?:ed)? "
    r"(?:responses?|answers?|replies|interviews?)\b|\bno (?:phone )?calls\b|\bin writing\b"
    r"|\bwritten (?:responses?|answers?|replies)\b|\be-?mail only\b|\bonly (?:by"
    r"|via) e-?mail\b",
    "no_attachments": r"\b(?:no|not|don[’']?t|never"
    r"|without)\b[^.]{0,30}\battach(?:ments?|ed)?\b"
    r"|\battachments? (?:will|are|can)\b[^.]{0,20}\b(?:not|deleted|stripped|removed"
    r"|ignored)\b",
    "no_product": r"\bno (?:product|brand|company|sales|affiliate)?\s*"
    r"(?:plugs?|promotions?|promotional|products?|sponsors\w*|links?)\b"
    r"|\b(?:not|non)[- ]promotional\b|\bno (?:brands|promos?|vendors)\b"
    r"|\bno (?:specific )?brand\b[^.]{0,30}\bendorsements?",
    "no_pr": r"\bno (?:PR|publicists?|agenc(?:y|ies))\b|\bnot accepting pitches from\b"
    r"|\bno (?:third[- ]part(?:y|ies)|pitches from)",
    "subject_line": r"\bsubject line\b|\bin the subject\b",
    "on_record": r"\bon the record\b|\battributable\b|\bnot anonymous\b"
    r"|\buse your (?:real )?name\b"
    r"|\bfull name (?:must|will) be",
    "anonymous_ok": r"\banonym(?:ous(?:ly)?|ity|ized)\b|\bpseudonym|\bfirst name only\b",
    "samples": r"\b(?:product|review|press) samples?\b|\bsend (?:me |us )?(?:a )?samples?\b"
    r"|\bsamples? (?:must|should|to|for|are|is)\b",
    "data": r"\b(?:data|statistics|stats|figures|numbers|measurements|metrics"
    r"|case stud(?:y|ies)|survey results)\b"
    r"|\b(?:studies|research) (?:to|that|you|if|or|and|link)",
    "examples": r"\b(?:examples?|anecdotes?)\b|\bpersonal (?:story|stories|experiences?)\b",
    "disclosure": r"\bdisclos(?:ure|e)\b|\bconflicts? of interest\b",
}
_CASED = {
    "credentials": r"(?i:\blicen[sc]ed\b|\bcertified\b|\bboard[- ]certified\b"
    r"|\bcredential(?:s|ed)?\b"
    r"|\bcertifications?\b|\baccredited\b|\bregistered (?:dietit?c?ian|nurse)"
    r"|\battorneys?\b"
    r"|\blawyers?\b|\bveterinarians?\b|\bvet tech|\bphysicians?\b|\bdermatologists?\b"
    r"|\bpsychologists?\b|\bpsychiatrists?\b|\btherapists?\b|\bdietit?c?ians?\b"
    r"|\bdentists?\b"
    r"|\bneurologists?\b|\bdoctors?\b|\bfounders?\b|\bqualified\b|\b(?:minimum of"
    r"|at least)\s+"
    r"\w+\+? years|\b\d+\+ years|\bfinancial (?:advis[eo]rs?|planners?))"
    r"|\b(?:MD|M\.D\.|DVM|CPA|CFP|RD|RDN|PhD|Ph\.D|JD|CEOs?|CFOs?|CTOs?|CIOs?|CISOs?)\b",
    "location": r"\b(?:US|U\.S\.?|UK|U\.K\.?|USA|Canad(?:a|ian)|Australian?|Europe(?:an)?"
    r"|United States|[A-Z]{2,3}(?:/[A-Z]{2,3})+|[A-Z][a-z]+)[- ]?(?:based\b|only\b"
    r"|residents?\b)"
    r"|(?i:\bbased in\b|\bmust (?:be located|live|reside|be based)\b|\blocated in\b"
    r"|\b(?:city|location)\b|\byour state\b|\bcity and state\b|\b(?:where you (?:live"
    r"|are based))\b)"
    r"|\bin (?:the )?(?:US|U\.S\.?|UK|U\.K\.?|United States|United Kingdom)\b"
    r"|\b(?:New York|London|Toronto|Los Angeles|Chicago|DC|NYC)[- ](?:based|area)\b",
    "deadline": r"(?i:\bdeadline\b|\bdue (?:by|on)\b|\bby (?:end of day|eod|cob"
    r"|close of business)\b"
    r"|\bno later than\b|\b(?:respond|reply|submit|answer|send)\b[^.]{0,30}\bby\s+"
    r"(?:\w+day|\d|noon|tomorrow|end))",
}
_CONTACT = re.compile(
    r"\b(?:contact|e-?mail|reach|message|write(?: to)?)\s+(?:me|us)\b[^.]{0,20}\b(?:by"
    r"|via|at|on)?\b",
    re.IGNORECASE,
)
_COMPILED = {
    **{kind: re.compile(rule, re.IGNORECASE) for kind, rule in _RULES.items()},
    **{kind: re.compile(rule) for kind, rule in _CASED.items()},
}
_SHORTEST = 3  # words of a question
_MAX_QUESTIONS = 60


def sentences(text: str) -> tuple[str, ...]:
    """Split text into sentences and list items, white space made single."""
    found: list[str] = []
    for line in text.split("\n"):
        for piece in _INLINE.split(line):
            found += _split(_MARK.sub("", piece.strip(), count=1))
    return tuple(found)


def _split(line: str) -> list[str]:
    """Split one line, but not behind "e.g.", an initial or a lone list number."""
    done: list[str] = []
    held = ""
    for piece in _BREAK.split(line):
        held = f"{held} {piece}" if held else piece
        tail = held[-_TAIL:]
        open_end = _ABBREVIATION.search(tail) and not _REAL_END.search(tail)
        if open_end or _DANGLING.match(held):
            continue
        done.append(held)
        held = ""
    if held:
        done.append(held)
    return [" ".join(sentence.split()) for sentence in done if sentence.strip()]


def questions(text: str) -> tuple[str, ...]:
    """Return what the reporter asks, in order, each once."""
    found: dict[str, str] = {}
    for sentence in sentences(text):
        for question in _asked(sentence[:LONGEST]):
            key = re.sub(r"\W+", " ", question).casefold().strip()
            if len(key.split()) >= _SHORTEST:
                found.setdefault(key, question)
    return tuple(found.values())[:_MAX_QUESTIONS]


def _asked(sentence: str) -> list[str]:
    if _ASKING.search(sentence):
        return [q if q.endswith("?") else f"{q}?" for q in _parts(_head_off(sentence))]
    if _META.search(sentence):
        return []
    if found := _IMPERATIVE.search(sentence):
        return _parts(found["rest"] if len(found["rest"].split()) > 1 else sentence)
    if (found := _WANT.search(sentence)) and not _PEOPLE.match(found["rest"]):
        return _parts(found["rest"])
    if found := _AFTER_MARK.search(sentence):
        return _parts(found["rest"])
    return []


def _head_off(sentence: str) -> str:
    """Take off what introduces a question: "I would like to know: how ...?"."""
    body = sentence.rstrip("\"'”’)] ").rstrip("?")
    found = re.search(
        rf"[:–—]\s+(?=(?:at what|{_WH}|do|does|did|is|are|can|should)\b)",
        body,
        re.IGNORECASE,
    )
    return body[found.end() :] if found else body


def _parts(text: str) -> list[str]:
    """Split "what X, what Y, and why Z" before each wh-word."""
    text = text.strip(" .:;,-–—")
    parts = [part.strip(" .,;:-–—") for part in _COMPOUND.split(text)]
    if all(len(part.split()) >= _SHORTEST for part in parts):
        return parts
    return [text]


def requirements(text: str) -> tuple[Requirement, ...]:
    """Return what an answer must have or be, one per kind, with its sentence.

    Kinds: word_limit, sentence_limit, headshot, bio, name_title, website, linkedin,
    credentials, location, phone, email_only, no_attachments, no_product, no_pr, data,
    examples, disclosure, on_record, anonymous_ok, samples, subject_line, deadline,
    contact. The refusal of AI is found by `bot.traps`.
    """
    found: dict[str, Requirement] = {}
    for sentence in sentences(text):
        kept = sentence[:LONGEST]
        for kind, rule in _COMPILED.items():
            if kind not in found and rule.search(kept):
                found[kind] = Requirement(kind=kind, sentence=kept)
        if "contact" not in found and _CONTACT.search(kept):
            found["contact"] = Requirement(kind="contact", sentence=kept)
    return tuple(found.values())
