"""What a desk does with its tickets: look, fill in, begin, ask for more, tell the front and the contact."""

from collections.abc import Sequence
from dataclasses import dataclass

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Invalid, NotFound
from walletdesk.kernel.ids import TicketId
from walletdesk.kernel.objections import Objected
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.tickets.desks.events import DeskAnswered
from walletdesk.tickets.desks.model import STEPS, DeskKind, Packet, Standing
from walletdesk.tickets.desks.ports import Outgoing, Work
from walletdesk.tickets.desks.service.escalating import World, into_review
from walletdesk.tickets.desks.service.screening import refuse_secrets, refuse_secrets_of
from walletdesk.tickets.desks.service.watching import watch
from walletdesk.tickets.model import NOTE, Next, State, Ticket, What, agent, may_see
from walletdesk.tickets.next_steps import NEXT_STEPS
from walletdesk.tickets.ports import Listing

Both = tuple[Ticket, Standing]
Seen = tuple[Ticket, Standing | None]


@dataclass(frozen=True, slots=True)
class Told:
    """What the desk tells the front. ``asked``: the fields it needs; with them it goes back to the front."""

    text: str
    asked: tuple[str, ...] = ()


class Reviewing:
    def __init__(self, world: World, *, outgoing: Outgoing) -> None:
        self._world = world
        self._outgoing = outgoing
        self._clock: Clock = world.clock

    async def seen_by(self, viewer: AgentViewer, id: TicketId) -> Seen:
        """For those who may see all of it; None where it is no desk's. Strangers and wrong ids look alike."""
        ticket = await self._world.ticketing.seen_by(viewer, id)
        return ticket, await self._world.reading.find(id) if ticket.desk else None

    async def list(self, viewer: AgentViewer, listing: Listing) -> Sequence[Ticket]:
        return await self._world.ticketing.list(viewer, listing)

    async def several(self, tickets: Sequence[Ticket]) -> dict[TicketId, Standing]:
        """Of tickets that their reader may see."""
        ids = [one.id for one in tickets if one.desk]
        return {one.ticket: one for one in await self._world.reading.several(ids)} if ids else {}

    async def fill(self, viewer: AgentViewer, id: TicketId, packet: Packet) -> Both:
        _, standing = await self.seen_by(viewer, id)
        if standing is None:
            raise NotFound
        refuse_secrets_of(self._world.secret_in, standing.kind, {**standing.packet, **packet})
        at = self._clock()
        async with self._world.open_work() as work:
            ticket, standing = await _held(work, viewer, id)
            if changed := standing.fill(packet, self._world.chains, at):
                ticket.write_down(What.PACKET, agent(viewer.agent), at, after=", ".join(changed))
            await _save(work, ticket, standing)
        return ticket, standing

    async def begin(self, viewer: AgentViewer, id: TicketId) -> Both:
        """Into review. Raises PacketRefused, which names each field that is missing."""
        at = self._clock()
        async with self._world.open_work() as work:
            ticket, standing = await _held(work, viewer, id)
            await into_review(work, self._world.business_time, (ticket, standing), viewer.agent, at)
            await _save(work, ticket, standing)
        return ticket, standing

    async def tell_front(self, viewer: AgentViewer, id: TicketId, told: Told) -> Both:
        """A note for whoever escalated it; with fields asked for, it goes back to them."""
        refuse_secrets(self._world.secret_in, told.text)
        if not told.text.strip() or len(told.text) > NOTE:
            raise Invalid("A note has between 1 and {most} characters.", most=NOTE)
        at, by = self._clock(), agent(viewer.agent)
        async with self._world.open_work() as work:
            ticket, standing = await _held(work, viewer, id)
            before = standing.stage
            standing.answer()
            watch(work, standing)
            if told.asked:
                standing.send_back(told.asked)
                if standing.stage is not before:
                    ticket.write_down(What.STAGE, by, at, before=before.value, after=standing.stage.value)
            seq = ticket.write_down(What.RETURNED, by, at, after=told.text)
            await _save(work, ticket, standing)
            work.emit(
                DeskAnswered(
                    at=at,
                    ticket=id,
                    number=ticket.number,
                    seq=seq,
                    by=viewer.agent,
                    kind=standing.kind.value,
                    conversation=standing.conversation,
                    asked=told.asked,
                )
            )
        return ticket, standing

    async def promise(self, viewer: AgentViewer, id: TicketId, coming: Next) -> Ticket:
        """What the contact reads of what comes next: on this ticket, and on the one they know it by."""
        await self._require_sayable(coming)
        at, by = self._clock(), agent(viewer.agent)
        async with self._world.open_work() as work:
            ticket = await work.tickets.get(id)
            if not may_see(viewer, ticket):
                raise NotFound
            if coming.step and coming.step not in _steps(ticket):
                raise Invalid("Choose one of the list.")
            ticket.promise(coming, by, at)
            await work.tickets.save(ticket)
            parent = (await work.standings.get(id)).parent if ticket.desk else None
            if parent:
                theirs = await work.tickets.get(parent)
                if theirs.state is not State.CLOSED:
                    theirs.promise(coming, by, at)
                    await work.tickets.save(theirs)
        return ticket

    async def _require_sayable(self, coming: Next) -> None:
        """As a message of an agent is: no secret, no request for one, nothing that is not ours."""
        if coming.words:
            refuse_secrets(self._world.secret_in, coming.words)
            if objections := await self._outgoing.objections(coming.words):
                raise Objected(objections)


def _steps(ticket: Ticket) -> Sequence[str]:
    return STEPS[DeskKind(ticket.desk)] if ticket.desk else tuple(NEXT_STEPS)


async def _held(work: Work, viewer: AgentViewer, id: TicketId) -> Both:
    ticket = await work.tickets.get(id)
    if not (may_see(viewer, ticket) and ticket.desk):
        raise NotFound
    return ticket, await work.standings.get(id)


async def _save(work: Work, ticket: Ticket, standing: Standing) -> None:
    await work.standings.save(standing)
    await work.tickets.save(ticket)
