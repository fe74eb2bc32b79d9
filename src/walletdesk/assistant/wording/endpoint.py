"""The line to an OpenAI-compatible model: bounded requests, counted, through the connector.

Whatever comes back, only the text of its first choice is handed on. Address, key and answer are never logged.
"""

from collections.abc import Awaitable, Callable
from typing import Final

import msgspec

from walletdesk.assistant.wording.model import SHAPE, Prompt
from walletdesk.assistant.wording.ports import NoAnswer
from walletdesk.kernel.errors import TooMany
from walletdesk.platform.connector import Connector, NotReached, Outgoing

AT_ONCE = 4  # requests; whoever comes fifth is shown the article
MOST_BYTES = 64_000  # of an answer: ten sentences are a few thousand
_OK: Final = 200

Spend = Callable[[], Awaitable[None]]


class _Message(msgspec.Struct):
    content: str


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Completion(msgspec.Struct):
    choices: list[_Choice]


class Endpoint:
    """``url`` as ``https://models.example/v1``; ``spend`` counts one request, or raises TooMany."""

    def __init__(
        self, connector: Connector, *, url: str, name: str, key: str, seconds: float, spend: Spend
    ) -> None:
        self._connector = connector
        self._url = f"{url.rstrip('/')}/chat/completions"
        self._name = name
        self._key = key
        self._seconds = seconds
        self._spend = spend
        self._busy = 0

    @property
    def name(self) -> str:
        return self._name

    async def ask(self, prompt: Prompt) -> str:
        if self._busy >= AT_ONCE:
            raise NoAnswer("busy")
        self._busy += 1
        try:
            return await self._asked(prompt)
        finally:
            self._busy -= 1

    async def _asked(self, prompt: Prompt) -> str:
        try:
            await self._spend()
            answer = await self._connector.send(self._request(prompt))
        except TooMany:
            raise NoAnswer("budget") from None
        except NotReached as failure:
            raise NoAnswer(failure.why.value) from None
        if answer.status != _OK:
            raise NoAnswer(f"status_{answer.status // 100}xx")
        return _text(answer.body)

    def _request(self, prompt: Prompt) -> Outgoing:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        body = msgspec.json.encode(
            {
                "model": self._name,
                "temperature": 0,
                "max_tokens": prompt.tokens,
                "stream": False,
                "response_format": {
                    "type": "json_schema",
                    "json_schema": {"name": "answer", "strict": True, "schema": SHAPE},
                },
                "messages": [
                    {"role": "system", "content": prompt.rules},
                    {"role": "user", "content": prompt.data},
                ],
            }
        )
        return Outgoing(
            url=self._url,
            method="POST",
            headers=headers,
            body=body,
            seconds=self._seconds,
            most_bytes=MOST_BYTES,
        )


def _text(body: bytes) -> str:
    try:
        choices = msgspec.json.decode(body, type=_Completion).choices
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise NoAnswer("unreadable") from None
    if not choices:
        raise NoAnswer("unreadable")
    if choices[0].finish_reason not in {None, "stop"}:
        raise NoAnswer("cut_off")
    return choices[0].message.content
