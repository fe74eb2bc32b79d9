"""Where somebody stands in the queue, and why they have to wait: as data, for contact, agent and lead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.routing.model.entry import Entry, Need, Priority
from walletdesk.routing.model.matching import Agent
from walletdesk.routing.rules import WHOLE
from walletdesk.routing.waits import Told


class Reason(StrEnum):
    NO_AGENT_ONLINE = "no_agent_online"
    ALL_AT_CAPACITY = "all_at_capacity"
    NO_SKILL = "no_skill"
    BELOW_LEVEL = "below_level"
    OUTSIDE_HOURS = "outside_hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """``position`` counts from 1. ``reason`` is None in the moment before somebody with room is found."""

    conversation: ConversationId
    position: int
    pool: str
    entered_at: datetime
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """``position`` counts from 1; ``told``: how long it takes from there. None: too little is known.

    ``staffed``: somebody who can take it is online.
    """

    position: int
    told: Told | None
    staffed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What whoever came now would find: how many are in line before them, whether somebody has time at once.

    ``told``: how long it takes from the end of the line; None: too little is known, or there is no line.
    ``staffed``: somebody who can take it is online.
    """

    line: int
    room: bool
    told: Told | None
    staffed: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """The agent is asked to take it, until then."""

    agent: AgentId
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolCount:
    """``units``: what those who wait weigh together."""

    need: Need
    waiting: int
    oldest_at: datetime
    units: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InLine:
    """One who waits, as a lead sees it. ``place`` counts from 1 within its queue.

    ``overflowed_at``: a second team may take it too since then.
    """

    conversation: ConversationId
    place: int
    entered_at: datetime
    priority: Priority
    offered_to: AgentId | None
    overflowed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """All who wait for the same: how many, how long, behind whom, and who could take them.

    ``agents``: online and able; ``free``: how many more conversations these can take now. ``reason`` None
    with somebody waiting: there is room, the next offer is on its way. ``told``: how long whoever came now
    would wait.
    """

    need: Need
    waiting: int
    oldest_at: datetime | None
    first: tuple[InLine, ...]
    agents: int
    free: int
    reason: Reason | None
    told: Told | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """How much of what an agent can take they have. ``units``: what the open ones weigh, in hundredths."""

    agent: AgentId
    open: int
    units: int
    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """In full conversations: what those who are online can still take, and what stands in line for that."""

    free: int
    waiting: int

    @property
    def is_for_one_more(self) -> bool:
        return self.free > self.waiting


def queue(
    counted: PoolCount | Need, first: Sequence[Entry], agents: Sequence[Agent], *, is_open: bool
) -> Queue:
    """What a lead sees of one queue. A bare need: nobody waits for it."""
    need = counted if isinstance(counted, Need) else counted.need
    able = [agent for agent in agents if agent.is_online and agent.can_serve(need)]
    waiting, oldest = (0, None) if isinstance(counted, Need) else (counted.waiting, counted.oldest_at)
    return Queue(
        need=need,
        waiting=waiting,
        oldest_at=oldest,
        first=tuple(_in_line(place, entry) for place, entry in enumerate(first, 1)),
        agents=len(able),
        free=sum(agent.room_for(first[0].weight if first else WHOLE) for agent in able),
        reason=why_waiting(first[0], agents, is_open=is_open) if first else None,
    )


def _in_line(place: int, entry: Entry) -> InLine:
    return InLine(
        conversation=entry.conversation,
        place=place,
        entered_at=entry.entered_at,
        priority=entry.priority,
        offered_to=entry.agent,
        overflowed_at=entry.overflowed_at,
    )


def why_waiting(entry: Entry, agents: Iterable[Agent], *, is_open: bool) -> Reason | None:
    """The first cause that somebody could do something about, from the hardest to the easiest."""
    known = list(agents)
    able = [agent for agent in known if agent.can_serve(entry.need)]
    online = [agent for agent in able if agent.is_online]
    if any(agent.has_room(entry.weight) for agent in online):
        return None
    if not able:
        return Reason.NO_SKILL
    if online:
        return Reason.ALL_AT_CAPACITY
    if any(agent.is_online and agent.can_serve(replace(entry.need, level=1)) for agent in known):
        return Reason.BELOW_LEVEL
    return Reason.NO_AGENT_ONLINE if is_open else Reason.OUTSIDE_HOURS
