"""The deadline of a desk: looked at when its time has come, and told once."""

from datetime import datetime, timedelta

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import TicketId
from walletdesk.kernel.jobs import Job
from walletdesk.tickets.desks.events import DeskOverdue
from walletdesk.tickets.desks.model import Standing
from walletdesk.tickets.desks.ports import OpenWork, Reading, Work
from walletdesk.tickets.model import ENDED, SYSTEM, Ticket, What

DUE = "tickets.desk_due"


class Watching:
    """Every use case may be repeated: alarms and news come at least once."""

    def __init__(self, *, open_work: OpenWork, reading: Reading, clock: Clock) -> None:
        self._open_work = open_work
        self._reading = reading
        self._clock = clock

    async def ring(self, id: TicketId) -> None:
        """By the clock of this moment. A deadline that was moved is rung for later."""
        at = self._clock()
        async with self._open_work() as work:
            try:
                ticket, standing = await work.tickets.get(id), await work.standings.get(id)
            except NotFound:
                return
            if ticket.state in ENDED:
                return  # opened again, it is watched again
            due = standing.tell_overdue(at)
            if due is None:
                watch(work, standing)
                return
            ticket.write_down(What.OVERDUE, SYSTEM, at)
            await work.standings.save(standing)
            await work.tickets.save(ticket)
            work.emit(_overdue(ticket, standing, due, at))

    async def put_off(self, id: TicketId, by: timedelta) -> None:
        """Look again later: the clock was just set and is not believed yet."""
        async with self._open_work() as work:
            work.schedule(_look(id, self._clock() + by))

    async def moved(self, id: TicketId) -> None:
        """What is opened again while an answer is owed has lost its alarm."""
        standing = await self._reading.find(id)
        if standing is None or standing.untold_due is None:
            return
        async with self._open_work() as work:
            if (await work.tickets.get(id)).state not in ENDED:
                watch(work, await work.standings.get(id))


def watch(work: Work, standing: Standing) -> None:
    """So that it rings when an answer is overdue, and not where none is owed."""
    if (due := standing.untold_due) is not None:
        work.schedule(_look(standing.ticket, due))
    else:
        work.cancel(DUE, standing.ticket)


def _look(ticket: TicketId, at: datetime) -> Job:
    return Job(kind=DUE, key=ticket, run_at=at, args={"ticket": str(ticket)})


def _overdue(ticket: Ticket, standing: Standing, due: datetime, at: datetime) -> DeskOverdue:
    return DeskOverdue(
        at=at,
        ticket=ticket.id,
        number=ticket.number,
        kind=standing.kind.value,
        due_at=due,
        team=ticket.team,
    )
