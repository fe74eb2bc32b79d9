"""Where a line to a mailbox goes: to what was checked, however often the name changes its answer."""

import socket

import pytest

from walletdesk.channels.email.wire import Account, ImapLine, NotReachable

OUT_THERE, OUR_OWN = "93.184.216.34", "127.0.0.1"
SETTINGS = {"imap_host": "mail.example", "imap_user": "support"}


def told(monkeypatch: pytest.MonkeyPatch, *answers: str, **settings: str) -> tuple[str, list[str]]:
    """What came of it, and which addresses were called, where each question has another answer."""
    left, called = list(answers), list[str]()

    def resolved(_host: str, port: int, **_: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (left.pop(0), port))]

    def dialled(place: tuple[str, int], *_: object, **__: object) -> socket.socket:
        called.append(place[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    monkeypatch.setattr(socket, "create_connection", dialled)
    account = Account.of(SETTINGS | settings)
    assert account is not None
    with pytest.raises(NotReachable) as refused:
        ImapLine(account, "secret", "INBOX")
    return refused.value.code, called


@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_the_line_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch, tls: str) -> None:
    assert told(monkeypatch, OUT_THERE, OUR_OWN, imap_tls=tls) == ("unreachable", [OUT_THERE])


def test_a_name_of_our_own_machines_is_not_called(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, OUR_OWN) == ("not_allowed", [])
