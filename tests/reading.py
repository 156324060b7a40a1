"""What tests of the readers share: a sample's clean text, all that came out of a digest."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time

from hypothesis import strategies as st

from bot import forwards, mime
from bot.domain import Digest, Mail, Query

SAMPLES = Path(__file__).parent / "samples"
TOKEN = "Nt4vQ7xkZ2mLw9RbYc3HsJd8PfGa6TeU"  # stands in the links of the samples
# a line that no reader can take for one of its own
LETTERS = st.from_regex(r"[a-z]{3,9}( [a-z]{2,8}){0,6}", fullmatch=True)
WORDS = st.from_regex(r"[a-z]{3,9}( [a-z]{2,8}){1,6}", fullmatch=True)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail if what is done takes more CPU time; coverage, three times it, stands still."""
    tracing = sys.gettrace()
    sys.settrace(None)
    began = process_time()
    try:
        yield
        took = process_time() - began
    finally:
        sys.settrace(tracing)
    assert took < seconds


def mail(name: str) -> Mail:
    path = SAMPLES / name
    return (mime.read if path.suffix == ".eml" else mime.read_text)(path.read_bytes())


def text(name: str) -> str:
    """The text of a sample as its source is given it."""
    found = mail(name)
    return forwards.clean(found.plain or found.html)


def everything(digest: Digest, said: Callable[[Query], list[str]]) -> str:
    """All text that came out of a digest, white space made single.

    ``said`` names the fields that a newsletter prints: text in any other is lost.
    """
    out = [*digest.leftovers]
    for query in digest.queries:
        out += said(query)
    return " ".join(" ".join(out).split())


def every_field(q: Query) -> list[str]:
    """The fields of a newsletter whose layout is not known beforehand."""
    out = [q.number, q.summary, q.body, q.reporter, q.category, q.outlet, q.outlet_url]
    out += [q.reply_to, q.reply_url, q.profile_url, q.deadline.text]
    return out + [r.sentence for r in q.requirements]
