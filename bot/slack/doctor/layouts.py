"""Every kind of message and view, as Slack's own validator sees it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import BotError
from bot.slack import rules
from bot.slack.calls import Refused, call
from bot.slack.doctor.finding import Finding, fail, note, ok

Sample = tuple[str, Mapping[str, Any]]  # its name, and a message or a view

_WHAT = "Layouts"
_FAULTY = {"invalid_blocks", "invalid_message", "invalid_view", "msg_blocks_too_long"}
_VIEWS = ("modal", "home")


async def look(reader: AsyncWebClient, samples: Sequence[Sample]) -> list[Finding]:
    """Name each layout that would be refused, by our own rules first, then by Slack's.

    A message has ``blocks`` and ``text``, a view its ``type`` too. Slack is asked until
    it does not answer any more; the rest then rests on our own rules, and that is said.
    """
    if not samples:
        return []
    found, asked, silent = [], 0, ""
    for name, shown in samples:
        fault = next(iter(_own(shown)), "")
        if not fault and not silent:
            try:
                fault = await _slack(reader, shown)
                asked += 1
            except BotError as error:
                silent = str(error)
        if fault:
            cure = "a fault of haro-bot; report it with this line"
            found.append(fail(f"Layout {name}", f"{fault} ({cure})"))
    well = f"{len(samples) - len(found)} of {len(samples)} messages and views are well"
    if silent:
        seen = f"{well} by our own rules; Slack was asked about {asked} only: {silent}"
        return [*found, note(_WHAT, seen)]
    return found or [ok(_WHAT, f"Slack takes all {len(samples)} messages and views")]


def _own(shown: Mapping[str, Any]) -> list[str]:
    if shown.get("type"):
        return rules.view_faults(dict(shown))
    return rules.faults(list(shown.get("blocks") or ()), text=str(shown.get("text") or ""))


async def _slack(reader: AsyncWebClient, shown: Mapping[str, Any]) -> str:
    """Return the first fault Slack names, "" for none; raise where it does not answer."""
    view = shown.get("type") in _VIEWS
    # in the body: the SDK's own method puts ten thousand characters into the address
    payload = {"view": dict(shown)} if view else {"blocks": shown.get("blocks") or []}
    body = {key: json.dumps(value) for key, value in payload.items()}
    try:
        answer = await call(reader.api_call("blocks.validate", data=body))
    except Refused as error:
        if error.code not in _FAULTY:
            raise
        return _first(error) or f"Slack says {error.code}"
    return _named(answer.get("errors"))


def _first(error: Refused) -> str:
    cause = error.__cause__
    data = cause.response.data if isinstance(cause, SlackApiError) else None
    return _named(data.get("errors")) if isinstance(data, dict) else ""


def _named(errors: object) -> str:
    """Return the place and the words of the first of Slack's ``errors``."""
    first = errors[0] if isinstance(errors, list) and errors else None
    if not isinstance(first, dict):
        return ""
    words = first.get("message") or first.get("code") or "refused"
    constraint = first.get("constraint")
    rest = f" {json.dumps(constraint)}" if constraint else ""
    return f"{first.get('pointer') or '/'}: {words}{rest}"
