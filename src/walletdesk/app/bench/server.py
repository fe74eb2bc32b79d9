"""A server under measurement: its settings, its data, its process."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from walletdesk.app.demo import first_steps
from walletdesk.app.migrations import migrate
from walletdesk.app.wiring.system import build
from walletdesk.kernel.viewers import Role
from walletdesk.platform.settings import Settings, load
from walletdesk.staff import NewAgent

PASSWORD = "for measuring only, agent"  # noqa: S105 - of a server that lives for a minute on loopback
START_WITHIN = 30.0

GENEROUS = {  # a closed loop is no person: the limits of one contact are lifted, all else is as shipped
    "WALLETDESK_LIMITS__MESSAGES_PER_MINUTE": "1000000000",
    "WALLETDESK_LIMITS__CONVERSATIONS_PER_HOUR": "1000000000",
    "WALLETDESK_LIMITS__SESSIONS_PER_HOUR": "1000000000",
    "WALLETDESK_LIMITS__SIGN_INS_PER_QUARTER_HOUR": "1000000",
    "WALLETDESK_LIMITS__SOCKETS_PER_SECOND": "1000000",
    "WALLETDESK_LOG__LEVEL": "warning",
}


class Bench:
    """One folder with a database, and the server processes that serve it one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = (
            os.environ
            | GENEROUS
            | {
                "WALLETDESK_DATA_DIR": str(folder),
                "WALLETDESK_HTTP__PORT": str(self.port),
                "WALLETDESK_PUBLIC_URL": self.url,
            }
        )

    @property
    def settings(self) -> Settings:
        return load(None, self.environment)

    def prepare(self, agents: int) -> None:
        """An installation with so many agents who can take ten conversations each."""
        asyncio.run(self._prepare(agents))

    async def _prepare(self, agents: int) -> None:
        await migrate(self.settings.database_url)
        system = await build(self.settings)
        await first_steps(system, always_open=True)
        for number in range(agents):
            new = NewAgent(
                login=f"agent{number}",
                name=f"Front agent {number}",
                role=Role.AGENT,
                languages=("zh-CN", "en"),
                skills={"general": 2},
                capacity=50,
            )
            await system.staff.personnel.enrol(new, PASSWORD)
        await system.engine.db.close()

    @contextmanager
    def serving(self) -> Iterator["Serving"]:
        serving = Serving(self)
        try:
            yield serving
        finally:
            serving.stop()


class Serving:
    """A running ``walletdesk serve``."""

    def __init__(self, bench: Bench) -> None:
        command = [sys.executable, "-m", "walletdesk", "serve"]
        self.process = subprocess.Popen(command, env=bench.environment, cwd=bench.folder)
        self.pid = self.process.pid
        self.url = bench.url
        self.bench = bench
        self.started = time.perf_counter()
        self._wait()

    def _wait(self) -> None:
        end = time.perf_counter() + START_WITHIN
        while time.perf_counter() < end:
            try:
                urllib.request.urlopen(f"{self.url}/readyz", timeout=1).read()  # noqa: S310 - loopback
            except OSError:
                if self.process.poll() is not None:
                    raise RuntimeError("the server ended by itself") from None
                time.sleep(0.02)
            else:
                return
        raise RuntimeError("the server did not become ready")

    def metric(self, name: str) -> str:
        with urllib.request.urlopen(f"{self.url}/metrics", timeout=5) as answer:  # noqa: S310 - loopback
            for line in answer.read().decode().splitlines():
                if line.startswith(name):
                    return str(line.rsplit(" ", 1)[-1])
        return ""

    def kill(self) -> None:
        """As a power cut would: no farewell, nothing finished."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
