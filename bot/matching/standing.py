"""What a company is, as far as a request can ask for it: trades, words, places, offers."""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.domain import Expert, Profile
from bot.matching import calls, people, roles
from bot.matching.lexical import content
from bot.matching.wants import Other, Role

SELLER = re.compile(
    r"(?i)\b(?:software|platforms?|agency|consult\w+|vendors?|provider|saas|firm|protects|"
    r"helps (?:companies|businesses)|for (?:[\w-]+ )?(?:companies|businesses|employers))\b"
)
GOODS = re.compile(
    r"(?i)\b(?:direct[- ]to[- ]consumer|d2c|dtc|(?<!for )makers? of|sells?|selling|"
    r"manufactur\w+|"
    r"retailer|online (?:shop|store)|product (?:line|range)|our products?|"
    r"(?:consumer|skincare|beauty|food|drinks?|clothing|fashion|furniture|mattress|toy|"
    r"pet|home|kitchen|outdoor|wellness|supplement|tea|coffee|bedding|gear) brand)\b"
)
SELLS = {
    "vendor": re.compile(r"(?i)\b(?:software|platform|saas|vendor|provider|agency)s?\b"),
    "consultancy": re.compile(r"(?i)\b(?:consult\w+|advisory|agency)\b"),
    "agency": re.compile(r"(?i)\b(?:agency|agencies)\b"),
    "software": re.compile(
        r"(?i)\b(?:software|saas|platform|app)s? (?:for|that|which|company|maker|provider|"
        r"vendor|used|by)\b"
    ),
    "brand": GOODS,
    "pr": re.compile(r"(?i)\b(?:public relations|(?:pr|communications) (?:agency|firm))\b"),
}
BIG = re.compile(r"(?i)\b(?:enterprise|fortune|hospital system|multinational|global)\b")
HOST = re.compile(
    r"(?i)\b(?:hotel|resort|inn|tourism|restaurant|airline|cruise|museum)s?\b"
)
_VAGUE = content(
    "spokesperson spokesman spokeswoman partner director head chief officer lead leader "
    "manager senior president vice principal expert specialist consultant member board"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the experts of a company are, in professions and in stems of words."""

    roles: dict[str, frozenset[str]]  # of each expert, with all that stands above
    titles: dict[str, frozenset[str]]
    known: dict[str, frozenset[str]]  # with their fields
    places: dict[str, str]
    about: frozenset[str]
    everything: frozenset[str]
    sells: frozenset[str]  # kinds of company, names of `refusing.SELLERS`
    vendor: bool
    goods: bool
    big: bool
    hosts: bool
    students: bool
    scholars: bool

    @classmethod
    def of(cls, profile: Profile) -> "Standing":
        titles = {e.id: _content(e.title, *e.credentials) for e in profile.experts}
        known = {e.id: titles[e.id] | _content(*e.expertise) for e in profile.experts}
        about = _content(profile.description, *profile.topics)
        facts = _content(*(f.text for f in profile.facts if f.public))
        offer = " ".join([profile.description, *profile.topics])
        return cls(
            roles={e.id: held(e) for e in profile.experts},
            titles=titles,
            known=known,
            places={e.id: e.location for e in profile.experts},
            about=about,
            everything=about.union(facts, *known.values()),
            sells=frozenset(k for k, pattern in SELLS.items() if pattern.search(offer)),
            vendor=bool(SELLER.search(offer)),
            goods=bool(GOODS.search(profile.description)),
            big=bool(BIG.search(offer)),
            hosts=bool(HOST.search(offer)),
            students="student" in about,
            scholars=any(calls.SCHOLAR.search(e.title) for e in profile.experts),
        )

    def able(self, role: Role) -> frozenset[str]:
        """Return the experts who are what is asked for, in a field the company knows."""
        able = frozenset(i for i, names in self.roles.items() if names & role.enough)
        if not able and roles.loose(role.name):
            words = content(role.name) - content("expert professional")
            able = frozenset(
                i
                for i, known in self.known.items()
                if words and all(people.akin(w, known) for w in words)
            )
        in_field = all(people.akin(w, self.everything) for w in role.fields)
        return able if in_field else frozenset()

    def titled(self, role: Role) -> bool:
        """Say whether somebody's title or letters show what is asked for."""
        return any(names & role.enough for names in self.roles.values())

    def apart(self, role: Role) -> bool:
        """Say whether certainly nobody here is what is asked for."""
        licensed = roles.licensed(role.name) and any(self.titles.values())
        return bool(self.roles) and all(
            roles.apart(role.name, names)
            or (licensed and bool(names) and names <= roles.OPEN)
            for names in self.roles.values()
        )

    def is_a(self, expert_id: str, other: Other) -> bool:
        """Say whether an expert is of this trade, by title or, for "experts", by field."""
        title, known = self.titles[expert_id], self.known[expert_id]
        if other.head:
            named = all(people.akin(w, title) for w in other.head)
        else:
            named = bool(other.fields)
        ranked = other.post and other.post not in title  # "school leaders"
        field = title if ranked else known | self.about
        return named and all(people.akin(w, field) for w in other.fields)

    def strange(self, other: Other) -> bool:
        """Say whether no word of a trade stands anywhere in the profile."""
        return not any(people.akin(w, self.everything) for w in other.head | other.fields)

    @property
    def certain(self) -> bool:
        """Say whether any title shows a trade, so that one can be missing."""
        return any(self.roles.values()) or any(w - _VAGUE for w in self.titles.values())


@lru_cache(maxsize=2048)
def held(expert: Expert) -> frozenset[str]:
    """Return the professions that an expert's title and credentials show."""
    return roles.held(
        ", ".join([expert.title, *expert.credentials]), ", ".join(expert.expertise)
    )


@lru_cache(maxsize=256)
def standing(profile: Profile) -> Standing:
    return Standing.of(profile)


def _content(*texts: str) -> frozenset[str]:
    return content(people.fused(", ".join(texts)))
