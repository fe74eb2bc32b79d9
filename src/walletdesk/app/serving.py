"""Running the server: one event loop, one process; farewell before the door closes."""

import asyncio
from typing import Any

import uvicorn

from walletdesk.app.wiring import System
from walletdesk.app.wiring.system import running
from walletdesk.platform.http import server_config
from walletdesk.platform.settings import Settings
from walletdesk.platform.telemetry import configure_logs
from walletdesk.safety import redact


class Server(uvicorn.Server):
    """Tells everybody on a live line when to come back before their sockets are closed."""

    def __init__(self, system: System, settings: Settings) -> None:
        super().__init__(server_config(system.web, settings))
        self._system = system

    async def shutdown(self, sockets: Any = None) -> None:
        self._system.say_farewell()
        await asyncio.sleep(0.1)  # the last frame needs a moment to leave
        await super().shutdown(sockets)


def serve(settings: Settings) -> None:
    """Until SIGTERM or SIGINT."""
    import uvloop  # noqa: PLC0415 - not on Windows, where uvicorn's own loop would be used

    configure_logs(settings.log.level, settings.log.format, redact)
    uvloop.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    settings.folder.mkdir(parents=True, exist_ok=True)
    async with running(settings) as system:
        await Server(system, settings).serve()
