"""Processes that read mails: each alone with its mail, ended when one takes too long, and replaced."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

import msgspec

from walletdesk.platform.mime import worker
from walletdesk.platform.mime.model import ReadMail, Unreadable, UnreadableError

SECONDS: Final = 5.0  # for one mail, by the clock on the wall
MOST_MAILS: Final = 2_000  # of one process: what a library keeps by mistake is gone with it

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
        async with self._room, self._lent() as reader:
            return await reader.read(raw, self._seconds)

    async def close(self) -> None:
        self._closed = True
        while self._idle:
            await self._idle.pop().end()

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


class _Reader:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
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
            if await self._process.wait() < 0:  # a signal: it was ended by its bounds
                raise UnreadableError(Unreadable.TIME) from error
            raise ReaderGoneError("the process that reads mails does not run here") from error
        self._read += 1
        self.is_fit = self._read < MOST_MAILS and told[:1] == b"M"
        if told[:1] == b"U":
            self.is_fit = told[1:] not in {b"memory", b"broken"}
            raise UnreadableError(Unreadable(told[1:].decode()))
        return _decoder.decode(told[1:])

    async def _asked(self, raw: bytes) -> bytes:
        assert self._process.stdin and self._process.stdout  # noqa: S101, PT018 - both are pipes
        self._process.stdin.write(worker.LENGTH.pack(len(raw)) + raw)
        await self._process.stdin.drain()
        head = await self._process.stdout.readexactly(worker.LENGTH.size)
        return await self._process.stdout.readexactly(worker.LENGTH.unpack(head)[0])

    def memory(self) -> int:
        """The most it held, in bytes; 0 when it is gone already."""
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text("ascii")
        except OSError:
            return 0
        found = re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE)
        return int(found[1]) * 1024 if found else 0

    async def end(self) -> None:
        with suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()


async def _started() -> asyncio.subprocess.Process:
    """In isolated mode and with an empty environment: nothing of ours is to be found there."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        str(Path(worker.__file__)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={},
        cwd=os.sep,
    )
