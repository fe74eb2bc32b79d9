"""Timed work of routing: offers that run out, connections that stay lost, the sweep, the board."""

import asyncio
from datetime import timedelta

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.kernel.jobs import Job
from walletdesk.routing.events import QueueChanged
from walletdesk.routing.ports import Heads, OpenWork
from walletdesk.routing.service import Board, Routing, since_of

SWEEP = "routing.sweep"
SWEEP_EVERY = timedelta(minutes=1)
REPAIR = "routing.repair"
REPAIR_FIRST, REPAIR_EVERY = timedelta(minutes=2), timedelta(days=1)
BOARD_EVERY = 1.0  # seconds between two tellings of one place


class RoutingJobs:
    def __init__(self, routing: Routing, *, heads: Heads, clock: Clock, open_work: OpenWork) -> None:
        self._routing = routing
        self._heads = heads
        self._clock = clock
        self._open_work = open_work

    async def start(self) -> None:
        """Begin the sweeps; beginning twice is once."""
        async with self._open_work() as work:
            work.schedule(Job(kind=SWEEP, key="all", run_at=self._clock() + SWEEP_EVERY))

    async def plan_repair(self) -> None:
        """Compare the queue with the conversations soon after a start, then every day."""
        async with self._open_work() as work:
            work.schedule(Job(kind=REPAIR, key="all", run_at=self._clock() + REPAIR_FIRST))

    async def on_repair(self, job: Job) -> None:
        await self._routing.repairing.repair(self._heads)

    async def on_offer_expired(self, job: Job) -> None:
        agent = AgentId(str(job.args["agent"]))
        await self._routing.offers.expire(agent, ConversationId(job.key), since_of(job, "until"))

    async def on_contact_gone(self, job: Job) -> None:
        await self._routing.presence.contact_still_gone(ConversationId(job.key), since_of(job))

    async def on_agent_gone(self, job: Job) -> None:
        await self._routing.presence.agent_still_gone(AgentId(job.key), since_of(job))

    async def on_reweigh(self, job: Job) -> None:
        await self._routing.repairing.reweigh()

    async def on_sweep(self, job: Job) -> None:
        await self._routing.repairing.sweep()


class BoardTeller:
    """Tells places when the queue changed, at most once a second; asleep when nothing happens."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._running: asyncio.Task[None] | None = None

    def on_queue_changed(self, hint: QueueChanged) -> None:
        self._board.touch(hint.pool, anew=hint.anew)
        if self._running is None:
            self._running = asyncio.get_running_loop().create_task(self._run())

    async def idle(self) -> None:
        """Return when every place was told."""
        while self._running is not None:  # noqa: ASYNC110 - for tests
            await asyncio.sleep(BOARD_EVERY / 50)

    async def _run(self) -> None:
        try:
            while self._board.is_touched:
                await self._board.tell()
                await asyncio.sleep(BOARD_EVERY)
        finally:
            self._running = None

    async def close(self) -> None:
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)
