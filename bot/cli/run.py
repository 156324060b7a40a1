"""``haro-bot run``: the worker, for ever or once."""

import argparse
import asyncio
import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from bot.cli.clock import Now
from bot.cli.parts import Parts, parts
from bot.cli.seen import Seen, seen
from bot.errors import LoginRefused, TryLater
from bot.inbox import Inbox
from bot.seeing.heart import Heart
from bot.slack.app import Workspace
from bot.slack.entry import say_who_decides
from bot.worker import Worker

log = logging.getLogger(__name__)

PATIENCE = 60.0  # seconds that --once waits in all for a better moment
LAST = 8.5  # seconds after a signal: whatever still hangs then is done again next time
BEAT = 5.0  # seconds between two looks at the connection to Slack
FAREWELL = 2.5  # seconds the threads still get once Slack is left; SIGTERM promises 10


def run(args: argparse.Namespace, now: Now) -> int:
    """Run until told to stop (0), or once: 0 when nothing is left to do, else 1."""
    path = Path(args.config)
    shown = seen(path, verbose=args.verbose)
    try:
        made = parts(path, now)
        try:
            return asyncio.run(_once(made) if args.once else _forever(made, shown))
        finally:
            made.close()
    except Exception as error:
        shown.bug(error)
        raise
    finally:
        shown.close()


# ------------------------------------------------------------------------- for ever


async def _forever(made: Parts, shown: Seen) -> int:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    workspace = _workspace(made)
    heart = shown.heart(made)
    made.embedder.answered = shown.pulse.goes_on  # thousands of texts take their time
    worker = Worker(
        mailboxes=made.inboxes,
        advance=made.pipeline.advance,
        alarm=made.alarm,
        cured=made.cured,
        pulse=shown.pulse.beat,
        open_alarms=[alarm.key for alarm in made.store.alarms()],
        on_work=workspace.wake,
        on_end=partial(loop.call_soon_threadsafe, stop.set),
        beside=made.beside,
        stopping=made.stopping,
    )

    def end() -> None:
        heart.stopping()
        worker.stop()
        stop.set()
        _leave_after(LAST, 0)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, end)
    beating = asyncio.create_task(_beat(workspace, heart))
    try:
        with shown.served(made, heart):
            worker.start()
            heart.start()
            await workspace.run(stop)
    finally:
        worker.stop()
        beating.cancel()
        heart.stop()
        made.embedder.close()  # a text being embedded now is embedded again next time
        ended = await asyncio.to_thread(worker.join, FAREWELL)
        if not ended:
            log.warning("a thread did not end in time; what it did is done again next time")
    if worker.failure is not None:
        raise worker.failure
    log.info("stopped")
    return 0


async def _beat(workspace: Workspace, heart: Heart) -> None:
    """Say that this thread is alive, and whether Slack hears us."""
    while True:
        connected = False
        with suppress(Exception):  # not to be told is no reason to be taken for hung
            connected = await workspace.connected()
        heart.slack = "connected" if connected else "not connected"
        heart.pulse.beat("slack")
        await asyncio.sleep(BEAT)


def _workspace(made: Parts) -> Workspace:
    say_who_decides(made.teams())
    return Workspace(
        made.access,
        made.store,
        made.now,
        teams=made.teams,
        channels=made.channels,
        ops_channel=made.desks.ops,
        waits=made.desks.waits,
        warn=made.warnings,
    )


def _leave_after(seconds: float, code: int) -> None:
    """End the process by then, whatever hangs: a name lookup, a full disk, a thread.

    Safe at any moment: every step is written down before and after it is done.
    """

    def leave() -> None:
        log.warning("ended while something still hung; it is done again next time")
        logging.shutdown()
        os._exit(code)

    timer = threading.Timer(seconds, leave)
    timer.daemon = True
    timer.start()


# ----------------------------------------------------------------------------- once


class _Patience:
    """The seconds that may be spent waiting, in all."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds

    def tried(self, work: Callable[[], object]) -> bool:
        """Do work until it succeeds or patience ends; say if it did."""
        pause = 1.0
        while True:
            try:
                work()
            except LoginRefused as error:  # waiting does not mend a password
                log.error("%s", error)  # noqa: TRY400 (expected; one line)
                return False
            except TryLater as error:
                wait = error.after or pause
                log.warning("%s", error)
                if wait > self.left:
                    return False
                self.left -= wait
                time.sleep(wait)
                pause *= 2
            else:
                return True


async def _once(made: Parts) -> int:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, _leave_after, 0.0, 1)
    patience = _Patience(PATIENCE)
    done = [await asyncio.to_thread(_fetch, inbox, patience) for inbox in made.inboxes]
    done.append(await asyncio.to_thread(patience.tried, lambda: _advance(made)))
    workspace = _workspace(made)
    try:
        done.append(await workspace.drain_once(patience.left))
        if made.beside:
            await asyncio.to_thread(_beside, made)
            done.append(await workspace.drain_once(patience.left))
    finally:
        await workspace.close()
    return 0 if all(done) else 1


def _fetch(inbox: Inbox, patience: _Patience) -> bool:
    try:
        return patience.tried(inbox.fetch_new)
    finally:
        inbox.close()


def _advance(made: Parts) -> None:
    while made.pipeline.advance():
        pass


def _beside(made: Parts) -> None:
    """Do what goes on beside, once all that is due is done; nothing depends on it."""
    end = time.monotonic() + PATIENCE
    for name, work in made.beside.items():
        try:
            while time.monotonic() < end and work():
                pass
        except TryLater as error:
            log.warning("%s waits: %s", name, error)
        except Exception as error:  # noqa: BLE001 (a bug there must not fail the rest)
            log.error("%s: a bug, %s", name, type(error).__name__)  # noqa: TRY400
