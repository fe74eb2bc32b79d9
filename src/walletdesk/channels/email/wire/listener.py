"""Where our own mail server brings mails: LMTP behind Postfix, or SMTP. Yes is said when the mail is on disk.

Over LMTP a server wants one answer for each recipient after the mail, which aiosmtpd does not give: so one
recipient is taken at a time, and the mail server splits by itself (RFC 2033, section 4.2).
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Final, cast

from walletdesk.channels.arrivals import Arriving
from walletdesk.channels.email.wire.model import MEGABYTE, external_id, is_for
from walletdesk.channels.email.wire.ports import Keeping, MailInboxes
from walletdesk.channels.email.wire.watching import KIND
from walletdesk.kernel.ids import InboxId
from walletdesk.platform.settings import MailInSettings

if TYPE_CHECKING:
    from aiosmtpd.smtp import Envelope

SILENT: Final = logging.CRITICAL + 1  # the library writes down every line that it is given
LOG: Final = logging.getLogger(__name__)
LINE_BYTES: Final = 65_536  # RFC 5321 says 1,000; programs that write mails do not
SECONDS: Final = 300.0  # for one command, and for one mail
COMMANDS: Final = 2_000  # of one kind on one connection
RECIPIENTS: Final = 50  # of one mail by SMTP
UNKNOWN: Final = "550 5.1.1 No such address here"
LATER: Final = "451 4.3.0 Not taken now, try again later"
KEPT: Final = "250 2.0.0 Kept"


class Reception:
    """What the listener does with a mail, whichever protocol brings it."""

    def __init__(
        self, *, keeping: Keeping, inboxes: MailInboxes, busy: Callable[[], int | None], one_at_a_time: bool
    ) -> None:
        self._keeping = keeping
        self._inboxes = inboxes
        self._busy = busy
        self._most = 1 if one_at_a_time else RECIPIENTS

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, _server: object, _session: object, envelope: "Envelope", address: str, options: list[str]
    ) -> str:
        if self._busy():
            return LATER
        envelope.mail_from, envelope.mail_options = address, [*envelope.mail_options, *options]
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: object, _session: object, envelope: "Envelope", address: str, _options: list[str]
    ) -> str:
        if len(envelope.rcpt_tos) >= self._most:
            return "452 4.5.3 Too many recipients at once"
        if not _is_text(address) or await self._inbox_of(address) is None:
            return UNKNOWN
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: object, _session: object, envelope: "Envelope") -> str:  # noqa: N802
        if self._busy():
            return LATER
        try:
            await self._keep(envelope)
        except Exception as failure:  # whatever it was, the mail was not acknowledged and comes again
            LOG.warning("mail not taken", extra={"error": type(failure).__name__})
            return LATER
        return KEPT

    async def _keep(self, envelope: "Envelope") -> None:
        raw = bytes(envelope.original_content or b"")
        sender = (envelope.mail_from or "").strip("<>").encode("utf-8", "replace").decode()
        for inbox, recipients in (await self._by_inbox(envelope.rcpt_tos)).items():
            facts = {"recipients": ",".join(recipients), "return_path": sender}
            await self._keeping.keep(inbox, KIND, Arriving(external_id(raw), raw, facts))
            await self._inboxes.worked(inbox)

    async def handle_exception(self, failure: Exception) -> str:
        """What failed is not told to whoever brought it."""
        LOG.warning("mail not taken", extra={"error": type(failure).__name__})
        return LATER

    async def _by_inbox(self, recipients: list[str]) -> dict[InboxId, list[str]]:
        found: dict[InboxId, list[str]] = {}
        for one in recipients:
            inbox = await self._inbox_of(one)
            if inbox is None:
                raise LookupError  # removed since it was named: the sender tries again, and hears it then
            found.setdefault(inbox, []).append(one)
        return found

    async def _inbox_of(self, address: str) -> InboxId | None:
        every = await self._inboxes.all()
        return next((one.id for one in every if is_for(address, one.settings.get("address", ""))), None)


class Listener:
    def __init__(self, settings: MailInSettings, reception: Reception) -> None:
        self._settings = settings
        self._reception = reception
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.BaseTransport] = set()

    @property
    def port(self) -> int:
        """Where it listens; of use where the system chose it."""
        return int(self._server.sockets[0].getsockname()[1]) if self._server else 0

    async def start(self) -> None:
        loop = asyncio.get_running_loop()
        make = _maker(self._settings, self._reception, self._open)
        self._server = await loop.create_server(make, self._settings.host, self._settings.port)

    async def stop(self) -> None:
        if self._server is None:
            return
        self._server.close()
        for transport in list(self._open):
            transport.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(5):
                await self._server.wait_closed()


class _Full(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        cast("asyncio.Transport", transport).write(b"421 4.3.2 Too many connections, try again later\r\n")
        transport.close()


def _maker(
    settings: MailInSettings, reception: Reception, open_: set[asyncio.BaseTransport]
) -> Callable[[], asyncio.Protocol]:
    from aiosmtpd.lmtp import LMTP  # noqa: PLC0415 - where a port is set
    from aiosmtpd.smtp import SMTP  # noqa: PLC0415

    logging.getLogger("mail.log").setLevel(SILENT)
    base: type[SMTP] = LMTP if settings.protocol == "lmtp" else SMTP

    class Counted(base):  # type: ignore[misc,valid-type] # one of two
        line_length_limit = LINE_BYTES

        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            open_.add(transport)
            super().connection_made(transport)

        def connection_lost(self, error: Exception | None) -> None:
            open_.discard(self.transport)
            super().connection_lost(error)

    def make() -> asyncio.Protocol:
        if len(open_) >= settings.connections:
            return _Full()
        made: asyncio.Protocol = Counted(
            reception,
            data_size_limit=settings.message_mb * MEGABYTE,
            enable_SMTPUTF8=True,
            hostname="walletdesk",
            ident="",
            timeout=SECONDS,
            command_call_limit=COMMANDS,
            loop=asyncio.get_running_loop(),
        )
        return made

    return make


def _is_text(address: str) -> bool:
    """What came as other bytes than UTF-8 cannot be written down, and is no address of ours."""
    try:
        address.encode()
    except UnicodeEncodeError:
        return False
    return address.isprintable()
