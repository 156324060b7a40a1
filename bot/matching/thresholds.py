"""From which score a query is posted, and from which it is kept in sight."""

from dataclasses import dataclass

from bot.domain import Verdict


@dataclass(frozen=True, slots=True)
class Thresholds:
    post: float = 0.5
    hold: float = 0.2

    def verdict(self, points: float) -> Verdict:
        if points >= self.post:
            return Verdict.POST
        return Verdict.HOLD if points >= self.hold else Verdict.NO
