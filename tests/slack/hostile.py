"""Texts that strangers might send, and a search for what they must never become.

`RENDERERS` are all ways in which such texts reach Slack: one more renderer is one more
line there, and is tried with the others.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations
from typing import Any

from bot.domain import (
    Answer,
    Card,
    Cause,
    Check,
    Choice,
    Deadline,
    Decision,
    Evidence,
    Expert,
    Have,
    Interview,
    Kind,
    Level,
    Outgoing,
    Point,
    Policy,
    Proof,
    Query,
    Rival,
    Said,
    Summary,
    Trap,
    Weak,
)
from bot.slack import blocks, copying, modals, replies, summaries, threads
from bot.slack.rules import faults, view_faults
from tests import make

Pick = Callable[[], str]  # gives one hostile text after another
USER = "U024BE7LH"  # of ours: the only kind of mention that may be

TRACKED = "https://links.example/ls/click?upn=u001." + "A" * 350
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
    TRACKED, "\t", " ", ":skull:", "😀" * 900, "{date} at {time}", "\u2066x\u2069", "",
)  # fmt: skip
HIDDEN = re.compile(
    "[\u00ad\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff"
    "\ud800-\udfff\x00-\x08\x0b-\x1f\x7f-\x9f]"
)
OUR_TOKENS = re.compile(
    r"<!date\^\d+\^\{date_short_pretty\} at \{time\}\|[A-Za-z0-9 ,:+-]+>"
    r"|<@(?!U012AB3CD)[UW][A-Z0-9]+>"  # that one is a stranger's
    r"|<mailto:[A-Za-z0-9._%+=~@-]+\?[A-Za-z0-9%._~+=-]*"
    r"(?:&amp;body=[A-Za-z0-9%._~+-]*)?\|your mail program>"
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
        hidden = (v for v in thing.values() if isinstance(v, str) and HIDDEN.search(v))
        found += [f"hidden characters: {value!r}" for value in hidden]
        if "url" in thing and not thing["url"].startswith("https://"):
            found.append(f"url: {thing['url']!r}")
    return found


def words(value: Any) -> str:
    """Return all words of blocks or of a view as a reader sees them, more or less."""
    found = (thing.get("text") for thing in walk(value))
    return "\n".join(text for text in found if isinstance(text, str))


def walk(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)


# --------------------------------------------------------------- what is filled with them


def query(pick: Pick, **changes: Any) -> Query:
    base = make.query(
        summary=pick(),
        body=pick(),
        outlet=pick(),
        reporter=pick(),
        category=pick(),
        reply_to=pick(),
        reply_url=pick(),
        deadline=replace(make.deadline(), text=pick(), sure=False),
        traps=(Trap(kind="base64", text=pick()), Trap(kind="opaque")),
        refusal=pick(),
        cut=True,
    )
    return replace(base, **changes)


def card(pick: Pick, lines: int = 3, **changes: Any) -> Card:
    """Put hostile texts into everything that a stranger, a profile or a person can fill."""

    def many() -> tuple[str, ...]:
        return tuple(pick() for _ in range(lines))

    def told() -> tuple[Said, ...]:
        return tuple(Said(by=pick(), name=pick(), at=make.NOW, text=t) for t in many())

    of_us, fact, refused = query(pick), pick(), Decision(
        choice=Choice.SKIPPED, by=pick(), at=make.NOW
    )  # fmt: skip
    base = make.card(
        query=of_us,
        outline=make.outline(
            expert=pick(),
            opening=pick() + "1",
            opening_fact=fact,
            points=tuple(Point(fact_id=fact, text=text, why=pick()) for text in many()),
            answers=tuple(
                Answer(question=text, state=state, fact_id=fact, sentence=pick())
                for state in Have
                for text in many()
            ),
            checklist=tuple(
                Check(kind=text, sentence=text, state=Have.HAVE, value=text)
                for text in many()
            ),
            missing=many(),
            note=pick(),
            text="\n- ".join(many()),
            prompt=pick(),
            asks=many(),
            said=told(),
            drafter=pick(),
            angle=pick(),
            flags=many(),
        ),
        match=make.match(why=many(), against=many()),
        policy=Policy(level=Level.BRIEF, reasons=many()),
        company=pick(),
        evidence=Evidence(proof=Proof.FAILED, reason=pick()),
        also=tuple(
            replace(of_us, id=f"{n}", source=text, reply_to=text, traps=())
            for n, text in enumerate(many())
        ),
        changes=many(),
        look=pick(),
        edited_by=pick(),
        edit_stale=True,
        assigned=pick(),
        assigned_by=pick(),
        interview=Interview(user=pick(), by=pick(), at=make.NOW, open=True, said=told()),
        sent_at=make.NOW,
        heard_at=make.NOW,
        rivals=tuple(
            Rival(card_id=n, company=t, score=0.5, channel=t, decision=refused)
            for n, t in enumerate(many())
        ),
    )
    return replace(base, **changes)


def pairs(pick: Pick, lines: int = 8) -> Iterator[Card]:
    """Yield cards with hostile texts in two places each, and common ones elsewhere.

    Where all places are full, a card is laid out with little room; here it is not.
    """
    full = card(pick, lines)
    places = [
        *("query", "outline", "match", "policy", "company", "evidence", "also"),
        *("changes", "edited_by", "assigned", "rivals", "interview"),
    ]
    for one, two in combinations(places, 2):
        yield replace(make.card(), **{place: getattr(full, place) for place in (one, two)})


def states(card: Card) -> list[Card]:
    """Return a card in every state that it can be in, and for every kind of policy."""
    past = Deadline(text=card.query.deadline.text, at=make.NOW, until=make.NOW)
    long_ago = make.NOW - timedelta(hours=1)
    approved, skipped = (
        Decision(choice=choice, by=by, at=make.NOW)
        for choice, by in ((Choice.APPROVED, USER), (Choice.SKIPPED, card.assigned))
    )
    return [
        card,
        replace(card, decision=approved),
        replace(card, decision=skipped),
        replace(card, decision=replace(skipped, at=long_ago), cause=Cause.OTHER),
        replace(card, decision=replace(approved, at=long_ago)),
        replace(card, query=replace(card.query, deadline=past)),
        replace(card, query=replace(card.query, deadline=past), decision=skipped),
        replace(card, query=replace(card.query, deadline=Deadline(text=card.company))),
        replace(card, policy=Policy(level=Level.LINK, reasons=card.policy.reasons)),
        replace(card, timezone=card.company),
        replace(card, snoozed_until=make.NOW, snoozed_by=card.assigned),
        replace(card, rivals=tuple(replace(r, decision=approved) for r in card.rivals)),
    ]


# ------------------------------------------------------------------- what shows them


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One message with its top-level text, or one view."""

    blocks: list[Any]
    text: str = ""
    view: dict[str, Any] | None = None

    def wrong(self) -> list[str]:
        """Name what Slack would refuse in it, and what of it is live."""
        if self.view is not None:
            return view_faults(self.view) + live([self.view])
        refused = faults(self.blocks, text=self.text) + live(self.blocks, self.text)
        return refused + ([] if self.text else ["no top-level text"])


