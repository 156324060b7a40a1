"""What remains different of two texts once their words are laid side by side."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from bot.sameness.words import Text, decided, deciding, formal, stem

_NEW = 0.6  # share of a sentence's hard words without a counterpart that makes it new
_TYPO = 6  # letters; a shorter word is not taken for a slip of another
_TYPOS = 2  # slips forgiven in two texts
_FORMAL = 3  # hard words a sentence about how to answer may hold and still say nothing
_OWN_LETTERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What one text holds and the other does not."""

    inner: tuple[str, ...] = ()  # words inside sentences that both have
    gaps: int = 0  # places these stand in
    named: bool = False  # one of these bears a capital
    fresh: tuple[str, ...] = ()  # words of whole sentences that only this one has
    formal: tuple[str, ...] = ()  # the same, of sentences about how to answer
    tail: bool = False  # all of it stands after the last common word

    @property
    def words(self) -> tuple[str, ...]:
        return self.inner + self.fresh


def common(a: Sequence[Hashable], b: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Return the places of a longest common subsequence, in order; the earliest there are.

    Bit-parallel: as many steps as ``b`` is long, on integers as wide as ``a`` is long.
    """
    where: dict[Hashable, int] = {}
    for i, word in enumerate(a):
        where[word] = where.get(word, 0) | 1 << i
    full = (1 << len(a)) - 1
    row, rows = full, []
    for word in b:
        hits = row & where.get(word, 0)
        row = ((row + hits) | (row - hits)) & full
        rows.append(row)
    pairs = []
    i, j = len(a), len(b)
    while i and j:
        if rows[j - 1] >> (i - 1) & 1:
            i -= 1
        elif j > 1 and not rows[j - 2] >> (i - 1) & 1:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    pairs.reverse()
    return pairs


def rests(a: Text, b: Text, own_a: str, own_b: str) -> tuple[int, Rest, Rest]:
    """Return how many hard words match, and what is left of each text.

    ``own_a`` and ``own_b`` name outlet and reporter of each, which its text may repeat.
    """
    pairs = common(a.hard, b.hard)
    left_a = _unmatched(len(a.hard), {i for i, _ in pairs})
    left_b = _unmatched(len(b.hard), {j for _, j in pairs})
    last_a, last_b = pairs[-1] if pairs else (-1, -1)
    left_a, left_b = _cancel_moved(a, b, left_a, left_b)
    left_a, left_b = _cancel_slips(a, b, left_a, left_b)
    left_a, left_b = _cancel_own(a, left_a, own_a), _cancel_own(b, left_b, own_b)
    left_a, left_b = _cancel_end(a, left_a), _cancel_end(b, left_b)
    if a.cut and left_a[-1:] != [len(a.hard) - 1]:
        left_b = [j for j in left_b if j < last_b]
    elif b.cut and left_b[-1:] != [len(b.hard) - 1]:
        left_a = [i for i in left_a if i < last_a]
    rest_a, rest_b = _rest(a, left_a, last_a), _rest(b, left_b, last_b)
    if (
        rest_a.formal and rest_b.formal
    ):  # "only from Ohio" may stand against "only from Iowa"
        rest_a, rest_b = _earnest(rest_a), _earnest(rest_b)
    return len(pairs), rest_a, rest_b


def _earnest(rest: Rest) -> Rest:
    return replace(rest, fresh=rest.fresh + rest.formal, formal=())


def _cancel_end(text: Text, left: list[int]) -> list[int]:
    """Drop words of form from the end of a cut text: what made them such may be gone."""
    if not text.cut or not text.hard:
        return left
    place = text.sentence[-1]
    return [i for i in left if not (text.sentence[i] == place and formal(text.hard[i]))]


def _unmatched(length: int, matched: set[int]) -> list[int]:
    return [i for i in range(length) if i not in matched]


def _cancel_moved(
    a: Text, b: Text, left_a: list[int], left_b: list[int]
) -> tuple[list[int], list[int]]:
    """Drop what both have left: it only stands in another place."""
    both = Counter(a.hard[i] for i in left_a) & Counter(b.hard[j] for j in left_b)
    return _without(a, left_a, both), _without(b, left_b, both)


def _without(text: Text, left: list[int], these: Counter[str]) -> list[int]:
    rest = Counter(these)
    kept = []
    for i in left:
        if rest[text.hard[i]]:
            rest[text.hard[i]] -= 1
        else:
            kept.append(i)
    return kept


def _cancel_slips(
    a: Text, b: Text, left_a: list[int], left_b: list[int]
) -> tuple[list[int], list[int]]:
    """Drop pairs of words that are one word with a slip, each printed once."""
    if len(left_a) + len(left_b) > 4 * _TYPOS:
        return left_a, left_b
    left_a, left_b = _headless(a, b, left_a), _headless(b, a, left_b)
    forgiven = 0
    for i in list(left_a):
        for j in left_b:
            if forgiven < _TYPOS and _slip(a, b, a.hard[i], b.hard[j]):
                forgiven += 1
                left_a = [k for k in left_a if k != i]
                left_b = [k for k in left_b if k != j]
                break
    return left_a, left_b


def _headless(a: Text, b: Text, left: list[int]) -> list[int]:
    """Drop the first word of a text that lost its first letter on the way."""
    if left and left[0] == 0 and a.words and b.words:
        first = a.words[0]
        if stem(first) == a.hard[0] and any(w[1:] == first for w in b.words[:3]):
            return left[1:]
    return left


def _slip(a: Text, b: Text, one: str, two: str) -> bool:
    return (
        min(len(one), len(two)) >= _TYPO - 1
        and max(len(one), len(two)) >= _TYPO
        and a.counts[one] == b.counts[two] == 1
        and one[0] == two[0]
        and not (decided(one) and decided(two))
        and one.isalpha()
        and two.isalpha()
        and _one_edit(one, two)
    )


def _one_edit(one: str, two: str) -> bool:
    """Whether a letter was added, lost, changed or two neighbours swapped."""
    if len(one) > len(two):
        one, two = two, one
    if len(two) - len(one) > 1:
        return False
    start = next((i for i, c in enumerate(one) if c != two[i]), len(one))
    if len(one) < len(two):
        return one[start:] == two[start + 1 :]
    swapped = one[start : start + 2] == two[start : start + 2][::-1]
    return one[start + 1 :] == two[start + 1 :] or (
        swapped and one[start + 2 :] == two[start + 2 :]
    )


def _cancel_own(text: Text, left: list[int], own: str) -> list[int]:
    """Drop one mention of the outlet or the reporter by name."""
    names = Counter(set(map(stem, own.split())))
    if not names:
        return left
    rest = [i for i in left if i in text.names and names[text.hard[i]]]
    dropped: set[str] = set()
    kept = []
    for i in left:
        word = text.hard[i]
        if i in rest and word not in dropped and len(word) >= _OWN_LETTERS:
            dropped.add(word)
        else:
            kept.append(i)
    return kept


def _rest(text: Text, left: list[int], last: int) -> Rest:
    whole = Counter(text.sentence)
    missing = Counter(text.sentence[i] for i in left)
    inner: list[str] = []
    named = False
    fresh: list[str] = []
    formal: list[str] = []
    gaps, before, tail = 0, -2, True
    for i in left:
        word, place = text.hard[i], text.sentence[i]
        if missing[place] >= _NEW * whole[place]:
            if _says_nothing(text, place, left):
                formal.append(word)
                continue
            fresh.append(word)
            tail = tail and i > last
        else:
            inner.append(word)
            named = named or i in text.names
            gaps += i != before + 1
            before = i
            tail = tail and i > last
    return Rest(
        inner=tuple(inner),
        gaps=gaps,
        named=named,
        fresh=tuple(fresh),
        formal=tuple(formal),
        tail=tail,
    )


def _says_nothing(text: Text, place: int, left: list[int]) -> bool:
    """Whether a sentence is only about how to answer."""
    if place not in text.form:
        return False
    words = [text.hard[i] for i in left if text.sentence[i] == place]
    return len(words) <= _FORMAL and not any(map(deciding, words))
