"""Sources of chains as tests want them."""

import json
import os
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from walletdesk.chains.model.diagnosis import Diagnosis, Known
from walletdesk.chains.sources.endpoint import Endpoints, evm_endpoint
from walletdesk.chains.sources.json_rpc import Call, Line, Reply, Result
from walletdesk.platform.connector import Connector
from walletdesk.platform.settings.schema import ConnectorSettings


def line_to(url: str, chain_id: int) -> Endpoints:
    """Through the real connector, as in an installation."""
    connector = Connector(ConnectorSettings(may_reach=[urlsplit(url).netloc]))
    return Endpoints([evm_endpoint(connector.send, url, chain="test", chain_id=chain_id, now=time.monotonic)])


class Listening:
    """Fits the port: writes down what is asked and answered."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._heard: list[dict[str, Any]] = []
        self._written: Counter[str] = Counter()

    async def ask(self, calls: Sequence[Call]) -> Sequence[Reply]:
        replies = await self._line.ask(calls)
        self._heard += [_heard(call, reply) for call, reply in zip(calls, replies, strict=True)]
        return replies

    def write(self, name: str, id: str, known: Known | None, told: Diagnosis) -> None:
        """With RECORD_CHAINS set, what was heard becomes a row of the file it names."""
        self._written[name] += 1
        row = {
            "id": f"{name.removeprefix('test_')} {self._written[name]}",
            "tx": id,
            "known": known and _known(known),
            "rpc": self._heard,
            "expect": {"code": told.code, **({"reason": told.reason.text} if told.reason else {})},
        }
        self._heard = []
        if into := os.environ.get("RECORD_CHAINS"):
            with Path(into).open("a", encoding="utf-8") as file:
                file.write(json.dumps(row) + "\n")


def _known(known: Known) -> dict[str, Any]:
    if known.last_block is not None:
        return {"last_block": known.last_block}
    return {"from": known.sender, "nonce": known.nonce}


def _heard(call: Call, reply: Reply) -> dict[str, Any]:
    if isinstance(reply, Result):
        told: dict[str, Any] = {"result": json.loads(reply.raw)}
    else:
        more = {"data": json.loads(reply.raw)} if reply.raw else {}
        told = {"error": {"code": reply.code, "message": reply.message, **more}}
    return {"method": call.method, "params": msgspec.to_builtins(call.params), "response": told}
