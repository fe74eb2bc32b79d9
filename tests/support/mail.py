"""A mail server that takes what it is given, or fails in the ways that real ones do."""

import asyncio
import ssl
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from enum import StrEnum
from functools import partial

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword, Session
from aiosmtpd.smtp import Envelope as SmtpEnvelope

from tests.support.until import until
from walletdesk.platform.mail import SmtpServer

PASSWORD = "open sesame"


class Does(StrEnum):
    """With one letter."""

    TAKE = "take"
    TAKE_AND_STAY_SILENT = "take and stay silent"  # the letter is in, the answer never comes
    TAKE_AND_HANG_UP = "take and hang up"
    HANG_UP_BEFORE = "hang up before the letter"
    REFUSE = "550"
    REFUSE_SENDER = "530"
    BUSY = "451"


@dataclass(frozen=True)
class Taken:
    sender: str
    to: list[str]
    data: bytes

    @property
    def message(self) -> Message:
        return message_from_bytes(self.data)


@dataclass
class Sink:
    """``plan`` says what happens to the next letters; after that it takes everything."""

    plan: deque[Does] = field(default_factory=deque)
    letters: list[Taken] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    lines: "set[Line]" = field(default_factory=set)  # those that are open
    patience: float = 0.3  # seconds
    has_letter: asyncio.Event = field(default_factory=asyncio.Event)

    def ids(self) -> list[str]:
        return [letter.message["Message-ID"] for letter in self.letters]

    def server(self) -> SmtpServer:
        """With little patience after a letter: tests wait for what never comes."""
        return SmtpServer(
            host="127.0.0.1",
            port=self.port,
            tls="none",
            connect_seconds=5,
            answer_seconds=5,
            take_seconds=self.patience,
        )

    # What aiosmtpd calls

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: SmtpEnvelope, address: str, options: list[str]
    ) -> str:
        if self.plan and self.plan[0] is Does.REFUSE_SENDER:
            self.plan.popleft()
            return "530 Authentication required"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: SmtpEnvelope, address: str, options: list[str]
    ) -> str:
        if self.plan and self.plan[0] in {Does.REFUSE, Does.BUSY}:
            return f"{self.plan.popleft()} No"
        if self.plan and self.plan[0] is Does.HANG_UP_BEFORE:
            self.plan.popleft()
            hang_up(server)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: SmtpEnvelope) -> str:  # noqa: N802
        does = self.plan.popleft() if self.plan else Does.TAKE
        data = envelope.content if isinstance(envelope.content, bytes) else b""
        self.has_letter.set()
        self.letters.append(Taken(envelope.mail_from or "", list(envelope.rcpt_tos), data))
        if does is Does.TAKE_AND_STAY_SILENT:
            await asyncio.sleep(30)
        if does is Does.TAKE_AND_HANG_UP:
            hang_up(server)
        return "250 OK"

    def protocol(self, *, starttls: ssl.SSLContext | None = None) -> SMTP:
        self.connections += 1
        return Line(
            self,
            hostname="sink.test",
            enable_SMTPUTF8=False,
            tls_context=starttls,
            require_starttls=starttls is not None,
            authenticator=self.authenticate,
            auth_require_tls=False,
        )

    def authenticate(
        self, server: SMTP, session: Session, envelope: SmtpEnvelope, mechanism: str, data: LoginPassword
    ) -> AuthResult:
        right = (data.login, data.password) == (b"desk", PASSWORD.encode())
        return AuthResult(success=right, handled=False)


class Line(SMTP):
    """One connection, of which the sink knows until it is closed."""

    event_handler: Sink

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.event_handler.lines.add(self)

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self.event_handler.lines.discard(self)


def hang_up(server: SMTP) -> None:
    if server.transport is not None:
        server.transport.close()


@asynccontextmanager
async def mail_server(
    *, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None
) -> AsyncIterator[Sink]:
    """Runs on the test's own loop; nothing of it is left when the test is over."""
    sink = Sink()
    listening = await asyncio.get_running_loop().create_server(
        partial(sink.protocol, starttls=starttls), "127.0.0.1", 0, ssl=tls
    )
    sink.port = listening.sockets[0].getsockname()[1]
    try:
        yield sink
    finally:
        listening.close()
        for line in [*sink.lines]:
            hang_up(line)
        await until(lambda: not sink.lines)
