"""Keeps mailboxes watched and work moving until told to stop.

Takes callables, knows nobody. Threads: one per mailbox folder, one for the pipeline, one
for each of the things that may take long or fail for hours and must hold up nothing else
(a language model, experts' mailboxes). What a thread cannot get over (a bug, a config
error) ends the worker with that error; what a thread beside cannot get over is tried again.
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
from bot.worker import telling
from bot.worker.troubles import Troubles

log = logging.getLogger(__name__)

POLL_SECONDS = 5.0  # how often the pipeline looks for work nobody announced
BESIDE_SECONDS = 5.0  # how often the same is done beside the pipeline
IDLE_SECONDS = 240.0  # one wait for mail; servers and routers drop longer silences
FETCH_PATIENCE = 20.0  # work waits this long for a fetch to end, so the best come first
PULSE_SECONDS = 30.0  # a thread that pauses says so often that it is alive


class Mailbox(Protocol):
    """What the worker needs of a mailbox: one folder of an account.

    ``name`` is the account's, or the account's with the folder behind a stroke. ``stop`` is
    called every second or so, also while waiting.
    """

    @property
    def name(self) -> str: ...
    def fetch_new(self, stop: Callable[[], bool]) -> int: ...
    def wait(self, seconds: float, stop: Callable[[], bool]) -> None: ...
    def close(self) -> None: ...


@dataclass(kw_only=True)
class Worker:
    """Runs the threads.

    ``alarm`` tells people that the thing named by a key is wrong, ``cured`` that it is
    over, each once. ``pulse`` hears from every thread, by its name, whenever it is alive:
    every half minute, but for the time that one fetch or one unit of work takes.
    """

    mailboxes: Sequence[Mailbox]
    advance: Callable[[], bool]
    alarm: Callable[[str, str], object]
    cured: Callable[[str, str], object] = lambda _key, _text: None
    pulse: Callable[[str], object] = lambda _name: None
    on_work: Callable[[], None] = lambda: None  # called after each unit of work
    on_end: Callable[[], object] = lambda: None  # called when a thread ends the worker
    beside: Mapping[str, Callable[[], bool]] = field(default_factory=dict)  # by name
    open_alarms: Sequence[str] = ()  # keys of those that a run before left open
    stopping: threading.Event = field(default_factory=threading.Event)
    wake: threading.Event = field(default_factory=threading.Event)
    failure: BaseException | None = None
    troubles: Troubles = field(init=False)
    _fetching: int = 0
    _quiet: threading.Condition = field(default_factory=threading.Condition)
    _threads: list[threading.Thread] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.troubles = Troubles(alarm=self.alarm, cured=self.cured)

    def start(self) -> None:
        self._fetching = len(self.mailboxes)  # nothing is ranked before the first look
        names = [mailbox.name for mailbox in self.mailboxes]
        telling.let_go(self.troubles, self.open_alarms, names, self.beside)
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

    def _pause(self, name: str, seconds: float, until: threading.Event) -> None:
        """Wait, alive; tell people meanwhile what they could not be told before."""
        left = seconds
        while left > 0 and not until.is_set() and not self.stopping.is_set():
            self.pulse(name)
            self.troubles.again()
            until.wait(min(left, PULSE_SECONDS))
            left -= PULSE_SECONDS

    def _stopped(self, name: str) -> bool:
        """Say if it is time to stop, to whoever asks, and that the asker is alive."""
        self.pulse(name)
        return self.stopping.is_set()

    # ---- mail

    def _watch(self, mailbox: Mailbox) -> None:
        backoff, said, first = Backoff(), "", True
        name = f"mailbox {mailbox.name}"
        stop = partial(self._stopped, name)
        try:
            while not stop():
                try:
                    new = self._fetch(mailbox, stop, first=first)
                    first = False
                    if not self.stopping.is_set():  # else it may have ended early
                        telling.reached(self.troubles, mailbox.name)
                    if said:
                        log.info("mailbox %s answers again", mailbox.name)
                    backoff.succeeded()
                    said = ""
                    if new:
                        self.wake.set()
                    mailbox.wait(IDLE_SECONDS, stop)
                except TryLater as error:
                    first = False
                    if str(error) != said:
                        log.warning("mailbox %s: %s", mailbox.name, error)
                        said = str(error)
                    telling.away(self.troubles, mailbox.name, error)
                    self._pause(name, backoff.failed(error), self.stopping)
        finally:
            mailbox.close()

    def _fetch(self, mailbox: Mailbox, stop: Callable[[], bool], *, first: bool) -> int:
        with self._quiet:
            self._fetching += 0 if first else 1
        try:
            return mailbox.fetch_new(stop)
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
                while not self._stopped(name) and work():
                    self.on_work()
                telling.freed(self.troubles, name)
                backoff.succeeded()
                said, pause = "", BESIDE_SECONDS
            except TryLater as error:
                if str(error) != said:
                    log.warning("%s waits: %s", name, error)
                    said = str(error)
                if not isinstance(error, LoginRefused):  # told by who was refused
                    telling.hindered(self.troubles, name, str(error))
                pause = backoff.failed(error)
            except Exception as error:  # noqa: BLE001 (what goes on beside ends nothing)
                frame = extract_tb(error.__traceback__)[-1]
                place = f"{Path(frame.filename).name}:{frame.lineno}"
                what = f"{type(error).__name__} at {place}"  # its text may quote a mail
                log.error("%s: a bug, %s; tried again later", name, what)  # noqa: TRY400
                telling.hindered(self.troubles, name, f"a bug, {what}; please report it")
                pause = backoff.failed(TryLater(what))
            self._pause(name, pause, self.stopping)

    # ---- work

    def _work(self) -> None:
        backoff, name = Backoff(), "pipeline"
        while not self._stopped(name):
            self.wake.clear()
            with self._quiet:
                self._quiet.wait_for(
                    lambda: not self._fetching or self.stopping.is_set(), FETCH_PATIENCE
                )
            try:
                while not self._stopped(name) and self.advance():
                    self.on_work()
                telling.moving(self.troubles)
                backoff.succeeded()
                self._pause(name, POLL_SECONDS, self.wake)
            except TryLater as error:
                if self.stopping.is_set():
                    return
                log.warning("work waits: %s", error)
                telling.stuck(self.troubles, error)
                self._pause(name, backoff.failed(error), self.stopping)
