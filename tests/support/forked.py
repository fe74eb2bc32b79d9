"""Servers by copying a process that has read the program already: reading it anew is two thirds of a start.

As a program it takes one line of JSON per server, ``{environment, folder, out, log}``, and answers with its
process id. That ``python -m walletdesk serve`` starts by itself is shown in tests/torture and test_serving.
"""

import ctypes
import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from walletdesk.app.cli import main

DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG: a test run that is killed leaves no server behind
_makers: list[subprocess.Popen[str]] = []


class Forked:
    """A server that is no child of ours, which is why its end is seen by a descriptor and not by waiting."""

    def __init__(self, pid: int) -> None:
        self._end = os.pidfd_open(pid)

    @property
    def ended(self) -> bool:
        return self.wait(0)

    def wait(self, seconds: float) -> bool:
        """Whether it ended within them."""
        return bool(select.select([self._end], [], [], seconds)[0])

    def send(self, how: signal.Signals) -> None:
        if not self.ended:
            signal.pidfd_send_signal(self._end, how)


def forked(environment: Mapping[str, str], folder: Path, out: Path, log: Path) -> Forked:
    """``walletdesk serve`` with this environment alone, in this folder."""
    maker = _maker()
    if maker.stdin is None or maker.stdout is None:
        raise RuntimeError("no line to the process that is copied")
    order = {"environment": dict(environment), "folder": str(folder), "out": str(out), "log": str(log)}
    maker.stdin.write(f"{json.dumps(order)}\n")
    maker.stdin.flush()
    return Forked(int(maker.stdout.readline()))


def _maker() -> subprocess.Popen[str]:
    if not _makers:
        _makers.append(
            subprocess.Popen(
                [sys.executable, "-m", "tests.support.forked"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - one system call, safe between fork and exec
            )
        )
    return _makers[0]


def die_with_parent() -> None:
    ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGKILL)


def _make() -> None:
    import_module("walletdesk.app.serving")  # which the command loads when it is called
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them here
    for line in sys.stdin:
        order = json.loads(line)
        if (pid := os.fork()) == 0:
            _become(order)
            main(["serve"])
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


def _become(order: dict[str, Any]) -> None:
    die_with_parent()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    for file, descriptor in ((order["out"], 1), (order["log"], 2)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_APPEND), descriptor)
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["folder"])


if __name__ == "__main__":
    _make()
