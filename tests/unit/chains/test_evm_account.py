"""An address that is looked at: what its logs and tokens say, and what a node says that does not fit."""

import copy
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from walletdesk.chains.model.account import Account
from walletdesk.chains.model.diagnosis import Trouble
from walletdesk.chains.model.diagnosis.moves import APPROVAL, APPROVAL_FOR_ALL
from walletdesk.chains.ports import NoAnswer
from walletdesk.chains.sources.evm import EvmSource
from walletdesk.chains.sources.evm_account import MOST, QUESTIONS, SPANS
from walletdesk.chains.sources.json_rpc import Call, Failure, Reply, Result

pytestmark = pytest.mark.anyio

OWNER, EVE, BOB = ("0x" + pair * 20 for pair in ("a1", "e0", "b2"))
COIN, CATS = "0x" + "c0" * 20, "0x" + "ca" * 20
HEAD = 1_000_000
SPOILT: tuple[object, ...] = (None, 17, -1, True, "zz", "0xzz", "-0x1", "0x" + "f" * 81, [], {}, ["0x1"])

Json = dict[str, Any]


def word(text: str) -> str:
    return "0x" + text[2:].zfill(64)


def log(token: str, *topics: str, data: str = "0x", block: int = 9) -> Json:
    return {
        "address": token,
        "topics": list(topics),
        "data": data,
        "blockNumber": hex(block),
        "removed": False,
    }


LOGS = [
    log(COIN, APPROVAL, word(OWNER), word(EVE), data=word("0x5"), block=4),
    log(COIN, APPROVAL, word(OWNER), word(EVE), data=word("0x7"), block=8),
    log(COIN, APPROVAL, word(OWNER), word(BOB), data=word("0x1")),
    log(CATS, APPROVAL_FOR_ALL, word(OWNER), word(EVE), data=word("0x1"), block=7),
    log(CATS, APPROVAL, word(OWNER), word(BOB), word("0x2a"), block=6),
    log(CATS, APPROVAL, word(OWNER), word(EVE), word("0x2b"), block=5),
    log(CATS, APPROVAL, word(OWNER), block=5),  # of a form that no token has
]
ANSWERS: Json = {
    "eth_blockNumber": hex(HEAD),
    "eth_getBalance": "0x64",
    "eth_getTransactionCount": "0x3",
    "eth_getCode": "0x",
    f"dd62ed3e {word(OWNER)[2:]}{word(EVE)[2:]}": word("0x7"),
    f"dd62ed3e {word(OWNER)[2:]}{word(BOB)[2:]}": word("0x0"),
    f"e985e9c5 {word(OWNER)[2:]}{word(EVE)[2:]}": word("0x1"),
    f"081812fc {word('0x2a')[2:]}": word(BOB),
    f"081812fc {word('0x2b')[2:]}": word(BOB),  # since given to another
    "95d89b41 ": "0x",
    "313ce567 ": word("0x6"),
    "eth_getLogs": LOGS,
}


@dataclass
class Node:
    """Answers from a table, and takes so many blocks in one question for logs."""

    answers: Json = field(default_factory=lambda: copy.deepcopy(ANSWERS))
    takes: int = 10**9
    ranges: list[tuple[int, int]] = field(default_factory=list)

    async def ask(self, calls: Sequence[Call]) -> Sequence[Reply]:
        return [self._reply(call) for call in calls]

    def _reply(self, call: Call) -> Reply:
        if call.method == "eth_getLogs":
            return self._logs(call.params[0])
        name = call.method
        if name == "eth_call":
            data = call.params[0]["data"]
            name = f"{data[2:10]} {data[10:]}"
        if self.answers.get(name) == "refused":
            return Failure(3, "execution reverted")
        return Result(json.dumps(self.answers[name]).encode())

    def _logs(self, asked: Json) -> Reply:
        begin, end = int(asked["fromBlock"], 16), int(asked["toBlock"], 16)
        self.ranges.append((begin, end))
        if end - begin + 1 > self.takes:
            return Failure(-32005, "query returned more than 10000 results")
        logs = self.answers["eth_getLogs"]
        return Result(json.dumps([one for one in logs if fits(one, begin, end)]).encode())


def fits(log: Json, begin: int, end: int) -> bool:
    """Of a block that cannot be it is told whatever was asked for."""
    try:
        block = int(log["blockNumber"], 16)
    except (KeyError, TypeError, ValueError):
        return True
    return not 0 <= block <= HEAD or begin <= block <= end


async def looked(node: Node) -> Account | Trouble:
    try:
        return await EvmSource(node).inspect(OWNER)
    except NoAnswer as failure:
        return failure.why


