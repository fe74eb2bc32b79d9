"""What providers answer about chains of the ledger families, played back; and that with a field spoilt."""

import copy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from walletdesk.app.wiring.chain_families import FAMILIES
from walletdesk.chains import Family, default_table
from walletdesk.chains.model.diagnosis import Diagnosis, diagnose, unknown
from walletdesk.chains.ports import ChainSource, NoAnswer
from walletdesk.chains.sources.door import Send
from walletdesk.platform.connector import Incoming, NotReached, Outgoing, Why

Json = dict[str, Any]

FOLDER = Path(__file__).parents[1] / "data" / "chains" / "ledgers"
BASE = "https://node.example/base"
# What a field may hold that it must not. `17` and `True` may be right for some: then the code must stay.
SPOILT: tuple[object, ...] = (
    None,
    17,
    -1,
    True,
    False,
    1.5,
    "",
    "zz",
    "-1",
    "17",
    "9" * 500,
    10**40,
    [],
    {},
    ["x"],
    "😀",
)
MISSING = object()
# Nothing at all in the place of a transaction is an answer like any other.
NOTHING_THERE: tuple[object, ...] = (
    (("transactions",), []),
    (("transactions", 0), MISSING),
)


@cache
def rows() -> tuple[Json, ...]:
    """Each names the document of the chain or provider that it was written after."""
    files = sorted(FOLDER.glob("*.jsonl"))
    return tuple(json.loads(line) for file in files for line in file.read_text("utf-8").splitlines())


class Played:
    """An endpoint that answers as it is written in a row, and nothing that is not."""

    def __init__(self, row: Json) -> None:
        self._row = row

    async def send(self, request: Outgoing) -> Incoming:
        asked = json.loads(request.body) if request.body else None
        path = request.url.removeprefix(BASE)
        for one in self._row["pages"]:
            if (one["path"], one.get("body")) == (path, asked):
                body = json.dumps(one["response"]).encode()
                return Incoming(status=one.get("status", 200), headers={}, body=body)
        raise NotReached(Why.UNREACHABLE)


def source(row: Json, send: Send) -> ChainSource:
    """Built as in an installation."""
    chain = default_table().get(row["chain"])
    assert chain.family == row["family"]
    return FAMILIES[Family(row["family"])](chain, [BASE], send)


async def diagnosed(row: Json, send: Send | None = None) -> Diagnosis:
    try:
        return diagnose(await source(row, send or Played(row).send).look_up(row["tx"]), {})
    except NoAnswer as failure:
        return unknown(failure.why)


def places(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every field of an answer, at any depth."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        yield (*path, name)
        yield from places(part, (*path, name))


def spoilt(row: Json) -> Iterator[tuple[str, Json]]:
    """The row with one field of one answer in turn missing, or something that it cannot be."""
    for number, one in enumerate(row["pages"]):
        for path in places(one["response"]):
            for instead in (*SPOILT, *_others(row, one["response"], path), MISSING):
                if (path, instead) in NOTHING_THERE:
                    continue
                wrong = {**row, "pages": [*row["pages"]]}
                wrong["pages"][number] = {**one, "response": _with(one["response"], path, instead)}
                yield f"{one['path']} {path} {instead!r:.40}", wrong


def _with(response: object, path: tuple[str | int, ...], instead: object) -> object:
    changed: Any = copy.copy(response)  # alone what lies on the way is copied: there are many of them
    holder = changed
    for step in path[:-1]:
        holder[step] = copy.copy(holder[step])
        holder = holder[step]
    if instead is MISSING:
        del holder[path[-1]]
    else:
        holder[path[-1]] = instead
    return changed


def _others(row: Json, response: object, path: tuple[str | int, ...]) -> Iterator[str]:
    """Another's id, where this one stands."""
    found: Any = response
    for step in path:
        found = found[step]
    if isinstance(found, str) and found.lower() == row["tx"].lower():
        yield other_id(found)


def other_id(id: str) -> str:
    """Of the same form: its last three signs are others."""
    return id[:-3] + ("111" if id[-3:] != "111" else "222")
