"""Many cards, a busy machine, and people who click: nobody waits for an answer."""

import asyncio
import contextlib
import math
import threading
from collections import Counter
from collections.abc import Iterator

import pytest

from bot.embedding import Embedder
from tests.slack.stage import ALICE, BOB, Stage, card, stage, until

CARDS, POSTED, CLICKS = 500, 250, 200
P99 = 300  # ms
ROUNDS = 3


@contextlib.contextmanager
def model_at_work() -> Iterator[Counter[str]]:
    """Embed one batch of new text after the other, as for a digest without an end."""
    done, stop = Counter[str](), threading.Event()

    def work(embedder: Embedder) -> None:
        while not stop.is_set():
            number = done["texts"]
            embedder.embed(
                [f"Query {number + n}: strips, trays or braces?" for n in range(64)]
            )
            done["texts"] += 64

    with Embedder(engine="numpy", made_before=False) as embedder:
        thread = threading.Thread(target=work, args=(embedder,))
        thread.start()
        try:
            yield done
        finally:
            stop.set()
            thread.join()


def percentile(values: list[int], share: float) -> int:
    """Return the smallest value that ``share`` of all do not pass."""
    return sorted(values)[math.ceil(len(values) * share) - 1]


async def clicking(on: Stage) -> list[int]:
    """Let two people click through the posted cards at once; return the ms to each ack."""
    took: list[int] = []
    messages = on.cards()[: CLICKS // 2]
    for message in messages:
        answers = await asyncio.gather(
            on.slack.click(ALICE, message, "approve"),
            on.slack.click(BOB, message, "skip"),
        )
        assert all(answer["ok"] for answer in answers), answers
        took += [answer["ms"] for answer in answers]
        await asyncio.sleep(0.03)
    return took


@pytest.mark.slow
@pytest.mark.model
def test_500_cards_and_the_model_at_work_keep_99_of_100_acks_under_300_ms() -> None:
    async def play() -> list[int]:
        async with stage(*map(card, range(1, CARDS + 1))) as on:
            stop = asyncio.Event()
            with model_at_work() as model:
                running = asyncio.create_task(on.seat.run(stop))
                await until(lambda: len(on.cards()) >= POSTED and on.slack.wires.open, 90)
                before, texts = len(on.cards()), model["texts"]
                took = await clicking(on)
                assert len(on.cards()) > before, "cards were posted all the while"
                assert model["texts"] > texts, "the model was at work all the while"
            await on.seat.answering.drained()
            stop.set()
            await running
            assert len(on.desk.choices) == CLICKS // 2, "each card by the first of two"
            assert len(on.whispers()) == CLICKS // 2, "and the other was told"
            once = Counter(m["metadata"]["event_payload"]["card_id"] for m in on.cards())
            assert set(once.values()) == {1}
            return took

    seen: list[list[int]] = []
    for _ in range(ROUNDS):  # other programs may keep both processors busy for a while
        took = asyncio.run(play())
        assert len(took) == CLICKS, "none was missed"
        seen.append([percentile(took, share) for share in (0.5, 0.99, 1.0)])
        if seen[-1][1] < P99:
            return
    raise AssertionError(f"p50, p99 and slowest ack of each round, in ms: {seen}")
