"""Where somebody stands in the queue, and why they have to wait: as data, for contact, agent and lead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.routing.model.entry import Entry, Need
from walletdesk.routing.model.matching import Agent


class Reason(StrEnum):
    NO_AGENT_ONLINE = "no_agent_online"
    ALL_AT_CAPACITY = "all_at_capacity"
    NO_SKILL = "no_skill"
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
class Offer:
    """The agent is asked to take it, until then."""

    agent: AgentId
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolCount:
    need: Need
    waiting: int
    oldest_at: datetime


def why_waiting(entry: Entry, agents: Iterable[Agent], *, is_open: bool) -> Reason | None:
    """The first cause that somebody could do something about, from the hardest to the easiest."""
    able = [agent for agent in agents if agent.can_serve(entry.need)]
    online = [agent for agent in able if agent.is_online]
    if any(agent.room for agent in online):
        return None
    if not able:
        return Reason.NO_SKILL
    if online:
        return Reason.ALL_AT_CAPACITY
    return Reason.NO_AGENT_ONLINE if is_open else Reason.OUTSIDE_HOURS
