"""The line to the SMTP server: one connection for several letters, and what became of each.

The one hard case is told apart from all others: the letter was handed over and no answer came. Whether the
server has it is then unknown, and only the caller can decide to send it again under the same Message-ID.
"""

import ssl
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol

import aiosmtplib

CONNECT_SECONDS = 15.0
ANSWER_SECONDS = 30.0  # for one command
TAKE_SECONDS = 120.0  # RFC 5321 allows ten minutes after the letter; a server that slow is tried again later


class MailServerAwayError(Exception):
    """No line could be had: nothing was handed over."""


class Outcome(StrEnum):
    TAKEN = "taken"
    REFUSED = "refused"  # for good
    LATER = "later"  # nothing was taken; try again
    UNKNOWN = "unknown"  # handed over without an answer


@dataclass(frozen=True, slots=True)
class Delivery:
    """``code`` is the server's, 0 without an answer. Its text is not kept: it may quote the letter."""

    outcome: Outcome
    code: int = 0


@dataclass(frozen=True, slots=True)
class Envelope:
    """``sender`` empty: bounces go nowhere, as an automatic reply must ask for."""

    sender: str
    to: str
    data: bytes


class Line(Protocol):
    async def send(self, envelope: Envelope) -> Delivery: ...
    @property
    def is_up(self) -> bool: ...


class Transport(Protocol):
    def connect(self) -> AbstractAsyncContextManager[Line]:
        """Raises MailServerAwayError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """Where mail goes. With ``starttls`` a server that offers none is refused."""

    host: str
    port: int
    tls: Literal["none", "starttls", "tls"]
    user: str = ""
    password: str = ""
    trust: ssl.SSLContext | None = None
    connect_seconds: float = CONNECT_SECONDS
    answer_seconds: float = ANSWER_SECONDS
    take_seconds: float = TAKE_SECONDS

    def __repr__(self) -> str:
        return f"SmtpServer({self.host}:{self.port})"

    @asynccontextmanager
    async def connect(self) -> AsyncIterator["SmtpLine"]:
        client = aiosmtplib.SMTP(
            hostname=self.host,
            port=self.port,
            username=self.user or None,
            password=self.password or None,
            use_tls=self.tls == "tls",
            start_tls=self.tls == "starttls",
            tls_context=self.trust,
            timeout=self.connect_seconds,
        )
        try:
            await client.connect()
        except (aiosmtplib.SMTPException, OSError) as failure:
            client.close()
            raise MailServerAwayError(
                type(failure).__name__
            ) from None  # its text may hold the password's echo
        try:
            yield SmtpLine(client, self)
        finally:
            await _hang_up(client)


class SmtpLine:
    def __init__(self, client: aiosmtplib.SMTP, server: SmtpServer) -> None:
        self._client = client
        self._server = server

    @property
    def is_up(self) -> bool:
        return self._client.is_connected

    async def send(self, envelope: Envelope) -> Delivery:
        """Hand one letter over. Never raises for what a server may do."""
        try:
            await self._client.mail(envelope.sender, timeout=self._server.answer_seconds)
            await self._client.rcpt(envelope.to, timeout=self._server.answer_seconds)
        except (aiosmtplib.SMTPException, OSError) as failure:
            return await self._after(failure, silent=Outcome.LATER)
        try:
            answer = await self._client.data(envelope.data, timeout=self._server.take_seconds)
        except (aiosmtplib.SMTPException, OSError) as failure:
            return await self._after(failure, silent=Outcome.UNKNOWN)
        return Delivery(Outcome.TAKEN, answer.code)

    async def _after(self, failure: Exception, *, silent: Outcome) -> Delivery:
        match failure:
            case aiosmtplib.SMTPSenderRefused(code=code):
                await self._begin_anew()
                return Delivery(Outcome.LATER, code)  # our own settings are wrong: not this letter's fault
            case aiosmtplib.SMTPResponseException(code=code):
                await self._begin_anew()
                return Delivery(Outcome.REFUSED if 500 <= code < 600 else Outcome.LATER, code)
            case _:
                self._client.close()  # whatever the server says later belongs to nothing we know
                return Delivery(silent)

    async def _begin_anew(self) -> None:
        try:
            await self._client.rset(timeout=self._server.answer_seconds)
        except (aiosmtplib.SMTPException, OSError):
            self._client.close()


async def _hang_up(client: aiosmtplib.SMTP) -> None:
    if not client.is_connected:
        return
    try:
        await client.quit(timeout=5)
    except (aiosmtplib.SMTPException, OSError):
        client.close()
