"""What an operator does once, on the machine itself."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from walletdesk import releases
from walletdesk.app.demo import first_steps
from walletdesk.app.migrations import HEAD, current, migrate
from walletdesk.app.wiring.checking import block_lists
from walletdesk.app.wiring.heart import secret_in
from walletdesk.app.wiring.system import System, build
from walletdesk.kernel.errors import Conflict, SecretStopped
from walletdesk.platform.db import open_database
from walletdesk.platform.settings import Settings
from walletdesk.safety import BlockList, Imported


@asynccontextmanager
async def at_hand(settings: Settings) -> AsyncIterator[System]:
    """Everything wired and nothing started; beside a running server, or without one."""
    await _require_shape(settings)
    system = await build(settings)
    try:
        await first_steps(system)
        yield system
    finally:
        await system.engine.db.close()


def refuse_secret(*typed: str) -> None:
    """What is typed at the command line passes no other door. Raises SecretStopped."""
    for text in typed:
        if secret := secret_in(text):
            raise SecretStopped(secret=secret)


async def import_block_list(settings: Settings, made: BlockList, file: Path) -> Imported:
    """Raises Invalid where the file names no site. May run while the server does."""
    refuse_secret(made.source, made.licence)
    await _require_shape(settings)
    db = await open_database(settings.database_url)
    try:
        with file.open(encoding="utf-8", errors="replace") as text:
            return await block_lists(db).take_in(made, text)
    finally:
        await db.close()


async def import_builds(settings: Settings, text: str) -> releases.Imported:
    """Raises Invalid, of one line UnfitLine. May run while the server does."""
    async with at_hand(settings) as system:
        await system.channels.watch.refresh()  # what is ours must not be called bad
        return await system.releases.import_list(text, by="")


async def create_first_admin(
    settings: Settings, *, login: str, name: str, password: str, again: bool
) -> None:
    """Raises Conflict where an admin is there already, Invalid for a weak password."""
    async with at_hand(settings) as system:
        await system.staff.personnel.create_first_admin(
            login=login, name=name, password=password, even_if_there_is_one=again
        )


async def _require_shape(settings: Settings) -> None:
    if await current(settings.database_url) != HEAD:
        if not settings.database_url.startswith("sqlite"):
            raise Conflict("The database is not at this version's shape. Run: walletdesk migrate")
        await migrate(settings.database_url)
