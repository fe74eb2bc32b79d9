"""A process that sends what is due, to be killed: ``python -m tests.support.mail_process URL PORT``."""

import asyncio
import sys

from tests.support.digests import DigestsOf
from tests.support.email import HOUSE, Phrases, Proofs, Questions, Threads
from walletdesk.channels.email import Letters, MailSender
from walletdesk.channels.email.store import SqlWaiting, open_work
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.jobs import Job
from walletdesk.platform.db import open_database
from walletdesk.platform.mail import SmtpServer


async def send(url: str, port: int) -> None:
    db = await open_database(url)
    sender = MailSender(
        open_work=open_work(db),
        waiting=SqlWaiting(db),
        transport=SmtpServer(host="127.0.0.1", port=port, tls="none"),
        letters=Letters(
            house=HOUSE,
            proofs=Proofs(),
            phrases=Phrases(),
            threads=Threads(),
            questions=Questions(),
            digests=DigestsOf(),
            clock=utc_now,
        ),
        clock=utc_now,
    )
    await sender.run(Job(kind="mail.send", key="any", run_at=utc_now()))
    await db.close()


if __name__ == "__main__":
    asyncio.run(send(sys.argv[1], int(sys.argv[2])))
