"""An expert's own words, asked for below a card and put into its outline.

The words stand in the text as they were written, only white space at line ends and
empty lines are tidied. Who said them when stands beside the text, in `Outline.said`.
What a person wrote into the text stays; only what was put in here is replaced.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.domain import Act, Card, Entry, Expert, Outline, Said, telling
from bot.pitching.places import Page, heading
from bot.pitching.proposing import proposal
from bot.pitching.spoken import CUT, pieces, questions, within

__all__ = [
    "assembled", "fresh", "intact", "name", "numbered", "proposal", "standing", "vouched",
    "whom", "words",
]  # fmt: skip

_OURS = "an answer below the card "  # begins the flags that are set here


# --------------------------------------------------------------------- whom and what


def whom(card: Card, experts: Iterable[Expert]) -> str:
    """Return the Slack user to ask: who has the card, else its expert; "" for nobody."""
    found = (e.slack_user for e in experts if e.id == card.outline.expert_id)
    return telling.user(card.assigned) or next(filter(None, map(telling.user, found)), "")


def name(user: str, experts: Iterable[Expert]) -> str:
    """Return what the profile calls a Slack user; "" for one it does not know."""
    return next((e.name for e in experts if user and e.slack_user == user), "")


def words(card: Card, experts: Sequence[Expert]) -> tuple[Said, ...]:
    """Return all words that belong in the outline now, each with its speaker's name.

    Of who is asked now what stands below the card; of who was asked before what was
    taken in.
    """
    asked = card.interview
    if asked is None:
        return card.outline.said
    called = name(asked.user, experts)
    before = tuple(one for one in card.outline.said if one.by != asked.user)
    return (*before, *(replace(one, name=called) for one in asked.said))


def fresh(card: Card) -> bool:
    """Whether there are answers, or answers taken back, that the outline does not know."""
    asked = card.interview
    if asked is None or not asked.open:
        return False
    used = [(one.ts, one.text) for one in card.outline.said if one.by == asked.user]
    return used != [(one.ts, one.text) for one in asked.said]


def standing(card: Card) -> str:
    """Say in plain words how far the interview is; "" where nobody is asked now."""
    asked = card.interview
    if asked is None or not asked.open:
        return ""
    called = next((s.name for s in card.outline.said if s.by == asked.user and s.name), "")
    count = len(asked.said)
    far = f"{count} answer{'s' * (count != 1)} so far" if count else "no answer yet"
    new = ", not in the outline yet" if count and fresh(card) else ""
    return f"Asked {called or 'below this card'}: {far}{new}"


def numbered(entries: Iterable[Entry]) -> bool:
    """Whether a number still means the question it meant to the one who was asked.

    ``entries``: the card's audit, the latest first. An outline that was made anew since
    may ask other things.
    """
    told = (e.act for e in entries if e.act in (Act.INTERVIEW, Act.REMAKE))
    return next(told, None) is Act.INTERVIEW


# ------------------------------------------------------------------------- assembling


def assembled(
    outline: Outline,
    said: Iterable[Said],
    *,
    expert: str = "",
    tests: Iterable[str] = (),
    numbers: bool = True,
) -> Outline:
    """Return the outline with exactly these words of experts in its text.

    A numbered answer takes the place of the bracket below its question; all else stands
    under a heading of its speaker. What was put in before is replaced, unless a person
    changed it since: then that stays, and the flags say so. ``expert``: the name of
    whoever said what has none. ``tests``: words of hidden tests, to be warned of.
    ``numbers``: a number at the start of a line means a question, see `numbered`.
    """
    said = tuple(replace(one, name=one.name or expert) for one in said)
    asked = questions(outline)
    page = Page(outline, asked)
    known = set(outline.said)
    todo = []
    for one in said:
        now = pieces(one, len(asked) if numbers else 0)
        if not any(_same_word(one, old) for old in known):
            todo += now  # new, or in other words
        elif lifted := [p for p in page.lifted if (p.by, p.ts) == (one.by, one.ts)]:
            again = [piece for piece in now if piece in lifted]
            todo += again or now
    names = {one.by: one.name for one in said}
    for by in dict.fromkeys(piece.by for piece in todo):
        mine = [piece for piece in todo if piece.by == by]
        page.put(by, heading(names[by]), mine)
    return _flagged(replace(outline, text=page.text(), said=said), tests)


def intact(outline: Outline) -> tuple[Said, ...]:
    """Return those of the said words that stand in the text just as they were written."""
    counts = (len(outline.asks), 0)
    return tuple(
        one
        for one in outline.said
        if any(
            all(within(piece.text, outline.text) for piece in pieces(one, count))
            for count in counts
        )
    )


def vouched(outline: Outline, *, tests: Iterable[str] = ()) -> Outline:
    """Return an outline that a person wrote in, with a flag if that changed said words."""
    return _flagged(outline, tests) if outline.said else outline


def _same_word(one: Said, other: Said) -> bool:
    return (one.by, one.ts, one.text) == (other.by, other.ts, other.text)


def _flagged(outline: Outline, tests: Iterable[str]) -> Outline:
    """Say what a person should look at in the words."""
    kept = [flag for flag in outline.flags if not flag.startswith(_OURS)]
    found = list(_strangers(outline))
    texts = ("\n".join(one.text for one in outline.said), outline.text)
    found += [
        f"{_OURS}holds the test word “{word}”"
        for word in tests
        if all(_holds(text.casefold(), word.casefold()) for text in texts)
    ]
    if any(one.text.endswith(CUT) for one in outline.said):
        found.append(f"{_OURS}is cut: the whole of it stands there")
    if intact(outline) != outline.said:
        found.append(f"{_OURS}does not stand in the text as it was written")
    flags = (*kept, *dict.fromkeys(found))
    return outline if flags == outline.flags else replace(outline, flags=flags)


def _strangers(outline: Outline) -> Iterable[str]:
    """Yield a flag for words of somebody in whose name the outline does not speak."""
    for called in dict.fromkeys(one.name for one in outline.said):
        mine = called and f"{outline.expert}, ".startswith(f"{called}, ")
        if not mine and outline.expert:
            by = called or "somebody the profile does not name"
            yield f"{_OURS}is by {by}, not by {outline.expert}"


def _holds(text: str, word: str) -> bool:
    return bool(word) and bool(re.search(rf"(?<!\w){re.escape(word)}", text))
