"""Fills a demonstration and keeps its colleagues there, beside the server and without holding it up."""

import asyncio
import logging
from contextvars import ContextVar

import httpx

from walletdesk.app.demo import ACCOUNTS, COLLEAGUES, Account, demo_staff
from walletdesk.app.life.doors import AgentDoor, ShutError
from walletdesk.app.life.history import PastClock, Stage, past_system
from walletdesk.app.life.stories_en import STORIES as ENGLISH
from walletdesk.app.life.stories_zh import STORIES as CHINESE
from walletdesk.app.wiring import System
from walletdesk.conversations import Listing
from walletdesk.kernel.clock import utc_now
from walletdesk.platform.http import WebApp
from walletdesk.platform.settings import Settings

LOG = logging.getLogger(__name__)
LOOK_AGAIN = '{"t":"bye","retry_in":[0,500]}'  # ms: whoever is there already asks for the picture anew
AGAIN = 5.0  # seconds
PLAYED: ContextVar[bool] = ContextVar("played", default=False)


class NotPlayed(logging.Filter):
    """What those who are played ask for is no news at the operator's terminal."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno > logging.INFO or not PLAYED.get()


async def come_alive(system: System, settings: Settings) -> None:
    """Once for an installation: the staff, the days before, the conversations of this moment."""
    await demo_staff(system, COLLEAGUES)
    if not await system.heart.reading.list(Listing(most=1)):
        await tell_stories(settings)
        await system.staff.directory.load()
        system.engine.hub.end_all(LOOK_AGAIN)


async def tell_stories(settings: Settings) -> None:
    clock = PastClock()
    now = utc_now()
    async with past_system(settings, clock) as past, through(past.web, settings) as http:
        await Stage(past, clock, http).play([*CHINESE, *ENGLISH], now)


def through(web: WebApp, settings: Settings) -> httpx.AsyncClient:
    """The doors without the network: the same requests, in this process."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(web, client=("127.0.0.1", 0)), base_url=settings.public_url, timeout=60
    )


async def live(system: System, settings: Settings) -> None:
    """Until cancelled. Whatever goes wrong here must not end the server."""
    PLAYED.set(True)
    for handler in logging.getLogger().handlers:
        handler.addFilter(NotPlayed())
    try:
        await come_alive(system, settings)
    except (ShutError, OSError, LookupError, ValueError, httpx.HTTPError) as failure:
        LOG.warning("the demonstration is not filled", extra={"error": type(failure).__name__})
    async with through(system.web, settings) as http:
        await asyncio.gather(*(_stay(http, one) for one in (*ACCOUNTS, *COLLEAGUES) if one.state))


async def _stay(http: httpx.AsyncClient, account: Account) -> None:
    """A line for as long as the demonstration runs: without one, everything they have goes back in line."""
    door: AgentDoor | None = None
    while True:
        try:
            door = door or await AgentDoor.sign_in(http, account.login, account.password)
            await door.stay()
        except (ShutError, httpx.HTTPError):
            door = None
            await asyncio.sleep(AGAIN)
