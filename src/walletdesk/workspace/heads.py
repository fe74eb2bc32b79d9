"""Heads for agents, and how many conversations there are of each kind."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from walletdesk.conversations import Conversation, Counting, Status
from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import ContactId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.workspace.ports import AgentNames, Cards, ContactCard, Offer, Offers, TicketNumbers
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
        self, *, cards: Cards, names: AgentNames, offers: Offers, tickets: TicketNumbers, counting: Counting
    ) -> None:
        self._cards = cards
        self._names = names
        self._offers = offers
        self._told = 0
        self._tickets = tickets
        self._counting = counting

    async def of(self, conversations: Sequence[Conversation]) -> list[AgentHead]:
        # stamped before what it vouches for is read: whoever reads later has a higher stamp
        self._told = told = max(self._told + 1, time.time_ns() // 1000)
        cards = await self._cards.of([c.contact for c in conversations])
        return [agent_head(c, await self._around(c, cards.get(c.contact), told)) for c in conversations]

    async def one(self, conversation: Conversation) -> AgentHead:
        return (await self.of([conversation]))[0]

    async def counts(self, viewer: AgentViewer) -> Counts:
        teams = None if viewer.at_least(Role.LEAD) else viewer.teams
        by_status = {s: await self._counting.of_status(s, teams=teams, me=viewer.agent) for s in ACTIVE}
        mine = await self._counting.of_agent(viewer.agent)
        return Counts(by_status[Status.WAITING_FOR_AGENT], mine, sum(by_status.values()))

    async def _around(self, conversation: Conversation, card: ContactCard | None, told: int) -> Around:
        waits = conversation.status is Status.WAITING_FOR_AGENT
        offer = await self._offers.offer_of(conversation.id) if waits else None
        return Around(
            contact=card or _unknown(conversation.contact),
            told=told,
            assignee=self._names.shown_as(conversation.assignee) if conversation.assignee else "",
            offer=self._offer(offer) if offer else None,
            tickets=tuple(await self._tickets.numbers_of(conversation.id)),
        )

    def _offer(self, offer: Offer) -> OfferedTo:
        return OfferedTo(Named(offer.agent, self._names.shown_as(offer.agent)), millis(offer.until))


def _unknown(contact: ContactId) -> ContactCard:
    return ContactCard(contact, "", "anonymous")
