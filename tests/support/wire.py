"""A wire between a browser and a server that a test can cut. It has an address of its own."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from tests.support.web import free_port

CHUNK = 65_536


class Wire:
    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._to = 0
        self._ends: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def leads_to(self, port: int) -> None:
        self._to = port

    def cut(self) -> None:
        """Every connection of this moment breaks; later ones are carried again."""
        for end in [*self._ends]:
            end.transport.abort()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        with suppress(OSError):
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._to)
            await asyncio.gather(self._pump(reader, far_writer), self._pump(far_reader, writer))
        writer.transport.abort()
        self._tasks.discard(task)

    async def _pump(self, source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        self._ends.add(to)
        try:
            while chunk := await source.read(CHUNK):
                to.write(chunk)
                await to.drain()
        finally:
            self._ends.discard(to)
            to.transport.abort() if to.is_closing() else to.close()

    async def end(self) -> None:
        self.cut()
        for task in [*self._tasks]:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@asynccontextmanager
async def wired() -> AsyncIterator[Wire]:
    wire = Wire()
    server = await asyncio.start_server(wire.carry, "127.0.0.1", wire.port)
    try:
        yield wire
    finally:
        server.close()
        await wire.end()
