"""Keeps mailboxes watched and work moving until told to stop.

Takes callables, knows nobody. Threads: one per mailbox, one for the pipeline, one for
each of the things that may take long or fail for hours and must hold up nothing else (a
language model, experts' mailboxes). What a thread cannot get over (a bug, a config
error) ends the worker with that error.
"""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from traceback import extract_tb
from typing import Protocol

from bot.errors import LoginRefused, TryLater
from bot.inbox import Backoff

log = logging.getLogger(__name__)

POLL_SECONDS = 5.0  # how often the pipeline looks for work nobody announced
BESIDE_SECONDS = 5.0  # how often the same is done beside the pipeline
IDLE_SECONDS = 240.0  # one wait for mail; servers and routers drop longer silences
FETCH_PATIENCE = 20.0  # work waits this long for a fetch to end, so the best come first


class Mailbox(Protocol):
    """What the worker needs of a mailbox."""

    @property
    def name(self) -> str: ...
    def fetch_new(self, stop: Callable[[], bool]) -> int: ...
    def wait(self, seconds: float, stop: Callable[[], bool]) -> None: ...
    def close(self) -> None: ...


@dataclass(kw_only=True)
class Worker:
    """Runs the threads; ``tell`` says a thing to people, once per key."""

    mailboxes: Sequence[Mailbox]
    advance: Callable[[], bool]
    tell: Callable[[str, str], object]
    on_work: Callable[[], None] = lambda: None  # called after each unit of work
    on_end: Callable[[], object] = lambda: None  # called when a thread ends the worker
    beside: Mapping[str, Callable[[], bool]] = field(default_factory=dict)  # by name
    stopping: threading.Event = field(default_factory=threading.Event)
    wake: threading.Event = field(default_factory=threading.Event)
    failure: BaseException | None = None
    _fetching: int = 0
    _quiet: threading.Condition = field(default_factory=threading.Condition)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        self._fetching = len(self.mailboxes)  # nothing is ranked before the first look
        for mailbox in self.mailboxes:
            self._start(f"mailbox {mailbox.name}", partial(self._watch, mailbox))
        self._start("pipeline", self._work)
        for name, work in self.beside.items():
            self._start(name, partial(self._beside, name, work))

    def stop(self) -> None:
        self.stopping.set()
        self.wake.set()

    def join(self, seconds: float) -> bool:
        """Wait for the threads to end; say if all did."""
        for thread in self._threads:
            thread.join(seconds / max(1, len(self._threads)))
        return not any(thread.is_alive() for thread in self._threads)

    def _start(self, name: str, target: Callable[[], None]) -> None:
        def guarded() -> None:
            try:
                target()
            except BaseException as error:  # noqa: BLE001 (handed to the main thread)
                self.failure = self.failure or error
                self.stop()
                with suppress(RuntimeError):  # nobody is left to hear it
                    self.on_end()

        thread = threading.Thread(target=guarded, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    # ---- mail

    def _watch(self, mailbox: Mailbox) -> None:
        backoff, said, first = Backoff(), "", True
        try:
            while not self.stopping.is_set():
                try:
                    new = self._fetch(mailbox, first=first)
                    first = False
                    if said:
                        log.info("mailbox %s answers again", mailbox.name)
                    backoff.succeeded()
                    said = ""
                    if new:
                        self.wake.set()
                    mailbox.wait(IDLE_SECONDS, self.stopping.is_set)
                except TryLater as error:
                    first = False
                    if str(error) != said:
                        log.warning("mailbox %s: %s", mailbox.name, error)
                        said = str(error) if self._told(mailbox, error) else ""
                    self.stopping.wait(backoff.failed(error))
        finally:
            mailbox.close()

    def _told(self, mailbox: Mailbox, error: TryLater) -> bool:
        """Tell people of a refused login; say if there is nothing left to tell."""
        if not isinstance(error, LoginRefused):
            return True
        try:
            self.tell(f"login:{mailbox.name}", str(error))
        except TryLater as busy:
            log.warning("could not tell people: %s", busy)
            return False
        return True

    def _fetch(self, mailbox: Mailbox, *, first: bool) -> int:
        with self._quiet:
            self._fetching += 0 if first else 1
        try:
            return mailbox.fetch_new(self.stopping.is_set)
        finally:
            with self._quiet:
                self._fetching -= 1
                self._quiet.notify_all()

    # ---- what goes on beside

    def _beside(self, name: str, work: Callable[[], bool]) -> None:
        """Do one thing again and again; nothing waits for it, nor ends with its faults."""
        backoff, said = Backoff(), ""
        while not self.stopping.is_set():
            try:
                while not self.stopping.is_set() and work():
                    self.on_work()
                backoff.succeeded()
                said = ""
                self.stopping.wait(BESIDE_SECONDS)
            except TryLater as error:
                if str(error) != said:
                    log.warning("%s waits: %s", name, error)
                    said = str(error)
                self.stopping.wait(backoff.failed(error))
            except Exception as error:  # noqa: BLE001 (what goes on beside ends nothing)
                frame = extract_tb(error.__traceback__)[-1]
                place = f"{Path(frame.filename).name}:{frame.lineno}"
                what = f"{type(error).__name__} at {place}"  # its text may quote a mail
                log.error("%s: a bug, %s; tried again later", name, what)  # noqa: TRY400
                self.stopping.wait(backoff.failed(TryLater(str(error))))

    # ---- work

    def _work(self) -> None:
        backoff = Backoff()
        while not self.stopping.is_set():
            self.wake.clear()
            with self._quiet:
                self._quiet.wait_for(
                    lambda: not self._fetching or self.stopping.is_set(), FETCH_PATIENCE
                )
            try:
                while not self.stopping.is_set() and self.advance():
                    self.on_work()
                backoff.succeeded()
                self.wake.wait(POLL_SECONDS)
            except TryLater as error:
                if self.stopping.is_set():
                    return
                log.warning("work waits: %s", error)
                self.stopping.wait(backoff.failed(error))
