"""A language model that says what a test wants: one in memory, and one behind a port of this machine.

The one behind a port speaks HTTP by hand, so that it can also drip, break off and answer nonsense.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from walletdesk.assistant.wording import NoAnswer
from walletdesk.assistant.wording.model import Prompt
from walletdesk.platform.settings import BotSettings, ConnectorSettings

Json = dict[str, Any]
Says = Callable[[Json], str]  # the data of the prompt in, the text of the model out


def sentences(*said: tuple[str, Sequence[str]], can_answer: bool = True) -> str:
    listed = [{"text": text, "cites": list(cites)} for text, cites in said]
    return json.dumps({"can_answer": can_answer, "sentences": listed}, ensure_ascii=False)


def repeats(data: Json) -> str:
    """A faithful model: the first two of what it was given, as they stand."""
    given = data.get("passages") or data.get("messages") or [data]
    return sentences(*((one["text"][:200], [one["id"]]) for one in given[:2]))


@dataclass
class FakeModel:
    """Fits the port."""

    says: Says = repeats
    fails: str = ""
    name: str = "fake-model-1"
    prompts: list[Prompt] = field(default_factory=list)

    async def ask(self, prompt: Prompt) -> str:
        self.prompts.append(prompt)
        if self.fails:
            raise NoAnswer(self.fails)
        return self.says(json.loads(prompt.data))


@dataclass
class ModelServer:
    """``says`` as above; ``raw`` instead answers these bytes, with ``pause`` seconds between the pieces."""

    says: Says = repeats
    status: int = 200
    raw: Sequence[bytes] = ()
    pause: float = 0.0
    finish: str = "stop"
    port: int = 0
    heads: list[str] = field(default_factory=list)
    asked: list[Json] = field(default_factory=list)
    running: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def told(self) -> list[str]:
        """All that was ever sent here, heads and bodies."""
        return [*self.heads, *(json.dumps(one, ensure_ascii=False) for one in self.asked)]

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.running.add(task)
        try:
            await self._heard(reader)
            for piece in self.raw or [self._whole()]:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(self.pause)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self.running.discard(task)
            writer.close()

    async def _heard(self, reader: asyncio.StreamReader) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        size = next(
            int(line[15:]) for line in head.lower().split("\r\n") if line.startswith("content-length:")
        )
        self.heads.append(head)
        self.asked.append(json.loads(await reader.readexactly(size)))

    def _whole(self) -> bytes:
        data = json.loads(self.asked[-1]["messages"][1]["content"])
        choice = {"message": {"role": "assistant", "content": self.says(data)}, "finish_reason": self.finish}
        return http(json.dumps({"id": "x", "choices": [choice]}).encode(), self.status)


def reaching(model: ModelServer) -> tuple[BotSettings, ConnectorSettings]:
    """Settings of an installation that words its answers with this model."""
    bot = BotSettings(model_url=model.url, model="fake-model-1", model_calls_per_day=100_000)
    return bot, ConnectorSettings(may_reach=[f"127.0.0.1:{model.port}"])


def http(body: bytes, status: int = 200) -> bytes:
    head = f"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


@asynccontextmanager
async def serving(model: ModelServer) -> AsyncIterator[ModelServer]:
    server = await asyncio.start_server(model.answer, "127.0.0.1", 0)
    model.port = server.sockets[0].getsockname()[1]
    try:
        yield model
    finally:
        server.close()
        left = list(model.running)  # what drips goes on for minutes
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
