"""A ticket and its rules. No clock, no storage: time, ids and numbers come in as arguments."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from walletdesk.conversations import Priority
from walletdesk.kernel.errors import Conflict, Invalid
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TeamId, TicketId
from walletdesk.kernel.viewers import AgentViewer, Role, Viewer
from walletdesk.tickets.events import (
    TicketAssigned,
    TicketEvent,
    TicketLinked,
    TicketOpened,
    TicketStateChanged,
    TicketUnlinked,
)

SUBJECT = 200  # characters
NO_SUBJECT = "-"  # what we open and have no words for
NOTE = 10_000
MOST_LINKS = 50
NEXT_WORDS = 500  # characters that a contact reads of what comes next
FARTHEST = timedelta(days=366)  # a later date tells nobody anything

FIRST_NUMBER = 10_001
LAST_NUMBER = 999_999_999  # nobody will get there; a longer number was never one of ours


class TicketType(StrEnum):
    CONTACT = "contact"
    BACK_OFFICE = "back_office"
    PROBLEM = "problem"


class State(StrEnum):
    OPEN = "open"
    WAITING_CONTACT = "waiting_contact"
    WAITING_THIRD_PARTY = "waiting_third_party"
    RESOLVED = "resolved"
    CLOSED = "closed"


MOVES = {  # from -> to; what is closed stays closed: a new ticket is opened and linked
    State.OPEN: {State.WAITING_CONTACT, State.WAITING_THIRD_PARTY, State.RESOLVED},
    State.WAITING_CONTACT: {State.OPEN, State.WAITING_THIRD_PARTY, State.RESOLVED},
    State.WAITING_THIRD_PARTY: {State.OPEN, State.WAITING_CONTACT, State.RESOLVED},
    State.RESOLVED: {State.OPEN, State.CLOSED},
    State.CLOSED: set[State](),
}


ENDED = frozenset({State.RESOLVED, State.CLOSED})

STATE_WORDS = {  # as contacts read them; English, which is the key of the translation
    State.OPEN: "Open (ticket)",
    State.WAITING_CONTACT: "Waiting for you",
    State.WAITING_THIRD_PARTY: "Waiting for another party",
    State.RESOLVED: "Resolved",
    State.CLOSED: "Closed",
}


@dataclass(frozen=True, slots=True)
class By:
    """Who did it. ``id`` is empty for the system."""

    kind: str
    id: str = ""


SYSTEM = By("system")


def agent(id: AgentId) -> By:
    return By("agent", id)


class What(StrEnum):
    OPENED = "opened"
    STATE = "state"
    OWNER = "owner"
    TEAM = "team"
    PRIORITY = "priority"
    SUBJECT = "subject"
    LINKED = "linked"
    UNLINKED = "unlinked"
    NOTE = "note"
    EVIDENCE = "evidence"
    TASK = "task"
    NEXT = "next"  # what comes next, as its contact reads it
    EXPECTED = "expected"
    STAGE = "stage"  # of a desk's work
    PACKET = "packet"  # the names of the fields that were filled in, never what stands in them
    RETURNED = "returned"  # what a desk told the front
    OVERDUE = "overdue"  # a desk has not answered by the time that was promised


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What a contact reads of what comes next. ``step`` names a fixed sentence, ``words`` were written.

    ``expected_at``: the day by which somebody expects it; never said by the system itself.
    """

    step: str = ""
    words: str = ""
    expected_at: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the history, never changed afterwards. A note stands in ``after``.

    Of evidence its number and name, of a task what became of it and whom it is for.
    """

    seq: int
    at: datetime
    by: By
    what: What
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTicket:
    """What it takes to open one. ``cause`` makes opening it twice harmless while it is not closed."""

    type: TicketType
    subject: str
    reason: str = "by_hand"
    contact: ContactId | None = None
    conversation: ConversationId | None = None
    team: TeamId | None = None
    owner: AgentId | None = None
    priority: Priority = Priority.NORMAL
    cause: str | None = None
    desk: str = ""


@dataclass(slots=True, kw_only=True)
class Ticket:
    """Head of a ticket, and the changes since it was loaded (``new``). ``seq`` numbers the last one.

    ``desk``: the kind of desk whose work it is, with whose team it stays.
    """

    id: TicketId
    number: int
    type: TicketType
    subject: str
    opened_at: datetime
    changed_at: datetime
    state: State = State.OPEN
    owner: AgentId | None = None
    team: TeamId | None = None
    priority: Priority = Priority.NORMAL
    contact: ContactId | None = None
    cause: str | None = None
    desk: str = ""
    next: Next = Next()
    seq: int = 0
    conversations: tuple[ConversationId, ...] = ()
    new: list[Change] = field(default_factory=list)

    @property
    def name(self) -> str:
        """As people call it."""
        return called(self.number)

    def move(self, to: State, by: By, at: datetime) -> list[TicketEvent]:
        """Saying it twice changes nothing."""
        if to is self.state:
            return []
        if to not in MOVES[self.state]:
            raise Conflict("A ticket cannot go from this state to that one.", code="bad_transition")
        before, self.state = self.state, to
        if to is State.CLOSED:
            self.cause = None  # should it happen again, that is a new ticket
        self._note_down(What.STATE, by, at, before.value, to.value)
        moved = TicketStateChanged(
            at=at,
            ticket=self.id,
            number=self.number,
            before=before.value,
            after=to.value,
            contact=self.contact,
            conversations=self.conversations,
        )
        return [moved]

    def give(self, owner: AgentId | None, by: By, at: datetime) -> list[TicketEvent]:
        """To an agent, or to nobody in particular."""
        if owner == self.owner:
            return []
        self._refuse_if_closed()
        previous, self.owner = self.owner, owner
        self._note_down(What.OWNER, by, at, previous or "", owner or "")
        return [self._assigned(previous, at)]

    def hand_to(self, team: TeamId | None, by: By, at: datetime) -> list[TicketEvent]:
        """To a team, whose agents see it from now on. Its owner, if any, keeps it until somebody takes it."""
        if team == self.team:
            return []
        self._refuse_if_closed()
        if self.desk:
            raise Conflict(
                "A desk's ticket stays with its desk. Escalate to the other desk.", code="of_a_desk"
            )
        before, self.team = self.team, team
        self._note_down(What.TEAM, by, at, before or "", team or "")
        return [self._assigned(self.owner, at)]

    def weigh(self, priority: Priority, by: By, at: datetime) -> list[TicketEvent]:
        if priority is not self.priority:
            self._refuse_if_closed()
            before, self.priority = self.priority, priority
            self._note_down(What.PRIORITY, by, at, before.value, priority.value)
        return []

    def rename(self, subject: str, by: By, at: datetime) -> list[TicketEvent]:
        subject = one_line(subject)
        if subject != self.subject:
            self._refuse_if_closed()
            before, self.subject = self.subject, subject
            self._note_down(What.SUBJECT, by, at, before, subject)
        return []

    def link(self, conversation: ConversationId, by: By, at: datetime) -> list[TicketEvent]:
        if conversation in self.conversations:
            return []
        if len(self.conversations) == MOST_LINKS:
            raise Conflict("This ticket has as many conversations as it can hold.", code="too_many_links")
        self.conversations = (*self.conversations, conversation)
        self._note_down(What.LINKED, by, at, "", conversation)
        return [TicketLinked(at=at, ticket=self.id, number=self.number, conversation=conversation)]

    def unlink(self, conversation: ConversationId, by: By, at: datetime) -> list[TicketEvent]:
        if conversation in self.conversations:
            self.conversations = tuple(c for c in self.conversations if c != conversation)
            self._note_down(What.UNLINKED, by, at, conversation, "")
            return [TicketUnlinked(at=at, ticket=self.id, number=self.number, conversation=conversation)]
        return []

    def note(self, text: str, by: By, at: datetime) -> list[TicketEvent]:
        """Internal: a contact never sees it."""
        if not text.strip() or len(text) > NOTE:
            raise Invalid("A note has between 1 and {most} characters.", most=NOTE)
        self._note_down(What.NOTE, by, at, "", text)
        return []

    def add_evidence(self, seq: int, name: str, by: By, at: datetime) -> None:
        """That it has one more; the thing itself is sealed elsewhere."""
        self._refuse_if_closed()
        self._note_down(What.EVIDENCE, by, at, str(seq), name)

    def note_task(self, before: str, after: str, by: By, at: datetime) -> None:
        """What became of a question to somebody outside."""
        self._note_down(What.TASK, by, at, before, after)

    def promise(self, coming: Next, by: By, at: datetime) -> list[TicketEvent]:
        """Say what comes next, and when it is expected. Refuses a day that is over, or too far away."""
        self._refuse_if_closed()
        if len(coming.words) > NEXT_WORDS:
            raise Invalid("What comes next has at most {most} characters.", most=NEXT_WORDS)
        before, self.next = self.next, coming
        if (coming.step, coming.words) != (before.step, before.words):
            self._note_down(What.NEXT, by, at, before.words or before.step, coming.words or coming.step)
        if coming.expected_at != before.expected_at:
            _refuse_far(coming.expected_at, at)
            self._note_down(What.EXPECTED, by, at, _day(before.expected_at), _day(coming.expected_at))
        return []

    def write_down(self, what: What, by: By, at: datetime, *, before: str = "", after: str = "") -> int:
        """What a desk did with it; the number of the line."""
        self._refuse_if_closed()
        self._note_down(what, by, at, before, after)
        return self.seq

    def _note_down(self, what: What, by: By, at: datetime, before: str, after: str) -> None:
        self.seq += 1
        self.changed_at = at
        self.new.append(Change(seq=self.seq, at=at, by=by, what=what, before=before, after=after))

    def _assigned(self, previous: AgentId | None, at: datetime) -> TicketAssigned:
        return TicketAssigned(
            at=at, ticket=self.id, number=self.number, owner=self.owner, previous=previous, team=self.team
        )

    def _refuse_if_closed(self) -> None:
        if self.state is State.CLOSED:
            raise Conflict("This ticket is closed. Open a new one and link it.", code="closed")


def called(number: int) -> str:
    return f"WD-{number}"


def opened(
    new: NewTicket, *, id: TicketId, number: int, by: By, at: datetime
) -> tuple[Ticket, list[TicketEvent]]:
    ticket = Ticket(
        id=id,
        number=number,
        type=new.type,
        subject=one_line(new.subject),
        opened_at=at,
        changed_at=at,
        owner=new.owner,
        team=new.team,
        priority=new.priority,
        contact=new.contact,
        cause=new.cause,
        desk=new.desk,
    )
    ticket._note_down(What.OPENED, by, at, "", new.reason)
    facts: list[TicketEvent] = [
        TicketOpened(
            at=at,
            ticket=id,
            number=number,
            type=new.type.value,
            reason=new.reason,
            contact=new.contact,
            conversation=new.conversation,
        )
    ]
    if new.conversation:
        facts += ticket.link(new.conversation, by, at)
    return ticket, facts


def _refuse_far(expected: date | None, at: datetime) -> None:
    """A day: it has begun somewhere before it does here, and ends later elsewhere."""
    if expected and not (at - timedelta(days=1)).date() <= expected <= (at + FARTHEST).date():
        raise Invalid("The expected date must lie between today and a year from now.", code="bad_date")


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def one_line(subject: str) -> str:
    """What a list can show: one line, no control characters. Refuses a subject of nothing else."""
    if line := squeezed(subject):
        return line
    raise Invalid("A ticket needs a subject.")


def squeezed(subject: str) -> str:
    visible = "".join(c if c.isprintable() else " " for c in subject)
    return " ".join(visible.split())[:SUBJECT].strip()


def may_see(viewer: Viewer, ticket: Ticket) -> bool:
    """Its owner; agents of its team (of any, if it has none and is no desk's); leads and admins.

    Never a contact.
    """
    match viewer:
        case AgentViewer() as agent:
            return (
                agent.at_least(Role.LEAD)
                or (ticket.team is None and not ticket.desk)
                or ticket.team in agent.teams
                or ticket.owner == agent.agent
            )
        case _:
            return False
