"""Several nodes of one EVM chain, for one transaction and for many at once."""

import copy
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.support.source import ROOT
from walletdesk.chains.model.diagnosis import Diagnosis, EvmFacts, Known, Trouble, diagnose_evm, unknown
from walletdesk.chains.ports import Asked, NoAnswer
from walletdesk.chains.sources import evm
from walletdesk.chains.sources.evm import AT_ONCE, EvmSource
from walletdesk.chains.sources.json_rpc import Call, Reply
from walletdesk.chains.sources.recording import Recorded, Recording

pytestmark = pytest.mark.anyio

Json = dict[str, Any]
FILE = ROOT / "tests" / "data" / "chains" / "evm_states.jsonl"
ROWS: list[Json] = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
BY_CODE = {row["expect"]["code"]: row for row in ROWS}
LOST, GONE = BY_CODE["dropped"], BY_CODE["replaced"]
ERRORS = {bytes.fromhex("118cdaa7"): "OwnableUnauthorizedAccount(address)"}


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evm, "_PAUSE", 0)


@dataclass
class Node:
    """Answers from rows, or not at all."""

    rows: list[Json] = field(default_factory=list)
    trouble: Trouble | None = None
    lists: list[int] = field(default_factory=list)

    async def ask(self, calls: Sequence[Call]) -> Sequence[Reply]:
        self.lists.append(len(calls))
        if self.trouble:
            raise NoAnswer(self.trouble)
        rows = [one for row in self.rows for one in row["rpc"]]
        told = [Recorded(one["method"], one["params"], one["response"]) for one in rows]
        return await Recording(told).ask(calls)


def known_of(row: Json) -> Known | None:
    return row["known"] and Known(row["known"]["from"], row["known"]["nonce"])


def judged(told: EvmFacts | Trouble) -> Diagnosis:
    return unknown(told) if isinstance(told, Trouble) else diagnose_evm(told, ERRORS)


async def one(row: Json, *nodes: Node) -> Diagnosis:
    try:
        return judged(await EvmSource(*nodes).look_up(row["tx"], known_of(row)))
    except NoAnswer as failure:
        return unknown(failure.why)


async def listed(row: Json, *nodes: Node) -> Diagnosis:
    (told,) = await EvmSource(*nodes).look_up_all([Asked(row["tx"].upper().replace("X", "x"), known_of(row))])
    return judged(told)


def changed(row: Json, method: str, result: object) -> Json:
    other = copy.deepcopy(row)
    for recorded in other["rpc"]:
        if recorded["method"] == method:
            recorded["response"] = {"result": result}
    return other


Way = Callable[..., Awaitable[Diagnosis]]
both_ways = pytest.mark.parametrize("diagnosed", [one, listed])


def nodes_heard(told: Diagnosis) -> tuple[object, object]:
    return told.evidence.get("asked_nodes"), told.evidence.get("agreeing")


@both_ways
@pytest.mark.parametrize("code", ["dropped", "not_found", "replaced"])
async def test_what_nobody_knows_is_said_when_a_second_node_says_so(diagnosed: Way, code: str) -> None:
    row = BY_CODE[code]
    first, second, third = Node([row]), Node([row]), Node([row])
    told = await diagnosed(row, first, second, third)
    assert (told.code, nodes_heard(told), third.lists) == (code, (2, 2), [])
    alone = await diagnosed(row, Node([row]))
    assert (alone.code, nodes_heard(alone)) == (code, (1, 1))
    silent = await diagnosed(row, Node(trouble=Trouble.TOO_SLOW), Node([row]))
    assert (silent.code, nodes_heard(silent)) == (code, (2, 1))


@both_ways
@pytest.mark.parametrize("code", ["pending", "confirmed", "reverted", "unlimited_approval"])
async def test_the_node_that_knows_it_is_believed(diagnosed: Way, code: str) -> None:
    """One that keeps no old ids, or has lost what others hold, comes first."""
    row = BY_CODE[code]
    forgotten = changed(changed(row, "eth_getTransactionByHash", None), "eth_getTransactionReceipt", None)
    told = await diagnosed(row, Node([forgotten]), Node([row]))
    assert (told.code, nodes_heard(told)) == (code, (None, None))


