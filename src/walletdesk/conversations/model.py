"""A conversation and its rules. No clock, no storage, no framework: time and ids come in as arguments."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from walletdesk.conversations.events import (
    AgentAssigned,
    AgentRequested,
    AgentUnassigned,
    ConversationClosed,
    ConversationEvent,
    ConversationMoved,
    ConversationReopened,
    ConversationResolved,
    MessageAdded,
    MessagesWithdrawn,
    NoteAdded,
    PriorityChanged,
    SecretStoppedByServer,
)
from walletdesk.conversations.items import (
    SYSTEM,
    Author,
    Happened,
    Item,
    Kind,
    Said,
    Speaker,
    client_key,
    secret_stopped,
)
from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import Conflict
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, InboxId, MessageId, TeamId, new_id

PREVIEW = 120  # characters of the last message shown in lists


class Status(StrEnum):
    OPEN = "open"  # with the bot
    WAITING_FOR_AGENT = "waiting_for_agent"
    WITH_AGENT = "with_agent"
    RESOLVED = "resolved"
    CLOSED = "closed"


class Priority(StrEnum):
    NORMAL = "normal"
    HIGH = "high"
    SECURITY = "security"


ENDED = frozenset({Status.RESOLVED, Status.CLOSED})


@dataclass(slots=True, kw_only=True)
class Conversation:
    """Head of a conversation, and the items added (``new``) or ``withdrawn`` since it was loaded."""

    id: ConversationId
    contact: ContactId
    inbox: InboxId
    channel: str
    locale: str
    created_at: datetime
    status: Status = Status.OPEN
    assignee: AgentId | None = None
    last_agent: AgentId | None = None
    team: TeamId | None = None
    priority: Priority = Priority.NORMAL
    skill: str = "general"
    category: str = ""
    subject: str = ""
    seq: int = 0
    public_seq: int = 0
    version: int = 0
    public_version: int = 0  # of what the contact sees: a note must not even move a number
    contact_read: int = 0  # public_seq
    contact_read_seq: int = 0  # the same mark in the agents' numbering
    agent_read: int = 0  # seq
    agent_read_public: int = 0  # the same mark in the contact's numbering
    contact_unread: int = 0
    agent_unread: int = 0
    last_at: datetime
    last_text: str = ""
    last_message: int = 0  # seq of the last public message
    waiting_since: datetime | None = None
    first_reply_due: datetime | None = None
    survey: str = "none"
    packet: str | None = None  # JSON: what the bot learned, so that nothing is asked twice
    start_key: str = ""
    answers: str | None = None  # JSON: what was asked before it began, see ``questions``
    callback: str | None = None  # JSON: when and how the contact wishes to be called
    next_reply_due: datetime | None = None  # after the first one
    new: list[Item] = field(default_factory=list)
    withdrawn: list[Item] = field(default_factory=list)

    def hear(self, author: Author, said: Said, at: datetime) -> list[ConversationEvent]:
        """Take in what the contact said. Speaking after a resolution opens the conversation again."""
        if self.status is Status.CLOSED:
            raise Conflict("This conversation is closed. Please start a new one.", code="closed")
        reopened = self._reopen(at) if self.status is Status.RESOLVED else []
        self.subject = self.subject or said.text[:PREVIEW]
        self.agent_unread += 1
        return [*reopened, self._say(author, said, at)]

    def answer(
        self, author: Author, said: Said, at: datetime, *, is_news: bool = False
    ) -> list[ConversationEvent]:
        """Add what the bot or an agent says. The bot tells only news once a person was asked for."""
        if author.kind is Speaker.BOT and self.status is not Status.OPEN and not is_news:
            raise Conflict("The bot may not speak here.", code="not_open")
        if self.status is Status.CLOSED:
            raise Conflict("This conversation is closed.", code="closed")
        if author.kind is Speaker.AGENT:
            self.agent_read, self.agent_unread = self.seq + 1, 0
            self.agent_read_public = self.public_seq + 1
            self.first_reply_due = self.next_reply_due = None  # kept: nothing is owed any more
        self.contact_unread += 1
        return [self._say(author, said, at)]

    def note(self, author: Author, said: Said, at: datetime) -> list[ConversationEvent]:
        """Add an internal note. It has no public number: not even a gap tells the contact of it."""
        item = self._add(Kind.NOTE, author, at, said=said, public=False)
        return [
            NoteAdded(
                at=at,
                conversation=self.id,
                message=item.id,
                seq=item.seq,
                author_id=author.id,
                text=said.text,
            )
        ]

    def request_agent(
        self, at: datetime, *, reason: str, skill: str | None = None, packet: str | None = None
    ) -> list[ConversationEvent]:
        """Ask for a person. Asking twice changes nothing, so a repeated event does no harm."""
        if self.status is not Status.OPEN:
            return []
        self.skill = skill or self.skill
        self.packet = packet or self.packet
        self._happened("handoff", at, reason=reason)
        return [self._wait(at, reason)]

    def assign(
        self, agent: AgentId, name: str, at: datetime, *, reason: str, team: TeamId | None = None
    ) -> list[ConversationEvent]:
        """Give it to an agent, perhaps of another team. Giving it to the same agent again changes nothing."""
        if self.status in ENDED or (self.status is Status.WITH_AGENT and self.assignee == agent):
            return []
        self.team = team or self.team
        previous, self.assignee, self.last_agent = self.assignee, agent, agent
        self.status, self.waiting_since = Status.WITH_AGENT, None
        self._happened("assigned", at, agent=name, reason=reason)
        assigned = AgentAssigned(
            at=at,
            conversation=self.id,
            contact=self.contact,
            agent=agent,
            previous=previous,
            reason=reason,
            locale=self.locale,
            channel=self.channel,
        )
        return [assigned]

    def unassign(self, at: datetime, *, reason: str, team: TeamId | None = None) -> list[ConversationEvent]:
        """Back into the queue, at the original time if the contact still waits for the first answer."""
        if self.status in ENDED or self.status is Status.OPEN:
            return []
        if self.status is Status.WAITING_FOR_AGENT and team in (None, self.team):
            return []  # told again: it waits there already
        left = self.assignee
        self.assignee, self.team = None, team or self.team
        self._happened("requeued", at, reason=reason)
        request = self._wait(at, reason)
        if left is None:
            return [request]
        return [AgentUnassigned(at=at, conversation=self.id, agent=left, reason=reason), request]

    def resolve(self, at: datetime, *, by: Speaker) -> list[ConversationEvent]:
        if self.status in ENDED or (by is Speaker.BOT and self.status is not Status.OPEN):
            return []  # whoever asked for a person meanwhile is not sent away by the bot
        agent, self.assignee = self.assignee, None
        self.status, self.waiting_since = Status.RESOLVED, None
        self._happened("resolved", at, value=by.value)
        resolved = ConversationResolved(
            at=at, conversation=self.id, contact=self.contact, agent=agent, locale=self.locale, by=by.value
        )
        return [resolved]

    def reopen(self, at: datetime) -> list[ConversationEvent]:
        """By an agent's hand; the contact reopens by writing."""
        return self._reopen(at) if self.status is Status.RESOLVED else []

    def close(self, at: datetime) -> list[ConversationEvent]:
        """For good. The contact can read it, nobody can write."""
        if self.status is Status.CLOSED:
            return []
        resolved = self.resolve(at, by=Speaker.SYSTEM)
        self.status = Status.CLOSED
        self._happened("closed", at)
        return [*resolved, ConversationClosed(at=at, conversation=self.id, contact=self.contact)]

    def belong(self, team: TeamId, at: datetime) -> list[ConversationEvent]:
        if self.team is not None or self.status in ENDED:
            return []
        self.team = team
        self.touch()
        return [ConversationMoved(at=at, conversation=self.id, team=team)]

    def note_promises(self, first: datetime | None, following: datetime | None) -> bool:
        """True if that changed. Where nobody is asked, or it is over, nobody waits for an answer."""
        owed = (None, None) if self.status in (Status.OPEN, *ENDED) else (first, following)
        if is_changed := owed != (self.first_reply_due, self.next_reply_due):
            self.first_reply_due, self.next_reply_due = owed
            self.touch()
        return is_changed

    def set_priority(self, priority: Priority, at: datetime) -> list[ConversationEvent]:
        if priority is self.priority:
            return []
        self.priority = priority
        self.touch()
        return [PriorityChanged(at=at, conversation=self.id, priority=priority.value)]

    def stop_secret(
        self, secret: str, at: datetime, *, parts: Sequence[Item] = (), once: str = "", **told: str
    ) -> list[ConversationEvent]:
        """Note that a secret was stopped, by kind and class of length alone, and bring a person at once.

        ``parts``: messages before it that hold the rest; their text goes. ``once``: of what it was found in,
        which may come again. ``told``: size, and where: ``picture`` if in one.
        """
        if self.status is Status.CLOSED:
            raise Conflict("This conversation is closed. Please start a new one.", code="closed")
        withdrawn = self._withdraw(parts, at)
        event = secret_stopped(parts, secret=secret, **told)
        said = Said(text="", client_id=f"secret_stopped/{once}") if once else None
        self._add(Kind.EVENT, SYSTEM, at, said=said, event=event, public=True)
        stopped = SecretStoppedByServer(
            at=at, conversation=self.id, contact=self.contact, secret=secret, size=event.size
        )
        urgent = self.set_priority(Priority.SECURITY, at)
        reopened = self._reopen(at) if self.status is Status.RESOLVED else []
        asked = self.request_agent(at, reason="secret_stopped")
        return [stopped, *withdrawn, *urgent, *reopened, *asked]

    def read_by_contact(self, public_seq: int, seq: int) -> bool:
        """True if this moved the mark; ``seq`` is the same item in the agents' numbering."""
        upto = min(public_seq, self.public_seq)
        if upto <= self.contact_read and not (upto == self.public_seq and self.contact_unread):
            return False
        self.contact_read = max(upto, self.contact_read)
        self.contact_read_seq = max(min(seq, self.seq), self.contact_read_seq)
        self.contact_unread = 0 if upto == self.public_seq else self.contact_unread
        self.touch()
        return True

    def read_by_agent(self, seq: int, public_seq: int) -> bool:
        """True if this moved the mark; ``public_seq`` is the last public item up to ``seq``."""
        upto = min(seq, self.seq)
        if upto <= self.agent_read and not (upto == self.seq and self.agent_unread):
            return False
        before = self.agent_read_public
        self.agent_read = max(upto, self.agent_read)
        self.agent_read_public = max(min(public_seq, self.public_seq), before)
        self.agent_unread = 0 if upto == self.seq else self.agent_unread
        self.version += 1
        self.public_version += self.agent_read_public > before  # reading a note must not move a number either
        return True

    def touch(self) -> None:
        """Something in the head changed that the contact can see as well."""
        self.version += 1
        self.public_version += 1

    def wish_callback(self, wish: str, at: datetime, *, window: str) -> None:
        """Keep when and how to call, in place of an earlier wish. The thread says when, not where."""
        if wish != self.callback:
            self.callback = wish
            self.touch()
            self._happened("callback_wished", at, value=window)

    def note_survey(self, state: str, at: datetime) -> None:
        if state != self.survey:
            self.survey = state
            self.touch()
            self._happened(f"survey_{state}", at, public=False)

    def note_fact(self, told: Happened, line: Said, at: datetime, *, public: bool = False) -> None:
        """Something that happened elsewhere and belongs into the thread once, by the name of its line.

        The line has words where a screen has none of its own for it.
        """
        self._add(Kind.EVENT, SYSTEM, at, said=line, event=told, public=public)

    def _withdraw(self, parts: Sequence[Item], at: datetime) -> list[ConversationEvent]:
        """Take back what was said in them, and what was made of it. They stay in their place, empty."""
        if not parts:
            return []
        self.withdrawn += [replace(part, text="", withdrawn=True) for part in parts]
        seqs = tuple(part.seq for part in parts)
        self.packet = None  # it quotes them
        if any(self.subject in part.text for part in parts):
            self.subject = ""
        if 1 in seqs:  # the first message tells what was filled in before it
            self.answers = None
        if self.last_message in seqs:
            self.last_text = ""
        return [MessagesWithdrawn(at=at, conversation=self.id, contact=self.contact, seqs=seqs)]

    def _reopen(self, at: datetime) -> list[ConversationEvent]:
        self.status, self.survey = Status.OPEN, "none"
        self._happened("reopened", at)
        reopened = ConversationReopened(at=at, conversation=self.id, contact=self.contact)
        return [reopened] if self.last_agent is None else [reopened, self._wait(at, "reopened")]

    def _wait(self, at: datetime, reason: str) -> AgentRequested:
        self.status = Status.WAITING_FOR_AGENT
        self.waiting_since = self.waiting_since or at
        return AgentRequested(
            at=at,
            conversation=self.id,
            contact=self.contact,
            subject=self.subject,
            locale=self.locale,
            skill=self.skill,
            priority=self.priority.value,
            reason=reason,
            team=self.team,
            preferred=self.last_agent if reason == "reopened" else None,
            channel=self.channel,
            waiting_since=millis(self.waiting_since),
        )

    def _say(self, author: Author, said: Said, at: datetime) -> MessageAdded:
        item = self._add(Kind.MESSAGE, author, at, said=said, public=True)
        self.last_at, self.last_text, self.last_message = at, said.text[:PREVIEW], item.seq
        return MessageAdded(
            at=at,
            conversation=self.id,
            message=item.id,
            seq=item.seq,
            author=author.kind.value,
            author_id=author.id,
            text=said.text,
            status=self.status.value,
            assignee=self.assignee,
            contact=self.contact,
            inbox=self.inbox,
            channel=self.channel,
            locale=self.locale,
            attachments=len(said.attachments),
            fills=said.fills,
        )

    def _happened(
        self, what: str, at: datetime, agent: str = "", reason: str = "", value: str = "", public: bool = True
    ) -> None:
        event = Happened(what=what, agent=agent, reason=reason, value=value)
        self._add(Kind.EVENT, SYSTEM, at, event=event, public=public)

    def _add(
        self,
        kind: Kind,
        author: Author,
        at: datetime,
        *,
        public: bool,
        said: Said | None = None,
        event: Happened | None = None,
    ) -> Item:
        self.seq += 1
        self.version += 1
        self.public_seq += public
        self.public_version += public
        item = Item(
            seq=self.seq,
            public_seq=self.public_seq if public else None,
            id=MessageId(new_id("msg")),
            kind=kind,
            author=author,
            text=said.text if said else "",
            at=at,
            client_key=client_key(author, said.client_id) if said else None,
            source=said.source if said else None,
            choices=said.choices if said else (),
            attachments=said.attachments if said else (),
            event=event,
            form=said.form if said else None,
            mentions=said.mentions if said else (),
        )
        self.new.append(item)
        return item
