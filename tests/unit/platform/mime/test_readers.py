"""Each mail is read alone, in bounds; one that breaks them hurts nobody else."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.support.mails import cases
from walletdesk.platform.mime import Unreadable, UnreadableError, readers, worker
from walletdesk.platform.mime.bounds import LONGEST
from walletdesk.platform.mime.readers import ReaderGoneError, Readers

PLAIN = b"From: li@customer.example\r\nSubject: Help\r\n\r\nIt is gone.\r\n"


@pytest.fixture
async def pool() -> AsyncIterator[Readers]:
    pool = Readers(2, seconds=20)
    yield pool
    await pool.close()


async def test_what_a_process_read_is_what_is_read_here(pool: Readers) -> None:
    read = await asyncio.gather(*(pool.read(PLAIN) for _ in range(5)))
    assert {(mail.subject, mail.body.reply) for mail in read} == {("Help", "It is gone.")}


async def test_bombs_are_bounded_and_the_next_mail_is_read(pool: Readers) -> None:
    for case in cases("attack-bomb"):
        told = await asyncio.gather(pool.read(case.raw), pool.read(PLAIN), return_exceptions=True)
        assert getattr(told[1], "subject", told[1]) == "Help", case.id
        assert getattr(told[0], "reason", None) in {None, *Unreadable}, case.id


async def test_a_process_that_was_ended_from_outside_judges_no_mail(pool: Readers) -> None:
    await pool.read(PLAIN)
    for reader in pool._idle:
        reader.process.kill()
    assert (await pool.read(PLAIN)).subject == "Help"


async def test_the_largest_mail_is_read_and_a_larger_one_is_refused_at_the_door(pool: Readers) -> None:
    head = b"From: li@customer.example\r\nContent-Type: application/zip\r\n"
    head += b"Content-Transfer-Encoding: base64\r\n\r\n"
    line = b"A" * 76 + b"\r\n"
    largest = head + line * ((LONGEST - len(head)) // len(line))
    [file] = (await pool.read(largest)).files
    assert len(file.content) > 18_000_000
    with pytest.raises(UnreadableError, match="too_large"):
        await pool.read(largest + line)


async def test_one_that_takes_too_long_is_given_up_and_its_process_with_it() -> None:
    hurried = Readers(1, seconds=0.0)
    with pytest.raises(UnreadableError, match="time"):
        await hurried.read(PLAIN)
    await hurried.close()


async def test_a_process_that_does_not_start_judges_no_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "__file__", "/nowhere/worker.py")
    broken = readers.Readers(1)
    with pytest.raises(ReaderGoneError):
        await broken.read(PLAIN)
    await broken.close()
