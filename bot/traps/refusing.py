"""The sentence in which a reporter refuses answers made by a machine."""

import re
from collections.abc import Sequence

from bot.asks import sentences

_ABOVE = 12  # lines above an item in which its list is announced
_SHORT = 6  # words of "Using AI?" and "Don't."
_LONGEST = 300  # characters of a line that announces a list

_ANSWERS = (
    r"(?:answers?|responses?|replies|reply|pitch(?:es)?|submissions?|quotes?|comments?"
    r"|contributions?|emails?|text|content)"
)
_AI = re.compile(
    r"\b(?:A\.?I\.?)(?![a-z])|\b[Gg]en-?AI\b|\bOpenAI\b"
    r"|(?i:\bLLMs?\b|\b(?:chat\s?-?)?gpt(?:-?\d\w*)?\b|\bclaude\b|\bgemini\b"
    r"|\blanguage models?\b|\bartificial intelligence\b|\bchat\s?bots?\b|\bcopilot\b"
    r"|\bgenerative tools?\b|\b(?:anything|text|answers?) generated\b"
    rf"|\bgenerated\s+{_ANSWERS}\b|\b(?:from|by|with) (?:an? |any )?(?:ro)?bots?\b"
    r"|\b(?:written|composed|produced|made|generated) by (?:an? |any )?machines?\b"
    r"|\ba machine (?:\w+ )?(?:wr(?:ite|ote|itten)|compose|produce|generate|draft)"
    r"|\b(?:machine|computer|(?:ro)?bot|auto)[- ](?:generated|written|made|produced)"
    rf"|\bautomated\s+(?:\w+\s+)?{_ANSWERS}\b)"
    r"|(?<![a-z])ai[- ](?:generated|written|edited|assisted|made)"
    r"|(?<![\w’'.@/+-])ai(?![\w’'@-]|\.\w)",
)
_NAMES = (
    *("gpt", "claude", "gemini", "language model", "artificial", "chatbot", "chat bot"),
    *("copilot", "generative", "automated", "llm", "-written", "written by"),
    *("machine gener", "machine writ", "computer gener", "human-", "human writ", "bots"),
    *("human gener", "humans only", "generated", " a bot", " a machine", "by machine"),
    "detector",
)
_REFUSE = re.compile(
    r"\b(?:no|not|none|nor|nothing|cannot|can[’']?t|don[’']?t|won[’']?t|(?:is|are|does|did|would"
    r"|should|must|could)n[’']?t|unable|avoid|without|never|reject\w*|discard\w*|delet\w*"
    r"|ignor\w*|disqualif\w*|disregard\w*|ban(?:s|ned)?|refus\w*|prohibit\w*|forbid\w*"
    r"|disallow\w*|declin\w*|refrain|zero|bin|binned|trash\w*|unacceptable|inadmissible"
    r"|unwelcome|blacklist\w*|exclude\w*|penali[sz]ed|steer clear|stay away|hate"
    r"|free (?:of|from))\b|\b(?:rather than|instead of) (?:an? |the )?"
    r"(?:AI|A\.I|ChatGPT|LLM)"
    r"|\b(?:will|would|shall|gets?|are|is|be|being|go|goes)\s+(?:\w+\s+){0,2}?(?:removed"
    r"|blocked|reported|flagged|closed|skipped|thrown|tossed|dropped|spam|junk)\b"
    r"|\bstraight (?:to|into) ",
    re.IGNORECASE,
)
_ALONE = re.compile(  # refuses with no other word
    r"\bhuman[- ](?:written|generated|authored|made|only)\b|\bhumans only\b"
    r"|\bwritten by (?:an? )?(?:real |actual )?(?:humans?|persons?|people)\b"
    r"|\bA\.?I[- ]free\b"
    r"|\b(?:no|not by|not from|without)\s+(?:chat|ro)?bots\b|\b(?:ro)?bots need not\b"
    r"|\brun\b.{1,40}\bdetectors?\b",
    re.IGNORECASE,
)
_DETECTOR = re.compile(
    r"\b(?:A\.?I|GPT)[- ]?(?:detect\w*|check\w*|scan\w*)\b|\bGPTZero\b",
    re.IGNORECASE,
)
_OURS = re.compile(rf"\b{_ANSWERS}\b|\beverything\b|\ball\b", re.IGNORECASE)
_ASKED = re.compile(r"\?[\"'”’)\]\s]*$")
_PLEASE = re.compile(r"\b(?:please|kindly)\b", re.IGNORECASE)
_LOW = (
    " ai ",
    "(ai ",
    " ai.",
    " ai,",
    " ai-",
    " ai!",
    " ai/",
    " ai)",
    " ai:",
    " ai;",
    " ai?",
)


def refusal(text: str) -> str:
    """Return the sentence that refuses machine-written answers, "" if there is none.

    A sentence with a word for AI and a word of refusal, or a list of what is refused
    with a word for AI in it; a question is let pass unless it says please. A false
    alarm costs a model call, a miss costs the account.
    """
    if not _may_refuse(text):
        return ""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line and _may_refuse(line) and (found := _in_line(lines, number)):
            return found
    return ""


def _in_line(lines: Sequence[str], number: int) -> str:
    said = sentences(lines[number])
    for place, sentence in enumerate(said):
        if not _may_refuse(sentence):
            continue
        if _refuses(sentence):
            return sentence
        if not _AI.search(sentence):
            continue
        after = said[place + 1] if place + 1 < len(said) else ""
        if _ASKED.search(sentence):
            if _is_short(sentence) and _is_short(after) and _REFUSE.search(after):
                return f"{sentence} {after}"
        elif place == 0 and (lead := _announced(lines, number)):
            return f"{lead} {sentence}"
    return ""


def _refuses(sentence: str) -> bool:
    if _ASKED.search(sentence) and not _PLEASE.search(sentence):
        return bool(_ALONE.search(sentence))
    if _ALONE.search(sentence) or (_AI.search(sentence) and _REFUSE.search(sentence)):
        return True
    return bool(_DETECTOR.search(sentence) and _OURS.search(sentence))


def _is_short(sentence: str) -> bool:
    return 0 < len(sentence.split()) <= _SHORT


def _announced(lines: Sequence[str], number: int) -> str:
    """Return the line that announces a list of what is refused, "" if none does."""
    for above in reversed(lines[max(0, number - _ABOVE) : number]):
        lead = above.strip()
        if lead.endswith(":"):
            last = sentences(lead[-_LONGEST:])[-1]
            return last if _REFUSE.search(last) else ""
    return ""


def _may_refuse(text: str) -> bool:
    """Whether a word is in text without which no sentence refuses a machine."""
    if "AI" in text or "A.I" in text or "LLM" in text:
        return True
    lower = text.lower() if text.isascii() else text.casefold()
    for word in _NAMES:
        if word in lower:
            return True
    if " ai" in lower and any(word in lower for word in _LOW):
        return True
    return "(ai " in lower or "\nai " in lower or lower.startswith("ai ")
