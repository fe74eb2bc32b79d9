"""Who tells first: commits of one topic in the order in which they were made."""

import asyncio
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Turn:
    earlier: Sequence[asyncio.Future[None]]

    async def come(self) -> None:
        """Return when every earlier commit of the same topics has been told or has failed."""
        for turn in self.earlier:
            await turn


class Turns:
    """The turns that are not over, the last one of each topic.

    PostgreSQL lets the next writer of a row on before the first has heard that its COMMIT is through, so the
    answers may cross. A turn taken before COMMIT, with the row locked, is taken in the order of the commits.
    """

    def __init__(self) -> None:
        self._last: dict[str, asyncio.Future[None]] = {}

    @contextmanager
    def take(self, topics: Collection[str]) -> Iterator[Turn]:
        earlier = [self._last[topic] for topic in topics if topic in self._last]
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._last.update(dict.fromkeys(topics, mine))
        try:
            yield Turn(earlier)
        finally:
            mine.set_result(None)
            for topic in topics:
                if self._last.get(topic) is mine:
                    del self._last[topic]
