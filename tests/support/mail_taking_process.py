"""A process that takes a mail in and hangs before it notes so: ``python -m ... URL FOLDER PORT RAW``.

It prints ``taken`` when all that the mail led to is written, and only the note that it was is missing.
"""

import asyncio
import sys
from pathlib import Path
from unittest.mock import patch

from tests.support.installation import installation
from tests.support.mail_in_process import tell
from tests.support.mailing import SETTINGS, arriving
from walletdesk.channels.arrivals import Taken
from walletdesk.channels.arrivals.store import SqlArrivals
from walletdesk.kernel.ids import AgentId
from walletdesk.platform.settings import MailSettings


async def _hangs(_rows: SqlArrivals, _id: str, _taken: Taken) -> None:
    tell("taken")
    await asyncio.Event().wait()


async def take(url: str, folder: Path, port: int, raw: bytes) -> None:
    mail = MailSettings(host="127.0.0.1", port=port, tls="none", sender="support@desk.example")
    with patch.object(SqlArrivals, "settle", _hangs):
        async with installation(url, folder, mail=mail) as house:
            intake = house.system.intake
            inbox = await intake.inboxes.add("email", "Mail", SETTINGS, {}, by=AgentId("agt_killed"))
            await intake.arrivals.keep(inbox.id, "email", arriving(raw))
            await asyncio.Event().wait()


if __name__ == "__main__":
    _, url, folder, port, file = sys.argv
    asyncio.run(take(url, Path(folder), int(port), Path(file).read_bytes()))
