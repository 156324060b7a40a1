"""Texts that strangers might send, and a search for what they must never become."""

import random
import re
from collections.abc import Iterator
from typing import Any

FRAGMENTS = (
    "<!channel>", "<!here|x>", "<!everyone>", "<@U012AB3CD>", "<#C012AB3CD|general>",
    "<https://evil.example/login|your bank>", "<!subteam^S012|team>",
    "<!date^0^{date}^https://evil.example|x>", "<mailto:a@evil.example|Approve>",
    "&lt;!channel&gt;", "&#60;!channel&#62;", "&amp;lt;!here&amp;gt;", "[x](!channel)",
    "*b* _i_ ~s~ `c`", "```code```", "> q", "\u202egnp.exe", "a\U000e0061\u00ad\u2028b",
    "\U000e0001\U000e0041\U000e007f", "a\u0000b\u0007", "👩\u200d👧", "می\u200cخواهم",
    "é" * 50, "e\u0301" * 40, "x" * 4000, "&" * 3000, "<" * 800, '"' * 3000, "\\" * 2000,
    "\ud83d", "\udc00", "\ue000", "\ufeff\u200b\u2060", "@here", "#general", "|", "^",
    "https://evil.example/a|b", "javascript:alert(1)", "\n" * 50, "\r\n \r\n \r\n",
    "\t", " ", ":skull:", "😀" * 900, "{date} at {time}", "\u2066x\u2069", "",
)  # fmt: skip
HIDDEN = re.compile(
    "[\u00ad\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff"
    "\ud800-\udfff\x00-\x08\x0b-\x1f\x7f-\x9f]"
)
OUR_TOKENS = re.compile(
    r"<!date\^\d+\^\{date_short_pretty\} at \{time\}\|[A-Za-z0-9 ,:+-]+>|<@[UW][A-Z0-9]+>"
)
HALF_ENTITY = re.compile(r"&(?!(?:amp|lt|gt);)")


def texts(count: int, seed: int = 7) -> Iterator[str]:
    """Yield mixtures of the fragments, the same ones for the same seed."""
    dice = random.Random(seed)
    for _ in range(count):
        yield "".join(dice.choice(FRAGMENTS) for _ in range(dice.randint(1, 5)))


def live(blocks: list[Any], text: str = "") -> list[str]:
    """Name everything in a message that could notify, mislead or link."""
    found = [f"text: {text!r}"] if "<" in text or ">" in text else []
    for thing in walk(blocks):
        kind, said = thing.get("type"), thing.get("text")
        if kind == "mrkdwn":
            rest = OUR_TOKENS.sub("", str(said))
            if "<" in rest or ">" in rest or HALF_ENTITY.search(rest):
                found.append(f"mrkdwn: {rest!r}")
            if thing.get("verbatim") is not True:
                found.append("mrkdwn that Slack would look for links in")
        if kind == "plain_text" and thing.get("emoji") is not False:
            found.append("plain text with emoji codes")
        if kind in ("link", "user", "usergroup", "channel", "broadcast", "emoji"):
            found.append(f"rich text: {thing}")
        if isinstance(said, str) and HIDDEN.search(said):
            found.append(f"hidden characters: {said!r}")
        if "url" in thing and not thing["url"].startswith("https://"):
            found.append(f"url: {thing['url']!r}")
    return found


def walk(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)
