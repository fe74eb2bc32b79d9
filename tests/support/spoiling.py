"""What endpoints answered, with one field in turn missing or something that it cannot be."""

import copy
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from walletdesk.chains.sources.pages import Page, Want

Json = dict[str, Any]
Place = tuple[str | int, ...]

DATA = Path(__file__).parents[1] / "data" / "chains"
SPOILT: tuple[object, ...] = (
    None,
    17,
    -1,
    True,
    1.5,
    "zz",
    "-1",
    "9" * 400,
    10**30,
    [],
    {},
    ["1"],
    "😀",
    "ab" * 32,  # the id of another transaction
)
_MISSING = object()


def rows_of(name: str) -> list[Json]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()]


def places(value: object, path: Place = ()) -> Iterator[Place]:
    """Every field of an answer, at any depth."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        yield (*path, name)
        yield from places(part, (*path, name))


def spoilt(row: Json, answers: str, whole: Sequence[Place] = ()) -> Iterator[tuple[str, Json]]:
    """``answers`` names the list of what was answered, ``whole`` what is an answer of its own when empty."""
    for number, one in enumerate(row[answers]):
        for path in (path for path in places(one["response"]) if path not in whole):
            for instead in (*SPOILT, _MISSING):
                wrong = copy.deepcopy(row)
                _put(wrong[answers][number]["response"], path, instead)
                yield f"{one.get('ask') or one['method']} {path} {str(instead)[:20]}", wrong


def _put(holder: Any, path: Place, instead: object) -> None:  # noqa: ANN401 - any JSON
    for step in path[:-1]:
        holder = holder[step]
    if instead is _MISSING:
        del holder[path[-1]]
    else:
        holder[path[-1]] = instead


class Recorded:
    """Fits the port ``Reader``: what was written down, by path and body; the rest is a page of nothing."""

    def __init__(self, row: Json) -> None:
        self._pages = {one["ask"]: one for one in row["pages"]}
        self.asked = 0

    async def fetch(self, wants: Sequence[Want]) -> Sequence[Page]:
        self.asked += 1
        return [self._page(want) for want in wants]

    def _page(self, want: Want) -> Page:
        one = self._pages.get(f"{want.path} {(want.body or b'').decode()}".strip())
        if one is None:
            return Page(404, b"not recorded")
        body = one["response"]
        raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        return Page(one.get("status", 200), raw)
