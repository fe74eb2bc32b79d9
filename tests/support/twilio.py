"""A stand-in for Twilio: takes calls over HTTP as it does, and tells of them signed as it does."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx

from tests.support.model import http
from walletdesk.channels.voice.twilio.model import signature
from walletdesk.platform.settings import ConnectorSettings, TwilioSettings, VoiceSettings

TOKEN = "12345"
OURS, AGENT = "+862155550100", "+862155550177"


@dataclass
class FakeTwilio:
    """``asked``: path and fields of each request. ``status``: how it answers the next ones."""

    status: int = 201
    port: int = 0
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        sizes = [line[15:] for line in head.lower().split("\r\n") if line.startswith("content-length:")]
        body = (await reader.readexactly(int(sizes[0]))).decode()
        self.heads.append(head)
        self.asked.append((head.split(" ")[1], dict(parse_qsl(body))))
        told = {"sid": f"CA{next(self._numbers):032}", "status": "queued"} if self.status < 300 else {}
        writer.write(http(json.dumps(told).encode(), self.status))
        await writer.drain()
        writer.close()

    def calls(self) -> list[dict[str, str]]:
        """Those that were to be dialled, in order."""
        return [form for path, form in self.asked if path.endswith("/Calls.json")]

    async def tells(self, web: httpx.AsyncClient, url: str, **fields: str) -> httpx.Response:
        """A webhook at the address that it was given for it."""
        body = {"AccountSid": "AC1", "CallerName": "", **fields}
        shown = {"x-twilio-signature": signature(TOKEN, url, body.items())}
        where = urlsplit(url)
        headers = {**shown, "content-type": "application/x-www-form-urlencoded"}
        path = f"{where.path}?{where.query}" if where.query else where.path
        return await web.post(path, content=urlencode(body), headers=headers)


@asynccontextmanager
async def fake_twilio() -> AsyncIterator[FakeTwilio]:
    fake = FakeTwilio()
    server = await asyncio.start_server(fake.answer, "127.0.0.1", 0)
    fake.port = server.sockets[0].getsockname()[1]
    try:
        yield fake
    finally:
        server.close()


def dialled_by(fake: FakeTwilio, token_file: str, **phones: str) -> tuple[VoiceSettings, ConnectorSettings]:
    twilio = TwilioSettings(
        account="AC1", token_file=token_file, number=OURS, base=f"http://127.0.0.1:{fake.port}"
    )
    voice = VoiceSettings(provider="twilio", phones=phones, twilio=twilio)
    return voice, ConnectorSettings(may_reach=[f"127.0.0.1:{fake.port}"])
