"""Who tells first: commits of one topic in the order in which they were made."""

import asyncio
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

Turned = asyncio.Future[None]


@dataclass(frozen=True, slots=True)
class Turn:
    earlier: Sequence[Turned]

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
        mine: Turned = asyncio.get_running_loop().create_future()
        self._last.update(dict.fromkeys(topics, mine))
        try:
            yield Turn(earlier)
        finally:
            self._end_after(earlier, mine, topics)

    def _end_after(self, earlier: Sequence[Turned], mine: Turned, topics: Collection[str]) -> None:
        """A commit that failed has nothing to tell, but those behind it still wait for those before it."""

        def end(_: object = None) -> None:
            mine.set_result(None)
            for topic in topics:
                if self._last.get(topic) is mine:
                    del self._last[topic]

        if all(turn.done() for turn in earlier):
            end()
        else:
            asyncio.gather(*earlier).add_done_callback(end)
