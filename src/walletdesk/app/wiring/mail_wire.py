"""The ways by which mails reach us, joined to what keeps them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from litestar.handlers import HTTPRouteHandler

from walletdesk.app.wiring.disk import DiskWatch
from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.inboxes import Intake
from walletdesk.channels.email.wire import (
    MEGABYTE,
    Collecting,
    ImapLine,
    Listener,
    MailOnly,
    Reception,
    Tools,
    mail_kind,
)
from walletdesk.channels.email.wire import http as wire_http
from walletdesk.channels.email.wire.store import SqlCursors
from walletdesk.channels.inboxes import InboxChanged


@dataclass(frozen=True, slots=True, kw_only=True)
class MailWire:
    collecting: Collecting
    listener: Listener | None
    hooks: wire_http.Needs

    async def start(self) -> None:
        if self.listener is not None:
            await self.listener.start()
        await self.collecting.look()

    async def stop(self) -> None:
        await self.collecting.stop()
        if self.listener is not None:
            await self.listener.stop()

    async def on_inbox_changed(self, _: InboxChanged) -> None:
        await self.collecting.look()

    def routes(self) -> Sequence[HTTPRouteHandler]:
        return wire_http.routes(self.hooks)


def mail_wire(engine: Engine, intake: Intake) -> MailWire:
    settings, inboxes = engine.settings.mail_in, MailOnly(intake.inboxes)
    reception = Reception(
        keeping=intake.arrivals,
        inboxes=inboxes,
        busy=DiskWatch(engine.settings.folder).busy,
        one_at_a_time=settings.protocol == "lmtp",
    )
    open_line = partial(ImapLine, may_reach=engine.settings.connector.reachable)
    intake.kinds.add(mail_kind(open_line))
    tools = Tools(
        keeping=intake.arrivals,
        inboxes=inboxes,
        cursors=SqlCursors(engine.db),
        open_line=open_line,
        clock=engine.clock,
        most_bytes=settings.message_mb * MEGABYTE,
    )
    return MailWire(
        collecting=Collecting(tools),
        listener=Listener(settings, reception) if settings.port else None,
        hooks=wire_http.Needs(
            keeping=intake.arrivals,
            inboxes=inboxes,
            clock=engine.clock,
            most_mb=settings.message_mb,
        ),
    )
