"""Whatever an endpoint does, a draft ends soon, in an outline or in a plain reason."""

import json
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from pydantic_ai import models

from bot.domain import Came
from bot.llm import Drafted, Model, Place, Subject, endpoint
from tests import make
from tests.llm import scene
from tests.llm.server import Said, Server, completion, fault, serving

SECRET = "sk-not-to-be-told"
PATIENCE = 6.0  # seconds within which each of these ends; the client's own pauses count
GOOD = completion(scene.answer())
BAD = completion(json.dumps({"expert": "e1"}))
FENCED = f"Here you are:\n```json\n{scene.answer()}\n```\nGood luck."


@pytest.fixture(autouse=True)
def requests_allowed(
    nothing_leaves: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    models.ALLOW_MODEL_REQUESTS = True
    monkeypatch.setattr(endpoint, "PAUSE", 0.01)
    yield
    models.ALLOW_MODEL_REQUESTS = False


@dataclass(frozen=True, kw_only=True)
class Case:
    said: Sequence[Said]
    came: Came = Came.FAILED
    why: str = ""
    requests: int = 1  # of the draft; what no model was reached by is not counted
    calls: int = 1  # of the server


CASES = {
    "ok": Case(said=[GOOD], came=Came.USED),
    "busy once": Case(said=[fault(429), GOOD], came=Came.USED, calls=2),
    "busy twice": Case(said=[fault(429)], why="asked too often (status 429)", calls=2),
    "busy for long": Case(
        said=[fault(429, **{"retry-after": "21"}), GOOD],
        why="asked too often (status 429)",
    ),
    "away for long": Case(said=[fault(503, **{"retry-after": "90"})], why="(status 503)"),
    "busy, with no sense": Case(
        said=[fault(429, **{"retry-after": "-1"}), GOOD], came=Came.USED, calls=2
    ),
    "no credit": Case(
        said=[
            Said(
                status=429,
                body=json.dumps(
                    {"error": {"message": "x", "code": "insufficient_quota", "type": "x"}}
                ),
                headers={"retry-after-ms": "1"},
            )
        ],
        why="no credit left (status 429)",
        calls=2,
    ),
    "broken once": Case(said=[fault(500), GOOD], came=Came.USED, calls=2),
    "broken": Case(said=[fault(500)], why="(status 500)", calls=2),
    "wrong shape, then right": Case(said=[BAD, GOOD], came=Came.USED, requests=2, calls=2),
    "wrong shape": Case(said=[BAD], why="schema: ", requests=2, calls=2),
    "cut JSON": Case(
        said=[completion(scene.answer()[:80])],
        why="schema: the answer holds no JSON object",
        requests=2,
        calls=2,
    ),
    "token limit": Case(
        said=[completion(scene.answer()[:80], reason="length")],
        why="cut off at 600 tokens",
    ),
    "fenced": Case(said=[completion(FENCED)], came=Came.USED),
    "refusal": Case(
        said=[completion(None, refusal="I cannot")], came=Came.REFUSED, why="refused"
    ),
    "filtered": Case(
        said=[completion("", reason="content_filter")], came=Came.REFUSED, why="refused"
    ),
    "empty": Case(said=[completion("")], why="empty"),
    "a web page": Case(
        said=[Said(body="<html>Log in</html>", kind="text/html")], why="could not be read"
    ),
    "other JSON": Case(said=[Said(body="[1]")], why="could not be read"),
    "no JSON": Case(said=[Said(body="{")], why="could not be asked"),
    "no usage": Case(said=[completion(scene.answer(), usage=None)], came=Came.USED),
    "refuses json_schema": Case(said=[fault(400, "response_format")], why="(status 400)"),
    "no such model": Case(said=[fault(404)], why="no such model or address (status 404)"),
    "wrong key": Case(said=[fault(401)], why="refused the key (status 401)"),
    "sends elsewhere": Case(
        said=[Said(status=302, headers={"location": "http://127.0.0.1:9/v1"})],
        why="could not be asked",  # and nobody is followed anywhere
    ),
}


def place(server: Server, **changes: Any) -> Place:
    return replace(Place(model="small", base_url=server.url, api_key=SECRET), **changes)


def draft(model: Model) -> Drafted:
    query = make.query(summary="Heat pumps", body="How do heat pumps do in the cold?")
    match = make.match(expert_id="e1", company=scene.PROFILE.company)
    subject = Subject(
        card_id=1,
        edition=0,
        query=query,
        profile=scene.PROFILE,
        outline=scene.outlined(query, scene.PROFILE, match),
        policy=make.card().policy,
        offered=("f3", "f1", "f4"),
    )
    return model.draft(subject, prompts=scene.PROMPTS, at=scene.NOW)


@pytest.mark.parametrize("name", CASES)
def test_each_way_to_fail_ends_in_an_outline_or_a_plain_reason(name: str):
    case, began = CASES[name], time.monotonic()
    with serving(case.said) as server:
        made = draft(Model(place=place(server)))
    assert time.monotonic() - began < PATIENCE
    assert (made.run.came, made.run.requests) == (case.came, case.requests)
    assert case.why in made.run.why
    assert bool(made.run.why) is (case.came is not Came.USED)
    assert SECRET not in repr(made)
    assert (made.outline is not None) is (case.came is Came.USED)
    assert len(server.asked) == case.calls
    if made.outline is not None:
        assert [point.fact_id for point in made.outline.points] == ["f3", "f1"]


def test_an_endpoint_is_tried_again_no_sooner_than_it_bids_to_wait():
    began = time.monotonic()
    with serving([fault(503, **{"retry-after": "1"}), GOOD]) as server:
        made = draft(Model(place=place(server)))
    assert time.monotonic() - began >= 1
    assert made.run.came is Came.USED


def test_a_wait_that_an_endpoint_bids_is_no_part_of_the_patience_with_it(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(endpoint, "SLACK", 0.0)
    with serving([fault(429, **{"retry-after": "2"}), GOOD]) as server:
        made = draft(Model(place=place(server, timeout=0.9)))
    assert made.run.came is Came.USED


def test_a_silent_endpoint_is_given_up_in_time():
    began = time.monotonic()
    with serving([Said(silent=True)]) as server:
        made = draft(Model(place=place(server, timeout=0.2)))
    assert time.monotonic() - began < PATIENCE
    assert made.run.came is Came.FAILED
    assert made.run.why == "the endpoint did not answer in time (0.2 seconds)"
    assert len(server.asked) == made.run.requests == 1, "a silent model is paid as well"


def test_nobody_at_the_address_is_a_plain_reason():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = draft(Model(place=Place(model="small", base_url=f"http://127.0.0.1:{port}/v1")))
    assert (made.run.came, made.run.why) == (
        Came.FAILED,
        "the endpoint could not be reached",
    )


def test_what_is_sent_is_the_prompt_and_no_tool_schema_or_history():
    with serving([GOOD]) as server:
        made = draft(Model(place=place(server), max_tokens=400))
    (asked,) = server.asked
    assert asked.keys() == {
        *("path", "model", "messages", "stream", "max_tokens", "temperature")
    }
    assert (asked["model"], asked["max_tokens"], asked["temperature"]) == (
        "small", 400, 0.2
    )  # fmt: skip
    assert [m["role"] for m in asked["messages"]] == ["system", "user"]
    assert asked["path"] == "/v1/chat/completions"
    assert server.heads[0]["authorization"] == f"Bearer {SECRET}"
    assert (made.run.input_tokens, made.run.output_tokens) == (700, 90)
    assert made.run.answered == "small-2026"
    assert (made.run.cost, made.run.prompt) == (None, scene.PROMPTS.id("outline"))


def test_a_repair_shows_the_model_what_was_wrong():
    with serving([BAD, GOOD]) as server:
        draft(Model(place=place(server)))
    first, second = server.asked
    roles = [m["role"] for m in second["messages"]]
    assert roles == ["system", "user", "assistant", "user"]
    assert second["messages"][:2] == first["messages"]
    assert "failed these checks" in second["messages"][3]["content"]
    assert "expert_id" in second["messages"][3]["content"]


def test_anothers_keys_and_addresses_in_the_environment_are_not_used(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-somebody")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with serving([GOOD]) as server:
        made = draft(Model(place=place(server, api_key="")))
    assert made.run.came is Came.USED
    assert server.heads[0]["authorization"] == "Bearer none"


def test_an_endpoint_of_anthropic_is_asked_in_its_own_way():
    body = {
        "id": "m1",
        "type": "message",
        "role": "assistant",
        "model": "claude-haiku-4-5",
        "content": [{"type": "text", "text": scene.answer()}],
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "usage": {"input_tokens": 700, "output_tokens": 90},
    }
    with serving([Said(body=json.dumps(body))]) as server:
        where = place(
            server,
            provider="anthropic",
            model="claude-haiku-4-5",
            base_url=server.url.removesuffix("/v1"),
        )
        made = draft(Model(place=where))
    assert made.run.came is Came.USED
    (asked,) = server.asked
    assert asked["path"].split("?")[0] == "/v1/messages"
    assert any(SECRET in value for value in server.heads[0].values())
    assert "tools" not in asked
    assert asked["max_tokens"] == 600
