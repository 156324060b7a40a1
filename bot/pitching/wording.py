"""The text of an outline, from what the outline holds: once it was changed, said anew."""

import re
from dataclasses import asdict

from bot.domain import Check, Expert, Outline, Profile, Query
from bot.pitching.checklist import label
from bot.pitching.prompts import Prompts
from bot.pitching.quoting import safe, titled

_NAME = 80  # characters of a reporter's name or an outlet's
_TITLE = 120  # ... of the title of a query
_SAID = 160  # ... of a demand that is repeated
_SHORT = 60  # ... of one that says little besides
_HEADING = re.compile(r"^(?:[A-Z][A-Za-z ]{2,40}:\s+)+(?=[A-Z])")  # "Guidelines: Format: "
_WORDS = re.compile(  # "no more than 150 words", "100-150 words", "150 words max"
    r"(?:(?:no more than|not more than|up to|at least|at most|under|below|about|around|over"
    r"|between|max(?:imum)?(?: of)?|min(?:imum)?(?: of)?|less than|fewer than|roughly)\s+)?"
    r"\d[\d,]{0,5}(?:\s?(?:-|–|to|and)\s?\d[\d,]{0,5})?[ -]words?\b"
    r"(?:\s+(?:or (?:less|fewer|more)|max(?:imum)?|min(?:imum)?)\b)?",
    re.IGNORECASE,
)


def worded(outline: Outline, query: Query, profile: Profile, *, prompts: Prompts) -> str:
    """Fill brief.md in with an outline; the same text that `outline` made of it."""
    expert = profile.expert(outline.expert_id) or Expert(id="", name="")
    return prompts.render(
        "brief",
        {
            "reporter": "" if query.anonymous else safe(query.reporter, _NAME),
            "outlet": safe(query.outlet, _NAME),
            "summary": titled(query.summary, _TITLE),
            "company": profile.company,
            "website": profile.website,
            "expert": asdict(expert),
            "no_ai": query.no_ai,
            "opening": {"id": outline.opening_fact, "text": outline.opening},
            "points": [{"id": p.fact_id, "text": p.text} for p in outline.points],
            "answers": [asdict(answer) for answer in outline.answers],
            "checklist": [
                asdict(check) | {"label": label(check.kind), "sentence": _short(check)}
                for check in outline.checklist
            ],
            "missing": list(outline.missing),
            "asks": list(outline.asks),
            "note": outline.note,
        },
    )


def _short(check: Check) -> str:
    """Return what is demanded in the reporter's words, for a number of words just that."""
    said = _HEADING.sub("", safe(check.sentence, 2 * _SAID))
    if check.kind == "word_limit" and len(said) > _SHORT and (limit := _WORDS.search(said)):
        return limit[0]
    return safe(said, _SAID)
