"""A real ``walletdesk serve`` that is killed and started again on the same data."""

import asyncio
import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx

from tests.support.web import free_port

ROOT = Path(__file__).parents[2]
AS_SHIPPED = ("-m", "walletdesk")
START_WITHIN = 60.0
DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG: a test run that is killed leaves no server behind

GENEROUS = {  # a storm is no person: the limits of one contact are lifted, everything else is as shipped
    "WALLETDESK_LIMITS__MESSAGES_PER_MINUTE": "1000000000",
    "WALLETDESK_LIMITS__SESSIONS_PER_HOUR": "1000000",
    "WALLETDESK_LIMITS__CONVERSATIONS_PER_HOUR": "1000000",
    "WALLETDESK_LIMITS__SOCKETS_PER_SECOND": "1000000",
    "WALLETDESK_LOG__LEVEL": "error",
}


class Installation:
    """One folder and one database, and the process that serves them at the moment."""

    def __init__(self, folder: Path, database_url: str) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.database_url = database_url
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._environment = {
            "PATH": os.environ.get("PATH", ""),
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "WALLETDESK_DATA_DIR": str(folder),
            "WALLETDESK_DATABASE__URL": database_url,
            "WALLETDESK_HTTP__PORT": str(port),
            "WALLETDESK_PUBLIC_URL": self.url,
            **GENEROUS,
        }

    async def prepare(self) -> None:
        """``walletdesk migrate``, and somebody who may read everything."""
        await asyncio.to_thread(self._command, *AS_SHIPPED, "migrate")
        await asyncio.to_thread(self._command, "-m", "tests.torture.prepare")

    def _command(self, *program: str) -> None:
        command = [sys.executable, *program]
        subprocess.run(
            command, env=self._environment, cwd=self._folder, check=True, stdout=subprocess.DEVNULL
        )

    def spawn(self, program: tuple[str, ...] = AS_SHIPPED) -> None:
        self._process = subprocess.Popen(
            [sys.executable, *program, "serve"],
            env=self._environment,
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - one system call, safe between fork and exec
        )

    @property
    def died(self) -> bool:
        """It ended, and nobody told it to."""
        return self._process is not None and self._process.poll() is not None

    async def ready(self) -> None:
        give_up = time.monotonic() + START_WITHIN
        async with httpx.AsyncClient(base_url=self.url) as http:
            while not await self._answers(http):
                if self._process is None or self.died or time.monotonic() > give_up:
                    raise RuntimeError("the server did not become ready")
                await asyncio.sleep(0.05)

    async def _answers(self, http: httpx.AsyncClient) -> bool:
        try:
            return (await http.get("/readyz", timeout=5)).is_success
        except httpx.TransportError:
            return False

    def kill(self) -> None:
        """No farewell, nothing finished."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(how)
            try:
                process.wait(20)
            finally:
                process.kill()


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGKILL)
