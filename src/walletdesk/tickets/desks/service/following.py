"""The contact's ticket follows the desk's: it waits for another party while the desk does."""

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.ids import TicketId
from walletdesk.tickets.desks.ports import OpenWork, Reading
from walletdesk.tickets.model import MOVES, SYSTEM, State

SHOWN = {State.OPEN, State.WAITING_THIRD_PARTY}  # the front ends it, with an answer


class Following:
    def __init__(self, *, open_work: OpenWork, reading: Reading, clock: Clock) -> None:
        self._open_work = open_work
        self._reading = reading
        self._clock = clock

    async def moved(self, id: TicketId) -> None:
        """Safe to repeat: the state of now counts, not that of the news."""
        standing = await self._reading.find(id)
        if standing is None or standing.parent is None:
            return
        async with self._open_work() as work:
            state = (await work.tickets.get(id)).state
            theirs = await work.tickets.get(standing.parent)
            if state in SHOWN and theirs.state in SHOWN and state in MOVES[theirs.state]:
                work.emit(*theirs.move(state, SYSTEM, self._clock()))
                await work.tickets.save(theirs)
