"""The sentence in which a reporter refuses answers made by a machine."""

import re
from collections.abc import Sequence

from bot.asks import sentences

_ABOVE = 12  # lines above an item in which its list is announced
_SHORT = 6  # words of "Using AI?" and "Don't."
_LONGEST = 300  # characters of a line that announces a list

_PEOPLE = (
    r"(?:experts?|sources?|persons?|people|humans?|interviewees?|spokes\w+|founders?|doctors?"
    r"|specialists?|author|you(?:rself)?|hand)"
)
_THING = (
    r"(?:machine|software|program(?:me)?|algorithm|computer|(?:chat\s?)?bot|model|tool)"
)
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
    *("detector", "by hand", "machine", "software", "algorithm", "computer", "program"),
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
    r"|\bstraight (?:to|into) "
    r"|\b(?:i|we)(?:[’']ll| will| shall)(?: \w+)? (?:block|report|flag|skip|toss|blacklist"
    r"|remove|mute|bin|pass on) (?:you|it|them|any|every|such|those|these)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(  # refuses with no other word
    r"\bhuman[- ](?:written|generated|authored|made|only)\b|\bhumans only\b"
    r"|\bwritten by (?:an? )?(?:real |actual )?(?:humans?|persons?|people)\b"
    r"|\bA\.?I[- ]free\b"
    r"|\b(?:leave|keep) (?:the )?(?:chat|ro)?bots out of (?:it|this|here|your)\b"
    r"|\b(?:no|not by|not from|without)\s+(?:chat|ro)?bots\b|\b(?:ro)?bots need not\b"
    r"|\brun\b.{1,40}\bdetectors?\b"
    rf"|\b(?:written|typed|penned) by (?:the |an? |your |our )?{_PEOPLE}\b[^.?!]{{0,20}}?"
    rf"\b(?:and )?not (?:by )?(?:the |an? |some )?(?:auto-?)?(?:generated|{_THING})"
    rf"|\bnot (?:by |from )?(?:an? |some )?(?:{_THING}|(?:ro)?bot)[’']s\b"
    rf"|\b(?:don[’']?t|do not|never) (?:\w+ ){{0,2}}?let (?:an? |the |your )?{_THING}"
    r" (?:write|answer|do|draft|speak|reply)(?:"
    rf" (?:it|this|that|for you|in your place|(?:your |the |any )?{_ANSWERS})\b(?! all\b)"
    r"|\s*(?:[.,;:!]|$))",
    re.IGNORECASE,
)
_PERSON = re.compile(  # of answers: "from a person, not a program"
    rf"\b(?:from|by) (?:an? |the )?(?:real |actual )?{_PEOPLE}\b,? (?:and )?not"
    rf" (?:from |by )?(?:an? |some )?{_THING}s?\b(?![ -]\w)",
    re.IGNORECASE,
)
_ANSWER = re.compile(rf"^(?:from|by)\b|\b{_ANSWERS}\b", re.IGNORECASE)
_OUT = (
    r"(?:\s*(?:[,.;:!)]|$)| (?:of|from) (?:it|this|here|my|yours?(?! \w)"
    rf"|(?:(?:the|any|all|your) )?(?:\w+ )?{_ANSWERS})\b)"
)
_TOOL = r"(?:A\.?I|(?:chat\s?)?GPT|ChatGPT|(?:the )?(?:chat)?bots?|LLMs?)"
_SPOTTED = re.compile(  # "I can tell when you use ChatGPT": it names AI, and is a threat
    r"\b(?:i|we|my editors?|our editors?)(?: can|[’']ll| will)(?: always| easily| usually)?"
    r" (?:tell|spot|smell|recogni[sz]e)\b(?:.{0,40}\b"
    r"(?:(?:when|if|that|whether) you(?:[’']ve)?"
    rf" used?|(?:your|an?|when|if) (?:\w+ )?{_ANSWERS}|pitch(?:es)?|a mile)\b"
    rf"| (?:{_TOOL}|(?:it[’']s|it is) {_TOOL})(?: {_ANSWERS})?\s*(?:[,.;:!]|$))"
    rf"|\b(?:i|we)(?:[’']ll| will) (?:\w+ )?(?:know|notice) (?:when|if|that)"
    rf" you used? {_TOOL}\b"
    r"|\b(?:skip|ditch|drop|lose|leave out|hold) the (?:A\.?I|ChatGPT|bots?|chatbots?)\b"
    rf"(?:(?![- ]?\w)| (?:and|please|thanks|when you|if you|slop|{_ANSWERS})\b)"
    rf"|\b(?:leave|keep) {_TOOL} (?:(?:out|away){_OUT}|at the door\b)"
    rf"|\b{_ANSWERS}\b.{{0,40}}\b(?:go|goes|(?:are|is|be) left) unread\b"
    r"(?! (?:because of|due to|thanks to) (?:\w+ )?A\.?I)"
    rf"|\b{_ANSWERS}\b.{{0,40}}\ban? (?:instant|automatic|immediate) (?:pass|skip)\b",
    re.IGNORECASE,
)
_FIRMS = (
    r"(?:compan(?:y|ies)|firms?|brands?|business(?:es)?|organi[sz]ations?|schools?|employers?"
    r"|start-?ups?|hospitals?|retailers?|universit(?:y|ies)|countr(?:y|ies)|cities)"
)
_THEIRS = re.compile(  # what others refuse, or ask about: the subject of a query
    rf"\b{_FIRMS} (?:that|who|which) (?:(?:do|does|did|will|would|can)(?: not|n[’']t)"
    r"|cannot|can[’']t|won[’']t|never|refuse to|decline to|avoid|ban|reject|forbid)"
    r" (?:(?:us(?:e|ing)|want|trust|allow|adopt|need) )?(?:the use of )?(?:A\.?I\b|ChatGPT)"
    r"|\b(?:whether|if) (?:it|they|this|these|those|A\.?I|ChatGPT)"
    r" (?:should|could|must|ought to|can) be (?:banned|forbidden|prohibited)\b",
    re.IGNORECASE,
)
_OF_ANSWERS = re.compile(
    rf"\b(?:{_ANSWERS}|writ\w+|draft\w*|respond\w*|answering|pitching|you)\b", re.IGNORECASE
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
    if not _OF_ANSWERS.search(sentence):
        sentence = _THEIRS.sub(" ", sentence)
    if _ASKED.search(sentence) and not _PLEASE.search(sentence):
        return bool(_ALONE.search(sentence))
    named = _AI.search(sentence)
    if _ALONE.search(sentence) or (named and _REFUSE.search(sentence)):
        return True
    if named and _SPOTTED.search(sentence):
        return True
    if _PERSON.search(sentence) and _ANSWER.search(sentence):
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
