"""Mails fetched from a real server: at once, once, and marked only after they are on disk."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.support.dovecot import PASSWORD, Dovecot, cutter, dovecot
from tests.support.mail_in import ADMIN, MailRoom, mail, until_at_server
from walletdesk.channels.arrivals import State
from walletdesk.channels.email.wire import ImapLine, NotReachable
from walletdesk.channels.email.wire.model import Account
from walletdesk.kernel.jobs import Job
from walletdesk.platform.db import Database


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


@pytest.fixture
async def room(server: Dovecot, db: Database) -> AsyncIterator[MailRoom]:
    for name in ("Old", "Second", "Done"):
        server.anew(name)
    with server.owner() as line:
        line.select("INBOX")
        line.uid("STORE", "1:*", "+FLAGS", "\\Deleted")
        line.expunge()
    made = MailRoom(db, server=server)
    yield made
    await made.collecting.stop()


async def test_what_comes_is_fetched_at_once_and_marked_and_numbered_anew_it_stays_one(
    room: MailRoom, server: Dovecot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.put(mail("read by somebody before us"), flags="\\Seen")
    server.put(mail("waits"))
    inbox = await room.add(mailboxes="INBOX, Second")
    await room.collecting.look()
    assert await room.until_arrived(inbox, 1) == [mail("waits")]

    server.put(mail("comes while we listen"))
    server.put(mail("into the other one"), "Second")
    assert sorted((await room.until_arrived(inbox, 3))[1:]) == [
        mail("comes while we listen"),
        mail("into the other one"),
    ]
    await until_at_server(lambda: server.unread() == server.unread("Second") == 0)
    assert room.pauses == [], "nothing was waited for but the server's word"

    await room.collecting.stop()
    server.anew("Second")
    server.put(mail("into the other one"), "Second")
    server.put(mail("and one more"), "Second")
    await room.collecting.look()
    assert (await room.until_arrived(inbox, 4))[3] == mail("and one more")
    await room.collecting.stop()
    assert len(await room.raws(inbox)) == 4
    assert [one.error for one in await room.inboxes.health(inbox.id)] == [""]
    ours = [line for line in caplog.messages if PASSWORD in line or "waits" in line]
    assert ours == []


async def test_a_paused_inbox_is_left_alone_and_what_was_kept_goes_where_it_was_said(
    room: MailRoom, server: Dovecot
) -> None:
    inbox = await room.add(move_to="Done")
    await room.collecting.look()
    server.put(mail("one"))
    await room.until_arrived(inbox, 1)
    await until_at_server(lambda: server.count("Done") == 1)
    await room.inboxes.pause(inbox.id, True, by=ADMIN)
    await room.collecting.look()
    server.put(mail("two"))
    await asyncio.sleep(0.1)
    assert (await room.raws(inbox), server.count()) == ([mail("one")], 1)
    await room.inboxes.pause(inbox.id, False, by=ADMIN)
    await room.collecting.look()
    await room.until_arrived(inbox, 2)
    await until_at_server(lambda: server.count() == 0)

    found = await room.inboxes.find(inbox.id)
    assert found is not None
    nowhere = {**found.settings, "imap_move_to": "No such folder"}
    await room.inboxes.change(inbox.id, found.version, "Support", nowhere, {}, by=ADMIN)
    await room.collecting.look()
    server.put(mail("three"))
    await room.until_failed(inbox, "not_marked")
    assert mail("three") in await room.raws(inbox)
    assert (server.count(), server.unread()) == (1, 0), "what cannot be moved is marked"


async def test_a_line_that_is_cut_behind_the_mail_brings_it_again_and_it_is_one(
    room: MailRoom, server: Dovecot
) -> None:
    with cutter(server.plain) as wire:
        for words in ("one", "two", "three"):
            server.put(mail(words))
        inbox = await room.add(host="127.0.0.1", port=str(wire.port), tls="none")
        await room.collecting.look()
        assert set(await room.until_arrived(inbox, 3)) == {mail("one"), mail("two"), mail("three")}
        assert wire.cut == 1
        server.put(mail("four"))
        await room.until_arrived(inbox, 4)
        await room.collecting.stop()
    assert 2.5 <= room.pauses[0] <= 7.5, "nobody knocks again at once"


async def test_a_mail_too_large_is_told_and_left_and_a_wrong_password_is_said(
    room: MailRoom, server: Dovecot
) -> None:
    server.put(mail("large") + b"x" * room.most_bytes)
    server.put(mail("small"))
    inbox = await room.add()
    await room.collecting.look()
    await room.until_arrived(inbox, 2)
    await until_at_server(lambda: server.unread() == 1)
    await room.collecting.stop()
    both = await room.arrived(inbox)
    assert max(one.size for one in both) < 1_000, "of the large one the head alone"
    for one in both:
        await room.arrivals.take(Job(kind="arrival.take", key=one.id, run_at=room.now))
    assert [(one.state, one.reason) for one in await room.arrived(inbox, State.UNREADABLE)] == [
        (State.UNREADABLE, "too_large")
    ]

    wrong = await room.add(password="not this one")
    await room.collecting.look()
    await room.until_failed(wrong, "sign_in_refused")
    await until_at_server(lambda: bool(room.pauses))
    assert room.pauses[0] >= 30, "an account must not be locked by our knocking"


async def test_no_other_server_is_believed_and_none_of_our_own_is_asked(server: Dovecot) -> None:
    def code(host: str, port: int, tls: str, trust: bool = True) -> str:
        settings = {"imap_host": host, "imap_port": str(port), "imap_tls": tls, "imap_user": "support"}
        with pytest.raises(NotReachable) as told:
            account = Account.of(settings)
            assert account is not None
            ImapLine(
                account,
                PASSWORD,
                "Nowhere",
                trust=server.trust if trust else None,
                may_reach={f"127.0.0.1:{server.tls}", f"localhost:{server.tls}", f"localhost:{server.plain}"},
            )
        assert PASSWORD not in repr(told.value)
        assert told.value.__cause__ is None
        return told.value.code

    assert code("localhost", server.tls, "tls", trust=False) == "certificate"
    assert code("127.0.0.1", server.tls, "tls") == "certificate", "of another name"
    assert code("localhost", server.plain, "tls") == "tls"
    assert (
        code("localhost", server.tls, "tls")
        == code("localhost", server.plain, "starttls")
        == "no_such_mailbox"
    )
    assert code("127.0.0.1", server.plain, "none") == "not_allowed"
    assert code("mail.example", 143, "none") == "unprotected"
