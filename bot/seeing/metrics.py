"""/metrics for a Prometheus and /healthz for a monitor, on this machine only."""

import errno
import logging
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from bot.errors import BadInput, BotError
from bot.seeing.logs import MASK
from bot.seeing.masking import one_line

log = logging.getLogger(__name__)
HERE = "127.0.0.1"
_NAMES = {HERE, "localhost"}
Request = socket.socket | tuple[bytes, socket.socket]  # as the library has it
_PATIENCE = 5.0  # seconds for a request to be written
_AT_ONCE = 8  # requests; more are turned away
_PREFIX = "haro_bot_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One number. ``counter``: it only grows, and its name gets _total."""

    name: str
    about: str
    value: float
    labels: Mapping[str, str] = field(default_factory=dict)
    counter: bool = False


class _Handler(BaseHTTPRequestHandler):
    registry: CollectorRegistry
    wrong: Callable[[], Sequence[str]]
    at_port = ""
    timeout = _PATIENCE
    server_version, sys_version = "haro-bot", ""

    def do_GET(self) -> None:
        if not self._from_here():
            self._answer(403, "only for this machine, as localhost or 127.0.0.1\n")
        elif self.path == "/metrics":
            self._metrics()
        elif self.path == "/healthz":
            self._health()
        else:
            self._answer(404, "there is /metrics and /healthz\n")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name)
        """Say nothing: a request is no event."""

    def _from_here(self) -> bool:
        """Refuse a web page that had its own name point to this machine."""
        name, _, port = self.headers.get("Host", "").lower().partition(":")
        return name in _NAMES and port in {"", self.at_port}

    def _metrics(self) -> None:
        try:
            text = generate_latest(self.registry)
        except BotError as error:
            self._answer(503, f"{one_line(MASK.masked(str(error)))}\n")
            return
        self._answer(200, text, CONTENT_TYPE_PLAIN_0_0_4)

    def _health(self) -> None:
        try:
            names = self.wrong()
        except BotError:
            names = ("store",)
        said = "".join(f"{one_line(MASK.masked(name))}\n" for name in names)
        self._answer(503 if names else 200, said or "ok\n")

    def _answer(
        self, code: int, text: str | bytes, kind: str = "text/plain; charset=utf-8"
    ) -> None:
        body = text.encode() if isinstance(text, str) else text
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, place: tuple[str, int], handler: type[_Handler]) -> None:
        self._free = threading.BoundedSemaphore(_AT_ONCE)
        super().__init__(place, handler)

    def process_request(self, request: Request, client_address: object) -> None:
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Request, client_address: object) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Request, client_address: object) -> None:
        del request, client_address
        log.debug("a request for metrics ended early")


class Metrics:
    """Answers until closed. ``read`` and ``wrong`` are called at each request.

    ``wrong`` returns the names of what is wrong. Raises `BadInput` where the port is taken;
    port 0 takes a free one.
    """

    def __init__(
        self,
        port: int,
        read: Callable[[], Iterable[Sample]],
        wrong: Callable[[], Sequence[str]],
    ) -> None:
        registry = CollectorRegistry()
        registry.register(_Collected(read))

        class Handler(_Handler):
            pass

        Handler.registry, Handler.wrong = registry, staticmethod(wrong)
        try:
            self._server = _Server((HERE, port), Handler)
        except OSError as error:
            taken = error.errno in {errno.EADDRINUSE, errno.EACCES}
            why = (
                "is taken or not allowed" if taken else f"cannot be used ({error.strerror})"
            )
            raise BadInput(
                f"[metrics] port: {port} {why}; choose another, or 0 for none"
            ) from None
        self.port = self._server.server_port
        Handler.at_port = str(self.port)
        self._thread = threading.Thread(
            target=self._server.serve_forever, name="metrics", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Collected(Collector):
    def __init__(self, read: Callable[[], Iterable[Sample]]) -> None:
        self._read = read

    def describe(self) -> list[Metric]:
        return []  # so that nothing is read at the start

    def collect(self) -> Iterator[Metric]:
        families: dict[str, GaugeMetricFamily | CounterMetricFamily] = {}
        for sample in self._read():
            family = families.get(sample.name)
            if family is None:
                made = CounterMetricFamily if sample.counter else GaugeMetricFamily
                family = families[sample.name] = made(
                    _PREFIX + sample.name, sample.about, labels=[*sample.labels]
                )
            values = [MASK.masked(value) for value in sample.labels.values()]
            family.add_metric(values, sample.value)
        yield from families.values()
