"""A question to somebody outside and its rules. No clock, no storage."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import urlsplit

from walletdesk.kernel.errors import Conflict, Invalid
from walletdesk.kernel.ids import AgentId, TicketId
from walletdesk.tickets.model import MOVES as TICKET_MOVES
from walletdesk.tickets.model import State, squeezed

NAME = 120  # characters
REACH = 300
NOTES = 4_000
MOST = 50  # of a ticket

_MAIL = re.compile(r"[^\s@<>\"'()\\,;:]{1,64}@(?:[^\W_](?:[^\W_]|-){0,62}\.)+[^\W\d_]{2,63}")
_HOST = re.compile(r"(?:[^\W_](?:[^\W_]|-){0,62}\.)+[^\W\d_]{2,63}")


class Party(StrEnum):
    EXCHANGE = "exchange"
    ISSUER = "issuer"
    CHAIN_TEAM = "chain_team"
    BRIDGE = "bridge"
    POLICE = "police"
    OTHER = "other"


class TaskState(StrEnum):
    PLANNED = "planned"
    SENT = "sent"
    ANSWERED = "answered"
    NO_ANSWER = "no_answer"  # we gave up waiting; whose turn it is, the owner decides
    CLOSED = "closed"


MOVES = {
    TaskState.PLANNED: {TaskState.SENT, TaskState.CLOSED},
    TaskState.SENT: {TaskState.ANSWERED, TaskState.NO_ANSWER, TaskState.CLOSED},
    TaskState.ANSWERED: {TaskState.SENT, TaskState.CLOSED},
    TaskState.NO_ANSWER: {TaskState.SENT, TaskState.ANSWERED, TaskState.CLOSED},
    TaskState.CLOSED: set[TaskState](),
}
CHASED = frozenset(
    {TaskState.PLANNED, TaskState.SENT, TaskState.NO_ANSWER}
)  # where a day to ask again counts

PARTY_WORDS = {  # as contacts read them; English, which is the key of the translation
    Party.EXCHANGE: "an exchange",
    Party.ISSUER: "the issuer of the token",
    Party.CHAIN_TEAM: "the team of the chain",
    Party.BRIDGE: "the operator of the bridge",
    Party.POLICE: "the police",
    Party.OTHER: "another party",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTask:
    """``reach``: an e-mail address or a web address, or nothing yet."""

    party: Party
    name: str
    reach: str = ""
    next_chase: date | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """``told_for``: the day for which the owner was told to ask again. ``version`` grows by changes."""

    id: str
    ticket: TicketId
    party: Party
    name: str
    reach: str
    state: TaskState
    notes: str
    at: datetime
    agent: AgentId
    changed_at: datetime
    sent_at: datetime | None = None
    answered_at: datetime | None = None
    next_chase: date | None = None
    told_for: date | None = None
    version: int = 1

    @property
    def is_chased(self) -> bool:
        return self.next_chase is not None and self.state in CHASED

    def is_due(self, today: date) -> bool:
        """Whether the owner is to be told now: not before the day, and once for each."""
        if self.next_chase is None or self.state not in CHASED:
            return False
        return self.next_chase <= today and self.told_for != self.next_chase


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskChange:
    """None leaves it as it is. ``no_chase`` takes the day to ask again away."""

    state: TaskState | None = None
    name: str | None = None
    reach: str | None = None
    next_chase: date | None = None
    no_chase: bool = False
    notes: str | None = None


def planned(new: NewTask, *, id: str, ticket: TicketId, agent: AgentId, at: datetime, today: date) -> Task:
    return Task(
        id=id,
        ticket=ticket,
        party=new.party,
        name=called(new.name),
        reach=reached(new.reach),
        state=TaskState.PLANNED,
        notes=noted(new.notes),
        at=at,
        agent=agent,
        changed_at=at,
        next_chase=_to_come(new.next_chase, today),
    )


def changed(task: Task, change: TaskChange, at: datetime, today: date) -> Task:
    """Saying it twice changes nothing."""
    asked_for = replace(
        task,
        name=task.name if change.name is None else called(change.name),
        reach=task.reach if change.reach is None else reached(change.reach),
        notes=task.notes if change.notes is None else noted(change.notes),
        next_chase=_next_chase(task, change, today),
    )
    moved = asked_for if change.state is None else _moved(asked_for, change.state, at)
    return task if moved == task else replace(moved, changed_at=at, version=task.version + 1)


def _next_chase(task: Task, change: TaskChange, today: date) -> date | None:
    if change.no_chase:
        return None
    if change.next_chase is None or change.next_chase == task.next_chase:
        return task.next_chase
    return _to_come(change.next_chase, today)


def _to_come(day: date | None, today: date) -> date | None:
    if day is not None and day < today:
        raise Invalid("This day is over. Choose today or a later one.")
    return day


def _moved(task: Task, to: TaskState, at: datetime) -> Task:
    if to is task.state:
        return task
    if to not in MOVES[task.state]:
        raise Conflict("A task cannot go from this state to that one.", code="bad_transition")
    return replace(
        task,
        state=to,
        sent_at=at if to is TaskState.SENT else task.sent_at,
        answered_at=at if to is TaskState.ANSWERED else task.answered_at,
        next_chase=task.next_chase if to in CHASED else None,
    )


def way_of(ticket: State, tasks: Collection[TaskState], *, sent: bool) -> list[State]:
    """Where its tasks lead the ticket, step by step. ``sent``: one of them was just now."""
    if sent:
        return _way_to_wait(ticket)
    waits = TaskState.SENT in tasks
    return [State.OPEN] if ticket is State.WAITING_THIRD_PARTY and not waits else []


def _way_to_wait(ticket: State) -> list[State]:
    """Some states lead there over another."""
    if ticket is State.WAITING_THIRD_PARTY:
        return []
    if State.WAITING_THIRD_PARTY in TICKET_MOVES[ticket]:
        return [State.WAITING_THIRD_PARTY]
    return [State.OPEN, State.WAITING_THIRD_PARTY]


def called(name: str) -> str:
    if line := squeezed(name)[:NAME].strip():
        return line
    raise Invalid("Say who it is.")


def reached(reach: str) -> str:
    """An e-mail address or a web address; nothing is asked there, and nobody follows it by a press."""
    reach = reach.strip()
    if not reach or (
        len(reach) <= REACH and reach.isprintable() and (_MAIL.fullmatch(reach) or _is_web(reach))
    ):
        return reach
    raise Invalid("This is neither an e-mail address nor a web address that begins with https://.")


def _is_web(text: str) -> bool:
    if " " in text or "@" in text.partition("//")[2].partition("/")[0]:  # what stands before an @ misleads
        return False
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme == "https" and _HOST.fullmatch(host or "") is not None


def noted(notes: str) -> str:
    notes = notes.strip()
    if len(notes) > NOTES:
        raise Invalid("Notes have at most {most} characters.", most=NOTES)
    return notes
