"""A mail server that hands mails to us, word by word."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Sender:
    """One line, on which nothing is said by itself."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def hears(self) -> str:
        """The answer's codes: ``250`` or ``550 5.1.1``."""
        while (line := (await self._reader.readline()).decode())[3:4] == "-":
            pass
        second = line[4:].split()[0] if line[4:].split() else ""
        return f"{line[:3]} {second}" if second[:1].isdigit() else line[:3]

    async def says(self, words: str | bytes) -> str:
        self._writer.write(words.encode() + b"\r\n" if isinstance(words, str) else words)
        await self._writer.drain()
        return await self.hears()

    async def brings(self, raw: bytes, *recipients: str, sender: str = "li@customer.example") -> list[str]:
        """What was said to each recipient, and to the mail."""
        assert await self.says(f"MAIL FROM:<{sender}>") == "250"
        said = [await self.says(f"RCPT TO:<{one}>") for one in recipients]
        if "250" not in said:
            return [*said, await self.says("RSET")]
        assert await self.says("DATA") == "354"
        return [*said, await self.says(raw.replace(b"\r\n.", b"\r\n..") + b".\r\n")]

    def close(self) -> None:
        self._writer.close()


@asynccontextmanager
async def sender(port: int, greeting: str = "LHLO mx") -> AsyncIterator[Sender]:
    made = Sender(*await asyncio.open_connection("127.0.0.1", port))
    try:
        assert await made.hears() == "220"
        assert await made.says(greeting) == "250"
        yield made
    finally:
        made.close()
