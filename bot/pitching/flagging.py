"""What a person must look at before using an outline, in one short line each."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.domain import Answer, Expert, Have
from bot.pitching.experts import Fit, Fits
from bot.pitching.quoting import safe, secrets

MOST = 4
LONGEST = 200  # characters of one
_WHAT = 60  # ... of what is demanded
_NAME = 60  # ... of a person
# asked to be told, not demanded: "include your credentials"
_GIVEN = re.compile(
    r"(?i)\b(?:includ\w+|send|share|provid\w+|list|state|add|mention|give|tell|note|specify"
    r"|along with|with your|please name)\b"
)


def flags(
    expert: Expert | None,
    fits: Iterable[Fit],
    answers: Sequence[Answer],
    *,
    asked: Iterable[str] = (),
    others: Iterable[tuple[Expert, int]] = (),
) -> tuple[str, ...]:
    """Return at most `MOST` flags, what is demanded and not shown first.

    In words of our own: of the reporter's, no more than the trade or place that is
    demanded. ``asked``: the sentences of the query. ``others``: experts who are not to
    answer, and how many of the open questions their facts answer.
    """
    found = [*_demands(expert, fits, answers)]
    if asks := secrets(asked):
        found.append(f"The reporter asks for {', '.join(asks)}: look closely, send none.")
    for other, count in others:
        many = f"{count} of the open questions" if count > 1 else "an open question"
        found.append(f"Facts of {_name(other)} answer {many}; they are not used here.")
    return tuple(safe(flag, LONGEST) for flag in dict.fromkeys(found))[:MOST]


def _name(expert: Expert | None) -> str:
    return safe(expert.name, _NAME) if expert else "an expert"


def _demands(
    expert: Expert | None, fits: Iterable[Fit], answers: Sequence[Answer]
) -> Iterator[str]:
    fits = [one for one in fits if not secrets([one.sentence])]
    unmet = any(one.fits is Fits.NO and one.kind == "credentials" for one in fits)
    for one in sorted(fits, key=lambda one: one.fits):
        if one.fits is Fits.NO:
            yield _unmet(one, _name(expert))
        elif one.fits is Fits.UNSURE and not _GIVEN.search(one.sentence):
            yield _unsure(one, expert)
    if unmet and not any(answer.state is Have.HAVE for answer in answers):
        yield "No point answers and the credentials do not fit: do not pitch."


def _unmet(one: Fit, who: str) -> str:
    if one.kind == "location":
        what = safe(one.what, _WHAT)
        return f"They want a source in {what}; the profile does not have {who} there."
    return f"They want {_wanted(one)}; the profile has no such credential for {who}."


def _unsure(one: Fit, expert: Expert | None) -> str:
    """Say what a person must compare, and what the profile lacks for it."""
    who, what = _name(expert), safe(one.what, _WHAT)
    if one.kind == "location":
        place = f"a source in {what}" if what else "a source in certain places"
        if expert is not None and not expert.location:
            return f"They want {place}; the profile does not say where {who} is."
        return f"They want {place}: check whether {who} fits."
    wanted = _wanted(one) if what else "certain credentials or experience"
    if expert is not None and not (expert.title or expert.credentials):
        return f"They want {wanted}; the profile names none for {who}."
    return f"They want {wanted}: check whether {who} fits."


def _wanted(one: Fit) -> str:
    """Return "a dermatologist", "dermatologists", "CPAs"."""
    what = safe(one.what, _WHAT)
    if what.endswith("s") or "," in what:
        return what
    return f"{'an' if what[:1].casefold() in 'aeiou' else 'a'} {what}"
