"""What it costs to look at a thousand waiting transactions once a minute: our own CPU, the line left out."""

import asyncio
import time

import msgspec

from walletdesk.app.bench.measuring import Report, Result
from walletdesk.app.bench.server import Bench
from walletdesk.chains import Code, Diagnosing, Question, known_errors
from walletdesk.chains.sources.endpoint import evm_endpoint
from walletdesk.chains.sources.evm import EvmSource
from walletdesk.chains.sources.several import SeveralChains
from walletdesk.platform.connector import Incoming, Outgoing

WAITING = 1_000  # each from an address of its own: nothing is asked once for two of them
MINUTE = 60.0
MOST_SHARE = 0.02  # of a core
_FEES = {"oldestBlock": "0x1", "baseFeePerGas": ["0x1", "0x1"], "gasUsedRatio": [0.5]}
_OTHERS: dict[str, object] = {
    "eth_chainId": "0x1",
    "eth_getTransactionCount": "0x1",
    "eth_getBalance": "0xde0b6b3a7640000",
    "eth_feeHistory": _FEES,
}


def measure(bench: Bench, report: Report, seconds: float) -> None:
    spent, lists = asyncio.run(_rounds(seconds))
    each = sum(spent) / len(spent)
    share = each / MINUTE
    report.add(
        Result(
            name=f"{WAITING:,} waiting transactions, each looked at once a minute, the line left out",
            value=round(100 * share, 3),
            unit="% of a core",
            aim=f"<= {100 * MOST_SHARE:.0f}",
            reached=share <= MOST_SHARE,
            more={"CPU ms a round": round(1_000 * each, 1), "requests": lists, "rounds": len(spent)},
        )
    )


async def _rounds(seconds: float) -> tuple[list[float], int]:
    """CPU seconds of each round, and the requests of one; what the made-up node costs is taken off."""
    end, spent, asked = time.perf_counter() + seconds, list[float](), 0
    questions = [Question(f"0x{number:064x}", ("ethereum",)) for number in range(WAITING)]
    while not spent or time.perf_counter() < end:
        node = _Node()
        begin = time.process_time()
        told = await node.asking().diagnose_all(questions)
        spent.append(time.process_time() - begin - node.cost)
        asked = node.asked
        if {one.diagnosis.code for one in told} != {Code.PENDING}:
            raise RuntimeError("not all of them wait")  # to say "unknown" costs nothing
    return spent, asked


class _Node:
    """A new one each round: what was answered a moment ago is not asked again."""

    def __init__(self) -> None:
        self.asked = 0
        self.cost = 0.0

    def asking(self) -> Diagnosing:
        endpoint = evm_endpoint(
            self._answered, "https://node.example", chain="bench", chain_id=1, now=time.monotonic
        )
        return Diagnosing(SeveralChains({"ethereum": EvmSource(endpoint)}, time.monotonic), known_errors())

    async def _answered(self, asked: Outgoing) -> Incoming:
        begin = time.process_time()
        calls = msgspec.json.decode(asked.body)
        listed = calls if isinstance(calls, list) else [calls]
        told = [{"id": call["id"], "result": _result(call)} for call in listed]
        body = msgspec.json.encode(told if isinstance(calls, list) else told[0])
        self.asked += 1
        self.cost += time.process_time() - begin
        return Incoming(status=200, headers={}, body=body)


def _result(call: dict[str, list[str] | str]) -> object:
    if call["method"] != "eth_getTransactionByHash":
        return _OTHERS[str(call["method"])]
    id = call["params"][0]
    return {
        "hash": id,
        "from": "0x" + id[-40:],
        "to": "0x" + "b2" * 20,
        "nonce": "0x1",
        "value": "0x1",
        "gas": "0x5208",
        "type": "0x2",
        "maxFeePerGas": "0x3b9aca00",
        "maxPriorityFeePerGas": "0x1",
        "input": "0x",
        "blockNumber": None,
        "blockHash": None,
        "transactionIndex": None,
    }
