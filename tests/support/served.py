"""The real thing for journeys: ``walletdesk serve`` in a process of its own, on a folder and a database."""

import asyncio
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

import httpx

from tests.support.forked import Forked, forked
from tests.support.web import free_port
from walletdesk.app.demo import first_steps
from walletdesk.app.migrations import migrate
from walletdesk.app.wiring import System
from walletdesk.app.wiring.system import build
from walletdesk.hours import Calendar
from walletdesk.kernel.viewers import Role
from walletdesk.platform.settings import load
from walletdesk.staff import NewAgent

ROOT = Path(__file__).parents[2]
START_WITHIN = 60.0
AGENT = ("agent1", "Front agent 1")
PASSWORD = "seven quiet herons at dusk"


class Served:
    """One installation. It can be killed and started again on the same folder and database."""

    def __init__(self, folder: Path, database_url: str, *, more_origins: tuple[str, ...] = ()) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.folder = folder
        self._log = folder / "server.log"
        self._log.touch()
        self._out = folder / "server.out"
        self._out.touch()
        self._server: Forked | None = None
        self._environment = {
            "PATH": os.environ.get("PATH", ""),
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "WALLETDESK_DATA_DIR": str(folder),
            "WALLETDESK_DATABASE__URL": database_url,
            "WALLETDESK_HTTP__PORT": str(self.port),
            "WALLETDESK_DEVELOPMENT": "true",  # for the sample wallet, where contacts come from
            "WALLETDESK_PUBLIC_URL": self.url,
            "WALLETDESK_HTTP__MORE_ORIGINS": ",".join(more_origins),
            "WALLETDESK_LOG__LEVEL": "warning",
        }

    def set(self, name: str, value: str) -> None:
        """One more setting, for the next start."""
        self._environment[f"WALLETDESK_{name}"] = value

    @property
    def environment(self) -> dict[str, str]:
        """For another command on the same installation."""
        return dict(self._environment)

    async def prepare(
        self,
        *,
        calendar: Calendar | None = None,
        capacity: int = 6,
        agents: Sequence[tuple[str, str]] = (AGENT,),
        leading: Sequence[tuple[str, str, Role]] = (),
    ) -> None:
        """The tables, the first articles, an agent or more; open at all hours where no calendar is given."""
        settings = load(None, self._environment)
        await migrate(settings.database_url)
        system = await build(settings)
        if calendar:
            await system.work.hours.ensure(calendar)
        await first_steps(system, always_open=True)
        for login, name in agents:
            await _enrol(system, login, name, Role.AGENT, capacity)
        for login, name, role in leading:
            await _enrol(system, login, name, role, capacity)
        await system.engine.db.close()

    async def start(self) -> None:
        self._server = forked(self._environment, self.folder, self._out, self._log)
        await self._ready(self._server)

    async def _ready(self, server: Forked) -> None:
        give_up = time.monotonic() + START_WITHIN
        async with httpx.AsyncClient(base_url=self.url) as http:
            while not await _answers(http):
                if server.ended or time.monotonic() > give_up:
                    raise RuntimeError(f"the server did not become ready: {self._log.read_text()}")
                await asyncio.sleep(0.05)

    def kill(self) -> None:
        """As a power cut would: no farewell, nothing finished."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def printed(self) -> str:
        """What it tells whoever starts it."""
        return self._out.read_text()

    def said(self) -> str:
        """Its log: warnings and worse."""
        return self._log.read_text()

    def _end(self, how: signal.Signals) -> None:
        server, self._server = self._server, None
        if server is None:
            return
        server.send(how)
        if not server.wait(20):
            server.send(signal.SIGKILL)
            raise TimeoutError("the server did not end when it was told to")


async def _enrol(system: System, login: str, name: str, role: Role, capacity: int) -> None:
    new = NewAgent(
        login=login,
        name=name,
        role=role,
        languages=("zh-CN", "en"),
        skills={"general": 2},
        capacity=capacity,
    )
    await system.staff.personnel.enrol(new, PASSWORD)


async def _answers(http: httpx.AsyncClient) -> bool:
    try:
        return (await http.get("/readyz", timeout=5)).is_success
    except httpx.TransportError:
        return False
