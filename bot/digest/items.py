"""One printed item, taken apart into the values of its labels and the text."""

import re
from collections.abc import Iterable, Sequence

from bot import fields, wrapping
from bot.digest.layout import Item, Layout


def unknown(lines: Iterable[str], layout: Layout, *, footed: bool = False) -> list[str]:
    """Return the lines nobody knows; behind a footer everything is known."""
    found: list[str] = []
    for line in lines:
        if footed and layout.footer.search(line):
            break
        if line.strip() and not layout.furniture.match(line):
            found.append(line.strip())
    return found


def apart(chunk: Sequence[str], layout: Layout, columns: int) -> tuple[Item, list[str]]:
    """Read one item; return it and the lines between labels that are no value."""
    start = layout.start.match(chunk[0])
    text = "\n".join(chunk)
    at = start.end() if start else 0
    name, rest = "summary", []
    values: dict[str, str] = {}
    body, flag = "", False
    for found in layout.label.finditer(text, at):
        target = layout.target(found)
        if target in values or target == name:
            continue
        values[name], spare, flagged = _value(
            text[at : found.start()], layout, columns, at - _begin(text, at)
        )
        rest += spare
        flag = flag or flagged
        name, at = target, found.end()
        if target == "body":
            body = _body(text[at:], layout, columns, indent=at - _begin(text, at))
            break
    else:
        values[name], spare, flagged = _value(
            text[at:], layout, columns, at - _begin(text, at)
        )
        rest += spare
        flag = flag or flagged
    for target in layout.links & values.keys():
        words = [word for word in values[target].split() if not fields.WAY.search(word)]
        rest += [" ".join(words)] if words else []
    number = (start["number"] or "") if start else ""
    return Item(number=number, fields=values, body=body, flag=flag), rest


def _begin(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _value(
    text: str, layout: Layout, columns: int, indent: int
) -> tuple[str, list[str], bool]:
    """Return the first paragraph on one line, the lines behind it, and the flag line."""
    only = text.strip()
    if "\n" not in only:
        flagged = bool(layout.flag and layout.flag.match(only))
        return ("" if flagged else " ".join(only.split())), [], flagged
    lines = text.split("\n")
    flags = [line for line in lines if layout.flag and layout.flag.match(line)]
    lines = [line for line in lines if line not in flags]
    while lines and not lines[0].strip():
        lines.pop(0)
    end = next((i for i, line in enumerate(lines) if not line.strip()), len(lines))
    value = wrapping.joined(lines[:end], columns, indent=indent)
    return value, unknown(lines[end:], layout), bool(flags)


def _body(text: str, layout: Layout, columns: int, *, indent: int) -> str:
    """Unwrap the reporter's text; a label inside it keeps a paragraph of its own."""
    if layout.inner:
        parts = re.split(
            rf"^[ \t]*{layout.inner}[ \t]*:[ \t]*", text, maxsplit=1, flags=re.MULTILINE
        )
        if len(parts) > 1:
            first = wrapping.unwrap(parts[0], columns, indent=indent)
            second = wrapping.unwrap(parts[1], columns, indent=len(layout.inner) + 2)
            gap = "\n" if re.match(r"[-*•]|\d{1,2}[.)]", second) else " "
            return f"{first}\n\n{layout.inner}:{gap}{second}".strip()
    return wrapping.unwrap(text, columns, indent=indent)
