"""A card whose questions are put to an expert: what they write, and how Slack tells it."""

from typing import Any

from bot.domain import Answer, Card, Expert, Have, Outline, Team
from bot.slack import actions
from tests import make
from tests.slack.stage import ALICE, Stage, card, team
from tests.slack.story import CAROL, click

PITCH = "C01PITCH"
ASKS = ("Do whitening strips harm enamel?", "How often is too often?")
ADA = Expert(id="ada", name="Ada Dent", slack_user=CAROL)
TEXT = f"""Hello Rita,

[To complete:]
{ASKS[0]}
[no stored fact: ask Ada Dent]

{ASKS[1]}
[no stored fact: ask Ada Dent]

Ada Dent
Chief Dentist, Acme Dental"""
Json = dict[str, Any]


def outline(**changes: Any) -> Outline:
    answers = tuple(Answer(question=ask, state=Have.ASK) for ask in ASKS)
    return make.outline(**{"asks": ASKS, "text": TEXT, "answers": answers, **changes})


def asking(**changes: Any) -> Card:
    return card(**{"outline": outline(), **changes})


def ours(**changes: Any) -> list[Team]:
    return [team(**{"experts": (ADA,), **changes})]


async def ask(on: Stage, user: str = ALICE) -> None:
    on.slack.memory.add_user(CAROL, "UTC", PITCH)
    await click(on, user, actions.INTERVIEW)


async def say(on: Stage, text: str, user: str = CAROL, **how: Any) -> Json:
    """Write below the first card; return the event."""
    await on.slack.write(user, PITCH, text, thread_ts=on.cards()[0]["ts"], **how)
    await on.settled()
    return {**on.slack.memory.messages[-1], "channel_type": "group"}


async def tell(on: Stage, event: Json, **how: Any) -> None:
    assert (await on.slack.event(event, **how))["ok"]
    await on.settled()


def changed(on: Stage, event: Json, text: str, **changes: Any) -> Json:
    ts = on.slack.memory.ts()
    now = {k: event[k] for k in ("type", "user", "ts", "thread_ts")} | {"text": text}
    edited = {"user": event["user"], "ts": f"{ts.split('.')[0]}.000000"}
    return {
        "type": "message", "subtype": "message_changed", "channel": event["channel"],
        "hidden": True, "ts": ts, "event_ts": ts, "previous_message": event,
        "message": {**now, "edited": edited, **changes},
    }  # fmt: skip


def deleted(on: Stage, event: Json, *, told: bool = True) -> Json:
    ts = on.slack.memory.ts()
    gone = {
        "type": "message", "subtype": "message_deleted", "channel": event["channel"],
        "hidden": True, "ts": ts, "event_ts": ts, "deleted_ts": event["ts"],
    }  # fmt: skip
    return gone | ({"previous_message": event} if told else {})


def heard(on: Stage) -> list[str]:
    asked = on.shown().interview
    return [one.text for one in asked.said] if asked else []


def kept(on: Stage, word: str) -> bool:
    return word in "\n".join(on.desk._conn.iterdump())
