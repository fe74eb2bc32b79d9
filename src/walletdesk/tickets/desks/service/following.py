"""What follows what: the contact's ticket the desks' tickets, the front's part who has the conversation."""

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.ids import ConversationId, TicketId
from walletdesk.tickets.desks.ports import OpenWork, Owners, Reading, Work
from walletdesk.tickets.model import SYSTEM, State

SHOWN = {State.OPEN, State.WAITING_THIRD_PARTY}  # the front ends it, with an answer


class Following:
    def __init__(self, *, open_work: OpenWork, reading: Reading, owners: Owners, clock: Clock) -> None:
        self._open_work = open_work
        self._reading = reading
        self._owners = owners
        self._clock = clock

    async def moved(self, id: TicketId) -> None:
        """Safe to repeat: the states of now count, not that of the news.

        ``id``: a desk's ticket, or the contact's own. That one is led back to where a desk still waits, and
        otherwise left as its people say: they may wait for somebody whom no desk asked.
        """
        standing = await self._reading.find(id)
        if standing is not None and standing.parent is None:
            return
        parent = standing.parent if standing and standing.parent else id
        async with self._open_work() as work:
            if standing is None and not await work.standings.states_for(parent):
                return
            theirs = await work.tickets.get(parent)
            state = await _followed(work, parent)
            is_led = standing is not None or state is State.WAITING_THIRD_PARTY
            if is_led and theirs.state in SHOWN and state is not theirs.state:
                work.emit(*theirs.move(state, SYSTEM, self._clock()))
                await work.tickets.save(theirs)

    async def handed(self, conversation: ConversationId) -> None:
        """Who has the conversation has what was escalated from it. Safe to repeat, as above."""
        escalated = await self._reading.of_conversation(conversation)
        owner = await self._owners.owner_of(conversation) if escalated else None
        for one in escalated:
            if owner and one.front != owner:
                async with self._open_work() as work:
                    standing = await work.standings.get(one.ticket)
                    standing.front = owner
                    await work.standings.save(standing)


async def _followed(work: Work, parent: TicketId) -> State:
    """As long as one desk waits for somebody outside the contact does, whatever the others are at."""
    desks = await work.standings.states_for(parent)
    waits = State.WAITING_THIRD_PARTY in desks or await work.standings.is_asked_outside(parent)
    return State.WAITING_THIRD_PARTY if waits else State.OPEN
