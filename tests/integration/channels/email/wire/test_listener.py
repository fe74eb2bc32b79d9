"""Mails that our own mail server brings: yes is said only for what is on disk."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.support.lmtp import Sender, sender
from tests.support.mail_in import ADDRESS, ADMIN, MailRoom, mail
from walletdesk.channels.arrivals import Arriving
from walletdesk.channels.email.wire import Listener, MailOnly, Reception
from walletdesk.channels.inboxes import Inbox
from walletdesk.kernel.ids import InboxId
from walletdesk.platform.db import Database, open_database
from walletdesk.platform.settings import MailInSettings

ROOT = Path(__file__).parents[5]
TOKEN = "support+m84f230vn7sqqsz4@wallet.example"


class Keeps:
    """The store, or a disk that has no room."""

    def __init__(self, room: MailRoom) -> None:
        self.room, self.full = room, False

    async def keep(self, inbox: InboxId, kind: str, *arriving: Arriving) -> int:
        if self.full:
            raise OSError(28, "No space left on device")
        return await self.room.arrivals.keep(inbox, kind, *arriving)


@asynccontextmanager
async def listening(
    room: MailRoom,
    settings: MailInSettings,
    busy: Callable[[], int | None] = lambda: None,
    keeps: Keeps | None = None,
) -> AsyncIterator[int]:
    reception = Reception(
        keeping=keeps or Keeps(room),
        inboxes=MailOnly(room.inboxes),
        busy=busy,
        one_at_a_time=settings.protocol == "lmtp",
    )
    listener = Listener(settings, reception)
    await listener.start()
    try:
        yield listener.port
    finally:
        await listener.stop()


async def added(room: MailRoom, address: str = ADDRESS) -> Inbox:
    return await room.inboxes.add("email", "Support", {"address": address}, {}, by=ADMIN)


async def test_a_mail_for_us_is_kept_with_its_envelope_and_nobody_elses_is_taken(db: Database) -> None:
    room = MailRoom(db)
    inbox = await added(room)
    await room.inboxes.add("line", "Line", {"address": "line@wallet.example"}, {}, by=ADMIN)
    letter = mail("hello\r\n.dot") + b"long" * 10_000 + b"\r\n\xff\xfe\r\n"
    async with listening(room, MailInSettings(message_mb=1, connections=2)) as port, sender(port) as mx:
        for stranger in (
            "support@other.example",
            "line@wallet.example",
            "sup port@wallet.example",
            "+@wallet.example",
        ):
            assert (await mx.brings(b"", stranger))[0][:1] == "5"
        assert await mx.says("MAIL FROM:<li@customer.example>") == "250"
        assert await mx.says(b"RCPT TO:<support+\xff\xfe@wallet.example>\r\n") == "550 5.1.1"
        assert await mx.says("RSET") == "250"
        assert await mx.brings(letter, TOKEN.upper(), ADDRESS) == ["250", "452 4.5.3", "250 2.0.0"]
        assert await mx.brings(letter, TOKEN.upper()) == ["250", "250 2.0.0"], "brought again"
        assert await mx.brings(b"x\r\n" * 400_000, ADDRESS) == ["250", "552"]
        async with sender(port) as second:
            third = Sender(*await asyncio.open_connection("127.0.0.1", port))
            assert await third.hears() == "421 4.3.2"
            third.close()
            assert await second.brings(mail("bounce"), ADDRESS, sender="") == ["250", "250 2.0.0"]
    told = [await room.arrivals.arrived(one.id) for one in await room.arrived(inbox)]
    by_size = sorted((one for one in told if one is not None), key=lambda one: len(one.raw))
    assert [one.raw for one in by_size] == [mail("bounce"), letter]
    assert [dict(one.facts) for one in by_size] == [
        {"recipients": ADDRESS, "return_path": ""},
        {"recipients": TOKEN.upper(), "return_path": "li@customer.example"},
    ]
    assert [(one.way, one.error) for one in await room.inboxes.health(inbox.id)] == [("in", "")]


async def test_where_it_cannot_be_kept_the_sender_is_told_to_come_back(db: Database) -> None:
    room, waits = MailRoom(db), [None, 30, None, None]
    first, second = await added(room), await added(room, "a@wallet.example, b@wallet.example")
    keeps = Keeps(room)
    settings = MailInSettings(protocol="smtp")
    async with (
        listening(room, settings, busy=lambda: waits.pop(0) if waits else None, keeps=keeps) as port,
        sender(port, "EHLO mx") as mx,
    ):
        assert await mx.brings(mail("one"), ADDRESS) == ["250", "451 4.3.0"], "no room on the disk"
        keeps.full = True
        assert await mx.brings(mail("one"), ADDRESS) == ["250", "451 4.3.0"]
        keeps.full = False
        assert [await room.raws(one) for one in (first, second)] == [[], []]
        said = await mx.brings(mail("one"), ADDRESS, "a@wallet.example", "B+1@wallet.example")
        assert said == ["250", "250", "250", "250 2.0.0"]
    assert [await room.raws(one) for one in (first, second)] == [[mail("one")], [mail("one")]]
    [both] = await room.arrived(second)
    brought = await room.arrivals.arrived(both.id)
    assert brought is not None
    assert brought.facts["recipients"] == "a@wallet.example,B+1@wallet.example"


@pytest.mark.parametrize(("moment", "kept"), [("written", 0), ("kept", 1)])
async def test_killed_before_yes_was_said_it_is_brought_again_and_is_one(
    database_url: str, moment: str, kept: int
) -> None:
    """``written``: the commit is missing; ``kept``: it is on disk, and only the answer is missing."""
    db = await open_database(database_url)
    try:
        room = MailRoom(db)
        inbox = await added(room)
        module = [sys.executable, "-m", "tests.support.mail_in_process", database_url, moment]
        process = await asyncio.create_subprocess_exec(
            *module,
            cwd=ROOT,
            env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": ""},
            stdout=asyncio.subprocess.PIPE,
        )
        assert process.stdout is not None
        port = int(await process.stdout.readline())
        async with sender(port) as mx:
            bringing = asyncio.create_task(mx.brings(mail("one"), ADDRESS))
            assert await process.stdout.readline() == f"{moment}\n".encode()
            process.kill()
            await process.wait()
            assert await bringing == ["250", ""], "no answer at all"
        assert await room.raws(inbox) == [mail("one")] * kept
        async with listening(room, MailInSettings()) as again, sender(again) as mx:
            assert await mx.brings(mail("one"), ADDRESS) == ["250", "250 2.0.0"]
            assert await mx.brings(mail("one"), ADDRESS) == ["250", "250 2.0.0"], "its answer was lost, say"
        assert await room.raws(inbox) == [mail("one")]
    finally:
        await db.close()
