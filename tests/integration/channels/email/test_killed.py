"""Killed between the end of the letter and our note of it: the reader sees one letter all the same."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from tests.support.email import MailRig, replied
from tests.support.kept import events_of, jobs_of
from tests.support.mail import Does, Sink, mail_server
from walletdesk.channels.email.model import State
from walletdesk.channels.email.store import SqlWaiting, open_work
from walletdesk.kernel.clock import utc_now
from walletdesk.platform.db import open_database

ROOT = Path(__file__).parents[4]


async def test_after_a_kill_the_same_letter_goes_out_under_the_same_id(database_url: str) -> None:
    async with mail_server() as sink:
        sink.plan.append(Does.TAKE_AND_STAY_SILENT)
        async with started(database_url, sink) as rig:
            await rig.post(replied())
        await _kill_in_the_silence(database_url, sink)
        assert len(sink.letters) == 1

        async with started(database_url, sink) as rig:
            await rig.run()
            assert len(sink.letters) == 1, "the one who had it may still be alive"
            await rig.run_when_due()
            mail = await rig.mail()
    assert (mail.state, mail.doubts) == (State.SENT, 1)
    assert sink.ids() == [mail.message_id] * 2
    begins = {bytes(one.data)[one.data.index(b"From: ") :].split(b"\r\nDate:")[0] for one in sink.letters}
    assert len(begins) == 1  # a signature before it is of its moment


@asynccontextmanager
async def started(url: str, sink: Sink) -> AsyncIterator[MailRig]:
    db = await open_database(url)
    try:
        rig = MailRig(open_work(db), SqlWaiting(db), events_of(db), partial(jobs_of, db), sink)
        rig.clock.at = utc_now()
        yield rig
    finally:
        await db.close()


async def _kill_in_the_silence(url: str, sink: Sink) -> None:
    module = [sys.executable, "-m", "tests.support.mail_process", url, str(sink.port)]
    environment = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": ""}
    process = await asyncio.create_subprocess_exec(*module, cwd=ROOT, env=environment)
    async with asyncio.timeout(30):
        await sink.has_letter.wait()
    process.kill()
    await process.wait()
