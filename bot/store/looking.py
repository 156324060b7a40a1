"""Questions of people: what was found, what is held back, why."""

import json
import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

from bot.domain import (
    BOT,
    Found,
    Level,
    Match,
    Policy,
    Query,
    Ranked,
    Verdict,
    state,
    to_text,
)
from bot.store.health import Healthy, hit
from bot.store.mails import QUERY
from bot.store.matches import MATCH

SEARCHED = timedelta(days=60)
_TEXTS = ("summary", "body", "outlet", "reporter")
_MOST_WORDS = 12
_PAGE = 1000  # requests that are read without letting others in between
_REPEATED = timedelta(days=30)  # so long a request can come again
_ACCENTED = re.compile("[\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]")
_ACCENTS = re.compile("[\u0300-\u036f]")

_SEARCH = """
    select l.query_id, l.payload, l.printed_at from requests r
    join fronts l on l.query_id = r.request_id
    where r.row > :low and r.row <= :high and r.front = 1
      and l.printed_at >= :since and l.doubted = 0 and holds_all(l.payload)
    order by r.row desc
"""
# Open good or weak matches without a card, by what was said of them last.
_CARDLESS = """
    select l.payload, m.company, m.score from fronts l
    join matches m on m.query_id = l.query_id and m.text_hash = l.text_hash
    where l.until > :now and l.doubted = 0 and m.verdict = :verdict
      and m.rowid = (select n.rowid from matches n
        where n.query_id = m.query_id and n.company = m.company
          and n.text_hash = m.text_hash order by n.at desc, n.rowid desc limit 1)
      and not exists (select 1 from cards c
        where c.query_id = m.query_id and c.company = m.company)
    order by m.score desc, l.until, l.query_id
"""


