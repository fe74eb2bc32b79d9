"""The line to a model of this machine that misbehaves in every way a server can."""

import asyncio
import json
import time
from collections.abc import AsyncIterator

import pytest

from tests.support.model import ModelServer, http, serving
from walletdesk.assistant.wording import NoAnswer
from walletdesk.assistant.wording.endpoint import AT_ONCE, Endpoint
from walletdesk.assistant.wording.model import Prompt, for_summary, for_translation
from walletdesk.kernel.errors import TooMany
from walletdesk.platform.connector import Connector
from walletdesk.platform.settings import ConnectorSettings

PROMPT = Prompt("rules", json.dumps({"passages": [{"id": "a#1", "text": "Wait for the block."}]}))
DRIP = [b"HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n", *[b" "] * 4000]


@pytest.fixture
async def model() -> AsyncIterator[ModelServer]:
    async with serving(ModelServer()) as server:
        yield server


async def free() -> None:
    """Costs nothing."""


def line_to(model: ModelServer, *, seconds: float = 5, allowed: bool = True, spend=free) -> Endpoint:  # type: ignore[no-untyped-def] # noqa: ANN001
    settings = ConnectorSettings(may_reach=[f"127.0.0.1:{model.port}"] if allowed else [])
    return Endpoint(
        Connector(settings), url=model.url + "/", name="m-1", key="sk-canary", seconds=seconds, spend=spend
    )


async def why(line: Endpoint) -> str:
    with pytest.raises(NoAnswer) as refused:
        await line.ask(PROMPT)
    return refused.value.why


async def test_it_is_asked_as_the_others_ask_it(model: ModelServer) -> None:
    assert "Wait for the block." in await line_to(model).ask(PROMPT)
    asked, head = model.asked[0], model.heads[0]
    assert head.startswith("POST /v1/chat/completions ")
    assert "authorization: bearer sk-canary" in head.lower()
    assert (asked["model"], asked["temperature"], asked["stream"]) == ("m-1", 0, False)
    assert [one["role"] for one in asked["messages"]] == ["system", "user"]
    assert asked["response_format"]["json_schema"]["strict"] is True


async def test_a_long_text_may_have_a_long_translation(model: ModelServer) -> None:
    line = line_to(model)
    for prompt in (for_summary([{"id": "m1", "text": "Hello."}], "en"), for_translation("币" * 4_000, "en")):
        await line.ask(prompt)
    assert [asked["max_tokens"] for asked in model.asked] == [900, 4_900]


async def test_a_model_at_home_is_reached_only_where_the_operator_said_so(model: ModelServer) -> None:
    assert await why(line_to(model, allowed=False)) == "address"
    assert model.asked == []


async def test_a_slow_stream_holds_nobody_longer_than_was_said(model: ModelServer) -> None:
    model.raw, model.pause = DRIP, 0.05
    begun = time.monotonic()
    assert await why(line_to(model, seconds=0.4)) == "too_slow"
    assert time.monotonic() - begun < 60  # all of it takes minutes


async def test_an_answer_without_end_is_cut(model: ModelServer) -> None:
    model.raw = [b"HTTP/1.1 200 OK\r\n\r\n", *[b"x" * 10_000] * 50]
    assert await why(line_to(model)) == "too_large"


@pytest.mark.parametrize(("status", "said"), [(429, "status_4xx"), (500, "status_5xx"), (302, "status_3xx")])
async def test_another_status_is_no_answer(model: ModelServer, status: int, said: str) -> None:
    model.status = status
    assert await why(line_to(model)) == said
    assert len(model.asked) == 1


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (http(b"{"), "unreadable"),
        (http(b"[]"), "unreadable"),
        (http(b'{"choices": []}'), "unreadable"),
        (http(b'{"choices": [{"message": {"content": null}}]}'), "unreadable"),
        (http(b'{"choices": [{"message": {"content": "x"}, "finish_reason": "length"}]}'), "cut_off"),
        (http(b'{"choices": [{"message": {"content": "\xff"}}]}'), "unreadable"),
        (http(b"[" * 60_000), "unreadable"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{", "unreadable"),
        (b"SMTP ready\r\n\r\n", "unreadable"),
    ],
    ids=range(9),
)
async def test_what_is_no_completion_is_no_answer(model: ModelServer, raw: bytes, said: str) -> None:
    model.raw = [raw]
    assert await why(line_to(model)) == said


async def test_where_nobody_listens_there_is_no_answer(model: ModelServer) -> None:
    line = line_to(model)
    model.raw = [b""]
    assert await why(line) in {"unreadable", "unreachable"}


async def test_what_the_day_allows_is_not_exceeded(model: ModelServer) -> None:
    async def spent() -> None:
        raise TooMany(retry_after=60)

    assert await why(line_to(model, spend=spent)) == "budget"
    assert model.asked == []


async def test_only_few_wait_at_a_time(model: ModelServer) -> None:
    model.raw, model.pause = DRIP, 0.05
    line = line_to(model, seconds=0.5)
    asked = [why(line) for _ in range(AT_ONCE + 2)]
    assert sorted(await asyncio.gather(*asked)) == ["busy"] * 2 + ["too_slow"] * AT_ONCE
