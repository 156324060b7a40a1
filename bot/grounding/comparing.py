"""Whether a fact carries a quantity."""

import math
from collections.abc import Sequence

from bot.grounding import units
from bot.grounding.numbers import Quantity
from bot.grounding.units import COUNT, DATE, SHARE, TIMES

_NEAR, _NEAR_PART = 0.06, 0.25  # how far "about" and "more than" reach
_ROUNDED = 0.7  # percentage points between a part in words and one in percent
_HALF = 50.0  # percent
_RATIO = 0.6  # percentage points, rounding included


def carries(held: Quantity, said: Quantity) -> bool:
    """Say whether a quantity of a fact is the one that a text says."""
    return any(_equal(said, unit, held, of) for unit in said.units for of in held.units)


def _equal(said: Quantity, unit: str, held: Quantity, of: str) -> bool:
    a, unit = units.measured(said.value, unit)
    b, of = units.measured(held.value, of)
    if not units.like(unit, of):
        return False
    if math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-9):
        return True
    if unit == SHARE and a == _HALF and said.bound in {"over", "under"}:  # "most", "few"
        return b != _HALF and (b > _HALF) == (said.bound == "over")
    rough = said.rough or held.rough
    if unit == SHARE and rough and abs(a - b) <= _ROUNDED:
        return True
    if not said.bound or unit == DATE or not b:
        return False
    reach = _NEAR_PART if said.rough else _NEAR
    low = b * (1 - reach) if said.bound in {"about", "over"} else b
    high = b * (1 + reach) if said.bound in {"about", "under"} else b
    return low <= a <= high


def other_rate(held: Quantity, said: Quantity) -> bool:
    """Say whether the same quantity comes in another time, or in one no fact names."""
    mine, theirs = said.rate or said.near, held.rate or held.near
    if mine and theirs:
        return mine != theirs
    return bool(said.rate) and said.rate not in held.times


def other_unit(held: Sequence[Quantity], said: Quantity) -> bool:
    """Say whether the same number stands there in another unit."""
    return any(math.isclose(one.value, said.value, rel_tol=1e-6) for one in held)


def derived(held: Sequence[Quantity], said: Quantity) -> bool:
    """Say whether a quantity follows from two of a fact: a ratio or a difference."""
    sizes = (one for one in held if one.units != {TIMES})  # "doubled" is none
    plain = [one for one in sizes if DATE not in one.units and one.value]
    for a in plain:
        for b in plain:
            if a is b or not a.units & b.units:
                continue
            ratio = a.value / b.value
            if SHARE in said.units and abs(100 * ratio - said.value) <= _RATIO:
                return True
            if TIMES in said.units and abs(ratio - said.value) <= 0.06 * said.value:
                return True
            away = math.isclose(abs(a.value - b.value), said.value, rel_tol=1e-6)
            if away and said.units & (a.units | {"points"}) and said.units != {COUNT}:
                return True
    return False
