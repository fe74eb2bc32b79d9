"""Entries as rows and back."""

from datetime import datetime
from typing import cast

from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId
from walletdesk.routing.model import Entry, Joining, Load, Need, Priority, State
from walletdesk.routing.store.tables import ENTRY, LOAD
from walletdesk.routing.waits import Basis, Told
from walletdesk.routing.waits.store import ASSIGNED

COLUMNS = tuple(column for column in ENTRY.c if column.name != "rank_at")
LOAD_COLUMNS = (LOAD.c.open, LOAD.c.units, LOAD.c.online, LOAD.c.missed, LOAD.c.last_given_at)


def to_row(entry: Entry) -> dict[str, str | int | None]:
    """Values by column name, with a ``set_`` before each so that no key column is bound twice."""
    return {
        "conversation": entry.conversation,
        "contact": entry.contact,
        "pool": entry.need.pool,
        "team": entry.need.team,
        "skill": entry.need.skill,
        "level": entry.need.level,
        "language": entry.need.language,
        "priority": entry.priority.value,
        "entered_at": millis(entry.entered_at),
        "asked_at": millis(entry.asked_at),
        "decided_at": millis(entry.decided_at),
        "rank_at": millis(entry.rank_at) if entry.is_in_line else None,
        "state": entry.state.value,
        "agent": entry.agent,
        "offer_until": _kept(entry.offer_until),
        "passed": ",".join(sorted(entry.passed)),
        "preferred": entry.preferred,
        "away_since": _kept(entry.away_since),
        "left_at": _kept(entry.left_at),
        "left_reason": entry.left_reason,
        "channel": entry.channel,
        "weight": entry.weight,
        "overflowed_at": _kept(entry.overflowed_at),
        "suggested_at": _kept(entry.suggested_at),
        **_joined_row(entry.joined),
    }


def _joined_row(joined: Joining | None) -> dict[str, str | int | None]:
    told = joined.told if joined else None
    return {
        "joined_at": millis(joined.at) if joined else None,
        "joined_place": joined.place if joined else None,
        "joined_agents": joined.agents if joined else None,
        "told_low": told.low if told else None,
        "told_high": told.high if told else None,
        "told_expected": round(told.expected * 1000) if told else None,
    }


def _to_joined(whole: dict[str, int], value: dict[str, object]) -> Joining | None:
    """What a range was made from is not kept: it was told, and is over."""
    if value["joined_at"] is None:
        return None
    told = None
    if value["told_low"] is not None:
        told = Told(
            low=whole["told_low"],
            high=whole["told_high"],
            expected=whole["told_expected"] / 1000,
            basis=Basis(minutes=0, recent=0, usual=0),
        )
    return Joining(
        at=from_millis(whole["joined_at"]),
        place=whole["joined_place"],
        agents=whole["joined_agents"],
        told=told,
    )


def to_wait_row(entry: Entry) -> dict[str, str | int | None] | None:
    """None: it waits still, or never did."""
    ended = entry.ended
    if ended is None:
        return None
    return {
        "conversation": entry.conversation,
        "joined_at": millis(ended.joined_at),
        "ended_at": millis(ended.ended_at),
        "how": ASSIGNED if ended.served else entry.left_reason,
        "pool": entry.need.line,
        "place": ended.place,
        "agents": ended.agents,
        "low": ended.low,
        "high": ended.high,
        "expected": None if ended.expected is None else round(ended.expected * 1000),
    }


def to_entry(row: tuple[object, ...]) -> Entry:
    value = dict(zip((column.name for column in COLUMNS), row, strict=True))
    text, whole = cast("dict[str, str]", value), cast("dict[str, int]", value)
    return Entry(
        conversation=ConversationId(text["conversation"]),
        contact=ContactId(text["contact"]),
        need=Need.of(text["pool"]),
        priority=Priority(text["priority"]),
        entered_at=from_millis(whole["entered_at"]),
        asked_at=from_millis(whole["asked_at"]),
        decided_at=from_millis(whole["decided_at"]),
        state=State(text["state"]),
        agent=_agent(text["agent"]),
        offer_until=_read(value["offer_until"]),
        passed=frozenset(AgentId(agent) for agent in text["passed"].split(",") if agent),
        preferred=_agent(text["preferred"]),
        away_since=_read(value["away_since"]),
        left_at=_read(value["left_at"]),
        left_reason=text["left_reason"],
        joined=_to_joined(whole, value),
        channel=text["channel"],
        weight=whole["weight"],
        overflowed_at=_read(value["overflowed_at"]),
        suggested_at=_read(value["suggested_at"]),
    )


def to_load(row: tuple[object, ...]) -> Load:
    open_, units, online, missed, last = cast("tuple[int, int, int, int, int | None]", row)
    return Load(open=open_, units=units, online=online == 1, missed=missed, last_given_at=_read(last))


def _kept(at: datetime | None) -> int | None:
    return None if at is None else millis(at)


def _read(ms: object) -> datetime | None:
    return None if ms is None else from_millis(cast("int", ms))


def _agent(id: str | None) -> AgentId | None:
    return AgentId(id) if id else None
