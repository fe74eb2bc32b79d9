"""Where a mail provider brings whole mails, signed. A stranger and a wrong signature look alike."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from litestar import Request, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from walletdesk.channels.arrivals import Arriving
from walletdesk.channels.email.wire.model import external_id
from walletdesk.channels.email.wire.ports import Keeping, MailInboxes
from walletdesk.channels.email.wire.signing import is_fresh, is_signed, key_of
from walletdesk.channels.email.wire.watching import KIND
from walletdesk.channels.inboxes import UnsealableError
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import NotFound, Unavailable
from walletdesk.kernel.ids import InboxId
from walletdesk.platform.http import Access, access

TYPE: Final = "message/rfc822"
SECRET: Final = "webhook_secret"  # noqa: S105 - the name of one
AT_ONCE: Final = 8  # mails that are being read; each may hold its size in memory
COME_BACK: Final = 10  # seconds


class MailKept(msgspec.Struct, frozen=True):
    """``kept``: it is on disk, now or since an earlier time."""

    kept: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    keeping: Keeping
    inboxes: MailInboxes
    clock: Clock
    most_mb: int


def routes(needs: Needs) -> Sequence[HTTPRouteHandler]:
    reading = asyncio.Semaphore(AT_ONCE)
    public = access(Access.PUBLIC, takes=TYPE, most_mb=needs.most_mb)

    @post("/hooks/mail/{inbox:str}", opt=public, status_code=200, include_in_schema=False)
    async def take_mail(request: Request[Any, Any, Any], inbox: FromPath[str]) -> MailKept:
        headers = {name: request.headers.get(name, "") for name in _HEADERS}
        key = await _key(needs, InboxId(inbox)) if is_fresh(headers, needs.clock()) else None
        if key is None:
            raise NotFound
        if reading.locked():
            raise Unavailable(retry_after=COME_BACK)
        async with reading:
            raw = await request.body()
            if not raw or not is_signed(headers, raw, key):
                raise NotFound
            await needs.keeping.keep(InboxId(inbox), KIND, Arriving(external_id(raw), raw))
        await needs.inboxes.worked(InboxId(inbox))
        return MailKept()

    return [take_mail]


_HEADERS: Final = ("webhook-id", "webhook-timestamp", "webhook-signature")


async def _key(needs: Needs, id: InboxId) -> bytes | None:
    """None for an inbox that is not there, is no mailbox, or takes nothing this way."""
    inbox = await needs.inboxes.find(id)
    if inbox is None or SECRET not in inbox.secrets:
        return None
    try:
        return key_of((await needs.inboxes.secrets(id)).get(SECRET, ""))
    except UnsealableError:
        await needs.inboxes.failed(id, "secret_unreadable")
        return None
