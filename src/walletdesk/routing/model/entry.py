"""A conversation in the queue, and the order of the queue.

Order: by ``rank_at`` = the time of asking minus a head start for the priority. Everybody ages alike, so the
order of two entries never changes while they wait, a place is a plain count, and the wait is bounded: who
comes later than the largest head start after you can never be served before you.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TeamId
from walletdesk.routing.rules import WHOLE, Weights
from walletdesk.routing.waits import Told, Wait


class Priority(StrEnum):
    NORMAL = "normal"
    HIGH = "high"
    SECURITY = "security"


HEAD_START: Final = {
    Priority.NORMAL: timedelta(0),
    Priority.HIGH: timedelta(minutes=30),
    Priority.SECURITY: timedelta(
        hours=12
    ),  # a night: theft at 3 a.m. goes before everything since closing time
}
LONGEST_OVERTAKING: Final = max(HEAD_START.values())


class State(StrEnum):
    WAITING = "waiting"
    OFFERED = "offered"
    ASSIGNED = "assigned"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What an agent must have. Empty means "any"; entries with equal needs stand in one pool.

    ``also``: the team that may take it too, since it waited long enough with the first.
    """

    skill: str = ""
    level: int = 1
    language: str = ""
    team: str = ""
    also: str = ""

    @property
    def pool(self) -> str:
        return f"{self.line}|{self.also}" if self.also else self.line

    @property
    def line(self) -> str:
        """Where one stands: whom a second team may take too stands before those who came later, as ever."""
        return f"{self.team}|{self.skill}|{self.level}|{self.language}"

    @property
    def alone(self) -> "Need":
        """Without the second team."""
        return replace(self, also="")

    @classmethod
    def of(cls, pool: str) -> "Need":
        team, skill, level, language, *also = pool.split("|")
        return cls(team=team, skill=skill, level=int(level), language=language, also="".join(also))

    @property
    def teams(self) -> frozenset[str]:
        """Of which one is enough; none: anybody's."""
        return frozenset({self.team, self.also}) - {""} if self.team else frozenset()

    def wider(self) -> "Need":
        """For a need that nobody on the staff meets: at a lower level, without the skill, in any language.

        Never without the team: what only a desk may see stays with the desk.
        """
        if self.skill and self.level > 1:
            return replace(self, level=self.level - 1)
        if self.skill:
            return replace(self, skill="")
        return replace(self, language="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """How it was when this wait began: kept with it, so that one can learn from it when it is over.

    ``place`` 0: there was room, or the wait is not one from that place on: it began in the middle of the
    line, or changed it, or got ahead of it, or there was nobody to serve it. ``agents``: online and able.
    """

    at: datetime
    place: int = 0
    agents: int = 0
    told: Told | None = None


def language_of(locale: str) -> str:
    """``zh-TW`` is answered by who speaks ``zh``; a language nobody here is asked to speak, in English."""
    return "zh" if locale.lower().startswith(("zh", "yue")) else "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A conversation in line, with an agent, or out again.

    ``agent`` is who it is offered or assigned to, ``passed`` those who let an offer of it go by.
    ``entered_at`` is the original time and decides the place; ``asked_at`` names the request being served;
    ``decided_at`` is our latest decision, so that old news can be told from new. ``preferred`` knows the
    story from before and goes first if there is room. ``weight`` is what it takes of an agent's capacity, in
    hundredths, by its ``channel``. ``overflowed_at``: a second team may take it since then;
    ``suggested_at``: its contact was told of another way.
    """

    conversation: ConversationId
    contact: ContactId
    need: Need
    priority: Priority
    entered_at: datetime
    asked_at: datetime
    decided_at: datetime
    state: State = State.WAITING
    agent: AgentId | None = None
    offer_until: datetime | None = None
    passed: frozenset[AgentId] = frozenset()
    preferred: AgentId | None = None
    away_since: datetime | None = None
    left_at: datetime | None = None
    left_reason: str = ""
    joined: Joining | None = None
    channel: str = ""
    weight: int = WHOLE
    overflowed_at: datetime | None = None
    suggested_at: datetime | None = None

    @property
    def rank_at(self) -> datetime:
        return self.entered_at - HEAD_START[self.priority]

    @property
    def order(self) -> tuple[datetime, ConversationId]:
        return self.rank_at, self.conversation

    @property
    def is_in_line(self) -> bool:
        return self.state in {State.WAITING, State.OFFERED}

    @property
    def ended(self) -> Wait | None:
        """The wait that is over, for the history. The time is that of the first decision which ended it."""
        joined = self.joined
        if joined is None or self.is_in_line:
            return None
        return Wait(
            joined_at=joined.at,
            ended_at=max(joined.at, self.decided_at),
            place=joined.place,
            agents=joined.agents,
            served=self.state is State.ASSIGNED,
            low=joined.told.low if joined.told else None,
            high=joined.told.high if joined.told else None,
            expected=joined.told.expected if joined.told else None,
        )

    @property
    def holds_agent(self) -> bool:
        """Counts against its agent's capacity."""
        return self.state in {State.OFFERED, State.ASSIGNED}

    def offered(self, agent: AgentId, until: datetime, at: datetime) -> "Entry":
        return replace(self, state=State.OFFERED, agent=agent, offer_until=until, decided_at=at)

    def assigned(self, agent: AgentId, at: datetime) -> "Entry":
        given = replace(self, state=State.ASSIGNED, agent=agent, offer_until=None, decided_at=at)
        return replace(given, away_since=None, left_at=None, left_reason="")

    def waiting(self, at: datetime, *, passed: frozenset[AgentId] = frozenset()) -> "Entry":
        """Back in the queue at the time of the first asking: nobody loses a place by our doing."""
        joined = Joining(at=at) if self.state is State.ASSIGNED else self.joined
        back = replace(self, state=State.WAITING, agent=None, offer_until=None, decided_at=at, passed=passed)
        return replace(back, joined=joined)

    def left(self, reason: str, at: datetime) -> "Entry":
        out = replace(self, state=State.LEFT, agent=None, offer_until=None, decided_at=at, away_since=None)
        joined = self.joined if self.is_in_line else None
        return replace(out, left_at=at, left_reason=reason, passed=frozenset(), joined=joined)

    def of(self, contact: ContactId) -> "Entry":
        """Its contact turned out to be that one, who is there: they have just said who they are."""
        return replace(self, contact=contact, away_since=None)

    def away(self, since: datetime | None) -> "Entry":
        return replace(self, away_since=since)

    def for_(self, need: Need) -> "Entry":
        """In another line the place at the begin says nothing of the wait. Another team counts anew."""
        if need == self.need:
            return self
        is_same_line = need.line == self.need.line
        moved = replace(self, need=need, joined=self.joined if is_same_line else self._joined_somewhere())
        is_same_team = need.team == self.need.team
        return moved if is_same_team else replace(moved, overflowed_at=None, suggested_at=None)

    def overflowed(self, to: TeamId, at: datetime) -> "Entry":
        """A second team may take it too, from here on, at the original time. The first keeps it in sight."""
        return replace(self.for_(replace(self.need, also=to)), overflowed_at=at)

    def suggested(self, at: datetime) -> "Entry":
        return replace(self, suggested_at=at)

    def weighed(self, weights: Weights) -> "Entry":
        return replace(self, weight=weights.of(self.channel))

    @property
    def waits_since(self) -> datetime:
        """When this wait began: whoever was with an agent meanwhile has not waited since the first asking."""
        return self.joined.at if self.joined else self.entered_at

    def unattended(self) -> "Entry":
        """Nobody is there who could serve it: how long it takes now says nothing of place or range."""
        joined = self._joined_somewhere()
        return replace(self, joined=replace(joined, told=None) if joined else None)

    def _joined_somewhere(self) -> Joining | None:
        return replace(self.joined, place=0) if self.joined else None

    def joining(self, joined: Joining) -> "Entry":
        return replace(self, joined=joined)

    def urgent(self, priority: Priority) -> "Entry":
        """At least this urgent. What was urgent once is not made to wait again.

        Whoever goes ahead of others does not wait as one does at the place where they began.
        """
        if HEAD_START[priority] <= HEAD_START[self.priority]:
            return self
        return replace(self, priority=priority, joined=self._joined_somewhere())


def asked_again(found: Entry, asked: Entry, *, afresh: bool) -> Entry:
    """What a request for a person makes of the entry there is. The same request twice changes nothing.

    ``afresh``: a new story, which waits from its own time. Otherwise the contact asked while still with the
    bot: whoever has been given it meanwhile keeps it, and in line the old place is kept.
    """
    if asked.asked_at <= found.asked_at:
        return found
    if found.state is State.LEFT:
        return asked if found.left_at is None or asked.asked_at > found.left_at else found
    if found.is_in_line:
        return found.urgent(asked.priority)
    return asked if afresh and asked.asked_at > found.decided_at else found


def gone_before(
    conversation: ConversationId, contact: ContactId, reason: str, at: datetime, *, channel: str = ""
) -> Entry:
    """Over without ever having been in line: kept, so that a request arriving late is known to be late."""
    never = Entry(
        conversation=conversation,
        contact=contact,
        need=Need(),
        priority=Priority.NORMAL,
        entered_at=at,
        asked_at=at,
        decided_at=at,
        channel=channel,
    )
    return never.left(reason, at)
