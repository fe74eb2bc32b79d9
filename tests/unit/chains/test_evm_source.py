"""Reading an EVM chain: what a real node answered in every state, and that with each field spoilt."""

import copy
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from walletdesk.chains.model.diagnosis import Code, Diagnosis, Known, Trouble, diagnose_evm, unknown
from walletdesk.chains.ports import NoAnswer
from walletdesk.chains.sources import evm
from walletdesk.chains.sources.evm import EvmSource
from walletdesk.chains.sources.json_rpc import Call, Line, Reply
from walletdesk.chains.sources.recording import Recorded, Recording

pytestmark = pytest.mark.anyio

Json = dict[str, Any]

# RECORD_CHAINS=<file> with tests/integration/chains/test_evm_states.py writes it anew
ROWS: list[Json] = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "data" / "chains" / "evm_states.jsonl").read_text().splitlines()
]
ERRORS = {bytes.fromhex("118cdaa7"): "OwnableUnauthorizedAccount(address)"}
BY_CODE = {row["expect"]["code"]: row for row in ROWS}
SPOILT: tuple[object, ...] = (
    None,
    17,
    -1,
    True,
    1.5,
    "zz",
    "0xzz",
    "-0x1",
    "0x" + "f" * 81,
    [],
    {},
    ["0x1"],
    "😀",
)
UNREAD = object()


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evm, "_PAUSE", 0)


async def diagnosed(row: Json, line: Line | None = None) -> Diagnosis:
    known = row["known"] and Known(row["known"]["from"], row["known"]["nonce"])
    rows = [Recorded(one["method"], one["params"], one["response"]) for one in row["rpc"]]
    try:
        return diagnose_evm(await EvmSource(line or Recording(rows)).look_up(row["tx"], known), ERRORS)
    except NoAnswer as failure:
        return unknown(failure.why)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
async def test_what_was_recorded_is_diagnosed_as_it_was_live(row: Json) -> None:
    told = await diagnosed(row)
    assert told.code == row["expect"]["code"]
    assert (told.reason.text if told.reason else None) == row["expect"].get("reason")


