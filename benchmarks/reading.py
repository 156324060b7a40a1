"""Reading a digest: bytes -> queries, against what the standard library alone needs.

    python benchmarks/reading.py [FILE...]

Without files an invented HARO digest of 35 kB is read, then 10 and 100 times as much of
it (2,000 queries). Prints milliseconds, ratios to the standard library parsing the same
message and decoding its text, milliseconds per stage, and how the time grows; all of
one run, each the best of several. No figure decides pass or fail.
"""

import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot import asks, deadlines, forwards, marks, mime, sources, traps
from bot.asks import splitting
from bot.domain import Query

RECEIVED = datetime(2026, 9, 15, 12, tzinfo=UTC)
PROSE = (
    "bakers bees boats budget cities clocks coffee dentists “crumbs” founders garden "
    "gloves heat hotels insurance it’s kitchens letters museums neighbours night "
    "owners parents people plants prices rain – readers schools shops sleep small "
    "teachers the their trains travel value walls water who with work yards and for "
    "of in to a is on from at by "
)
WORDS = PROSE.split()
SAID = (
    "What do you tell a first-time buyer?",
    "Please include your full name, job title and a link to your website.",
    "I am looking for licensed plumbers with 10+ years behind them.",
    "Keep answers to 150-200 words and e-mail them to me by Friday.",
    "No product plugs, please.",
    "Share an example from your own work: how did it end?",
    "Answers written by AI will not be read.",
)
RUNS = 3  # at least
FIRST = 20  # queries of a digest of 35 kB


def prose(rng: random.Random, length: int) -> str:
    text = ""
    while len(text) < length:
        words = " ".join(rng.choice(WORDS) for _ in range(rng.randrange(8, 18)))
        text += f"{words.capitalize()}. "
        if rng.choice((True, False)):
            text += f"{rng.choice(SAID)} "
    return text.strip()


def wrapped(text: str, columns: int = 80) -> str:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > columns:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def digest(count: int) -> bytes:
    """Return an invented digest of ``count`` queries, numbered anew from 1 after 999."""
    rng = random.Random(7)
    top, items = ["********* INDEX ***********", "", "GENERAL", ""], []
    for n in range(count):
        number = n % 999 + 1
        title = f"{prose(rng, 30)[:60].rstrip(' .')} {n}"
        outlet = f"Paper {rng.randrange(90)}"
        address = f"reply+{rng.getrandbits(128):032x}@helpareporter.com"
        person = f"https://profiles.example.com/journalist/p-{n}"
        top += [wrapped(f"{number}) {title} ({outlet})"), ""]
        items += [
            *(
                wrapped(f"{number}) Summary: {title}"),
                "Name: Ann Other",
                "Category: General",
            ),
            *(f"Email: {address}\n{address}", f"HARO Journalist Profile URL: {person}"),
            *(person, f"Media Outlet: {outlet} (https://paper.example)"),
            *(f"Deadline: {n % 11 + 1}:00 PM ET - {n % 9 + 16} September", "Query:"),
            *map(wrapped, (prose(rng, 500), prose(rng, 400))),
            *("Back to Top", "-" * 35),
        ]
    text = "\n".join(top) + "\n" + "*" * 28 + "\n\n" + "\n\n".join(items)
    message = EmailMessage(policy=SMTP)
    message["From"] = "HARO <haro@helpareporter.com>"
    message["Subject"] = "HARO Queries for September 15, 2026 - Morning Edition"
    message["Date"] = "Tue, 15 Sep 2026 09:07:00 +0000"
    message.set_content(text + "\nHARO connects journalists with expert sources.\n")
    return message.as_bytes()


REMEMBERED = (deadlines.read, marks.lower, splitting.sentences)


def standard(raw: bytes) -> list[str]:
    found = []
    for part in message_from_bytes(raw).walk():
        if part.get_content_maintype() == "text":
            data = part.get_payload(decode=True)
            if isinstance(data, bytes):
                found.append(data.decode(part.get_content_charset("utf-8"), "replace"))
    return found


def current(raw: bytes) -> str:
    """Do the same by the library's current API, which does more by itself."""
    body = message_from_bytes(raw, policy=default).get_body(("plain", "html"))
    return str(body.get_content()) if body is not None else ""


def best(step: Callable[[], object], least: float = 0.3) -> float:
    """Return the milliseconds of the quickest of some runs (CPU time)."""
    found: list[float] = []
    spent = 0.0
    while spent < least or len(found) < RUNS:
        began = time.process_time()
        step()
        found.append(time.process_time() - began)
        spent += found[-1]
    return 1000 * min(found)


def stages(raw: bytes, unit: float) -> None:
    mail = mime.read(raw)
    whole = f"{mail.plain}\n{mail.html}"
    text = forwards.clean(mail.plain or mail.html)
    queries = [q for d in sources.read(mail, RECEIVED) for q in d.queries]
    bodies = [query.body for query in queries]
    rows: dict[str, Callable[[], object]] = {
        "mime": lambda: mime.read(raw),
        "forwards": lambda: forwards.clean(whole),
        **{
            f"marks of {name}": partial(source.claims, text)
            for name, source in sources.SOURCES.items()
        },
        "routing, splitting and finish": lambda: sources.read(mail, RECEIVED),
        "  traps": lambda: [(traps.find(b), traps.refusal(b)) for b in bodies],
        "  asks": lambda: [(asks.questions(b), asks.requirements(b)) for b in bodies],
    }
    for name, step in rows.items():
        took = best(step)
        print(f"  {name:32}{took:9.2f} ms {took / unit:7.1f} x")


def read(raw: bytes) -> list[Query]:
    """Read as if nothing had been read before: what is remembered is forgotten."""
    for remembered in REMEMBERED:
        remembered.cache_clear()
    return [q for d in sources.read(mime.read(raw), RECEIVED) for q in d.queries]


def measure(name: str, raw: bytes) -> float:
    unit, ours = best(lambda: standard(raw)), best(lambda: read(raw))
    print(
        f"{name}: {len(raw)} bytes, {len(read(raw))} queries: standard library {unit:.2f}"
        f" ms, ours {ours:.2f} ms = {ours / unit:.1f} times"
    )
    modern = best(lambda: current(raw))
    print(f"  its current API: {modern:.2f} ms, ours {ours / modern:.1f} times that")
    asked = best(lambda: list(map(asks.understood, read(raw))))
    print(f"  with what each query asks: {asked:.2f} ms = {asked / unit:.1f} times")
    stages(raw, unit)
    return ours / len(raw)


def main() -> None:
    if files := sys.argv[1:]:
        for name in files:
            measure(name, Path(name).read_bytes())
        return
    first = measure("1 x", digest(FIRST))
    for times in (10, 100):
        each = measure(f"{times} x", digest(FIRST * times))
        print(f"time per byte at {times} x: {each / first:.2f} of that at 1 x")


if __name__ == "__main__":
    main()
