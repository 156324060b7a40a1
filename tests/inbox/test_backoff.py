import pytest

from bot.errors import LoginRefused, TryLater
from bot.inbox import Backoff


def pauses(backoff: Backoff, errors: list[TryLater]) -> list[float]:
    return [backoff.failed(error) for error in errors]


def test_pauses_double_from_one_second_to_five_minutes() -> None:
    told = pauses(Backoff(chance=lambda: 1.0), [TryLater("x")] * 11)
    assert told == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


def test_pauses_are_spread_so_that_many_programs_do_not_knock_in_step() -> None:
    least = pauses(Backoff(chance=lambda: 0.0), [TryLater("x")] * 2)
    assert least == [0.75, 1.5]


def test_a_success_starts_over() -> None:
    backoff = Backoff(chance=lambda: 1.0)
    pauses(backoff, [TryLater("x")] * 5)
    backoff.succeeded()
    assert backoff.failed(TryLater("x")) == 1


def test_a_refused_login_is_tried_every_quarter_of_an_hour() -> None:
    told = pauses(Backoff(chance=lambda: 1.0), [LoginRefused("x"), LoginRefused("x")])
    assert told == [900, 900]


@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_a_pause_the_server_asks_for_is_kept_and_little_more(chance: float) -> None:
    assert 77 <= Backoff(chance=lambda: chance).failed(TryLater("x", after=77)) <= 85
