"""What the reporter wants with an answer, against what the profile holds of it."""

from collections.abc import Iterator

from bot.domain import Check, Expert, Have, Point, Profile, Query

LABELS = {
    "headshot": "headshot",
    "bio": "short bio",
    "name_title": "name and title",
    "website": "website",
    "linkedin": "LinkedIn page",
    "credentials": "credentials",
    "location": "location",
    "phone": "a call or interview",
    "data": "data",
    "examples": "examples",
    "samples": "product samples",
    "disclosure": "conflicts of interest",
    "stated": "stated requirements",
    "word_limit": "word limit",
    "sentence_limit": "length",
    "subject_line": "subject line",
    "email_only": "in writing",
    "no_attachments": "no attachments",
    "no_product": "no product mentions",
    "no_pr": "no agencies",
    "on_record": "on the record",
    "anonymous_ok": "anonymity",
    "no_ai": "no AI",
    "deadline": "deadline",
}
# the reporter wants to be given it, and only the expert can say
ONLY_THE_EXPERT = frozenset({"phone", "examples", "samples", "disclosure"})


def label(kind: str) -> str:
    return LABELS.get(kind, kind.replace("_", " "))


def checklist(
    query: Query, profile: Profile, expert: Expert | None, points: tuple[Point, ...]
) -> tuple[Check, ...]:
    """Return one check for each requirement: have, thin (a person looks), ask."""
    return tuple(
        Check(kind=r.kind, sentence=r.sentence, state=state, value=value)
        for r in query.requirements
        for state, value in [_held(r.kind, profile, expert, points)]
    )


def _held(
    kind: str, profile: Profile, expert: Expert | None, points: tuple[Point, ...]
) -> tuple[Have, str]:
    who = expert or Expert(id="", name="")
    values = {
        "headshot": who.headshot_url,
        "bio": who.bio_url,
        "name_title": ", ".join(filter(None, [who.name, who.title])),
        "website": profile.website,
        "linkedin": who.bio_url if "linkedin." in who.bio_url.lower() else "",
        "credentials": ", ".join(who.credentials),
        "location": who.location,
        "data": next((p.text for p in points if any(map(str.isdigit, p.text))), ""),
    }
    if kind in values:
        value = values[kind]
        if not value:
            return Have.ASK, ""
        # whether it is the one that is wanted, a person must see
        sure = kind not in {"credentials", "location", "data"}
        return (Have.HAVE if sure else Have.THIN), value
    return (Have.ASK if kind in ONLY_THE_EXPERT else Have.THIN), ""


def missing(checks: tuple[Check, ...], expert: Expert | None) -> tuple[str, ...]:
    """Name what must be asked for, and of whom."""
    who = expert.name if expert else "an expert"
    return tuple(dict.fromkeys(_missing(checks, who)))


def _missing(checks: tuple[Check, ...], who: str) -> Iterator[str]:
    for check in checks:
        if check.state is Have.ASK:
            yield f"{label(check.kind)}: ask {who}"
