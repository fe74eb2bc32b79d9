"""What agents' screens are told: items at once to those concerned, heads and counts a moment later."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from walletdesk.conversations import Changed, Conversation, Kind, agent_may_read, for_agent, may_read
from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.platform.feed import Coalescer, Hub
from walletdesk.workspace.heads import Heads
from walletdesk.workspace.live.presence import Presence, Present
from walletdesk.workspace.wire import (
    Named,
    channel_body,
    gone_body,
    head_body,
    item_body,
    looks_body,
    mention_body,
    presence_body,
    typing_body,
)

HEADS_EVERY = 0.1  # seconds
TALK_EVERY = 1.0  # of a head that only says what its last item says already
COUNTS_EVERY = 1.0
LOOKS_EVERY = 1.0  # who looks at what, in everybody's lists


@dataclass(slots=True)
class _Moved:
    """What changed since the last telling. ``latest`` None: as it is on disk by then."""

    latest: Conversation | None = None
    concerned: frozenset[AgentId] = frozenset()
    to_all: bool = False  # whose lists it comes into, leaves or stands in differently
    had_it: frozenset[AgentId] = frozenset()  # who could see it before


class OfConversation(Protocol):
    @property
    def conversation(self) -> ConversationId: ...


class Conversations(Protocol):
    async def find(self, id: ConversationId) -> Conversation | None: ...


def feed_key(agent: AgentId) -> str:
    return f"agent:{agent}"


class AgentPushes:
    """Live pushes to agents. Only hints: a screen that missed one asks again."""

    def __init__(self, *, hub: Hub, presence: Presence, heads: Heads, conversations: Conversations) -> None:
        self._hub = hub
        self._presence = presence
        self._heads = heads
        self._conversations = conversations
        self._moved: dict[ConversationId, _Moved] = {}
        self._in_turn = asyncio.Lock()  # two tellings of one head must not cross
        self._soon: Coalescer[ConversationId, None] = Coalescer(HEADS_EVERY, self._tell_heads)
        self._later: Coalescer[ConversationId, None] = Coalescer(TALK_EVERY, self._tell_heads)
        self._looks: Coalescer[ConversationId, None] = Coalescer(LOOKS_EVERY, self._tell_looks)
        self._counting: Coalescer[str, None] = Coalescer(COUNTS_EVERY, self._tell_counts)

    def on_changed(self, changed: Changed) -> None:
        conversation = changed.conversation
        concerned = {conversation.assignee, changed.was_with} - {None}
        concerned |= self._presence.readers(conversation)
        if changed.withdraws:
            for key in self._hub.keys(feed_key(AgentId(""))):
                self._hub.forget(key)
        listening = [a for a in concerned if a and self._hub.find(feed_key(a))]
        for item in changed.items:
            if listening:
                body = item_body(conversation.id, for_agent(item))
                for agent in listening:
                    self._hub.publish(feed_key(agent), body)
        moved, mentioned = _is_moved(changed), self._tell_mentioned(changed)
        self._head_later(changed, frozenset(listening) | mentioned, to_all=moved)
        if moved:
            self._counting.add("counts", None)

    def around_changed(self, conversation: ConversationId) -> None:
        """Its head looks different though nothing was said in it: an offer, a ticket, another contact."""
        self._moved.setdefault(conversation, _Moved()).to_all = True
        self._soon.add(conversation, None)

    def on_delivery_moved(self, moved: OfConversation) -> None:
        """Whoever has it open asks anew what became of each message."""
        self._to_lookers(moved.conversation, channel_body(moved.conversation))

    def contact_types(self, conversation: ConversationId, *, on: bool) -> None:
        self._to_lookers(conversation, typing_body(conversation, "contact", Named("", ""), on=on))

    def agent_types(self, conversation: ConversationId, who: Named, mode: str, *, on: bool) -> None:
        body = typing_body(conversation, "agent", who, on=on, mode=mode)
        self._to_lookers(conversation, body, besides=AgentId(who.id))

    def viewers_changed(self, conversation: ConversationId | None) -> None:
        if conversation is not None:
            viewers = self._presence.viewers(conversation)
            self._to_lookers(conversation, presence_body(conversation, viewers))
            self._looks.add(conversation, None)

    def tell_all(self, agents: Iterable[AgentId], body: str) -> None:
        for agent in agents:
            self._hub.publish(feed_key(agent), body)

    def _to_lookers(self, conversation: ConversationId, body: str, *, besides: AgentId | None = None) -> None:
        for agent in self._presence.lookers(conversation):
            if agent != besides:
                self._hub.publish(feed_key(agent), body)

    def _tell_mentioned(self, changed: Changed) -> frozenset[AgentId]:
        """Those of the mentioned who are here, and may read it."""
        told = set[AgentId]()
        for item in changed.items:
            for agent in (one.id for one in item.mentions):
                present = self._presence.find(agent)
                if present is not None and may_read(present.viewer, changed.conversation):
                    body = mention_body(changed.conversation.id, item.seq, item.author.name)
                    self._hub.publish(feed_key(agent), body)
                    told.add(agent)
        return frozenset(told)

    def _head_later(self, changed: Changed, concerned: frozenset[AgentId], *, to_all: bool) -> None:
        """Remember the latest head, and everybody whom one of its changes concerns."""
        moved = self._moved.setdefault(changed.conversation.id, _Moved())
        moved.latest = changed.conversation
        moved.concerned |= concerned
        moved.to_all |= to_all
        if to_all:
            moved.had_it |= _who_had(changed, self._presence.all())
        (self._later if _is_plain_talk(changed) else self._soon).add(changed.conversation.id, None)

    async def _tell_heads(self, ids: Mapping[ConversationId, None]) -> None:
        async with self._in_turn:
            moved = {id: self._moved.pop(id) for id in ids if id in self._moved}
            present = self._presence.all()
            told: list[tuple[Conversation, list[AgentId]]] = []
            for id, one in moved.items():
                if conversation := one.latest or await self._conversations.find(id):
                    may = {p.viewer.agent for p in present if may_read(p.viewer, conversation)}
                    told.append((conversation, sorted(may if one.to_all else may & one.concerned)))
                    self.tell_all(sorted(one.had_it - may), gone_body(id))
            heads = await self._heads.of([conversation for conversation, readers in told if readers])
            bodies = {head.id: head_body(head) for head in heads}
            for conversation, readers in told:
                self.tell_all(readers, bodies.get(conversation.id, ""))

    async def _tell_looks(self, ids: Mapping[ConversationId, None]) -> None:
        """One frame for each agent, with those of the conversations that they may read."""
        found = [one for id in ids if (one := await self._conversations.find(id))]
        viewers = {one.id: self._presence.viewers(one.id) for one in found}
        for present in self._presence.all():
            theirs = {one.id: viewers[one.id] for one in found if may_read(present.viewer, one)}
            if theirs:
                self._hub.publish(feed_key(present.viewer.agent), looks_body(theirs))

    async def _tell_counts(self, _: Mapping[str, None]) -> None:
        for present in self._presence.all():
            counts = await self._heads.counts(present.viewer)
            body = f'"t":"counts","queue":{counts.queue},"mine":{counts.mine},"all":{counts.all}'
            self._hub.publish(feed_key(present.viewer.agent), body)


def _is_moved(changed: Changed) -> bool:
    """It stands elsewhere in the lists than before, or has just begun."""
    now = changed.conversation
    stood, stands = (changed.was, changed.was_with, changed.was_team), (now.status, now.assignee, now.team)
    return stood != stands or now.version == len(changed.items)


def _who_had(changed: Changed, present: Iterable[Present]) -> frozenset[AgentId]:
    return frozenset(
        one.viewer.agent for one in present if agent_may_read(one.viewer, changed.was_team, changed.was_with)
    )


def _is_plain_talk(changed: Changed) -> bool:
    return not _is_moved(changed) and len(changed.items) == 1 and changed.items[0].kind is Kind.MESSAGE
