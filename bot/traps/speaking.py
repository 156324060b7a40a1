"""Whether a sentence speaks to a machine, or to whoever lets one write."""

import re
from dataclasses import dataclass

from bot.traps.ways import FORGETS, HAIL, WAYS

_NAMES = (
    *("gpt", "claude", "gemini", "language model", "artificial int", "copilot", "llm"),
    " machine",
)
_BOTS = ("chatbot", "chat bot", "robot", " bot ", " bot,", "bots")
_BEFORE = re.compile(r"^\W+")
_LOW = (" ai ", "(ai ", " ai,", " ai:", " ai.", " ai-")
_FORGOTTEN = (
    *("instruction", "prompt", "direct", "rules", "guidelines", "context", "everything"),
    *(" all ", " told"),
)
_ADDRESSED = (
    *("system:", "system ", "system]", "system>", "assistant:", "assistant]", "assistant>"),
    *("instruction:", "instructions:", "prompt:", "[inst"),
)
_HAILED = (
    *(
        "ai",
        "a.i.",
        "a.i",
        "llm",
        "llms",
        "bot",
        "bots",
        "gpt",
        "claude",
        "gemini",
        "model",
    ),
    *("copilot", "models", "assistant", "assistants", "tool", "tools", "system", "systems"),
    *("agent", "agents", "writer", "writers", "program", "programs", "software", "machine"),
    *("machines", "generator", "generators", "intelligence", "4", "5"),
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """Where in a sentence a machine is spoken to or of; what else as in `Way`."""

    start: int
    end: int
    told: bool
    bare: bool = False
    leads: bool = False


def spoken(sentence: str) -> Spoken | None:
    for way in (*WAYS, HAIL):
        if found := way.strict.search(sentence):
            before = len(found[0]) - len(_BEFORE.sub("", found[0]))
            return Spoken(
                found.start() + before, found.end(), way.told, way.bare, way.leads
            )
    return None


def may_speak(text: str) -> bool:
    """Whether a sentence of a text, in lower case, may be `spoken`; cheap."""
    words = f" {' '.join(text.split())} "
    for way in WAYS:
        for cue in way.cues:
            if cue in words:
                if way.loose.search(text):
                    return True
                break
    return any(_hailed(words, cue) for cue in HAIL.cues)


def _hailed(words: str, cue: str) -> bool:
    at = words.find(cue)
    while at >= 0:
        if words[max(0, at - 14) : at].endswith(_HAILED):
            return True
        at = words.find(cue, at + 1)
    return False


def names(text: str) -> bool:
    """Whether a machine is named in a text; cheap."""
    if "AI" in text or "A.I" in text or "LLM" in text:
        return True
    lower = " " + text.lower().replace("\n", " ")
    if any(word in lower for word in FORGETS) and any(w in lower for w in _FORGOTTEN):
        return True
    if any(word in lower for word in _ADDRESSED):
        return True
    for name in _NAMES:
        if name in lower:
            return True
    if "bot" in lower and any(name in lower for name in _BOTS):
        return True
    return (" ai" in lower or "(ai " in lower) and any(name in lower for name in _LOW)
