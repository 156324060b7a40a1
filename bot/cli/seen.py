"""What others see of a running worker: log, heartbeat, numbers and bugs, put together."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot import __version__, config
from bot.cli.monitored import Monitored
from bot.cli.overview import Viewer
from bot.cli.parts import Parts
from bot.config.seeing import secrets
from bot.seeing import heart, logs
from bot.seeing.bugs import Bugs
from bot.seeing.heart import Heart
from bot.seeing.metrics import Metrics
from bot.seeing.pulse import Pulse

log = logging.getLogger(__name__)


@dataclass(kw_only=True)
class Seen:
    """Everything of a worker that is looked at from outside."""

    database: Path
    settings: config.Settings
    pulse: Pulse = field(default_factory=Pulse)
    bugs: Bugs | None = None

    def heart(self, made: Parts) -> Heart:
        self.pulse.slow = frozenset(made.beside)  # it holds up nothing
        return Heart(
            path=heart.place_of(self.database),
            version=__version__,
            pulse=self.pulse,
            hung=_hung,
        )

    @contextmanager
    def served(self, made: Parts, beating: Heart) -> Iterator[Metrics | None]:
        """Answer a monitor while the block runs, where the config names a port."""
        if not self.settings.metrics.port:
            yield None
            return
        shown = self._monitored(made, beating)
        metrics = Metrics(self.settings.metrics.port, shown.samples, shown.wrong)
        try:
            yield metrics
        finally:
            metrics.close()

    def _monitored(self, made: Parts, beating: Heart) -> Monitored:
        viewer = Viewer(
            store=made.store,
            database=self.database,
            settings=self.settings,
            mailroom=made.pipeline.mailroom,
            companies=[profile.company for profile in made.pipeline.profiles()],
        )
        return Monitored(
            look=lambda: viewer.look(made.now()),
            pulse=self.pulse,
            slack=lambda: beating.slack,
            known=frozenset(self.settings.accounts()),
        )

    def bug(self, error: Exception) -> None:
        """Send what ended the worker, if there is somewhere to send it."""
        if self.bugs is not None:
            self.bugs.report(error)

    def close(self) -> None:
        if self.bugs is not None:
            self.bugs.close()


def seen(path: Path, *, verbose: bool) -> Seen:
    """Set up the log as the config says, before the first line of it; read no store."""
    settings, _ = config.load(path)
    logs.MASK.hide(secrets(settings))
    logs.set_up(
        sys.stderr,
        style=settings.log.format,
        level=settings.log.level,
        verbose=verbose,
    )
    logs.adopt()
    dsn = settings.errors.dsn.get_secret_value()
    return Seen(
        database=path.parent / settings.store.path,
        settings=settings,
        bugs=Bugs(dsn, __version__) if dsn else None,
    )


def _hung(names: tuple[str, ...]) -> None:
    """End the process: whoever started it starts it again, and nothing is lost."""
    log.error("no progress for too long: %s; ending, to be started again", ", ".join(names))
    logging.shutdown()
    os._exit(1)
