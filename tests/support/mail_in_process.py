"""A process that takes mails in and hangs at a moment: ``python -m ... mail_in_process URL MOMENT``.

It prints its port, then the moment: ``written`` when a mail is in the database and only the commit is
missing, ``kept`` when it is committed and only the answer is missing.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from walletdesk.channels.arrivals import Arrivals
from walletdesk.channels.arrivals import store as arrival_store
from walletdesk.channels.email.wire import Listener, MailOnly, Reception
from walletdesk.channels.inboxes import Inboxes, Sealer
from walletdesk.channels.inboxes import store as inbox_store
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.ids import InboxId
from walletdesk.platform.db import Database, open_database
from walletdesk.platform.settings import MailInSettings
from walletdesk.staff.store import audit_in


class NeverPaused:
    async def is_paused(self, _: InboxId) -> bool:
        return False


def arrivals_on(db: Database, *, hangs: str = "") -> Arrivals:
    open_work = arrival_store.open_work(db)

    @asynccontextmanager
    async def hanging() -> AsyncIterator[arrival_store.ArrivalWork]:
        async with open_work() as work:
            yield work
            await _hang_if(hangs == "written", hangs)
        await _hang_if(hangs == "kept", hangs)

    return Arrivals(
        open_work=hanging if hangs else open_work,
        reading=arrival_store.SqlArrivalReading(db),
        sealing=Sealer(b"k" * 32, "arrivals"),
        pauses=NeverPaused(),
        keep_days=30,
        clock=utc_now,
    )


def inboxes_on(db: Database) -> Inboxes:
    return Inboxes(
        open_work=inbox_store.open_work(db, audit_in(b"k" * 32)),
        reading=inbox_store.SqlInboxReading(db),
        notes=inbox_store.SqlHealthNotes(db),
        sealing=Sealer(b"k" * 32, "inbox secrets"),
        clock=utc_now,
    )


async def _hang_if(this: bool, moment: str) -> None:
    if this:
        tell(moment)
        await asyncio.Event().wait()


def tell(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


async def take(url: str, moment: str) -> None:
    db = await open_database(url)
    reception = Reception(
        keeping=arrivals_on(db, hangs=moment),
        inboxes=MailOnly(inboxes_on(db)),
        busy=lambda: None,
        one_at_a_time=True,
    )
    listener = Listener(MailInSettings(), reception)
    await listener.start()
    tell(str(listener.port))
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(take(*sys.argv[1:]))
