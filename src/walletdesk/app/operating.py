"""What an operator does once, on the machine itself."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from walletdesk.app.demo import first_steps
from walletdesk.app.migrations import HEAD, current, migrate
from walletdesk.app.wiring.system import System, build
from walletdesk.kernel.errors import Conflict
from walletdesk.platform.settings import Settings


@asynccontextmanager
async def at_hand(settings: Settings) -> AsyncIterator[System]:
    """Everything wired and nothing started; beside a running server, or without one."""
    if await current(settings.database_url) != HEAD:
        if not settings.database_url.startswith("sqlite"):
            raise Conflict("The database is not at this version's shape. Run: walletdesk migrate")
        await migrate(settings.database_url)
    system = await build(settings)
    try:
        await first_steps(system)
        yield system
    finally:
        await system.engine.db.close()


async def create_first_admin(
    settings: Settings, *, login: str, name: str, password: str, again: bool
) -> None:
    """Raises Conflict where an admin is there already, Invalid for a weak password."""
    async with at_hand(settings) as system:
        await system.staff.personnel.create_first_admin(
            login=login, name=name, password=password, even_if_there_is_one=again
        )
