"""Links that stand in a text as a name with dots and nothing before it: "care.example".

Whatever ends in letters may be one, as new endings come every year; what is told apart
are abbreviations, files, numbers, and a sentence that begins without a space.
"""

import re
from collections.abc import Iterator


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


# endings that nobody doubts: also behind a word "dot", a number, or with a capital
_KNOWN = _listed(
    "com net org io co ai app dev info biz me ly xyz ru cn uk de fr es it nl eu us ca au"
    " in jp br click link site top online shop store tech club live page news blog email"
    " example test invalid localhost gle gl be to tv cc ws su edu gov mil int sh gg fm"
    " academy agency art bank bargains bet bid bio bond buzz care cash casino center chat"
    " clinic cloud coach codes college community company consulting cool coupons credit"
    " date deals dental dentist design digital direct discount doctor download education"
    " energy expert experts faith family finance financial fit fitness foundation fund fun"
    " games gives global gold group guide guru health healthcare help host hospital icu"
    " insure institute jobs land law lawyer legal life loan loans lol ltd makeup market"
    " marketing media mobi mom money name network ninja one party pharmacy pics press pro"
    " pub quest racing realty rehab rent repair report rest review reviews rip rocks run"
    " sale sbs school science services skin social software solar solutions space stream"
    " studio support surf systems tax team technology tips today tools trade training"
    " travel university vet video vip vote watch webcam website wiki win wine work works"
    " world wtf wang yoga zip zone"
)
# words with which a sentence begins or goes on: no endings, but for those below
_WORDS = _listed(
    "the and but they this that these those what which who whose why when where with while"
    " was were are can could would should does did has have had there then their them our"
    " your his her its if or of on he she we an not also because since after before until"
    " though although yet however still even only just every most some many few please send"
    " tell reply how no is so any all thanks thank pls yes do est edt pst gmt utc"
)
_ENDINGS_TOO = frozenset({"it", "in", "to", "be", "us", "me"})
_COUNTRIES = frozenset({"no", "is", "so", "md", "py"})  # endings before a path: "x.no/y"
_FILES = _listed(
    "pdf doc docx xls xlsx ppt pptx csv txt rtf jpg jpeg png gif svg webp tif tiff mp3 mp4"
    " wav html htm xml json toml yaml css js ts php asp aspx exe eml ics epub py md yml"
    " ini log"
)
_DOT = r"(?:[.。｡．]|\s?[\[({]\s?(?:dot|[.。｡．])\s?[\])}]\s?|\s{1,3}dot\s{1,3})"
_HOST = re.compile(
    rf"(?<![^\W_]|@)(?<![^\W_][.-])(?:[^\W_](?:[\w-]{{0,62}}[^\W_])?{_DOT}){{1,20}}"
    r"(?:xn--[\w-]+|[^\W\d_]{2,24})(?![^\W_]|-\w)(?P<way>[:/?#]\S*)?",
    re.IGNORECASE,
)
_APART = re.compile(_DOT, re.IGNORECASE)
_SHORT = re.compile(
    r"(?:[Ee]\.g|[Ii]\.e|\d{0,4}[ap]\.m|a\.k\.a|Ph\.D|(?:[A-Z]\.)+[A-Z])\.(?!.*\.)"
    r"|(?:ASP|VB|ADO)\.NET$"
)
_VERSION = re.compile(r"[vV]?\d+(?:\.\d+)*(?:-\w+)?$")  # "v1.2", before "rc" or "dev"
_PATH = re.compile(r"/\w")


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where in a text each link without a scheme begins and ends."""
    for match in _HOST.finditer(text):
        host = text[match.start() : match.start("way")] if match["way"] else match[0]
        if left := _host(host, path=bool(_PATH.match(match["way"] or ""))):
            cut = match.start() + len(left)
            yield match.start(), cut if left != host else match.end()


def without(text: str, put: str) -> str:
    """Return text with words in place of each link without a scheme."""
    kept: list[str] = []
    at = 0
    for start, end in spans(text):
        kept += (text[at:start], put)
        at = end
    return "".join(kept) + text[at:] if kept else text


def _host(name: str, *, path: bool) -> str:
    """Return the part of a name with dots that may be a host, "" where none is."""
    dots = list(_APART.finditer(name))
    whole = path or name[:4].casefold() == "www."
    while dots and not _ends(
        name[: dots[-1].start()], dots[-1][0], name[dots[-1].end() :], path=whole
    ):
        name, whole = name[: dots.pop().start()], False
    return name if dots and not _SHORT.match(name) else ""


def _ends(before: str, dot: str, last: str, *, path: bool) -> bool:
    """Say whether the last of several labels may be the ending of a host."""
    small, known = last.casefold(), _KNOWN
    if small in _COUNTRIES and path:
        return True
    if small in _WORDS or small in _FILES or len(last) == 1:
        return False
    if small in _ENDINGS_TOO and not path and before.casefold() in _WORDS:
        return False  # "yes.it does"
    if dot.strip().isalpha():  # "evil dot com", not "a dot on the leaf"
        return small in known
    if last[:1].isupper() and not last.isupper():  # a sentence: "cold.They"
        known = _KNOWN - _ENDINGS_TOO
    elif _VERSION.match(before):  # "2.what", "v1.2.rc"
        known = _KNOWN - {"dev"} if "." in before else _KNOWN
    elif len(before) > 1 or not before.isupper():  # not "M.ED", "E.coli"
        return True
    return small in known
