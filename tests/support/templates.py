"""Databases that hold what every installation begins with, made once and copied for each test.

Nothing of it depends on a clock, on a setting or on who was first; what does is made anew in each
installation. That an empty database is filled is shown by those that are opened without this.
"""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import sqlalchemy as sa

from tests.support.indexes import starters
from walletdesk.app.wiring import System
from walletdesk.app.wiring.system import build
from walletdesk.automation.starter import starter_replies
from walletdesk.platform.db import statement
from walletdesk.platform.db.outbox import OUTBOX
from walletdesk.platform.settings import DatabaseSettings, Settings

_TOLD = statement(sa.delete(OUTBOX))  # nobody who was away needs to hear of them


def with_starters(url: str, folder: Path, prepare: Callable[[str], Awaitable[None]] | None = None) -> None:
    """Into the database at ``url``, whose tables are there or are made by ``prepare``."""
    asyncio.run(_fill(url, folder, prepare))


async def _fill(url: str, folder: Path, prepare: Callable[[str], Awaitable[None]] | None) -> None:
    if prepare is not None:
        await prepare(url)
    system: System = await build(Settings(data_dir=str(folder), database=DatabaseSettings(url=url)))
    await system.answers.editing.add_starters(starters())
    await system.work.replies.add_starters(starter_replies())
    async with system.engine.db.write() as tx:
        await tx.run(_TOLD)
    await system.engine.db.close()
