"""Kept first, acknowledged then, read last: whatever is in it, nothing that was acknowledged is lost."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from walletdesk.channels.arrivals.model import (
    CAN_BE_TAKEN,
    LEFT,
    TAKEN_AGAIN,
    Arrival,
    Arriving,
    State,
    Taken,
)
from walletdesk.channels.arrivals.ports import OpenWork, Pauses, Reading, Sealing, Taker
from walletdesk.kernel.clock import Clock, millis
from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.ids import ConversationId, InboxId, new_id
from walletdesk.kernel.jobs import Job

TAKE: Final = "arrival.take"
FORGET: Final = "arrival.forget"
FORGET_EVERY: Final = timedelta(hours=6)
UNREADABLE: Final = "unreadable"  # a fact: why the transport did not bring all of it
MOST_AT_ONCE: Final = 1_000  # of those that waited for their inbox


class Arrivals:
    """``keep_days``: so long what came can be looked at and taken again."""

    def __init__(
        self,
        *,
        open_work: OpenWork,
        reading: Reading,
        sealing: Sealing,
        pauses: Pauses,
        keep_days: int,
        clock: Clock,
    ) -> None:
        self._open_work = open_work
        self._reading = reading
        self._sealing = sealing
        self._pauses = pauses
        self._keep = timedelta(days=keep_days)
        self._clock = clock
        self._takers: dict[str, Taker] = {}

    def taken_by(self, kind: str, taker: Taker) -> None:
        self._takers[kind] = taker

    async def keep(self, inbox: InboxId, kind: str, *arriving: Arriving) -> int:
        """How many were new. When this returns they are on disk and may be acknowledged."""
        now, new = self._clock(), 0
        made = [self._arrival(inbox, kind, one, number) for number, one in enumerate(arriving)]
        sealed = [
            self._sealing.seal(one.packed(), arrival.id) for one, arrival in zip(arriving, made, strict=True)
        ]
        async with self._open_work() as work:
            for number, (arrival, raw) in enumerate(zip(made, sealed, strict=True)):
                if await work.arrivals.add(arrival, raw):
                    due = now + number * timedelta(milliseconds=1)
                    work.schedule(Job(kind=TAKE, key=arrival.id, run_at=due))
                    new += 1
        return new

    async def take(self, job: Job) -> None:
        """Handler of ``arrival.take``. While its inbox is paused it waits, without a job."""
        arrival = await self._reading.find(job.key)
        if arrival is None or arrival.state is not State.WAITING:
            return
        if await self._pauses.is_paused(arrival.inbox):
            return
        taken = await self._taken(arrival)
        async with self._open_work() as work:
            held = await work.arrivals.hold(arrival.id)
            if held is not None and held.state is State.WAITING:
                await work.arrivals.settle(arrival.id, taken)

    async def take_waiting(self, inbox: InboxId) -> None:
        """Its inbox was paused and is not any more."""
        now, after = self._clock(), ""
        while some := await self._reading.waiting(inbox, MOST_AT_ONCE, after):
            async with self._open_work() as work:
                work.schedule(*(Job(kind=TAKE, key=id, run_at=now, only_sooner=True) for id in some))
            after = some[-1]

    async def set_aside(self, id: str) -> None:
        """Its job failed for good: it is shown as failed, and can be taken again."""
        async with self._open_work() as work:
            held = await work.arrivals.hold(id)
            if held is not None and held.state is State.WAITING:
                await work.arrivals.settle(id, Taken(state=State.FAILED, reason="failed"))

    async def take_again(self, id: str) -> None:
        """Raises NotFound; Conflict for one that was taken, or whose content is gone."""
        now = self._clock()
        async with self._open_work() as work:
            held = await work.arrivals.hold(id)
            if held is None:
                raise NotFound
            if held.state not in CAN_BE_TAKEN or not held.has_raw:
                raise Conflict("This was taken in already, or is not kept any more.", code="not_again")
            await work.arrivals.settle(id, Taken(state=State.WAITING, reason=TAKEN_AGAIN))
            work.schedule(Job(kind=TAKE, key=id, run_at=now))

    async def leave(self, id: str) -> None:
        """Somebody looked, and it belongs into no conversation. Raises NotFound and Conflict."""
        async with self._open_work() as work:
            held = await work.arrivals.hold(id)
            if held is None:
                raise NotFound
            if held.state not in CAN_BE_TAKEN:
                raise Conflict("This was taken in already, or is not kept any more.", code="not_again")
            left = Taken(state=State.IGNORED, reason=LEFT, conversation=held.conversation)
            await work.arrivals.settle(id, left)

    async def stop(self, id: str) -> None:
        """A secret was found in it after all: what came is not kept any longer."""
        async with self._open_work() as work:
            held = await work.arrivals.hold(id)
            if held is not None:
                stopped = Taken(
                    state=State.STOPPED, reason="secret", conversation=held.conversation, wipes=True
                )
                await work.arrivals.settle(id, stopped)

    async def find(self, id: str) -> Arrival | None:
        return await self._reading.find(id)

    async def arrived(self, id: str) -> Arriving | None:
        """What came, as it came; None when it is not kept any more. Its caller asks who may see it."""
        arrival, sealed = await self._reading.find(id), await self._reading.sealed(id)
        if arrival is None or sealed is None:
            return None
        return Arriving.unpacked(arrival.external_id, self._sealing.open(sealed, id))

    async def listed(self, inbox: InboxId, states: Sequence[State], *, most: int = 100) -> Sequence[Arrival]:
        return await self._reading.listed(inbox, states, most)

    async def of_conversation(self, conversation: ConversationId, *, most: int = 200) -> Sequence[Arrival]:
        return await self._reading.of_conversation(conversation, most)

    async def wipe(self, ids: Sequence[str]) -> None:
        """What turned out later to hold a part of a secret."""
        async with self._open_work() as work:
            for id in ids:
                await work.arrivals.wipe(id)

    async def forget(self, _: Job) -> None:
        await self._reading.forget_raw(self._clock() - self._keep)

    async def _taken(self, arrival: Arrival) -> Taken:
        taker, arrived = self._takers.get(arrival.kind), await self.arrived(arrival.id)
        if arrived is not None and (why := arrived.facts.get(UNREADABLE)):
            return Taken(state=State.UNREADABLE, reason=why)
        if taker is None or arrived is None:
            return Taken(state=State.FAILED, reason="no_taker" if taker is None else "forgotten")
        return await taker.take(arrival, arrived)

    def _arrival(self, inbox: InboxId, kind: str, arriving: Arriving, number: int) -> Arrival:
        """Of those that are brought together each id comes after the one before."""
        return Arrival(
            id=new_id("arr", millis(self._clock()) + number),
            inbox=inbox,
            kind=kind,
            external_id=arriving.external_id,
            received_at=self._clock(),
            size=len(arriving.raw),
        )
