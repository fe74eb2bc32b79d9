"""The server is killed again and again while mails are brought. Each is one message and one letter.

``make torture`` makes a long storm of it; ``make test`` kills also at the moments that matter, one by one.
"""

import asyncio
import os
import random
import secrets
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.support.installation import installation
from tests.support.lmtp import sender
from tests.support.mail import Sink, mail_server
from tests.support.mailing import OURS, SETTINGS, VOUCHED, arriving, mail, said_by_contacts
from tests.support.served import Served
from tests.support.until import until, until_kept
from tests.support.web import free_port
from walletdesk.app.migrations.running import HEAD
from walletdesk.app.wiring.system import build
from walletdesk.channels.arrivals import State
from walletdesk.kernel.clock import utc_now
from walletdesk.kernel.ids import AgentId
from walletdesk.platform.db import statement
from walletdesk.platform.settings import MailSettings, load

KILLS = int(os.environ.get("TORTURE_KILLS", "2"))
SEED = int(os.environ.get("TORTURE_SEED", "0")) or secrets.randbelow(2**32)
LONGEST = 120 + 20 * KILLS  # seconds
WRITERS = 2

pytestmark = [
    pytest.mark.torture,
    pytest.mark.slow,
    pytest.mark.patience(LONGEST),
    pytest.mark.timeout(LONGEST + 120),
]


class Storm:
    """What was brought, and what was answered with yes."""

    def __init__(self, port: int) -> None:
        self.port, self.over = port, asyncio.Event()
        self.brought: list[bytes] = []
        self.kept: list[bytes] = []

    async def bring(self, who: str) -> None:
        """One after the other; what was not answered is brought again, as a mail server does."""
        while not self.over.is_set():
            name = f"{who}{len(self.brought)}"
            head = f"{name}@customer.example"
            raw = mail(f"I am {name}.", VOUCHED, sender=head, id=f"{name}@x.example") + b"\r\n"
            self.brought.append(raw)
            while raw not in self.kept and not self.over.is_set():
                await self._try(raw)

    async def _try(self, raw: bytes) -> None:
        try:
            async with sender(self.port) as mx:
                if (await mx.brings(raw, OURS))[-1].startswith("250"):
                    self.kept.append(raw)
                    await asyncio.sleep(0.03)
        except (OSError, AssertionError):  # the server is being killed, or not there yet
            await asyncio.sleep(0.02)


def later() -> datetime:
    """When whatever a killed process held is anybody's again."""
    return utc_now() + timedelta(minutes=10)


async def test_what_was_acknowledged_is_one_message_and_one_letter(database_url: str, tmp_path: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 - a seed makes the moments repeatable
    async with mail_server() as sink:
        storm = await _through_the_storm(database_url, tmp_path, sink, chance)
        assert len(storm.kept) > KILLS, "hardly any came"
        out = MailSettings(host="127.0.0.1", port=sink.port, tls="none", sender="support@desk.example")
        async with installation(database_url, tmp_path, mail=out, clock=later) as house:
            arrivals = house.system.intake.arrivals
            [inbox] = await house.system.intake.inboxes.all("email")

            async def all_taken() -> bool:
                return not await arrivals.listed(inbox.id, [State.WAITING])

            await until_kept(all_taken, 60)
            there = {one.external_id for one in await arrivals.listed(inbox.id, [State.TAKEN], most=9_999)}
            await until(lambda: len(set(sink.ids())) >= len(there), 60)
            await house.settle()
            said = await said_by_contacts(house.system.engine.db)
    assert {arriving(raw).external_id for raw in storm.kept} <= there, f"TORTURE_SEED={SEED}"
    assert there <= {arriving(raw).external_id for raw in storm.brought}
    assert len(said) == len({text for _, text in said}) == len({talk for talk, _ in said}) == len(there)
    by_reader: dict[str, list[str]] = {}
    for one in sink.letters:
        by_reader.setdefault(one.to[0], []).append(one.message["Message-ID"])
    assert len(by_reader) == len(there)
    twice = {to: ids for to, ids in by_reader.items() if len(set(ids)) > 1 or len(ids) > 2}
    assert twice == {}, f"TORTURE_SEED={SEED}"


async def _through_the_storm(url: str, folder: Path, sink: Sink, chance: random.Random) -> Storm:
    served, storm = Served(folder, url), Storm(free_port())
    settings = {
        "MAIL_IN__PORT": str(storm.port),
        "MAIL__HOST": "127.0.0.1",
        "MAIL__PORT": str(sink.port),
        "MAIL__TLS": "none",
        "MAIL__FROM": "support@desk.example",
    }
    for name, value in settings.items():
        served.set(name, value)
    system = await build(load(None, served.environment))
    async with system.engine.db.write() as tx:  # made from a copy, where a server looks who made it
        made = f"create table alembic_version as select '{HEAD}' as version_num"
        await tx.run(statement(sa.text(made)))
    await system.intake.inboxes.add("email", "Mail", SETTINGS, {}, by=AgentId("agt_storm"))
    await system.engine.db.close()
    async with asyncio.TaskGroup() as writers:
        for who in "ab":
            writers.create_task(storm.bring(who))
        for _ in range(KILLS):
            before = len(storm.kept)
            await served.start()
            await until(lambda before=before: len(storm.kept) > before, 60)  # type: ignore[misc]
            await asyncio.sleep(chance.uniform(0.0, 0.3))
            served.kill()
        storm.over.set()
    return storm
