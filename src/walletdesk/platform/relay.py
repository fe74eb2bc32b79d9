"""Carries events from the outbox to whoever reacts: at least once, in order per reaction and topic.

Each reaction has a lane of its own. A reaction that fails holds back only its own next events of that topic,
with growing pauses; after ``MOST_ATTEMPTS`` the event is set aside as a dead letter and the lane goes on. An
outbox row is removed when every lane is through with it, so a crash replays what was not finished.
"""

import asyncio
import logging
import traceback
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from msgspec import DecodeError

from walletdesk.kernel.clock import Clock, millis
from walletdesk.kernel.events import Event
from walletdesk.platform.db import Database, Kept, Row
from walletdesk.platform.outbox_rows import (
    DEAD,
    FAILED,
    FINISHED,
    LEFT_BEHIND,
    REVIVE,
    UNDELIVERED,
    DeadLetter,
    dead_letter,
    decode,
    runs,
)
from walletdesk.platform.telemetry import counter

E = TypeVar("E", bound=Event)
H = TypeVar("H")
Reaction = Callable[[Any], Awaitable[None]]
BatchReaction = Callable[[Any], Awaitable[None]]
Pause = Callable[[float], Awaitable[None]]

MOST_ATTEMPTS = 8
FIRST_PAUSE, LONGEST_PAUSE = (
    0.2,
    60.0,
)  # seconds; doubled each time: about a minute until the dead-letter view

LOG = logging.getLogger(__name__)
BATCH_EVERY = 0.6  # seconds: what may trail by one (the search index) is done for many at once
FINISH_EVERY = 0.2  # seconds: rows that are done are removed by runs, not one by one
PAGE = 500
LOOK_BACK_EVERY, LOOK_BACK_MS = 30.0, 90_000  # longer than all attempts of a reaction that is still at it

_delivered = counter("walletdesk_relay_delivered_total", "Events that every reaction is through with.")
_failed = counter("walletdesk_relay_failed_total", "Reactions that failed and will be tried again.")
_set_aside = counter("walletdesk_relay_dead_total", "Events set aside after the last attempt.")


@dataclass(slots=True, eq=False)
class _Entry:
    id: int
    event: Event
    lanes_left: int = 0
    dead: bool = False


class _Lane:
    """One reaction: its waiting events by topic."""

    def __init__(self, reaction: Reaction, when: Callable[[Any], bool] | None) -> None:
        self.reaction = reaction
        self.when = when
        self.name = f"{reaction.__module__.removeprefix('walletdesk.')}.{reaction.__qualname__}"
        self.waiting: dict[str, deque[_Entry]] = {}


class _Batch:
    """One reaction that takes many events at once, whatever their topics."""

    def __init__(self, reaction: BatchReaction) -> None:
        self.reaction = reaction
        self.name = f"{reaction.__module__.removeprefix('walletdesk.')}.{reaction.__qualname__}"
        self.waiting: list[_Entry] = []
        self.running = False


