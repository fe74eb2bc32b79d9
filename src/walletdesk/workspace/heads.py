"""Heads for agents, and how many conversations there are of each kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from walletdesk.conversations import Conversation, Counting, Status
from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import ContactId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.workspace.ports import AgentNames, Cards, ContactCard, Offer, Places, TicketNumbers
from walletdesk.workspace.wire import AgentHead, Around, Named, OfferedTo, agent_head

ACTIVE = (Status.OPEN, Status.WAITING_FOR_AGENT, Status.WITH_AGENT)


@dataclass(frozen=True, slots=True)
class Counts:
    """``MOST`` stands for "that many or more": nobody reads further, and counting further costs."""

    queue: int
    mine: int
    all: int


class Heads:
    def __init__(
        self, *, cards: Cards, names: AgentNames, places: Places, tickets: TicketNumbers, counting: Counting
    ) -> None:
        self._cards = cards
        self._names = names
        self._places = places
        self._tickets = tickets
        self._counting = counting

    async def of(self, conversations: Sequence[Conversation]) -> list[AgentHead]:
        cards = await self._cards.of([c.contact for c in conversations])
        return [agent_head(c, await self._around(c, cards.get(c.contact))) for c in conversations]

    async def one(self, conversation: Conversation) -> AgentHead:
        return (await self.of([conversation]))[0]

    async def counts(self, viewer: AgentViewer) -> Counts:
        teams = None if viewer.at_least(Role.LEAD) else viewer.teams
        by_status = {s: await self._counting.of_status(s, teams=teams, me=viewer.agent) for s in ACTIVE}
        mine = await self._counting.of_agent(viewer.agent)
        return Counts(by_status[Status.WAITING_FOR_AGENT], mine, sum(by_status.values()))

    async def _around(self, conversation: Conversation, card: ContactCard | None) -> Around:
        waits = conversation.status is Status.WAITING_FOR_AGENT
        place = await self._places.place_of(conversation.id) if waits else None
        return Around(
            contact=card or _unknown(conversation.contact),
            assignee=self._names.shown_as(conversation.assignee) if conversation.assignee else "",
            position=place.position if place else None,
            offer=self._offer(place.offer) if place and place.offer else None,
            tickets=tuple(await self._tickets.numbers_of(conversation.id)),
        )

    def _offer(self, offer: Offer) -> OfferedTo:
        return OfferedTo(Named(offer.agent, self._names.shown_as(offer.agent)), millis(offer.until))


def _unknown(contact: ContactId) -> ContactCard:
    return ContactCard(contact, "", "anonymous", "")
