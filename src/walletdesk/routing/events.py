"""Facts about who takes a conversation. Their topic is the conversation: its facts stay in order."""

from dataclasses import dataclass
from datetime import datetime

from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TeamId


@dataclass(frozen=True, slots=True, kw_only=True)
class _AboutConversation(Event):
    conversation: ConversationId

    @property
    def topic(self) -> str:
        return self.conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(_AboutConversation):
    """Routing gave the conversation to ``agent``, or took it back into line (None), perhaps for ``team``.

    With an agent, ``team`` is the second one, which takes it over with them.

    One kind of event for both, since only events of one kind reach a reaction in order. The conversation
    hears of it by our own reaction.
    """

    agent: AgentId | None
    reason: str
    team: TeamId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentOffered(_AboutConversation):
    """The agent is asked to accept, and has until ``expires_at``."""

    agent: AgentId
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferMissed(_AboutConversation):
    """``missed``: how many offers in a row this agent has let go by."""

    agent: AgentId
    missed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLeft(_AboutConversation):
    """Out of line without an agent: solved, ended, or gone for longer than the grace."""

    contact: ContactId
    reason: str
    waited_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRejoined(_AboutConversation):
    """Its contact was gone for longer than the grace and is back: in line again, from now."""

    contact: ContactId


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueOverflowed(_AboutConversation):
    """It waited ``minutes`` of a rule with ``team``: ``to`` may take it too from now on.

    Without ``to`` its contact is to be told of another way than waiting.
    """

    contact: ContactId
    team: TeamId | None
    to: TeamId | None
    minutes: int
    waited_ms: int


@dataclass(frozen=True, slots=True)
class OfferChanged:
    """A hint, not a fact to keep: an offer of this conversation began or ended: show it anew."""

    conversation: ConversationId


@dataclass(frozen=True, slots=True)
class QueueChanged:
    """A hint, not a fact to keep: somebody came into or out of this pool: tell places there anew.

    ``anew``: the first who can take it came online, or the last is gone. That is told to all who stand there.
    """

    pool: str
    anew: bool = False
