"""Killed when a mail is in its conversation and nobody noted that it was taken: it stays one, told once."""

import asyncio
import sys
from datetime import datetime, timedelta
from pathlib import Path

from tests.support.installation import installation
from tests.support.mail import Sink
from tests.support.mailing import LI, VOUCHED, mail, said_by_contacts
from tests.support.until import until, until_kept
from walletdesk.channels.arrivals import Arrival, State
from walletdesk.kernel.clock import utc_now
from walletdesk.platform.settings import MailSettings

ROOT = Path(__file__).parents[3]


def later() -> datetime:
    """When whatever the killed process held is anybody's again."""
    return utc_now() + timedelta(minutes=10)


async def test_killed_behind_the_conversation_it_is_one_message_and_one_letter(
    database_url: str, tmp_path: Path, sink: Sink
) -> None:
    await _killed_at_the_last_step(database_url, tmp_path, sink)
    out = MailSettings(host="127.0.0.1", port=sink.port, tls="none", sender="support@desk.example")
    async with installation(database_url, tmp_path, mail=out, clock=later) as house:
        system, found = house.system, list[Arrival]()
        [inbox] = await system.intake.inboxes.all("email")

        async def is_taken() -> bool:
            found[:] = await system.intake.arrivals.listed(inbox.id, [State.TAKEN])
            return bool(found)

        await until_kept(is_taken)
        await until(lambda: bool(sink.letters))
        await house.settle()
        assert await said_by_contacts(system.engine.db) == [(found[0].conversation, "It never arrived.")]
    assert len(sink.letters) <= 2
    assert {(one.message["Message-ID"], *one.to) for one in sink.letters} == {(sink.ids()[0], LI)}


async def _killed_at_the_last_step(url: str, folder: Path, sink: Sink) -> None:
    file = folder / "one.eml"
    file.write_bytes(mail("It never arrived.", VOUCHED))
    module = [sys.executable, "-m", "tests.support.mail_taking_process"]
    process = await asyncio.create_subprocess_exec(
        *module,
        url,
        str(folder),
        str(sink.port),
        str(file),
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": ""},
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"taken\n"
    process.kill()
    await process.wait()
