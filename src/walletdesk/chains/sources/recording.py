"""What an endpoint once answered, asked again: for rows that judge the rules, and where no network is."""

from collections.abc import Mapping, Sequence

import msgspec

from walletdesk.chains.model.diagnosis import Trouble
from walletdesk.chains.ports import NoAnswer
from walletdesk.chains.sources.json_rpc import UNKNOWN_METHOD, Call, Failure, Reply, replies_in


class Recorded(msgspec.Struct, frozen=True):
    """One call and what came back: a whole JSON-RPC answer, or its result alone."""

    method: str
    params: list[object] = []
    response: object = None


class Recording:
    """Fits the port. A call is found by method and first parameter, of ``eth_call`` by whom it calls."""

    def __init__(self, rows: Sequence[Recorded]) -> None:
        self._rows = rows

    async def ask(self, calls: Sequence[Call]) -> Sequence[Reply]:
        return [self._reply(call) for call in calls]

    def _reply(self, call: Call) -> Reply:
        wanted = msgspec.to_builtins(call.params)
        fitting = [row for row in self._rows if row.method == call.method and _of(row.params) == _of(wanted)]
        exact = [row for row in fitting if _lower(row.params) == _lower(wanted)]
        for row in (*exact, *fitting):
            return _read(row.response)
        return Failure(UNKNOWN_METHOD, "not recorded")


def _of(params: Sequence[object]) -> object:
    first = params[0] if params else None
    return _lower(first.get("to") if isinstance(first, Mapping) else first)


def _lower(value: object) -> bytes:
    return msgspec.json.encode(_hexed(value)).lower()


def _hexed(value: object) -> object:
    """Some write a number where others write its digits."""
    if isinstance(value, list):
        return [_hexed(one) for one in value]
    return hex(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _read(response: object) -> Reply:
    is_answer = isinstance(response, Mapping) and ("result" in response or "error" in response)
    answer = dict(response) if is_answer and isinstance(response, Mapping) else {"result": response}
    replies = replies_in(msgspec.json.encode({**answer, "id": 0}), 1)
    if replies is None:
        raise NoAnswer(Trouble.UNREADABLE)
    return replies[0]
