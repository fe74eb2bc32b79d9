"""Running the server: one event loop, one process; farewell before the door closes."""

import asyncio
import gc
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from typing import Any

import click
import uvicorn

from walletdesk.app.demo import closed_night, demo_staff, first_steps
from walletdesk.app.migrations import HEAD, current, migrate
from walletdesk.app.sample_channels import publish_sample_channels
from walletdesk.app.wiring import System
from walletdesk.app.wiring.system import running
from walletdesk.platform.http import server_config
from walletdesk.platform.settings import Settings
from walletdesk.platform.telemetry import configure_logs
from walletdesk.safety import redact
from walletdesk.staff.http import SETUP

GARBAGE_AFTER = 20_000  # new objects; Python's 700 is less than one group commit brings to life


class Server(uvicorn.Server):
    """Tells everybody on a live line when to come back before their sockets are closed."""

    def __init__(self, system: System, settings: Settings) -> None:
        super().__init__(server_config(system.web, settings))
        self._system = system

    async def shutdown(self, sockets: Any = None) -> None:  # noqa: ANN401 - uvicorn's own argument, passed on
        self._system.say_farewell()
        await asyncio.sleep(0.1)  # the last frame needs a moment to leave
        await super().shutdown(sockets)


def serve(settings: Settings, *, demo: bool = False) -> None:
    """Until SIGTERM or SIGINT."""
    import uvloop  # noqa: PLC0415 - with the server only

    need_a_free_port(settings)
    configure_logs(settings.log.level, settings.log.format, redact)
    uvloop.run(_serve(settings, demo=demo))


def need_a_free_port(settings: Settings) -> None:
    """Raises SystemExit, with what to do, before anything is begun or printed."""
    host, port = settings.http.host, settings.http.port
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        raise SystemExit(
            f"Nothing was started: port {port} of {host} cannot be used ({error.strerror}).\n"
            f"Stop what uses it, or choose another: WALLETDESK_HTTP__PORT={port + 1}"
        ) from error


async def _serve(settings: Settings, *, demo: bool) -> None:
    settings.folder.mkdir(parents=True, exist_ok=True)
    await _check_shape(settings.database_url)
    async with running(settings) as system:
        if demo:
            night = closed_night(system.engine.clock(), settings.time_zone)
            await first_steps(system, always_open=True, one_offs=(night,))
            await demo_staff(system)
            await publish_sample_channels(system)
        else:
            await first_steps(system)
        await tell_the_first(system)
        spare_the_collector()
        async with life(system, settings) if demo else nullcontext():
            await Server(system, settings).serve()


@asynccontextmanager
async def life(system: System, settings: Settings) -> AsyncIterator[None]:
    """A demonstration fills itself while it answers already."""
    from walletdesk.app.life.floor import live  # noqa: PLC0415 - an installation never needs it

    filling = asyncio.get_running_loop().create_task(live(system, settings))
    yield
    filling.cancel()
    await asyncio.gather(filling, return_exceptions=True)


async def tell_the_first(system: System) -> None:
    """Printed, not logged: whoever sees the start may become the first administrator."""
    if token := await system.staff.founding.token():
        address = f"{system.engine.settings.public_url}{SETUP}?t={token}"
        click.echo(f"Nobody can sign in yet. Open this once, and become the administrator:\n{address}")


def spare_the_collector() -> None:
    """What is here before the first guest stays for good: it is not searched for garbage again and again.

    With Python's own numbers a profile under load found about a seventh of its samples in this search.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER, 20, 20)


async def _check_shape(url: str) -> None:
    """The embedded file is brought up to date by itself; a shared database only by its operator's word."""
    if await current(url) == HEAD:
        return
    if not url.startswith("sqlite"):
        raise SystemExit("The database is not at this version's shape. Run: walletdesk migrate")
    await migrate(url)
