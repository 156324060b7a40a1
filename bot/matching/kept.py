"""What was learned, kept for as long as a company is ranked with the same lessons.

To learn from 500 decisions takes longer than to rank the 20 queries of a digest.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.domain import Lesson, Profile
from bot.matching.comparing import Compared
from bot.matching.learning import LATEST, Learned
from bot.matching.reading import Embed

MOST = 64  # companies


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    lessons: Sequence[Lesson]
    profile: Profile
    embed: Embed
    learned: Learned


@dataclass(kw_only=True)
class Keeping:
    """Learns, for each company; the last that it learned is kept."""

    _kept: dict[str, _Kept] = field(default_factory=dict)

    def learned(self, lessons: Sequence[Lesson], profile: Profile, embed: Embed) -> Learned:
        """Return what the latest lessons teach; kept only of a tuple, the same object."""
        if not lessons:
            return Learned()
        known = self._kept.get(profile.company)
        if (
            known is not None
            and known.lessons is lessons
            and known.embed is embed
            and known.profile == profile
        ):
            return known.learned
        latest = lessons[-LATEST:]
        company = Compared.of(profile, embed, [lesson.query for lesson in latest])
        learned = company.learn(latest)
        if isinstance(lessons, tuple):
            if len(self._kept) >= MOST:
                self._kept.clear()
            self._kept[profile.company] = _Kept(
                lessons=lessons, profile=profile, embed=embed, learned=learned
            )
        return learned