def places(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every field of an answer, at any depth."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        yield (*path, name)
        yield from places(part, (*path, name))


def is_whole_in_itself(path: tuple[str | int, ...]) -> bool:
    """Nothing at all in the place of a transaction is an answer like any other."""
    return path == ("result",)


def spoilt(row: Json) -> Iterator[tuple[str, Json]]:
    """The row with one field of one answer in turn missing, or something that it cannot be."""
    for number, one in enumerate(row["rpc"]):
        for path in (path for path in places(one["response"]) if not is_whole_in_itself(path)):
            for instead in (*SPOILT, UNREAD):
                wrong = copy.deepcopy(row)
                holder: Any = wrong["rpc"][number]
                for step in ("response", *path)[:-1]:
                    holder = holder[step]
                last = ("response", *path)[-1]
                if instead is UNREAD:
                    del holder[last]
                else:
                    holder[last] = instead
                yield f"{one['method']} {path} {instead!r}", wrong


@pytest.mark.parametrize("row", BY_CODE.values(), ids=BY_CODE)
async def test_a_spoilt_field_never_leads_to_another_code(row: Json) -> None:
    """Where the field was needed nothing is said; where it was not, the same as before."""
    right = {row["expect"]["code"], Code.UNKNOWN}
    told = [(what, (await diagnosed(one)).code) for what, one in spoilt(row)]
    assert [(what, code) for what, code in told if code not in right] == []


NEEDED = {
    "confirmed": ["hash", "from", "nonce", "value", "gas", "input", "blockNumber", "blockHash"],
    "pending": ["hash", "from", "nonce", "value", "gas", "input", "maxFeePerGas"],
}


@pytest.mark.parametrize("code", NEEDED)
@pytest.mark.parametrize("instead", SPOILT, ids=repr)
async def test_without_a_field_that_is_needed_nothing_is_said(code: str, instead: object) -> None:
    for name in NEEDED[code]:
        row = copy.deepcopy(BY_CODE[code])
        row["rpc"][0]["response"]["result"][name] = instead
        assert (await diagnosed(row)).code == "unknown", name


class Moving:
    """Answers what it was first given, and later what it is given then."""

    def __init__(self, *lines: Recording) -> None:
        self._lines = list(lines)
        self.asked = 0

    async def ask(self, calls: Sequence[Call]) -> Sequence[Reply]:
        self.asked += 1
        looks_anew = calls[0].method == "eth_getTransactionByHash" and self.asked > 1
        if looks_anew and len(self._lines) > 1:
            self._lines.pop(0)
        return await self._lines[0].ask(calls)


def recording(row: Json) -> Recording:
    return Recording([Recorded(one["method"], one["params"], one["response"]) for one in row["rpc"]])


async def test_a_block_that_comes_between_two_answers_is_waited_for() -> None:
    after = BY_CODE["confirmed"]
    before = copy.deepcopy(after)
    before["rpc"][0]["response"]["result"] |= dict.fromkeys(("blockNumber", "blockHash", "transactionIndex"))
    line = Moving(recording(before), recording(after))
    assert (await diagnosed(after, line)).code == "confirmed"


async def test_answers_that_never_fit_together_are_no_answer() -> None:
    row = copy.deepcopy(BY_CODE["confirmed"])
    row["rpc"][1]["response"]["result"]["blockHash"] = "0x" + "11" * 32
    line = Moving(recording(row))
    assert await diagnosed(row, line) == unknown(Trouble.INCONSISTENT)
    assert line.asked == 3


async def test_nodes_that_call_it_waiting_and_its_number_used_do_not_agree() -> None:
    """Nobody who paid a moment ago reads that somebody else may hold their key."""
    row = copy.deepcopy(BY_CODE["pending"])
    for one in row["rpc"]:
        if one["method"] == "eth_getTransactionCount":
            one["response"]["result"] = "0x9"
    assert await diagnosed(row) == unknown(Trouble.INCONSISTENT)


async def test_a_node_that_is_still_reading_old_blocks_does_not_say_not_found() -> None:
    row = copy.deepcopy(BY_CODE["not_found"])
    error = {"code": -32000, "message": "transaction indexing is in progress"}
    row["rpc"][0]["response"] = {"error": error}
    assert await diagnosed(row) == unknown(Trouble.INDEXING)


@pytest.mark.parametrize(
    ("number", "name"),
    [(0, "hash"), (1, "transactionHash"), (1, "blockHash"), (1, "from"), (1, "to")],
    ids=str,
)
async def test_an_answer_about_another_transaction_is_no_answer(number: int, name: str) -> None:
    row = copy.deepcopy(BY_CODE["confirmed"])
    right = row["rpc"][number]["response"]["result"][name]
    row["rpc"][number]["response"]["result"][name] = "0x" + "77" * ((len(right) - 2) // 2)
    assert await diagnosed(row) == unknown(Trouble.INCONSISTENT)


@pytest.mark.parametrize("name", ["address", "topics"])
async def test_a_log_that_was_changed_or_left_out_does_not_fit_its_fingerprint(name: str) -> None:
    other = {"address": "0x" + "77" * 20, "topics": ["0x" + "77" * 32] * 3}
    changed, fewer = (copy.deepcopy(BY_CODE["confirmed_token_hidden"]) for _ in range(2))
    changed["rpc"][1]["response"]["result"]["logs"][0][name] = other[name]
    fewer["rpc"][1]["response"]["result"]["logs"] = []
    assert await diagnosed(changed) == await diagnosed(fewer) == unknown(Trouble.INCONSISTENT)


async def test_a_chain_that_keeps_no_fingerprint_of_logs_is_believed() -> None:
    row = copy.deepcopy(BY_CODE["confirmed_token_hidden"])
    row["rpc"][1]["response"]["result"]["logsBloom"] = "0x" + "0" * 512
    assert (await diagnosed(row)).code == "confirmed_token_hidden"
