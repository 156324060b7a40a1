"""What is remembered of folders, and which letters may be put away."""

from datetime import timedelta

from bot.domain import Digest, Evidence, Letter, Proof
from bot.store import Store
from tests import make

NOW = make.NOW
HOUR = timedelta(hours=1)


def keep(store: Store, uid: int, *digests: Digest, folder: str = "INBOX") -> int:
    """Keep a letter and, if digests are given, read them from it; return the mail's id."""
    store.keep(
        Letter(
            mailbox="imap",
            folder=folder,
            uidvalidity=7,
            uid=uid,
            raw=b"mail %d" % uid,
            received_at=NOW,
        )
    )
    mail = store.unread()
    assert mail is not None
    if digests:
        store.add_reading(mail, digests, now=NOW)
    return mail.id


def haro(number: int) -> Digest:
    return Digest(source="haro", queries=(make.query(id=f"q{number}"),))


def put_away(store: Store, folder: str = "INBOX") -> list[tuple[int, str]]:
    found = store.read_letters("imap", folder, NOW - timedelta(days=14))
    assert {letter.uidvalidity for letter in found} <= {7}
    return [(letter.uid, letter.source) for letter in found]


def test_the_uids_of_a_stretch_are_those_in_it(store: Store) -> None:
    for uid in (1, 5, 9, 12):
        keep(store, uid, Digest(source=""))
    assert store.seen_uids("imap", "INBOX", 7, 5, 9) == {5, 9}
    assert store.seen_uids("imap", "INBOX", 7, 13, 2**62) == set()


def test_only_letters_with_queries_of_a_known_newsletter_are_put_away(
    store: Store,
) -> None:
    keep(store, 1, haro(1))
    keep(store, 2, Digest(source=""))
    keep(store, 3, Digest(source="haro", lifecycle=True))  # "please confirm": a person's
    keep(store, 4, Digest(source="haro", problems=("the layout is new",)))
    keep(store, 5, Digest(source="generic", queries=(make.query(id="q5"),)))
    keep(store, 6, Digest(source=""), haro(6))  # attached to somebody's mail
    keep(store, 7)  # not read yet
    assert put_away(store) == [(1, "haro"), (6, "haro")]


def test_a_letter_that_was_set_aside_or_is_not_believed_stays_where_it_is(
    store: Store,
) -> None:
    keep(store, 1, haro(1))
    failed = keep(store, 2, haro(2))
    store.add_proof(failed, Evidence(proof=Proof.FAILED, reason="forged"), NOW)
    real = keep(store, 3, haro(3))
    store.add_proof(real, Evidence(proof=Proof.VERIFIED, reason="signed"), NOW)
    aside = keep(store, 4)
    mail = store.stored(aside)
    assert mail is not None
    store.quarantine(mail, "too large", NOW)
    assert put_away(store) == [(1, "haro"), (3, "haro")]
    found = store.read_letters("imap", "INBOX", NOW - HOUR)
    assert [letter.proven for letter in found] == [False, True]


def test_letters_are_those_of_one_folder_and_of_late(store: Store) -> None:
    keep(store, 1, haro(1))
    keep(store, 2, haro(2), folder="Spam")
    assert put_away(store, "Spam") == [(2, "haro")]
    assert store.read_letters("imap", "INBOX", NOW + HOUR) == ()
    assert store.read_letters("other", "INBOX", NOW - HOUR) == ()


def test_a_look_is_due_after_its_time_and_after_a_clock_that_went_back(
    store: Store,
) -> None:
    assert store.look_due("junk a", NOW, HOUR)
    store.looked_at("junk a", NOW + HOUR)
    assert not store.look_due("junk a", NOW + HOUR / 2, HOUR)
    assert store.look_due("junk b", NOW, HOUR)
    assert store.look_due("junk a", NOW + HOUR, HOUR)
    assert store.look_due("junk a", NOW - timedelta(days=1), HOUR)
    store.looked_at("junk a", NOW + 2 * HOUR)
    assert not store.look_due("junk a", NOW + 1.5 * HOUR, HOUR)


def test_what_is_forgotten_is_of_one_numbering_and_from_one_number_on(
    store: Store,
) -> None:
    for uid in (1, 5, 9):
        keep(store, uid, Digest(source=""))
    keep(store, 6, Digest(source=""), folder="Spam")
    store.forget("imap", "INBOX", 8, 1)
    store.forget("imap", "INBOX", 7, 5)
    assert store.seen_uids("imap", "INBOX", 7) == {1}
    assert store.seen_uids("imap", "Spam", 7) == {6}
