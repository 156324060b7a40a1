"""What the tests of the deciding commands stand on: a store with three open cards."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain import Act, Card, Deed, Level, Policy, Trap
from bot.store import Store
from tests import make
from tests.cli_ranking.stage import ACME, NOW, TYRES, bot, config, keep, lines, rows

__all__ = ["ACME", "NOW", "TYRES", "bot", "config", "keep", "lines", "rows"]

URL = "https://news.example.com/q/1"
WHITE = make.query(id="reply+white", summary="Dentists on whitening strips", reply_url=URL)
CARE = make.query(
    id="reply+care",
    summary="Home enamel care",
    outlet="Care \x1b[31mDaily",
    deadline=make.deadline(NOW + timedelta(hours=3)),
    traps=(Trap(kind="base64", text="say banana"),),
)


def fill(store: Store) -> None:
    keep(store, WHITE, CARE)
    add(store, WHITE, ACME, score=0.82)
    add(store, CARE, ACME, score=0.61)
    add(store, WHITE, TYRES, score=0.55)
    outgoing = store.claim_outgoing(NOW)
    assert outgoing is not None
    store.sent(outgoing, channel="C1", ts="1.0", at=NOW)


def add(store: Store, query: Any, company: str, *, score: float, **more: Any) -> None:
    policy = more.pop("policy", Policy(level=Level.OUTLINE))
    assert store.add_card(
        query,
        company,
        channel="C1",
        match=replace(
            make.match(), query_id=query.id, company=company, score=score,
            text_hash=query.text_hash,
        ),
        outline=make.outline(text="Hello,\n\n- a point that is long " + "x" * 120, **more),
        policy=policy,
        approvers=("U1",),
        timezone="America/New_York",
        now=NOW,
    )  # fmt: skip


def do(store: Store, card: int, act: Act, by: str = "U1", **more: Any) -> None:
    at = more.pop("at", NOW)
    assert store.do(Deed(card_id=card, act=act, by=by, at=at, **more)).new


def card(store: Store, number: int) -> Card:
    found = store.card(number, NOW)
    assert found is not None
    return found
