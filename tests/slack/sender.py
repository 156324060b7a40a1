"""A process that empties an outbox and may be killed at any moment.

python -m tests.slack.sender DATABASE BASE_URL
"""

import asyncio
import sys
from pathlib import Path

from bot.slack.app import Workspace
from bot.slack.calls import Access
from bot.store import Store
from tests.slack.bridge import BOT
from tests.slack.stage import now


async def main(path: str, base_url: str) -> bool:
    store = Store(Path(path))
    access = Access(bot_token=BOT, base_url=base_url)
    seat = Workspace(access, store, now, pace=0.0, grace=0.3)
    try:
        return await seat.drain_once(patience=10)
    finally:
        store.close()


if __name__ == "__main__":
    sys.exit(not asyncio.run(main(*sys.argv[1:])))
