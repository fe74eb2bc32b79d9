"""Acts of the registry that are killed at each step. Run as a program; says what was left, line by line.

Every try is a process of its own on a copy of the same folder. Killed means SIGKILL: no clean-up runs.
"""

import asyncio
import json
import os
import shutil
import signal
import sys
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from walletdesk.app.migrations import migrate
from walletdesk.kernel.clock import utc_now
from walletdesk.platform.db import open_database
from walletdesk.registry import Authority, Draft, Publishing, checked, key_files
from walletdesk.registry import store as registry_store
from walletdesk.registry.key_files import FileSigner
from walletdesk.registry.signing import public_of
from walletdesk.registry.verifier import verify
from walletdesk.staff.store import audit_in

STEPS = ("open", "fdopen", "fsync", "link", "replace", "close")
MOST = 60
Act = Callable[[Publishing, Authority, Path], Awaitable[object]]


class Steps:
    """The ``os`` of ``key_files`` and the transaction of a mandate; the process dies before or after one."""

    def __init__(self, last: int) -> None:
        self.left = last

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - stands in for a module
        real = getattr(os, name)
        return self.wrapped(real) if name in STEPS else real

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def wrapped(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def stepping(*args: Any, **named: Any) -> Any:  # noqa: ANN401
            self.step()
            answer = real(*args, **named)
            self.step()
            return answer

        return stepping

    def around(self, real: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
        async def stepping(*args: Any, **named: Any) -> None:  # noqa: ANN401
            self.step()
            await real(*args, **named)
            self.step()

        return stepping


async def hours() -> dict[str, Any]:
    return {"zone": "UTC", "week": []}


async def acting(folder: Path, act: Act, steps: Steps | None = None) -> None:
    online = folder / "online.key"
    db = await open_database(f"sqlite:///{folder / 'walletdesk.db'}")
    publishing = Publishing(
        open_work=registry_store.open_work(db, audit_in(b"k" * 32)),
        archive=registry_store.SqlArchive(db),
        signer=FileSigner(online),
        hours=hours,
        clock=utc_now,
        valid_for=timedelta(days=14),
    )
    if steps is not None:
        vars(key_files)["os"] = steps
        vars(publishing)["take"] = steps.around(publishing.take)
    try:
        await act(publishing, Authority(publishing, online, utc_now), folder)
    finally:
        await db.close()


async def begin(publishing: Publishing, authority: Authority, folder: Path) -> None:
    if (await publishing.trust()).mandate is None:
        await authority.begin(folder / "root.key")


async def rotate(publishing: Publishing, authority: Authority, folder: Path) -> None:
    await authority.follow_online()
    await authority.mandate(folder / "root.key")


async def sign(publishing: Publishing, authority: Authority, folder: Path) -> None:
    await authority.mandate(folder / "root.key")


async def follow(publishing: Publishing, authority: Authority, folder: Path) -> None:
    """To a new root. One that was made already is taken as it is."""
    await authority.follow_root(folder / "root.key", folder / "root2.key")


async def publish(publishing: Publishing, authority: Authority, folder: Path) -> None:
    await publishing.add(checked(Draft(kind="site", value="wallet.example")), by="")
    await publishing.publish(by="")


async def holds(publishing: Publishing, authority: Authority, folder: Path) -> None:
    """What is served verifies, and what is signed next does: with nobody having repaired anything."""
    root = public_of(key_files.read_key(folder / "root.key"))
    newest = await publishing.archive.newest()
    if newest is not None:
        verify(newest.text, roots=[root], now=utc_now(), known=(0, 0))
        verify((await publishing.publish(by="")).text, roots=[root], now=utc_now(), known=(0, 0))


ACTS: dict[str, tuple[Act, Act]] = {  # what is killed; and by what it is done again
    "begin": (begin, begin),
    "rotate": (rotate, rotate),
    "sign": (sign, sign),
    "follow": (follow, sign),
}


def in_child(folder: Path, *acts: Act, last: int = 0) -> int:
    """The status that a process of its own ended with; minus nine where it was killed."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        for act in acts:
            asyncio.run(acting(folder, act, Steps(last) if last else None))
    except BaseException as crash:
        sys.stderr.write(f"{type(crash).__name__}: {crash}\n")
        os._exit(1)
    os._exit(0)


def told(name: str, base: Path) -> dict[str, Any]:
    killed, again = ACTS[name]
    left: list[list[int]] = []
    for last in range(1, MOST):
        folder = base.with_name(f"{name}-{last}")
        shutil.copytree(base, folder)
        status = in_child(folder, killed, last=last)
        if name != "begin":
            left.append([status, in_child(folder, holds)])
        else:
            left.append([status, in_child(folder, begin, publish, holds)])
        if name == "rotate":
            left[-1].append(in_child(folder, again, holds))
        if status == 0:
            break
    return {"act": name, "left": left}


def main(folder: Path, name: str) -> None:
    base = folder / "base"
    base.mkdir()
    asyncio.run(migrate(f"sqlite:///{base / 'walletdesk.db'}"))
    if name != "begin" and in_child(base, begin, publish):
        raise SystemExit("the folder to begin with could not be made")
    sys.stdout.write(json.dumps(told(name, base)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
