"""Numbers and health for this machine only, without addresses."""

import http.client
import socket
from collections.abc import Iterator, Sequence

import pytest

from bot.errors import BadInput, TryLater
from bot.seeing.metrics import Metrics, Sample

SAMPLES = [
    Sample(name="digests", about="Digests read.", value=3, counter=True),
    Sample(name="decisions", about="By choice.", value=2, labels={"choice": "approved"}),
    Sample(
        name="decisions", about="By choice.", value=1, labels={"choice": "ann@b.example"}
    ),
]


class Source:
    """What the pages are made of."""

    wrong: Sequence[str] = ()
    away = False

    def samples(self) -> list[Sample]:
        if self.away:
            raise TryLater("database is locked, says ann@example.com")
        return SAMPLES

    def names(self) -> Sequence[str]:
        if self.away:
            raise TryLater("database is locked")
        return self.wrong


@pytest.fixture(scope="module")
def source() -> Source:
    return Source()


@pytest.fixture(scope="module")
def served(source: Source) -> Iterator[Metrics]:
    served = Metrics(0, source.samples, source.names)
    yield served
    served.close()


@pytest.fixture(autouse=True)
def _well(source: Source) -> None:
    source.wrong, source.away = (), False


def get(served: Metrics, path: str, **headers: str) -> tuple[int, str]:
    line = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    try:
        line.request(headers.pop("method", "GET"), path, headers=headers)
        answer = line.getresponse()
        return answer.status, answer.read().decode()
    finally:
        line.close()


def test_metrics_are_what_a_prometheus_reads(served: Metrics):
    code, text = get(served, "/metrics")
    assert code == 200
    assert "# TYPE haro_bot_digests_total counter" in text
    assert "haro_bot_digests_total 3.0" in text
    assert 'haro_bot_decisions{choice="approved"} 2.0' in text
    assert "ann@" not in text
    assert "python_info" not in text  # nothing but our own


def test_health_is_ok_or_names_what_is_wrong(served: Metrics, source: Source):
    assert get(served, "/healthz") == (200, "ok\n")
    source.wrong = ("login:imap", "mailbox ann@example.com\nok")
    code, text = get(served, "/healthz")
    assert code == 503
    assert text == "login:imap\nmailbox [address]\\nok\n"


def test_a_store_that_does_not_answer_is_said_and_survived(served: Metrics, source: Source):
    source.away = True
    assert get(served, "/healthz") == (503, "store\n")
    code, text = get(served, "/metrics")
    assert (code, "ann@" in text) == (503, False)
    source.away = False
    assert get(served, "/metrics")[0] == 200


@pytest.mark.parametrize("path", ["/", "/metrics/", "/metrics?x=1", "/../etc/passwd"])
def test_nothing_else_is_there(served: Metrics, path: str):
    assert get(served, path)[0] == 404


def test_what_is_no_question_is_refused(served: Metrics):
    assert get(served, "/metrics", method="POST")[0] == 501


@pytest.mark.parametrize(
    "host", ["attacker.example.com", "127.0.0.1.example.com", "localhost:1", "", "[::1]"]
)
def test_a_web_page_that_points_its_name_here_reads_nothing(served: Metrics, host: str):
    assert get(served, "/metrics", Host=host)[0] == 403
    assert get(served, "/healthz", Host=host)[0] == 403


def test_this_machine_may_use_its_own_names(served: Metrics):
    for host in (f"localhost:{served.port}", "127.0.0.1", "LocalHost"):
        assert get(served, "/healthz", Host=host)[0] == 200


def test_only_this_machine_is_listened_to(served: Metrics):
    assert served._server.server_address[0] == "127.0.0.1"


def test_a_taken_port_is_said_with_the_key(source: Source):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(BadInput, match=rf"\[metrics\] port: {port} is taken"):
            Metrics(port, source.samples, source.names)


def test_who_connects_and_says_nothing_keeps_nobody_out(served: Metrics):
    with socket.create_connection(("127.0.0.1", served.port)):
        assert get(served, "/healthz")[0] == 200
