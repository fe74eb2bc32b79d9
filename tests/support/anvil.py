"""A real Ethereum node for tests (anvil, from npm), and what one does with it."""

import ctypes
import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support.engines import DIES_WITH_PARENT

START_WITHIN = 30.0  # seconds; a quiet machine needs a tenth of one
CHAIN_ID = 31337
GWEI = 10**9
DATA = Path(__file__).parents[1] / "data" / "chains"
PROBE = (DATA / "Probe.hex").read_text().strip()  # made from Probe.sol beside it
# init code of a contract that reverts with whatever it is called with: CALLDATACOPY, REVERT
ECHO = "0x66365f5f37365ffd5f5260076019f3"

Json = dict[str, Any]


def program() -> str | None:
    """The one that scripts/anvil put beside the environment, or another that somebody names."""
    packaged = (
        Path(sys.prefix) / "anvil" / "node_modules" / "@foundry-rs" / "anvil-linux-amd64" / "bin" / "anvil"
    )
    named = os.environ.get("ANVIL") or (str(packaged) if packaged.exists() else "")
    return named or shutil.which("anvil")


@dataclass(frozen=True)
class Anvil:
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __call__(self, method: str, *params: object) -> Any:  # noqa: ANN401 - whatever the node says
        """The result; a refusal is a failure of the test."""
        told = self.raw(method, *params)
        assert "error" not in told, told
        return told["result"]

    def raw(self, method: str, *params: object) -> Json:
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            line.request("POST", "/", body, {"Content-Type": "application/json"})
            told: Json = json.load(line.getresponse())
        finally:
            line.close()
        return told

    def accounts(self) -> list[str]:
        found: list[str] = self("eth_accounts")
        return found

    def send(
        self, sender: str, to: str | None, *, value: int = 0, gas: int = 300_000, **more: int | str
    ) -> str:
        """The id of what was sent."""
        call = {"from": sender, "value": hex(value), "gas": hex(gas)} | ({"to": to} if to else {})
        numbers = {name: hex(given) if isinstance(given, int) else given for name, given in more.items()}
        id: str = self("eth_sendTransaction", call | numbers)
        return id

    def mined(self, sender: str, to: str | None, **more: int | str) -> str:
        """The id of what was sent, once it is in a block: the node says the id before that."""
        id = self.send(sender, to, **more)  # type: ignore[arg-type]  # numbers are numbers
        give_up = time.monotonic() + START_WITHIN
        while self("eth_getTransactionReceipt", id) is None:
            assert time.monotonic() < give_up, "no block came"
            time.sleep(0.005)
        return id

    def deploy(self, sender: str, code: str) -> str:
        id = self.mined(sender, None, gas=3_000_000, data=code)
        address: str = self("eth_getTransactionReceipt", id)["contractAddress"]
        return address

    def selector(self, signature: str) -> str:
        told: str = self("web3_sha3", "0x" + signature.encode().hex())
        return told[:10]

    def call(self, signature: str, *arguments: int | str) -> str:
        """What a call looks like: numbers and addresses, nothing longer."""
        return self.selector(signature) + "".join(word(one) for one in arguments)


def word(value: int | str) -> str:
    return f"{int(value, 16) if isinstance(value, str) else value:064x}"


@contextmanager
def anvil(*more: str, chain_id: int = CHAIN_ID) -> Iterator[Anvil]:
    """Whichever port is free is told by the node itself, so that two never want the same."""
    found = program()
    if found is None:
        assert os.environ.get("WALLETDESK_NOTHING_SKIPPED") != "1", "no anvil here: scripts/anvil gets it"
        pytest.skip("no anvil here: run `scripts/anvil`")
    with tempfile.TemporaryDirectory() as home:
        log = Path(home, "log")
        with log.open("wb") as output:
            node = subprocess.Popen(
                [found, "--port", "0", "--order", "fees", "--chain-id", str(chain_id), *more],
                stdout=output,
                stderr=output,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 - one system call, safe between fork and exec
            )
        try:
            yield Anvil(_port(node, log))
        finally:
            node.terminate()
            node.wait(START_WITHIN)


def _port(node: "subprocess.Popen[bytes]", log: Path) -> int:
    give_up = time.monotonic() + START_WITHIN
    while not (told := re.search(r"Listening on \S+:(\d+)", log.read_text("utf-8", errors="replace"))):
        if node.poll() is not None or time.monotonic() > give_up:
            raise RuntimeError(f"anvil did not start: {log.read_text()}")
        time.sleep(0.02)
    return int(told[1])


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGTERM)
