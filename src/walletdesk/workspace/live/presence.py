"""Which agents are on a live line, and which conversation each of their screens shows."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from walletdesk.conversations import Conversation, may_read
from walletdesk.kernel.clock import Clock, utc_now
from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.workspace.wire import Named


@dataclass(slots=True)
class Present:
    """One agent with at least one open line."""

    viewer: AgentViewer
    name: str
    lines: int = 0
    looks_at: Counter[ConversationId] = field(default_factory=Counter)
    since: dict[ConversationId, datetime] = field(default_factory=dict)


class Presence:
    """In this process. With several nodes a shared store fills the same questions."""

    def __init__(self, clock: Clock = utc_now) -> None:
        self._clock = clock
        self._present: dict[AgentId, Present] = {}
        self._lookers: dict[ConversationId, set[AgentId]] = {}
        self._barred: dict[ConversationId, frozenset[AgentId]] = {}  # lookers who may not read it any more

    def arrive(self, viewer: AgentViewer, name: str) -> bool:
        """True for the first line of this agent."""
        present = self._present.setdefault(viewer.agent, Present(viewer, name))
        present.viewer = viewer
        present.lines += 1
        return present.lines == 1

    def leave(self, agent: AgentId, looked_at: ConversationId | None) -> bool:
        """True if that was the last line of this agent."""
        self.look(agent, None, before=looked_at)
        present = self._present[agent]
        present.lines -= 1
        if present.lines == 0:
            del self._present[agent]
        return present.lines == 0

    def look(self, agent: AgentId, at: ConversationId | None, *, before: ConversationId | None) -> None:
        """One screen of this agent turns from one conversation to another."""
        present = self._present[agent]
        if before is not None:
            present.looks_at[before] -= 1
            if present.looks_at[before] <= 0:
                del present.looks_at[before]
                del present.since[before]
                self._forget(before, agent)
        if at is not None:
            present.looks_at[at] += 1
            present.since.setdefault(at, self._clock())
            self._lookers.setdefault(at, set()).add(agent)

    def looking(self) -> dict[AgentId, dict[ConversationId, datetime]]:
        """What each agent's screens show, since when."""
        return {agent: dict(present.since) for agent, present in self._present.items() if present.since}

    def viewers(self, conversation: ConversationId) -> list[Named]:
        found = [self._present[agent] for agent in self._lookers.get(conversation, ())]
        return sorted((Named(p.viewer.agent, p.name) for p in found), key=lambda named: named.name)

    def lookers(self, conversation: ConversationId) -> frozenset[AgentId]:
        return frozenset(self._lookers.get(conversation, ())) - self._barred.get(conversation, frozenset())

    def readers(self, conversation: Conversation) -> frozenset[AgentId]:
        """Those who look at it and still may: it can be given to another team under their eyes."""
        if conversation.id not in self._lookers:
            return frozenset()
        lookers = frozenset(self._lookers[conversation.id])
        barred = frozenset(a for a in lookers if not may_read(self._present[a].viewer, conversation))
        if barred or conversation.id in self._barred:
            self._barred[conversation.id] = barred
        return lookers - barred

    def all(self) -> list[Present]:
        return [*self._present.values()]

    def find(self, agent: AgentId) -> Present | None:
        return self._present.get(agent)

    def is_present(self, agent: AgentId) -> bool:
        return agent in self._present

    def _forget(self, conversation: ConversationId, agent: AgentId) -> None:
        lookers = self._lookers[conversation]
        lookers.discard(agent)
        if not lookers:
            del self._lookers[conversation]
            self._barred.pop(conversation, None)
