"""What repeats in a newsletter and is nobody's text: rules, buttons, footers."""

import re
from collections.abc import Sequence
from itertools import pairwise

RULE = re.compile(r"^\s*\\?(?:[-_=*~•·–—]\s?){3,200}\s*$")
BACK = re.compile(
    r"^\s*(?:\[?back to (?:the )?(?:top|(?:category )?index)\]?"
    r"(?:\s*[(<\[]\S{0,2000}[)>\]])?[\s|]*){1,3}$",
    re.IGNORECASE,
)
BUTTON = re.compile(
    r"^\W{0,4}(?:view (?:all |new |more |the )?(?:details|questions|opportunities|requests?"
    r"|query|queries|full (?:brief|query|request)|workflow run|call-?out|alert)"
    r"|(?:click (?:here )?to )?(?:respond|reply|apply|pitch|answer|submit)(?: now| here"
    r"| online| to (?:this|the) [\w ]{3,40})?|(?:respond|reply|pitch) [\w ]{1,40}"
    r" via [\w. ]{2,30}|read (?:more|the full [\w-]{3,12})|see details|more details)\W{0,4}"
    r"(?:[(<\s:]{0,3}(?:https?://|www\.)\S{1,2500}\s{0,3})?$",
    re.IGNORECASE,
)
ITEM_BUTTON = re.compile(
    r"^\W{0,4}(?:view (?:the )?(?:details|request|query|call-?out|opportunity)"
    r"|see details|more details)\W{0,4}"
    r"(?:[(<\s:]{0,3}(?:https?://|www\.)\S{1,2500}\s{0,3})?$",
    re.IGNORECASE,
)
FLAG = re.compile(r"^\s*no\s+ai\s+pitche?s?\b.{0,100}$", re.IGNORECASE)
FOOTER = re.compile(
    r"^\W{0,4}(?:(?:to )?unsubscribe\b|you(?: are|[’']re) (?:receiving|getting)"
    r"|you received? this|this (?:e-?mail|mail|message|alert) (?:was|is) sent"
    r"|manage (?:your )?(?:subscription|preferences|alerts|e-?mail|enquiries|account)"
    r"|copyright\b|©|\(c\) 20"
    r"|why did i get this|update (?:your )?(?:preferences|profile|subscription)"
    r"|forwarded this e-?mail\?|our mailing address|configure your e-?mail"
    r"|(?:e-?mail )?preferences\b|privacy policy\b|terms of (?:service|use)\b"
    r"|you can (?:edit|change|manage) (?:these|your) (?:alerts|preferences)"
    r"|view (?:this|it) (?:e-?mail |message )?in (?:your|a) browser"
    r"|sent (?:to|by) \S{1,80}|add us to your|we use your profile"
    r"|all rights reserved|powered by\b|prefer less e-?mail)"
    r"|\bunsubscribe\b.{0,200}\bpreferences\b"
    r"|\bterms of service\b.{0,300}\bprivacy policy\b"
    r"|\ball rights reserved\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"(?:https?://|www\.)\S+|[\W\d_]+", re.IGNORECASE)
_UNDER = 8  # lines of a footer that may stand above the one that names itself
_SOON = 12


def is_furniture(line: str) -> bool:
    """Whether a line is a rule, "Back to top" or a button without words of its own."""
    return bool(RULE.match(line) or BACK.match(line) or BUTTON.match(line))


def same(line: str) -> str:
    """Return what makes two lines of furniture the same: links and numbers do not."""
    line = line.strip()
    return line if RULE.match(line) else _WORDS.sub(" ", line).strip().lower()


def foot(lines: Sequence[str], begin: int) -> int:
    """Return the line from ``begin`` on at which the footer of a mail starts.

    That is the first line that says so, or the rule close above it.
    """
    at = next((i for i in range(begin, len(lines)) if FOOTER.search(lines[i])), len(lines))
    if at == len(lines):
        return _signed(lines, begin)
    seen = 0
    for i in range(at - 1, begin - 1, -1):
        if RULE.match(lines[i]) or lines[i].rstrip() == "--":
            return i
        seen += bool(lines[i].strip())
        if seen > _UNDER:
            break
    return at


def _signed(lines: Sequence[str], begin: int) -> int:
    """Return where a signature behind "--" begins, or the rules that end the lines."""
    end = len(lines)
    for i in range(len(lines) - 1, max(begin, len(lines) - _SOON) - 1, -1):
        if lines[i].rstrip() == "--" and lines[i].strip():
            return i
        if not lines[i].strip() or _ends(lines[i]):  # a button may be the way to answer
            end = i if end == i + 1 else end
    return end


def closing(lines: Sequence[str], starts: Sequence[int]) -> tuple[str, ...]:
    """Return the furniture that stands above most starts but the first, top to bottom.

    One line, or two of which the upper stands there each time too.
    """
    if len(starts) < 2:  # noqa: PLR2004 (one start has nothing above it that repeats)
        return ()
    above = [_above(lines, stop, begin) for begin, stop in pairwise(starts)]
    most = len(above) / 2
    lower = [pair[-1] for pair in above if pair]
    best = max(set(lower), key=lower.count, default="")
    if not best or lower.count(best) < most:
        return ()
    upper = [pair[0] for pair in above if len(pair) > 1 and pair[-1] == best]
    first = max(set(upper), key=upper.count, default="")
    return (first, best) if first and upper.count(first) > most else (best,)


def _above(lines: Sequence[str], stop: int, begin: int) -> tuple[str, ...]:
    """Return the last one or two lines of furniture close above a start."""
    found: list[str] = []
    for i in range(stop - 1, max(begin, stop - _SOON) - 1, -1):
        if _ends(lines[i]):
            found.append(same(lines[i]))
            if len(found) > 1:
                break
        elif lines[i].strip() and found:
            break
    return tuple(reversed(found))


def end(lines: Sequence[str], signature: Sequence[str], *, last: bool) -> int:
    """Return at which line of an item it ends, its closing furniture cut off.

    Where two lines together close items, that is at the first such pair. A single line
    may be text: between two items the lowest ends the upper one, and behind the last
    item, where a footer follows, the lowest above that.
    """
    at = len(lines)
    if signature:
        at = _signature(lines, signature, last=last)
    if at == len(lines) and last:
        at = foot(lines, 0)
    while at and (not lines[at - 1].strip() or _ends(lines[at - 1])):
        at -= 1
    return at


def _ends(line: str) -> bool:
    return bool(BACK.match(line) or RULE.match(line))


def _signature(lines: Sequence[str], signature: Sequence[str], *, last: bool) -> int:
    filled = [i for i, line in enumerate(lines) if line.strip()]
    alike = [same(lines[i]) if _ends(lines[i]) else "" for i in filled]
    size = len(signature)
    places = [
        n for n in range(len(alike) - size + 1) if alike[n : n + size] == list(signature)
    ]
    if not places and size > 1:
        return _signature(lines, signature[-1:], last=last)
    if not places:
        return len(lines)
    if size > 1:
        return filled[places[0]]
    if not last:
        return filled[places[-1]]
    feet = [i for i in filled if FOOTER.search(lines[i])]
    below = [n for n in places if any(filled[n] < f <= filled[n] + _SOON for f in feet[:3])]
    return filled[below[-1] if below else places[-1]]