def shown(account: Account | Trouble) -> list[tuple[str, str, int, bool, int | None]]:
    assert isinstance(account, Account)
    return [(one.token, one.spender, one.amount, one.is_unlimited, one.item) for one in account.allowances]


async def test_every_kind_of_permission_is_told_as_it_holds_now() -> None:
    account = await looked(Node())
    assert shown(account) == [
        (COIN, EVE, 7, False, None),
        (CATS, EVE, 1, True, None),
        (CATS, BOB, 1, False, 42),
    ]


@pytest.mark.parametrize(
    ("takes", "begun", "questions"),
    [
        (10**9, 0, 1),
        (100_000, 0, 12),
        (10_000, HEAD + 1 - 10_000 * (QUESTIONS - 2), QUESTIONS),
        (100, None, len(SPANS)),
    ],
)
async def test_logs_are_asked_for_in_steps_that_the_node_takes(
    takes: int, begun: int | None, questions: int
) -> None:
    node = Node(takes=takes)
    account = await looked(node)
    assert isinstance(account, Account)
    assert (account.searched_from, len(node.ranges)) == (begun, questions)
    answered = [(begin, end) for begin, end in node.ranges if end - begin + 1 <= takes]
    assert [end for _, end in answered] == [HEAD, *(begin - 1 for begin, _ in answered[:-1])][: len(answered)]


async def test_permissions_that_cannot_be_asked_about_are_counted() -> None:
    node = Node()
    node.answers[f"dd62ed3e {word(OWNER)[2:]}{word(EVE)[2:]}"] = "refused"
    node.answers["eth_getLogs"] += [
        log(COIN, APPROVAL, word(OWNER), word(hex(number)), data=word("0x1"), block=1)
        for number in range(MOST)
    ]
    node.answers |= {f"dd62ed3e {word(OWNER)[2:]}{word(hex(n))[2:]}": word("0x1") for n in range(MOST)}
    account = await looked(node)
    assert isinstance(account, Account)
    assert account.unread == 1 + 5
    assert len(account.allowances) == 2 + MOST - 5


@pytest.mark.parametrize(
    "method", ["eth_blockNumber", "eth_getBalance", "eth_getTransactionCount", "eth_getCode"]
)
@pytest.mark.parametrize("instead", SPOILT, ids=repr)
async def test_without_what_is_needed_nothing_is_said(method: str, instead: object) -> None:
    node = Node()
    node.answers[method] = instead
    assert await looked(node) is Trouble.UNREADABLE


def spoilt_logs() -> Iterator[tuple[str, list[Json]]]:
    for number, one in enumerate(LOGS):
        for name in one:
            for instead in SPOILT:
                changed = copy.deepcopy(LOGS)
                changed[number][name] = instead
                yield f"{number} {name} {instead!r}", changed
        for name in ("address", "topics", "data", "blockNumber"):
            changed = copy.deepcopy(LOGS)
            del changed[number][name]
            yield f"{number} {name}", changed


async def test_a_spoilt_log_never_leads_to_another_permission() -> None:
    """Nor hides one: unless nothing is said at all."""
    right = await looked(Node())
    for what, logs in spoilt_logs():
        node = Node()
        node.answers["eth_getLogs"] = logs
        told = await looked(node)
        assert isinstance(told, Trouble) or told == right, what


@pytest.mark.parametrize(
    "changed",
    [
        {"topics": [APPROVAL, word(BOB), word(EVE)]},
        {"topics": [word("0x1"), word(OWNER), word(EVE)]},
        {"removed": True},
        {"blockNumber": hex(HEAD + 1)},
    ],
    ids=str,
)
async def test_a_log_that_was_not_asked_for_is_no_answer(changed: Json) -> None:
    node = Node()
    node.answers["eth_getLogs"] = [LOGS[0] | changed]
    assert await looked(node) is Trouble.INCONSISTENT


@pytest.mark.parametrize(
    "name", [name for name in ANSWERS if name[8:9] == " " and name[:8] not in {"95d89b41", "313ce567"}]
)
@pytest.mark.parametrize("instead", SPOILT, ids=repr)
async def test_a_token_that_answers_nonsense_makes_no_permission(name: str, instead: object) -> None:
    right, node = await looked(Node()), Node()
    assert isinstance(right, Account)
    node.answers[name] = instead
    told = await looked(node)
    assert isinstance(told, Trouble) or set(told.allowances) <= set(right.allowances)


async def test_the_next_node_is_asked_where_one_does_not_answer() -> None:
    broken = Node(answers=ANSWERS | {"eth_getCode": 17})
    right = await looked(Node())
    assert await EvmSource(broken, Node()).inspect(OWNER) == right
    assert isinstance(right, Account)
    assert replace(right, unread=0) == right
