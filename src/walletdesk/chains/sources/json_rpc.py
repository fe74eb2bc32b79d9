"""JSON-RPC as nodes speak it: calls in, one reply for each out, whatever order or form they came in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import msgspec

from walletdesk.chains.model.diagnosis import Trouble
from walletdesk.chains.ports import NoAnswer

UNKNOWN_METHOD: Final = -32601
LONGEST_ERROR: Final = 1_000  # characters of a node's words


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    params: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """``raw`` is JSON that nobody has looked at yet."""

    raw: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Failure:
    code: int
    message: str = ""
    raw: bytes = field(default=b"", repr=False)  # what the node said beside it

    @property
    def is_unsupported(self) -> bool:
        return self.code == UNKNOWN_METHOD


Reply = Result | Failure


class Line(Protocol):
    """Somebody who answers calls: an endpoint, several of them, or a recording."""

    async def ask(self, calls: Sequence[Call]) -> Sequence[Reply]:
        """One reply for each call, in their order. Raise NoAnswer."""
        ...


class _Error(msgspec.Struct, frozen=True):
    code: int
    message: str = ""
    data: msgspec.Raw = msgspec.Raw()


class _Answer(msgspec.Struct, frozen=True):
    id: int | None = None
    result: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    error: _Error | None = None


def body_of(calls: Sequence[Call]) -> bytes:
    """One call is sent as it is: some endpoints refuse lists."""
    told = [
        {"jsonrpc": "2.0", "id": number, "method": call.method, "params": call.params}
        for number, call in enumerate(calls)
    ]
    return msgspec.json.encode(told if len(told) > 1 else told[0])


def replies_in(body: bytes, count: int) -> Sequence[Reply] | None:
    """None where one refusal came for a whole list. Raise NoAnswer."""
    try:
        if body.lstrip()[:1] == b"[":
            answers = msgspec.json.decode(body, type=list[_Answer])
        else:
            answers = [msgspec.json.decode(body, type=_Answer)]
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise NoAnswer(Trouble.UNREADABLE) from None
    if count > 1 and len(answers) == 1 and answers[0].error is not None:
        return None
    by_id = {answer.id: answer for answer in answers}
    if len(answers) != count or set(by_id) != set(range(count)):
        raise NoAnswer(Trouble.UNREADABLE)
    return [_reply(by_id[number]) for number in range(count)]


def _reply(answer: _Answer) -> Reply:
    if answer.error is not None:
        error = answer.error
        return Failure(error.code, error.message[:LONGEST_ERROR], bytes(error.data))
    if answer.result is msgspec.UNSET:
        raise NoAnswer(Trouble.UNREADABLE)
    return Result(bytes(answer.result))
