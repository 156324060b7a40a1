"""What experts said, as facts to paste into the profile: proposed, never written."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.asks import sentences
from bot.domain import Expert, Outline, Said
from bot.pitching.spoken import pieces, within

_HEAD = "# read it first: one self-contained sentence per fact"
_STRANGER = "# whose words are these? name the expert"
_SHORT = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_LONGEST = 800  # letters of one fact's text as TOML: it is to be read, and fits a box
_SURROGATES = range(0xD800, 0xE000)
_WIDE = 0xFFFF


def proposal(outline: Outline, *, experts: Sequence[Expert], today: date) -> str:
    """Return a block of TOML with a fact for each answer in an outline; "" for none.

    Only for what stands in its text as it was said: that is what was approved. An empty
    line stands between two facts, and none in one; a long answer is several.
    """
    blocks = [
        _fact(one, text, experts, today)
        for one in outline.said
        for answer in _approved(one, outline)
        for text in _cut(answer)
    ]
    return "\n\n".join([_HEAD, *blocks]) + "\n" if blocks else ""


def _approved(one: Said, outline: Outline) -> list[str]:
    """Return a message answer by answer, else whole; see `spoken.pieces`."""
    ways = (pieces(one, count) for count in (len(outline.asks), 0))
    found = ([p.text for p in way if within(p.text, outline.text)] for way in ways)
    return next(filter(None, found), [])


def _cut(text: str) -> Iterator[str]:
    """Yield a text whole, or where it is long in parts, as far as it goes in sentences."""
    if len(quoted(text)) <= _LONGEST:
        yield text
        return
    part = ""
    for sentence in sentences(text):
        for piece in _pieces(sentence):
            if part and len(quoted(f"{part} {piece}")) > _LONGEST:
                yield part
                part = ""
            part = f"{part} {piece}" if part else piece
    if part:
        yield part


def _pieces(sentence: str) -> Iterator[str]:
    while len(quoted(sentence)) > _LONGEST:
        most = _LONGEST // 10  # letters: one is ten at the most
        at = sentence.rfind(" ", 0, most) + 1 or most
        yield sentence[:at].strip()
        sentence = sentence[at:]
    yield sentence


def _fact(one: Said, text: str, experts: Iterable[Expert], today: date) -> str:
    day = min(one.at.date(), today)
    who = next((e for e in experts if one.by and e.slack_user == one.by), None)
    name = one.name or (who.name if who else one.by)
    lines = [
        "[[facts]]",
        f"text = {quoted(text)}",
        f"expert = {quoted(who.id)}" if who else _STRANGER,
        f"as_of = {day.isoformat()}",
        f"source = {quoted(f'said in Slack by {name} on {day.isoformat()}')}",
        "public = true",
        "tags = []",
    ]
    return "\n".join(lines)


def quoted(text: str) -> str:
    """Write a text as a TOML string on one line, with every unseen character spelt out.

    Halves of a surrogate pair, which TOML can't hold, become U+FFFD.
    """
    return '"' + "".join(map(_spelt, text)) + '"'


def _spelt(char: str) -> str:
    if char in _SHORT:
        return _SHORT[char]
    if char.isprintable():
        return char
    code = ord(char)
    if code in _SURROGATES:
        return "\ufffd"
    return f"\\U{code:08X}" if code > _WIDE else f"\\u{code:04X}"
