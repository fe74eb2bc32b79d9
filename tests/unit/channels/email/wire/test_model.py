"""What an inbox's settings mean, where reading begins, and when to knock again."""

from datetime import UTC, datetime, timedelta

import pytest

from walletdesk.channels.email.wire.model import (
    UIDS_AT_ONCE,
    Account,
    Cursor,
    NotReachable,
    is_for,
    pause,
    windows,
)

SINCE = datetime(2026, 11, 1, 3, tzinfo=UTC)


def test_an_account_is_what_its_settings_say_with_the_usual_left_out() -> None:
    assert Account.of({"address": "a@b"}) is None
    assert Account.of({"imap_host": " imap.example ", "imap_user": "u"}) == Account(
        host="imap.example", port=993, tls="tls", login="u", mailboxes=("INBOX",), moved_to=""
    )
    named = Account.of({"imap_host": "h", "imap_tls": "starttls", "imap_mailboxes": "INBOX, 客服,,INBOX"})
    assert named is not None
    assert (named.port, named.mailboxes) == (143, ("INBOX", "客服"))


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"imap_tls": "none"}, "unprotected"),
        ({"imap_tls": "ssl"}, "unprotected"),
        ({"imap_port": "99999"}, "bad_port"),
        ({"imap_port": "９９３"}, "bad_port"),
        ({"imap_port": "-1"}, "bad_port"),
    ],
)
def test_what_cannot_be_meant_is_refused(settings: dict[str, str], code: str) -> None:
    with pytest.raises(NotReachable) as refused:
        Account.of({"imap_host": "mail.example", **settings})
    assert refused.value.code == code


def test_old_mail_that_somebody_read_is_not_ours_and_after_new_numbers_we_look_since_our_first_day() -> None:
    fresh = Cursor(since=SINCE)
    assert fresh.wanted(7) == ("UNSEEN",)
    read = fresh.at(7, 40)
    assert read.wanted(7) == ()
    assert read.wanted(8) == ("OR", "UNSEEN", "SINCE", "31-Oct-2026")
    assert read.at(8, 2) == Cursor(validity=8, last=2, since=SINCE)


def test_a_long_mailbox_is_asked_for_in_pieces() -> None:
    assert list(windows(0, 5)) == ["1:*"]
    assert list(windows(0, 2 * UIDS_AT_ONCE + 3)) == [
        f"1:{UIDS_AT_ONCE}",
        f"{UIDS_AT_ONCE + 1}:{2 * UIDS_AT_ONCE}",
        f"{2 * UIDS_AT_ONCE + 1}:*",
    ]
    assert list(windows(70_000, 70_001)) == ["70001:*"]


def test_we_knock_less_and_less_and_never_all_at_once() -> None:
    waits = [pause(n, "connection_lost", 0.5) for n in (1, 2, 3, 30)]
    assert waits == [
        timedelta(seconds=5),
        timedelta(seconds=10),
        timedelta(seconds=20),
        timedelta(minutes=10),
    ]
    assert pause(1, "connection_lost", 0) < pause(1, "connection_lost", 1)
    assert pause(1, "sign_in_refused", 0) >= timedelta(seconds=30)


@pytest.mark.parametrize(
    ("recipient", "ours"),
    [
        ("support@wallet.example", True),
        ("Support+token@Wallet.Example", True),
        ("help@wallet.example", True),
        ("supporter@wallet.example", False),
        ("support@other.example", False),
        ("support@wallet.example@other.example", False),
        ("support", False),
        ("", False),
        ("@", False),
    ],
)
def test_what_stands_behind_a_plus_does_not_change_whose_address_it_is(recipient: str, ours: bool) -> None:
    assert is_for(recipient, "Support@wallet.example, help@wallet.example") is ours
    assert not is_for(recipient, "")
