"""Endpoints that are slow, full, broken or of another chain; and the next one in their place."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from walletdesk.chains.model.diagnosis import Trouble
from walletdesk.chains.ports import NoAnswer
from walletdesk.chains.sources.door import FAILURES, LONGEST_REST, REST
from walletdesk.chains.sources.endpoint import Endpoint, Endpoints, evm_endpoint
from walletdesk.chains.sources.json_rpc import Call, Failure, Result
from walletdesk.platform.connector import Incoming, NotReached, Outgoing, Why

pytestmark = pytest.mark.anyio

HEAD = [Call("eth_blockNumber")]
TWO = [Call("eth_blockNumber"), Call("eth_getBalance", ("0x1", "latest"))]
KNOWN = {"eth_chainId": "0x1", "eth_blockNumber": "0x10", "eth_getBalance": "0x20"}

Json = dict[str, Any]


def answered(call: Json) -> Json:
    return {"jsonrpc": "2.0", "id": call["id"], "result": KNOWN[call["method"]]}


def honest(asked: Json | list[Json]) -> bytes:
    told = [answered(call) for call in asked][::-1] if isinstance(asked, list) else answered(asked)
    return json.dumps(told).encode()


@dataclass
class Machine:
    """An endpoint that answers as it is told to, and whose clock stands still."""

    says: Callable[[Any], bytes] = honest
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    fails: Why | None = None
    asked: list[Json | list[Json]] = field(default_factory=list)
    time: float = 0.0

    async def send(self, request: Outgoing) -> Incoming:
        asked = json.loads(request.body)
        self.asked.append(asked)
        await asyncio.sleep(0)
        if self.fails:
            raise NotReached(self.fails)
        return Incoming(status=self.status, headers=self.headers, body=self.says(asked))

    @property
    def endpoint(self) -> Endpoint:
        return evm_endpoint(
            self.send, "https://node.example", chain="ethereum", chain_id=1, now=lambda: self.time
        )


async def trouble(endpoint: Endpoint | Endpoints, calls: Sequence[Call] = HEAD) -> Trouble:
    with pytest.raises(NoAnswer) as failure:
        await endpoint.ask(calls)
    return failure.value.why


async def test_answers_are_told_in_the_order_of_the_questions() -> None:
    replies = await Machine().endpoint.ask(TWO)
    assert replies == [Result(b'"0x10"'), Result(b'"0x20"')]


async def test_it_must_say_once_an_hour_that_it_is_of_this_chain() -> None:
    machine = Machine()
    endpoint = machine.endpoint
    await endpoint.ask(HEAD)
    await endpoint.ask(HEAD)
    machine.time = 3_601
    await endpoint.ask(HEAD)
    methods = [one["method"] for one in machine.asked if isinstance(one, dict)]
    assert methods.count("eth_chainId") == 2


@pytest.mark.parametrize("id", ['"0x38"', "1", "null", '{"a": 1}', '"one"', '""'], ids=str)
async def test_of_another_chain_nothing_is_believed(id: str) -> None:
    machine = Machine(lambda asked: b'{"jsonrpc":"2.0","id":0,"result":' + id.encode() + b"}")
    endpoint = machine.endpoint
    assert await trouble(endpoint) is Trouble.WRONG_CHAIN
    assert endpoint.rests


BROKEN = {
    "a page": b"<!DOCTYPE html><html>Just a moment...</html>",
    "nothing": b"",
    "half": b'{"jsonrpc":"2.0","id":0,"resu',
    "no result": b'{"jsonrpc":"2.0","id":0}',
    "of another question": b'{"jsonrpc":"2.0","id":7,"result":"0x1"}',
    "a number": b"17",
    "too many": b'[{"id":0,"result":"0x1"},{"id":1,"result":"0x1"}]',
    "deep": b"[" * 100_000,
    "no text": b"\xff\xfe\x00",
    "an error that is none": b'{"jsonrpc":"2.0","id":0,"error":"no"}',
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
async def test_what_cannot_be_read_is_no_answer(body: bytes) -> None:
    assert await trouble(Machine(lambda asked: body).endpoint) is Trouble.UNREADABLE


@pytest.mark.parametrize(
    ("status", "why"),
    [(429, Trouble.BUSY), (503, Trouble.NOT_REACHED), (403, Trouble.UNREADABLE), (301, Trouble.UNREADABLE)],
    ids=str,
)
async def test_a_status_that_is_no_answer(status: int, why: Trouble) -> None:
    assert await trouble(Machine(lambda asked: b"slow down", status).endpoint) is why


@pytest.mark.parametrize(
    ("failure", "why"),
    [
        (Why.TOO_SLOW, Trouble.TOO_SLOW),
        (Why.TOO_LARGE, Trouble.UNREADABLE),
        (Why.UNREACHABLE, Trouble.NOT_REACHED),
        (Why.ADDRESS, Trouble.NOT_REACHED),
    ],
    ids=str,
)
async def test_an_endpoint_that_does_not_answer(failure: Why, why: Trouble) -> None:
    assert await trouble(Machine(fails=failure).endpoint) is why


async def test_a_refused_call_is_an_answer() -> None:
    def refused(asked: Json) -> bytes:
        error = {"code": 3, "message": "execution reverted", "data": "0x08c379a0"}
        return honest(asked) if asked["method"] == "eth_chainId" else told(asked, error)

    def told(asked: Json, error: Json) -> bytes:
        return json.dumps({"jsonrpc": "2.0", "id": asked["id"], "error": error}).encode()

    assert await Machine(refused).endpoint.ask([Call("eth_call")]) == [
        Failure(3, "execution reverted", b'"0x08c379a0"')
    ]


async def test_an_endpoint_that_takes_no_lists_is_asked_one_by_one() -> None:
    def no_lists(asked: Json | list[Json]) -> bytes:
        return b'{"error":{"code":-32600,"message":"no"}}' if isinstance(asked, list) else honest(asked)

    machine = Machine(no_lists)
    endpoint = machine.endpoint
    for _ in range(2):
        assert await endpoint.ask(TWO) == [Result(b'"0x10"'), Result(b'"0x20"')]
    assert sum(isinstance(one, list) for one in machine.asked) == 1


@pytest.mark.parametrize(("takes", "lists"), [(100, [100, 30]), (50, [100] + [10] * 13), (5, [100, 10])])
async def test_long_lists_are_sent_in_parts_that_the_endpoint_takes(takes: int, lists: list[int]) -> None:
    def few(asked: Json | list[Json]) -> bytes:
        too_many = isinstance(asked, list) and len(asked) > takes
        return b'{"id":null,"error":{"code":-32600,"message":"too many"}}' if too_many else honest(asked)

    machine = Machine(few)
    assert await machine.endpoint.ask(HEAD * 130) == [Result(b'"0x10"')] * 130
    assert [len(one) for one in machine.asked if isinstance(one, list)] == lists


async def test_after_some_failures_it_is_left_alone_for_a_while() -> None:
    machine = Machine(fails=Why.TOO_SLOW)
    endpoint = machine.endpoint
    for _ in range(FAILURES + 5):
        await trouble(endpoint)
    assert len(machine.asked) == FAILURES
    machine.fails, machine.time = None, REST
    assert await endpoint.ask(HEAD) == [Result(b'"0x10"')]


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("120", 120), ("999999", REST), ("99999", LONGEST_REST), ("tomorrow", REST), ("-1", REST)],
    ids=str,
)
async def test_who_says_how_long_to_wait_is_left_alone_so_long_but_not_for_ever(
    said: str, seconds: float
) -> None:
    machine = Machine(status=429, headers={"retry-after": said})
    endpoint = machine.endpoint
    await trouble(endpoint)
    machine.time, machine.status = seconds - 0.1, 200
    assert endpoint.rests
    machine.time = seconds
    assert await endpoint.ask(HEAD) == [Result(b'"0x10"')]


async def test_the_next_endpoint_answers_where_one_fails() -> None:
    slow, good = Machine(fails=Why.TOO_SLOW), Machine()
    both = Endpoints([slow.endpoint, good.endpoint])
    for _ in range(FAILURES + 2):
        assert await both.ask(HEAD) == [Result(b'"0x10"')]
    assert len(slow.asked) == FAILURES


async def test_where_none_answers_it_is_said_why() -> None:
    slow, page = Machine(fails=Why.TOO_SLOW), Machine(lambda asked: b"<html>")
    assert await trouble(Endpoints([slow.endpoint, page.endpoint])) is Trouble.UNREADABLE
    assert await trouble(Endpoints([])) is Trouble.NO_ENDPOINT


async def test_one_endpoint_is_asked_four_things_at_once_and_no_more() -> None:
    busy, most = 0, 0
    machine = Machine()

    async def counted(request: Outgoing) -> Incoming:
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        await asyncio.sleep(0.001)
        busy -= 1
        return await machine.send(request)

    endpoint = evm_endpoint(counted, "https://node.example", chain="ethereum", chain_id=1, now=lambda: 0.0)
    await asyncio.gather(*(endpoint.ask(HEAD) for _ in range(20)))
    assert most == 4