class Relay:
    """Subscriptions, and the delivery of what is committed."""

    def __init__(self, db: Database, *, clock: Clock, pause: Pause = asyncio.sleep) -> None:
        self._db = db
        self._clock = clock
        self._pause = pause
        self._kinds: dict[str, type[Event]] = {}
        self._lanes: dict[type[Event], list[_Lane]] = {}
        self._batches: dict[type[Event], list[_Batch]] = {}
        self._hints: dict[type, list[Callable[[Any], None]]] = {}
        self._dead: list[Callable[[int, str], Awaitable[None]]] = []
        self._known: set[int] = set()
        self._finished: list[int] = []
        self._finishing: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._looking: asyncio.Task[None] | None = None
        self._stopping = False

    def on(
        self,
        kind: type[E],
        *reactions: Callable[[E], Awaitable[None]],
        when: Callable[[E], bool] | None = None,
    ) -> None:
        """Subscribe. Reactions must be safe to repeat. ``when`` spares those events that are not for them."""
        self._kinds[kind.__name__] = kind
        self._lanes.setdefault(kind, []).extend(_Lane(reaction, when) for reaction in reactions)

    def on_batch(self, kind: type[E], reaction: Callable[[Sequence[E]], Awaitable[None]]) -> None:
        """Subscribe to many events at a time, up to ``BATCH_EVERY`` late.

        In order of commit over all topics.
        """
        self._kinds[kind.__name__] = kind
        self._batches.setdefault(kind, []).append(_Batch(reaction))

    def hint(self, kind: type[H], *listeners: Callable[[H], None]) -> None:
        """Tell at once after the commit and never again: for live pushes, which a client can catch up on."""
        self._hints.setdefault(kind, []).extend(listeners)

    def on_dead(self, listener: Callable[[int, str], Awaitable[None]]) -> None:
        """Tell of each event that was set aside: its outbox number and the reaction's name."""
        self._dead.append(listener)

    async def start(self) -> None:
        """Begin to listen, and take up what an earlier run did not finish."""
        self._db.on_kept(self._kept)
        await self._take_up(await self._left())
        if self._db.engine == "postgresql":
            self._looking = asyncio.get_running_loop().create_task(self._look_back())

    async def _look_back(self) -> None:
        """Take up what nobody told us of: a connection cut in the middle of a commit, a node that died."""
        while True:
            await asyncio.sleep(LOOK_BACK_EVERY)
            try:
                await self.look_back()
            except Exception as failure:  # a database out of reach is looked at again in a while
                LOG.warning("outbox not read", extra={"error": type(failure).__name__})

    async def look_back(self) -> None:
        before = millis(self._clock()) - LOOK_BACK_MS
        await self._take_up(await self._db.all(LEFT_BEHIND, before=before, most=PAGE))

    async def _take_up(self, rows: Sequence[Row]) -> None:
        """Deliver what we do not have at hand; what cannot be read is set aside and stops nobody."""
        unread: list[tuple[int, DecodeError]] = []
        for id, kind, body in rows:
            if kind in self._kinds and id not in self._known and id not in self._finished:
                try:
                    self._deliver(_Entry(id, decode(self._kinds[kind], body)))
                except DecodeError as failure:
                    unread.append((id, failure))
        for id, why in unread:
            await self._note("relay", id, MOST_ATTEMPTS, why)

    async def _left(self) -> list[Row]:
        """All of it before anything is delivered: what reactions cause must not overtake what is older."""
        found: list[Row] = []
        while page := await self._db.all(UNDELIVERED, after=found[-1][0] if found else 0, most=PAGE):
            found += page
        return found

    async def stop(self) -> None:
        """Let go. What is not finished stays in the outbox for the next start."""
        self._stopping = True
        tasks = [*self._tasks, *([self._looking] if self._looking else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._finishing is not None:
            await self._finishing

    async def drain(self) -> None:
        """Return when nothing waits, what the reactions themselves caused included."""
        while self._tasks or self._finishing is not None:  # noqa: ASYNC110 - for tests and the end
            await asyncio.sleep(0.001)

    async def dead_letters(self, *, most: int = 100) -> list[DeadLetter]:
        """What was set aside, oldest first; bodies are not shown."""
        return [dead_letter(row) for row in await self._db.all(DEAD, most=most)]

    async def retry(self, id: int) -> bool:
        """Deliver a dead letter once more."""
        async with self._db.write() as tx:
            row = await tx.one(REVIVE, id=id)
        if row is None or row[0] not in self._kinds:
            return False
        try:
            self._deliver(_Entry(id, decode(self._kinds[row[0]], row[1])))
        except DecodeError as failure:
            await self._note("relay", id, MOST_ATTEMPTS, failure)
            return False
        return True

    @property
    def waiting(self) -> int:
        return len(self._known)

    def _kept(self, kept: Kept) -> None:
        for hint in kept.hints:
            for listener in self._hints.get(type(hint), ()):
                _told(listener, hint)
        if not self._stopping:
            for id, event in kept.events:
                self._deliver(_Entry(id, event))

    def _deliver(self, entry: _Entry) -> None:
        self._known.add(entry.id)
        lanes = [
            lane
            for lane in self._lanes.get(type(entry.event), ())
            if lane.when is None or lane.when(entry.event)
        ]
        batches = self._batches.get(type(entry.event), ())
        entry.lanes_left = len(lanes) + len(batches)
        if not entry.lanes_left:
            self._finish(entry)
        for lane in lanes:
            self._line_up(lane, entry)
        for batch in batches:
            batch.waiting.append(entry)
            if not batch.running:
                batch.running = True
                self._start(self._run_batch(batch))

    def _line_up(self, lane: _Lane, entry: _Entry) -> None:
        topic = entry.event.topic
        if (line := lane.waiting.get(topic)) is not None:
            line.append(entry)
            return
        lane.waiting[topic] = deque([entry])
        self._start(self._run(lane, topic))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run_batch(self, batch: _Batch) -> None:
        try:
            while batch.waiting:
                await self._pause(BATCH_EVERY)
                entries, batch.waiting = batch.waiting, []
                await self._react_to_all(batch, entries)
                for entry in entries:
                    self._leave_lane(entry)
        finally:
            batch.running = False

    async def _react_to_all(self, batch: _Batch, entries: list[_Entry]) -> None:
        """All at once; if that fails each by itself, so that one bad event does not take the others along."""
        try:
            await batch.reaction([entry.event for entry in entries])
        except Exception as failure:
            LOG.warning(
                "batch failed",
                extra={"reaction": batch.name, "events": len(entries), "error": type(failure).__name__},
            )
            for entry in entries:
                await self._react(batch.name, lambda event: batch.reaction([event]), entry)

    async def _run(self, lane: _Lane, topic: str) -> None:
        line = lane.waiting[topic]
        try:
            while line:
                await self._react(lane.name, lane.reaction, line[0])
                self._leave_lane(line.popleft())
        finally:
            del lane.waiting[topic]

    def _leave_lane(self, entry: _Entry) -> None:
        entry.lanes_left -= 1
        if entry.lanes_left == 0:
            self._finish(entry)

    async def _react(self, name: str, reaction: Reaction, entry: _Entry) -> None:
        for attempt in range(1, MOST_ATTEMPTS + 1):
            try:
                await reaction(entry.event)
            except Exception as failure:
                _failed.add()
                entry.dead |= attempt >= MOST_ATTEMPTS
                await self._note(name, entry.id, attempt, failure)
                if attempt < MOST_ATTEMPTS:
                    await self._pause(min(FIRST_PAUSE * 2 ** (attempt - 1), LONGEST_PAUSE))
            else:
                return

    async def _note(self, name: str, id: int, attempt: int, failure: Exception) -> None:
        where = traceback.extract_tb(failure.__traceback__)[-1]
        # never its text: it may quote a person
        error = f"{type(failure).__name__} at {where.name}:{where.lineno}"
        LOG.warning(
            "reaction failed",
            extra={"reaction": name, "outbox": id, "attempt": attempt, "error": error},
        )
        dead = attempt >= MOST_ATTEMPTS
        if dead:
            _set_aside.add()
            await self._tell_dead(id, name)
        try:
            async with self._db.write() as tx:
                at = millis(self._clock())
                values = {"attempts": attempt, "reaction": name, "error": error, "failed_at": at}
                await tx.run(FAILED, outbox_id=id, is_dead=int(dead), **values)
        except Exception as late:
            LOG.warning("failure not noted", extra={"outbox": id, "error": type(late).__name__})

    async def _tell_dead(self, id: int, name: str) -> None:
        for listener in self._dead:
            try:
                await listener(id, name)
            except Exception:  # the view shows it anyway
                LOG.exception("dead letter not told", extra={"outbox": id})

    def _finish(self, entry: _Entry) -> None:
        self._known.discard(entry.id)
        if entry.dead:
            return
        _delivered.add()
        self._finished.append(entry.id)
        if self._finishing is None:
            self._finishing = asyncio.get_running_loop().create_task(self._remove_finished())

    async def _remove_finished(self) -> None:
        try:
            while self._finished:
                await asyncio.sleep(FINISH_EVERY)
                done, self._finished = self._finished, []
                await self._remove(done)
        finally:
            self._finishing = None

    async def _remove(self, done: Sequence[int]) -> None:
        try:
            async with self._db.write() as tx:
                await tx.many(FINISHED, [{"first": first, "last": last} for first, last in runs(done)])
        except Exception as failure:
            LOG.warning("outbox rows stay", extra={"rows": len(done), "error": type(failure).__name__})


def _told(listener: Callable[[Any], None], hint: object) -> None:
    try:
        listener(hint)
    except Exception:
        LOG.exception("hint failed", extra={"listener": listener.__qualname__})
