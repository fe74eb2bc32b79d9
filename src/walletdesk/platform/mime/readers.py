"""Processes that read mails: each alone with its mail, ended when one takes too long, and replaced."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

import msgspec

from walletdesk.platform.mime import worker
from walletdesk.platform.mime.bounds import LONGEST
from walletdesk.platform.mime.model import ReadMail, Unreadable, UnreadableError

SECONDS: Final = 5.0  # for one mail, by the clock on the wall
STARTS_WITHIN: Final = 60.0  # a busy machine loads its libraries slowly; no mail is to blame for that
MOST_MAILS: Final = 2_000  # of one process: what a library keeps by mistake is gone with it

_GONE: Final = "the process that reads mails does not run here"
_decoder = msgspec.msgpack.Decoder(ReadMail)


class ReaderGoneError(RuntimeError):
    """A fault of this installation: no judgement of the mail."""


class Readers:
    """``processes`` of them, started when there is something to read."""

    def __init__(self, processes: int = 2, *, seconds: float = SECONDS) -> None:
        self._room = asyncio.Semaphore(processes)
        self._idle: list[_Reader] = []
        self._seconds = seconds
        self._closed = False
        self.most_memory = 0  # bytes that a process ever held

    async def read(self, raw: bytes) -> ReadMail:
        """Raises UnreadableError; others are read meanwhile."""
        if len(raw) > LONGEST:
            raise UnreadableError(Unreadable.TOO_LARGE)
        async with self._room:
            with suppress(_EndedError):  # from outside, perhaps: that judges nothing yet
                return await self._read(raw)
            try:
                return await self._read(raw)
            except _EndedError as error:
                raise UnreadableError(Unreadable.MEMORY) from error  # twice: it is the mail

    async def close(self) -> None:
        self._closed = True
        while self._idle:
            await self._idle.pop().end()

    async def _read(self, raw: bytes) -> ReadMail:
        async with self._lent() as reader:
            return await reader.read(raw, self._seconds)

    @asynccontextmanager
    async def _lent(self) -> AsyncIterator["_Reader"]:
        reader = self._idle.pop() if self._idle else _Reader(await _started())
        try:
            yield reader
        finally:
            self.most_memory = max(self.most_memory, reader.memory())
            if reader.is_fit and not self._closed:
                self._idle.append(reader)
            else:
                await reader.end()


class _EndedError(Exception):
    """By a signal that is not that of its bounds."""


class _Reader:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self._read = 0
        self.is_fit = True

    async def read(self, raw: bytes, seconds: float) -> ReadMail:
        self.is_fit = False  # until it has answered
        try:
            async with asyncio.timeout(seconds):
                told = await self._asked(raw)
        except TimeoutError as error:
            raise UnreadableError(Unreadable.TIME) from error
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise await self._why() from error
        self._read += 1
        if told[:1] == b"U":
            reason = Unreadable(told[1:].decode())
            self.is_fit = reason not in {Unreadable.MEMORY, Unreadable.BROKEN}
            raise UnreadableError(reason)
        self.is_fit = self._read < MOST_MAILS
        return _decoder.decode(told[1:])

    async def _why(self) -> Exception:
        code = await self.process.wait()
        if code == -signal.SIGXCPU:
            return UnreadableError(Unreadable.TIME)
        return _EndedError() if code < 0 else ReaderGoneError(_GONE)

    async def _asked(self, raw: bytes) -> bytes:
        assert self.process.stdin  # noqa: S101 - it is a pipe
        self.process.stdin.write(worker.LENGTH.pack(len(raw)))
        self.process.stdin.write(raw)
        await self.process.stdin.drain()
        return await _frame(self.process)

    def memory(self) -> int:
        """The most it held, in bytes; 0 when it is gone already."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        except OSError:
            return 0
        found = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
        return int(found[1]) * 1024 if found else 0

    async def end(self) -> None:
        with suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()


async def _frame(process: asyncio.subprocess.Process) -> bytes:
    assert process.stdout  # noqa: S101 - it is a pipe
    head = await process.stdout.readexactly(worker.LENGTH.size)
    return await process.stdout.readexactly(worker.LENGTH.unpack(head)[0])


async def _started() -> asyncio.subprocess.Process:
    """In isolated mode and with an empty environment: nothing of ours is to be found there."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        str(Path(worker.__file__)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={},
        cwd=os.sep,
    )
    try:
        async with asyncio.timeout(STARTS_WITHIN):
            await _frame(process)
    except BaseException as error:
        await _Reader(process).end()
        if isinstance(error, asyncio.IncompleteReadError | TimeoutError):
            raise ReaderGoneError(_GONE) from error
        raise
    return process
