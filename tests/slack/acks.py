"""What may stand in an acknowledgement: Slack drops the rest, and nobody is told."""

from typing import Any

from tests.slack.views import blocks_fault, view_fault

Json = dict[str, Any]
_ACTIONS = {
    "errors": {"response_action", "errors"},
    "update": {"response_action", "view"},
    "push": {"response_action", "view"},
    "clear": {"response_action"},
}
_COMMAND = {
    "text", "blocks", "response_type", "attachments", "unfurl_links", "unfurl_media",
    "thread_ts", "replace_original", "delete_original", "metadata", "mrkdwn", "parse",
}  # fmt: skip
_ERROR_LENGTH = 2000


def ack_faults(kind: str, payload: Json, answer: Any) -> list[str]:
    """Name what Slack would not take in the answer to an envelope."""
    if answer in (None, {}):
        return []
    if payload.get("type") == "view_submission":
        return _submitted(payload["view"], answer)
    if kind == "slash_commands":
        return _commanded(answer)
    return [f"the answer to {payload.get('type') or kind} takes nothing: {answer}"]


def _commanded(answer: Json) -> list[str]:
    found = [f"unknown key {key!r}" for key in answer.keys() - _COMMAND]
    if answer.get("response_type", "ephemeral") not in ("ephemeral", "in_channel"):
        found.append(f"unknown response_type {answer['response_type']!r}")
    if not answer.get("text") and not answer.get("blocks"):
        found.append("neither text nor blocks")
    return found + _messages(blocks_fault(answer))


def _submitted(view: Json, answer: Json) -> list[str]:
    action = answer.get("response_action")
    allowed = _ACTIONS.get(str(action))
    if allowed is None:
        return [f"unknown response_action {action!r}"]
    found = [f"unknown key {key!r}" for key in answer.keys() - allowed]
    if action in ("update", "push"):
        found += _messages(view_fault(answer.get("view"), "modal"))
    if action == "errors":
        errors = answer.get("errors") or {}
        inputs = {b["block_id"] for b in view["blocks"] if b["type"] == "input"}
        found += [f"an error at {at!r}, no input" for at in errors if at not in inputs]
        if not errors or not all(errors.values()):
            found.append("errors without words")
        if any(len(text) > _ERROR_LENGTH for text in errors.values()):
            found.append("an error that is too long")
    return found


def _messages(fault: Json | None) -> list[str]:
    if fault is None:
        return []
    return fault["response_metadata"]["messages"] or [fault["error"]]
