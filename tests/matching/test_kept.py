"""To keep what was learned changes no answer, and learns anew when anything is another."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import numpy as np
import pytest
from numpy.typing import NDArray

from bot import matching
from bot.domain import Lesson, Query
from bot.matching import kept
from bot.matching.kept import Keeping
from tests import make

NOW = make.NOW


@dataclass
class Model:
    """A bag of words that notes what it was given."""

    texts: list[str] = field(default_factory=list)

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += texts
        return make.embed(texts)


def asked(number: int, text: str) -> Query:
    return make.query(id=f"reply+{number}", summary=f"{text} {number}", body=f"{text}?")


def lessons(*, good: bool = True) -> tuple[Lesson, ...]:
    texts = ("Whitening strips", "Mortgage rates", "Enamel care", "Garden pests")
    return tuple(
        Lesson(
            query=asked(n, text),
            good=good == (n % 2 == 0),
            cause=None,
            at=NOW + timedelta(minutes=n),
        )
        for n, text in enumerate(texts)
    )


NEW = [asked(50, "Whitening strips at home"), asked(51, "Mortgage rates in spring")]


def test_kept_lessons_give_the_answers_of_lessons_learned_anew() -> None:
    model, profile, some = Model(), make.profile(), lessons()
    anew = matching.rank(NEW, profile, model, lessons=list(some))
    assert matching.rank(NEW, profile, model, lessons=some) == anew
    del model.texts[:]
    assert matching.rank(NEW, profile, model, lessons=some) == anew
    assert not set(model.texts) & {"Garden pests 3", "Enamel care 2"}
    assert anew != matching.rank(NEW, profile, model)


def test_other_lessons_another_profile_or_model_are_learned_anew() -> None:
    model, profile, some, other = Model(), make.profile(), lessons(), lessons(good=False)
    wider = replace(profile, topics=(*profile.topics, "mortgage rates"))
    for _ in range(2):
        for whom, what in ((profile, some), (profile, other), (wider, some)):
            found = matching.rank(NEW, whom, model, lessons=what)
            assert found == matching.rank(NEW, whom, model, lessons=list(what))
    keeping, second = Keeping(), Model()
    first = keeping.learned(some, profile, model)
    assert keeping.learned(some, profile, model) is first
    assert keeping.learned(some, profile, second) is not first
    assert second.texts


def test_a_list_is_never_kept_since_it_may_change() -> None:
    model, some = Model(), list(lessons())
    keeping = Keeping()
    whole = keeping.learned(some, make.profile(), model)
    del some[0]
    assert keeping.learned(some, make.profile(), model).approved == whole.approved - 1


def test_no_more_companies_are_kept_than_there_is_room_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kept, "MOST", 2)
    keeping, some = Keeping(), lessons()
    for number in range(5):
        keeping.learned(some, make.profile(company=f"Acme {number}"), make.embed)
    assert 0 < len(keeping._kept) <= 2
