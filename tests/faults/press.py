"""Invented digests without end, some of their queries printed before."""

import random
from collections import deque
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

REPEATED = 0.1  # of the queries were printed before

_TOPICS = (
    *("whitening strips and enamel", "teeth whitening at home", "enamel care for children"),
    *("cargo bikes in cities", "electric bikes for commuters", "bike theft insurance"),
    *("mortgage rates", "remote hiring", "tax credits", "garden irrigation", "lawn pests"),
    *("cloud migration", "password managers", "gut health", "marathon training", "sleep"),
    *("wedding budgets", "estate planning", "home batteries", "pet adoption", "tiny homes"),
    *("vintage watches", "solo travel", "food allergies", "school lunches", "data privacy"),
)
_HEADS = """
bar cor den fal gor hel jan kel lor mar nor pel quin ras sel tor ver wil
""".split()  # noqa: SIM905 (a list of words)
_TAILS = """
ado amber arin eal elin endor erit ible ican idge illo imon inet oden ollow omas onder
orial ought ustin uvel yric
""".split()  # noqa: SIM905 (a list of words)
_WORDS = tuple(a + b for a in _HEADS for b in _TAILS)
_ASKS = (
    "What is {0} to a {1} {2}?",
    "Does a {1} or a {2} do more for {0}?",
    "How is it with {0} where the {1} and the {2} are?",
)
_LINES = (
    "The {1} {2} of a {3} {4} is about {0}.",
    "With a {1} {2} and the {3} {4} it is for a {5} {6}.",
    "In {1} {2} or by {3} {4} there is a {5} to be had.",
    "A {1} and a {2}, a {3} and a {4} are in it as well.",
    "Of the {1} {2} we have the {3}, of the {4} {5} the {6}.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One query as a digest prints it."""

    alias: str
    title: str
    body: str
    outlet: str
    reporter: str
    due: datetime


@dataclass(kw_only=True)
class Press:
    """Writes digests: each number always the same one, some of it printed before."""

    seed: int = 7
    queries: int = 20
    familiar: float = 0.2  # share about one of the topics above, the rest about anything
    hours: tuple[int, int] = (10, 34)  # until they are due, at least and at most
    printed: set[int] = field(default_factory=set)  # numbers of the aliases, all of them
    _late: deque[Ask] = field(default_factory=lambda: deque(maxlen=300))
    _chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)

    def digest(self, number: int, now: datetime) -> bytes:
        asks = [self._ask(now) for _ in range(self.queries)]
        self._late.extend(asks)
        return _digest(number, now, asks)

    def _ask(self, now: datetime) -> Ask:
        chance = self._chance
        if self._late and chance.random() < REPEATED:
            return self._again(chance.choice(self._late), now)
        topic = " ".join(chance.sample(_WORDS, 2))
        if chance.random() < self.familiar:
            topic = chance.choice(_TOPICS)
        words = chance.sample(_WORDS, 3)
        question = chance.choice(_ASKS).format(topic, *words)
        lines = [
            line.format(topic, *chance.sample(_WORDS, 6))
            for line in chance.choices(_LINES, k=3)
        ]
        return Ask(
            alias=self._alias(),
            title=f"{topic.capitalize()}: the {words[0]} {words[1]} {words[2]}",
            body=" ".join([*lines, question]),
            outlet=f"The {chance.choice(_WORDS).title()} {chance.choice(_WORDS).title()}",
            reporter=f"Rita {chance.choice(_WORDS).title()}",
            due=now + timedelta(hours=chance.randint(*self.hours)),
        )

    def _again(self, ask: Ask, now: datetime) -> Ask:
        """Print a query again: by another name, later, or with more in it."""
        kind = self._chance.randrange(3)
        if kind == 0:
            return replace(ask, alias=self._alias())
        if kind == 1:
            return replace(ask, due=max(ask.due, now) + timedelta(hours=24))
        return replace(ask, body=f"{ask.body} A {self._chance.choice(_WORDS)} helps too.")

    def _alias(self) -> str:
        number = self._chance.getrandbits(128)
        self.printed.add(number >> 64)
        return str(UUID(int=number, version=4))


def _digest(number: int, now: datetime, asks: list[Ask]) -> bytes:
    """Write a digest in the skeleton of HARO."""
    index = "\r\n\r\n".join(f"{n}) {a.title} ({a.outlet})" for n, a in enumerate(asks, 1))
    lines = [
        "From: HARO <haro@helpareporter.com>",
        "To: bot@example.com",
        f"Date: {now:%a, %d %b %Y %H:%M:%S} +0000",
        f"Subject: HARO Queries for {now:%B %d, %Y} - Morning Edition",
        f"Message-ID: <{number}@example.com>",
        "Content-Type: text/plain; charset=utf-8",
        *("", "********* INDEX ***********", "", "GENERAL", "", index, "", "*" * 28, ""),
    ]
    for n, ask in enumerate(asks, 1):
        address = f"reply+{ask.alias}@helpareporter.com"
        lines += [
            *(f"{n}) Summary: {ask.title}", "", f"Name: {ask.reporter}", ""),
            *("Category: General", "", f"Email: {address}", address, ""),
            *(f"Media Outlet: {ask.outlet} (https://outlet{n}.example.com)", ""),
            *(f"Deadline: {ask.due:%-I:%M %p} UTC - {ask.due:%-d %B}", "", "Query:", ""),
            *(ask.body, "", "Back to Top", "", "-" * 35, ""),
        ]
    lines += ["HARO connects journalists with expert sources.", ""]
    return "\r\n".join(lines).encode()
