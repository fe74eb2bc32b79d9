"""Inboxes that administrators set up, and what arrives in them."""

from dataclasses import dataclass

from walletdesk.app.wiring.engine import Engine
from walletdesk.channels.arrivals import FORGET, TAKE, Arrivals
from walletdesk.channels.arrivals import store as arrival_store
from walletdesk.channels.inboxes import InboxChanged, Inboxes, Kinds, Sealer
from walletdesk.channels.inboxes import store as inbox_store
from walletdesk.kernel.ids import InboxId
from walletdesk.kernel.jobs import Job
from walletdesk.platform.mime.readers import Readers
from walletdesk.staff.store import audit_in


class InboxPauses:
    def __init__(self, inboxes: Inboxes) -> None:
        self._inboxes = inboxes

    async def is_paused(self, inbox: InboxId) -> bool:
        found = await self._inboxes.find(inbox)
        return found is not None and found.paused


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    inboxes: Inboxes
    arrivals: Arrivals
    kinds: Kinds  # filled by the channels
    readers: Readers  # of mails that agents look at
    strangers: Readers  # of mails that anybody brings to the check page

    async def on_inbox_changed(self, event: InboxChanged) -> None:
        await self.arrivals.take_waiting(event.inbox)

    async def on_dead(self, kind: str, key: str) -> None:
        if kind == TAKE:
            await self.arrivals.set_aside(key)

    async def plan(self, engine: Engine) -> None:
        async with engine.db.write() as tx:
            tx.schedule(Job(kind=FORGET, key="all", run_at=engine.clock(), only_sooner=True))


def intake(engine: Engine) -> Intake:
    inboxes = Inboxes(
        open_work=inbox_store.open_work(engine.db, audit_in(engine.key)),
        reading=inbox_store.SqlInboxReading(engine.db),
        notes=inbox_store.SqlHealthNotes(engine.db),
        sealing=Sealer(engine.key, "inbox secrets"),
        clock=engine.clock,
    )
    arrivals = Arrivals(
        open_work=arrival_store.open_work(engine.db),
        reading=arrival_store.SqlArrivalReading(engine.db),
        sealing=Sealer(engine.key, "arrivals"),
        pauses=InboxPauses(inboxes),
        keep_days=engine.settings.arrivals.keep_days,
        clock=engine.clock,
    )
    return Intake(inboxes=inboxes, arrivals=arrivals, kinds=Kinds(), readers=Readers(1), strangers=Readers(1))
