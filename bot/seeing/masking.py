"""What no line may hold: secrets, addresses, and what would not stay on one line."""

import base64
import re
import threading
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable
from urllib.parse import quote

SECRET, ADDRESS = "[secret]", "[address]"
SHORTEST = 5  # letters; a shorter secret stands in half of all words
LONGEST = 100_000  # letters that are looked through; what comes behind them is dropped
_TOKENS = 40  # access tokens last an hour, so only the newest are remembered
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}  # controls, bidi marks, line ends

_Rules = tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]


def _without_query(link: re.Match[str]) -> str:
    return f"{link[1]}{SECRET}" if "://" in link[1] else link[0]


# An address is any word with an @ in it. Every pattern starts at the start of a word
# and never takes a letter twice, so that a long line costs no more than its length.
_OUT = r"\s<>\"'(),;:\[\]{}=|\\"
_WORD = rf"[^@{_OUT}]"
_HOST = rf"(?:{_WORD}++|\[[^\]\s]{{1,80}}\])"
_SECRETS: _Rules = (
    # Slack: xoxb-, xoxe.xoxb-, xapp-; Google: ya29., 1//; JWT; OpenAI and Anthropic
    (re.compile(r"(?i)\bx(?:ox[a-z](?:\.xox[a-z])?|app)-[\w-]++"), SECRET),
    (re.compile(r"\bya29\.[\w.-]++|\b1//[\w-]{10,}+|\bsk-[\w-]{8,}+"), SECRET),
    (re.compile(r"\beyJ[\w-]{8,}+(?:\.[\w-]*+){0,4}"), SECRET),
    # XOAUTH2 and OAUTHBEARER: base64 of "user=" and of "n,a="
    (re.compile(r"\b(?:dXNlcj|bixhP)[\w+/=]{8,}+"), SECRET),
    (re.compile(r"(?i)\b(bearer[ =:]++)[\w.~+/=-]{6,}+"), rf"\1{SECRET}"),
    (re.compile(r"(?i)\b(basic )[\w+/=]{16,}+"), rf"\1{SECRET}"),
    (re.compile(r"(?i)\b(https?://hooks\.slack[\w.-]*+/)\S++"), rf"\1{SECRET}"),
    # of a link: user and password, and whatever stands behind the question mark
    (re.compile(r"\b([A-Za-z][\w+.-]{0,20}://)[^\s/@]*+(?:@[^\s/@]*+)*@"), rf"\1{SECRET}@"),
    (re.compile(r"(?<![^\s\"'<>])([^\s\"'<>?]++\?)[^\s\"'<>]++"), _without_query),
    (
        re.compile(
            r"(?i)\b((?:[a-z]{0,12}_)?(?:password|passwd|secret|token|api[_-]?key|ticket"
            r"|authorization|cookie)[\"']?\s{0,3}[=:]\s{0,3}[\"']?)[^\s\"',;\[]{6,}+"
        ),
        rf"\1{SECRET}",
    ),
)
_ADDRESSES: _Rules = (
    # a query is named by the reporter's alias; its start tells queries apart as well
    (re.compile(r"\b(reply\+\w{8})[\w-]{5,}+(?!@|%40)"), r"\1..."),
    (re.compile(r'"[^"@\s][^"@\n]{0,63}"@[\w.-]++'), ADDRESS),
    (re.compile(rf"(?<!{_WORD}){_WORD}++(?:@{_HOST})+"), ADDRESS),
    (re.compile(rf"(?<!{_WORD})(?:[^@%{_OUT}]|%(?!40))++%40{_WORD}++"), ADDRESS),
)


class Mask:
    """Knows the secrets of this process. Safe to use from any thread."""

    def __init__(self) -> None:
        self._fixed: set[str] = set()
        self._passing: deque[tuple[str, ...]] = deque(maxlen=_TOKENS)
        self._lock = threading.Lock()
        self._hidden: tuple[str, ...] = ()

    def hide(self, values: Iterable[str]) -> None:
        """Never let these through again; those of under 5 letters cannot be hidden."""
        with self._lock:
            self._fixed.update(shape for value in values for shape in _shapes(value))
            self._settle()

    def hide_token(self, value: str) -> str:
        """Hide a secret that is renewed now and then; return it."""
        shapes = tuple(_shapes(value))
        with self._lock:
            if shapes not in self._passing:  # else one would push all others out
                self._passing.append(shapes)
                self._settle()
        return value

    def masked(self, text: str, *, addresses: bool = True) -> str:
        """Return the text without secrets and, unless they may be seen, addresses."""
        if len(text) > LONGEST:  # and not half a secret at the cut
            text = text[:LONGEST].rsplit(None, 1)[0][:LONGEST] + " ..."
        for value in self._hidden:
            text = text.replace(value, SECRET)
        for pattern, instead in _SECRETS + _ADDRESSES * addresses:
            text = pattern.sub(instead, text)
        return text

    def _settle(self) -> None:
        every = self._fixed.union(*self._passing)
        self._hidden = tuple(sorted(every, key=len, reverse=True))  # the whole first


def one_line(text: str) -> str:
    """Return text in which nothing ends a line or acts on a terminal: such is escaped."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        c if unicodedata.category(c) not in _UNSEEN else _escaped(c) for c in text
    )


def _escaped(letter: str) -> str:
    return letter.encode("unicode_escape").decode()


def _shapes(value: str) -> Iterable[str]:
    """Yield a secret as it may be printed: plain, in a link, in quotes, in base64."""
    if len(value) < SHORTEST:
        return
    yield value
    yield quote(value, safe="")
    yield repr(value)[1:-1]
    yield one_line(value)
    yield base64.b64encode(value.encode()).decode().rstrip("=")
