"""A relay of this machine for calls: Debian's coturn, with the secret that a test gives it."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.support.web import free_port
from walletdesk.platform.settings import TurnSettings

SECRET = "nine slow barges under a bridge"
START_WITHIN = 30.0
BINDING = bytes.fromhex("000100002112a442") + bytes(12)  # RFC 5389: a request without attributes


@contextmanager
def coturn(folder: Path) -> Iterator[TurnSettings]:
    """What an operator would set to use it. Loopback peers, which it allows, are for tests alone."""
    found = shutil.which("turnserver")
    if found is None:
        assert os.environ.get("WALLETDESK_NOTHING_SKIPPED") != "1", "no coturn here: scripts/coturn gets it"
        pytest.skip("no coturn here: run `scripts/coturn`")
    secret, port = folder / "turn-secret", free_port()
    secret.write_text(SECRET + "\n", "utf-8")
    secret.chmod(0o600)
    with tempfile.TemporaryDirectory() as home:
        asked = [
            *("-n", "--listening-ip", "127.0.0.1", "--relay-ip", "127.0.0.1", "--listening-port", str(port)),
            *("--allow-loopback-peers", "--no-tls", "--no-dtls", "--no-cli", "--realm", "walletdesk.test"),
            *("--use-auth-secret", "--static-auth-secret", SECRET, "--db", str(Path(home, "db"))),
            *("--pidfile", str(Path(home, "pid")), "--log-file", "stdout"),
        ]
        with Path(home, "out").open("wb") as output:
            relay = subprocess.Popen([found, *asked], stdout=output, stderr=output, cwd=home)
        try:
            _wait(relay, port)
            yield TurnSettings(urls=[f"turn:127.0.0.1:{port}?transport=udp"], secret_file=str(secret))
        finally:
            relay.terminate()
            relay.wait(START_WITHIN)


def _wait(relay: "subprocess.Popen[bytes]", port: int) -> None:
    """Until it says where we are, as every STUN server does."""
    give_up = time.monotonic() + START_WITHIN
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        asking.settimeout(0.05)
        while relay.poll() is None and time.monotonic() < give_up:
            asking.sendto(BINDING, ("127.0.0.1", port))
            with suppress(OSError):  # not yet
                asking.recv(1_500)
                return
    raise RuntimeError("coturn did not start")