def seen(view: dict[str, Any]) -> Shown:
    return Shown(blocks=view["blocks"], view=view)


def _cards(pick: Pick) -> Iterator[Shown]:
    found = states(card(pick))
    one = found[len(pick()) % len(found)]
    yield Shown(blocks=blocks.card(one, make.NOW), text=blocks.fallback(one))


def _threads(pick: Pick) -> Iterator[Shown]:
    one = card(pick)
    one = (
        replace(one, policy=replace(one.policy, level=Level.LINK)) if "e" in pick() else one
    )
    reply = "reply+q1@helpareporter.com" if len(pick()) % 2 else pick()
    one = replace(one, query=replace(one.query, reply_to=reply))
    experts = [Expert(id=one.outline.expert_id, name=pick(), title=pick(), email=pick())]
    for number, part in enumerate(threads.thread(one, experts), 1):
        yield Shown(blocks=part, text=threads.text(number))
    for part in threads.details(one, make.NOW):
        yield Shown(blocks=part, text=threads.DETAILS)


def _notices(pick: Pick) -> Iterator[Shown]:
    text = pick()
    yield Shown(blocks=blocks.notice(text), text=blocks.notice_text(text))


def _replies(pick: Pick) -> Iterator[Shown]:
    people = (USER, pick(), pick())
    said = Outgoing(id=1, kind=Kind.REPLY, channel="C1", text=pick(), people=people)
    yield Shown(blocks=replies.blocks(said), text=replies.text(said))


def summary(pick: Pick, lines: int = 12) -> Summary:
    weak = (
        Weak(
            query=make.query(summary=pick(), outlet=pick()),
            company=company,
            score=0.41,
            against=(pick(),),
        )
        for company in (pick(), pick())
        for _ in range(lines // 2)
    )
    return Summary(
        id=3, channel="C1", day=pick(), lines=tuple(weak), more=2, timezone=pick()
    )


def _summaries(pick: Pick) -> Iterator[Shown]:
    one = summary(pick)
    yield Shown(blocks=summaries.blocks(one), text=summaries.text(one))
    yield seen(modals.missed(one, channel="C1", ts="1.2"))


def _copies(pick: Pick) -> Iterator[Shown]:
    one = card(pick)
    yield Shown(blocks=copying.blocks(one), text=copying.text(one))


def _forms(pick: Pick) -> Iterator[Shown]:
    one, place = card(pick), {"channel": pick(), "ts": pick()}
    experts = [Expert(id=pick(), name=pick(), title=pick(), slack_user=pick())] * 2
    yield seen(modals.edit(one, **place))
    yield seen(modals.assign(one, experts, **place))
    yield seen(modals.rival(one, **place))


RENDERERS: dict[str, Callable[[Pick], Iterator[Shown]]] = {
    "card": _cards,
    "thread": _threads,
    "notice": _notices,
    "reply": _replies,
    "summary": _summaries,
    "copy": _copies,
    "forms": _forms,
}
