"""What stands in experts' mailboxes, and what came of an answer there."""

from datetime import timedelta

import pytest

from bot.domain import Act, Filed, Filing, Seen, Sighting
from bot.store import Store
from tests import make
from tests.store.test_deeds import do, stands
from tests.store.test_lessons import OTHER, card
from tests.store.test_requests import FIRST, read

NOW = make.NOW


@pytest.fixture
def one(store: Store) -> Store:
    read(store, FIRST, OTHER)
    card(store, FIRST)
    return store


def filing(state: Filed = Filed.FILED, mark: str = "m1", uid: int = 7) -> Filing:
    return Filing(
        card_id=1, mailbox="ada", state=state, mark=mark, folder="Drafts", uid=uid, at=NOW
    )


def test_the_last_word_on_a_draft_counts(one: Store):
    assert one.filing(1, "ada") is None
    one.add_filing(filing())
    one.add_filing(filing(mark="m2", uid=8))
    assert one.filing(1, "ada") == filing(mark="m2", uid=8)
    assert one.filing(1, "ben") is None
    assert [(f.uid, c.id) for f, c in one.standing("ada", NOW)] == [(8, 1)]
    one.add_filing(filing(Filed.TAKEN, "m2"))
    assert one.standing("ada", NOW) == []


def test_a_draft_that_was_only_begun_may_stand(one: Store):
    one.add_filing(filing(Filed.BEGUN, "", uid=0))
    assert [(f.state, c.id) for f, c in one.standing("ada", NOW)] == [(Filed.BEGUN, 1)]
    one.add_filing(filing(Filed.TAKEN, ""))
    assert one.standing("ada", NOW) == []


def test_only_what_stands_approved_is_to_be_filed(one: Store):
    card(one, OTHER)
    assert one.approved_cards(NOW) == []
    do(one, Act.APPROVE)
    do(one, Act.SKIP, number=2)
    assert [found.id for found in one.approved_cards(NOW)] == [1]
    do(one, Act.UNDO)
    assert one.approved_cards(NOW) == []


def test_a_sighting_counts_once_and_shows_on_the_card(one: Store):
    do(one, Act.APPROVE)
    before = stands(one).look
    at = NOW + timedelta(minutes=9)
    seen = Sighting(card_id=1, kind=Seen.SENT, mailbox="ada", message_id="<1@x>", at=at)
    assert [one.add_sighting(seen, NOW) for _ in range(2)] == [True, False]
    after = stands(one)
    assert (after.sent_at, after.heard_at) == (at, None)
    assert after.look != before
    reply = Sighting(card_id=1, kind=Seen.REPLY, mailbox="ada", message_id="<2@x>", at=at)
    one.add_sighting(reply, NOW)
    assert stands(one).heard_at == at


def test_a_folder_is_looked_through_from_where_it_was_left(one: Store):
    assert one.looked("ada", "Sent") is None
    later = NOW + timedelta(hours=1)
    one.set_looked("ada", "Sent", uidvalidity=3, uid=40, approved_at=NOW)
    one.set_looked("ada", "Sent", uidvalidity=3, uid=44, approved_at=later)
    assert one.looked("ada", "Sent") == (3, 44, later)
    assert one.looked("ada", "INBOX") is None