@both_ways
async def test_two_nodes_that_do_not_agree_on_a_number_say_nothing(diagnosed: Way) -> None:
    used = changed(LOST, "eth_getTransactionCount", "0xff")
    assert (await diagnosed(used, Node([used]))).code == "replaced"
    assert await diagnosed(LOST, Node([LOST]), Node([used])) == unknown(Trouble.INCONSISTENT)


@both_ways
async def test_where_no_node_answers_it_is_said_why(diagnosed: Way) -> None:
    nodes = Node(trouble=Trouble.TOO_SLOW), Node(trouble=Trouble.BUSY)
    assert await diagnosed(LOST, *nodes) == unknown(Trouble.BUSY)
    assert await diagnosed(LOST) == unknown(Trouble.NO_ENDPOINT)


@both_ways
async def test_a_node_whose_answers_do_not_fit_together_leaves_nothing_to_say(diagnosed: Way) -> None:
    """Of what is in no block there is no receipt."""
    torn = changed(LOST, "eth_getTransactionReceipt", BY_CODE["confirmed"]["rpc"][1]["response"]["result"])
    assert await diagnosed(LOST, Node([torn]), Node([LOST])) == unknown(Trouble.INCONSISTENT)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
async def test_in_a_list_each_state_is_told_as_it_is_alone(row: Json) -> None:
    told = await listed(row, Node([row]))
    assert (told.code, told.reason and told.reason.text) == (
        row["expect"]["code"],
        row["expect"].get("reason"),
    )


def many_waiting(count: int) -> list[Json]:
    """Of each a sender of its own."""
    rows = []
    for number in range(count):
        text = json.dumps(BY_CODE["pending"]).replace(BY_CODE["pending"]["tx"], f"0x{number:064x}")
        sender = BY_CODE["pending"]["rpc"][0]["response"]["result"]["from"]
        rows.append(json.loads(text.replace(sender, f"0x{number:040x}")))
    return rows


async def test_what_waits_is_asked_about_in_lists_of_a_hundred_and_no_other_way() -> None:
    rows = many_waiting(AT_ONCE + 6)
    node = Node(rows)
    told = await EvmSource(node).look_up_all([Asked(row["tx"]) for row in rows] * 2)
    assert [judged(one).code for one in told] == ["pending"] * 2 * len(rows)
    assert sorted(node.lists) == [7, 18, AT_ONCE + 1, 3 * AT_ONCE]


@pytest.mark.parametrize("trouble", [Trouble.TOO_SLOW, Trouble.BUSY, Trouble.NOT_REACHED], ids=str)
async def test_a_node_that_does_not_answer_a_list_is_not_asked_one_by_one(trouble: Trouble) -> None:
    node = Node(trouble=trouble)
    told = await EvmSource(node).look_up_all([Asked(LOST["tx"]), Asked(GONE["tx"])])
    assert (told, node.lists) == ([trouble, trouble], [3])


@dataclass
class NoLists(Node):
    """Too much comes back at once, or a page."""

    async def ask(self, calls: Sequence[Call]) -> Sequence[Reply]:
        if len({call.params for call in calls if call.method == "eth_getTransactionByHash"}) > 1:
            raise NoAnswer(Trouble.UNREADABLE)
        return await super().ask(calls)


async def test_where_a_list_cannot_be_read_each_gets_a_look_of_its_own() -> None:
    rows = [BY_CODE["pending"], BY_CODE["pending_nonce_gap"], LOST]
    told = await EvmSource(NoLists(rows)).look_up_all([Asked(row["tx"], known_of(row)) for row in rows])
    assert [judged(one).code for one in told] == ["pending", "pending_nonce_gap", "dropped"]


async def test_of_many_one_spoilt_answer_spoils_no_other() -> None:
    spoilt = changed(BY_CODE["pending"], "eth_getTransactionByHash", {"hash": 17})
    rows = [spoilt, BY_CODE["pending_nonce_gap"], LOST]
    told = await EvmSource(Node(rows)).look_up_all([Asked(row["tx"], known_of(row)) for row in rows])
    assert [judged(one).code for one in told] == ["unknown", "pending_nonce_gap", "dropped"]