class Looking(Healthy):
    """Reads only; each answer is bounded by a window of time and a number of lines."""

    def search(
        self, words: str, companies: Collection[str], *, now: datetime, most: int = 20
    ) -> list[Found]:
        """Return requests of the last 60 days that hold all words, the newest first.

        A word is found at the beginning of a word of title, text, outlet or reporter,
        without regard to case and accents. One line per request and company.
        """
        wanted = dict.fromkeys(folded(unicodedata.normalize("NFC", words)).split())
        if not wanted or not companies:
            return []
        holds_all = _holds_all(list(wanted)[:_MOST_WORDS])
        rows = sorted(self._holding(holds_all, now, most), key=_printed, reverse=True)
        found = (
            self._found(QUERY.validate_json(row["payload"]), company, now)[0]
            for row in rows
            for company in companies
        )
        return [line for line, _ in zip(found, range(most), strict=False)]

    def _holding(
        self, holds_all: Callable[[str], bool], now: datetime, most: int
    ) -> list[dict[str, str]]:
        """Return the newest requests that hold what is asked for.

        Read in pages: whoever decides meanwhile must not wait for all of them.
        """
        since, rows = to_text(now - SEARCHED), list[dict[str, str]]()
        last = self.rows("select coalesce(max(row), 0) as row from requests")[0]["row"]
        while last > 0 and len(rows) < most:
            page = {"low": last - _PAGE, "high": last, "since": since}
            with self._lock:
                self._conn.create_function("holds_all", 1, holds_all)
                rows += self._named(_SEARCH, page)
                first = self.row("select at from requests where row >= ?", last - _PAGE)
            if first is not None and first["at"] < to_text(now - SEARCHED - _REPEATED):
                break
            last -= _PAGE
        return rows

    def held(
        self, companies: Collection[str], now: datetime, most: int = 20
    ) -> list[Found]:
        """Return the weak matches that are open and have no card, the best first.

        Without what is muted.
        """
        return self._cardless(Verdict.HOLD, companies, now)[:most]

    def waiting(self, companies: Collection[str], now: datetime) -> int:
        """Count the good matches that wait for their card: by a pause, or their turn."""
        return len(self._cardless(Verdict.POST, companies, now))

    def matched(
        self, asked: str, companies: Collection[str], now: datetime
    ) -> list[Ranked]:
        """Return what is known of one request for each of the companies.

        ``asked`` is the number of a card, the id of a query, or words as for `search`.
        """
        query = self._asked(asked.strip(), companies, now)
        if query is None:
            return []
        return [self._ranked(query, company, now) for company in companies]

    # ------------------------------------------------------------------- one query

    def _asked(self, asked: str, companies: Collection[str], now: datetime) -> Query | None:
        number = asked.removeprefix("#")
        if number.isascii() and number.isdecimal() and len(number) < 19:  # noqa: PLR2004 (digits of what SQLite can number)
            card = self.card(int(number), now)
            if card is not None and card.company in companies:
                return card.query
        if (front := self.in_front(asked)) is not None:
            return front
        found = self.search(asked, companies, now=now, most=1)
        return found[0].query if found else None

    def _ranked(self, query: Query, company: str, now: datetime) -> Ranked:
        found, match = self._found(query, company, now)
        if found.card_id is None:
            free = Policy(level=Level.OUTLINE)
            held = self.policing(free, query, self.others(query.id), company)
            return Ranked(found=found, match=match, policy=held)
        return Ranked(
            found=found,
            match=match,
            card=self.card(found.card_id, now),
            acts=tuple(a for a in self.audit(found.card_id) if a.by != BOT),
        )

    def _found(
        self, query: Query, company: str, now: datetime
    ) -> tuple[Found, Match | None]:
        """Return where a request in front stands for a company, and its newest match."""
        made = self.row(
            "select id from cards where query_id = ? and company = ?", query.id, company
        )
        row = self.row(
            "select payload from matches where query_id = ? and company = ?"
            " order by at desc, rowid desc limit 1",
            *(query.id, company),
        )
        match = MATCH.validate_json(row["payload"]) if row else None
        card = self.card(made["id"], now) if made else None
        if card is not None:
            stands = state(card, now)
        else:
            stands = self._cardless_state(query, company, match, now)
        found = Found(
            query=query,
            company=company,
            state=stands,
            verdict=match.verdict if match else None,
            score=match.score if match else None,
            card_id=made["id"] if made else None,
        )
        return found, match

    def _cardless_state(
        self, query: Query, company: str, match: Match | None, now: datetime
    ) -> str:
        if match is not None and match.verdict is Verdict.NO:
            return "no"
        if query.deadline.expired(now):
            return "expired"
        if match is None:
            return "unranked"
        if self.muted(query, company):
            return "muted"
        return "held" if match.verdict is Verdict.HOLD else "waiting"

    def _cardless(
        self, verdict: Verdict, companies: Collection[str], now: datetime
    ) -> list[Found]:
        rows = self._named(_CARDLESS, {"now": to_text(now), "verdict": verdict.value})
        mutes = self.mutes(companies)
        named = {Verdict.HOLD: "held", Verdict.POST: "waiting"}[verdict]
        found = (
            Found(
                query=QUERY.validate_json(row["payload"]),
                company=row["company"],
                state=named,
                verdict=verdict,
                score=float(row["score"]),
            )
            for row in rows
            if row["company"] in companies
        )
        return [line for line in found if not hit(mutes, line.query, line.company)]


def folded(text: str) -> str:
    """Return a text as it is compared: without case, accents and curly apostrophes."""
    text = text.casefold().replace("’", "'")
    if _ACCENTED.search(text):
        text = _ACCENTS.sub("", unicodedata.normalize("NFD", text))
    return text


def _holds_all(words: Sequence[str]) -> Callable[[str], bool]:
    """Make a test whether a stored query holds all words, folded as they are.

    Most do not: that is seen in the JSON as it stands, before it is read.
    """
    printed = [json.dumps(word, ensure_ascii=False)[1:-1] for word in words]
    patterns = [
        re.compile((r"(?<!\w)" if word[0].isalnum() else "") + re.escape(word))
        for word in words
    ]

    def holds_all(payload: str) -> bool:
        whole = folded(payload)
        if not all(word in whole for word in printed):
            return False
        query = json.loads(payload)
        text = folded("\n".join(query[name] for name in _TEXTS))
        return all(pattern.search(text) for pattern in patterns)

    return holds_all


def _printed(row: dict[str, str]) -> str:
    return row["printed_at"]
