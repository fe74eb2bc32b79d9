"""How a conversation's head looks to agents. Times are milliseconds UTC."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from walletdesk.conversations import Conversation, ItemView, Priority, Status
from walletdesk.kernel.clock import millis
from walletdesk.kernel.ids import ConversationId
from walletdesk.workspace.ports import ContactCard


@dataclass(frozen=True, slots=True)
class Named:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class OfferedTo:
    """``until``: then it is offered to somebody else."""

    agent: Named
    until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentHead:
    """``version`` grows with the conversation, ``told`` with every head that is made.

    What stands around a conversation changes without it, and answers and frames may cross.
    """

    id: str
    status: Status
    version: int
    told: int
    channel: str
    locale: str
    created_at: int
    last_at: int
    last_text: str
    last_seq: int
    contact: ContactCard
    assignee: Named | None
    team: str | None
    priority: Priority
    skill: str
    category: str
    subject: str
    waiting_since: int | None
    first_reply_due: int | None
    next_reply_due: int | None
    unread: int
    contact_read_seq: int
    agent_read_seq: int
    offer: OfferedTo | None
    tickets: tuple[str, ...]
    packet: msgspec.Raw | None
    answers: msgspec.Raw | None
    callback: msgspec.Raw | None
    survey: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a head needs to know from beyond the conversation."""

    contact: ContactCard
    told: int
    assignee: str = ""
    offer: OfferedTo | None = None
    tickets: tuple[str, ...] = ()


def agent_head(conversation: Conversation, around: Around) -> AgentHead:
    c = conversation
    return AgentHead(
        id=c.id,
        status=c.status,
        version=c.version,
        told=around.told,
        channel=c.channel,
        locale=c.locale,
        created_at=millis(c.created_at),
        last_at=millis(c.last_at),
        last_text=c.last_text,
        last_seq=c.seq,
        contact=around.contact,
        assignee=Named(c.assignee, around.assignee) if c.assignee else None,
        team=c.team,
        priority=c.priority,
        skill=c.skill,
        category=c.category,
        subject=c.subject,
        waiting_since=None if c.waiting_since is None else millis(c.waiting_since),
        first_reply_due=None if c.first_reply_due is None else millis(c.first_reply_due),
        next_reply_due=None if c.next_reply_due is None else millis(c.next_reply_due),
        unread=c.agent_unread,
        contact_read_seq=c.contact_read_seq,
        agent_read_seq=c.agent_read,
        offer=around.offer,
        tickets=around.tickets,
        packet=_raw(c.packet),
        answers=_raw(c.answers),
        callback=_raw(c.callback),
        survey=c.survey,
    )


def _raw(json: str | None) -> msgspec.Raw | None:
    return msgspec.Raw(json.encode()) if json else None


_encode = msgspec.json.Encoder().encode


def item_body(conversation: str, item: ItemView) -> str:
    """The inside of an ``item`` frame."""
    return f'"t":"item","conversation":"{conversation}","item":{_encode(item).decode()}'


def head_body(head: AgentHead) -> str:
    return f'"t":"head","head":{_encode(head).decode()}'


def availability_body(state: str, reason: str = "") -> str:
    """Told to the agent's own screens; a reason is a word of small letters."""
    return f'"t":"availability","state":"{state}"' + (f',"reason":"{reason}"' if reason else "")


def mention_body(conversation: str, seq: int, by: str) -> str:
    """Somebody mentioned this agent in a note."""
    return f'"t":"mention","conversation":"{conversation}","seq":{seq},"by":{_encode(by).decode()}'


def mention_read_body(conversation: str) -> str:
    """The agent has read what they were mentioned in, on one of their screens."""
    return f'"t":"mention_read","conversation":"{conversation}"'


def gone_body(conversation: str) -> str:
    """It is none of this agent's business any more."""
    return f'"t":"gone","conversation":"{conversation}"'


def channel_body(conversation: str) -> str:
    """What became of its messages on their way, or what can still be sent, is to be asked for anew."""
    return f'"t":"channel","conversation":"{conversation}"'


def presence_body(conversation: str, viewers: list[Named]) -> str:
    return f'"t":"presence","conversation":"{conversation}","viewers":{_encode(viewers).decode()}'


def looks_body(viewers: Mapping[ConversationId, Sequence[Named]]) -> str:
    """Who looks at these conversations now, for lists; nobody is an empty list."""
    return f'"t":"looks","viewers":{_encode(viewers).decode()}'


def typing_body(conversation: str, kind: str, who: Named, *, on: bool, mode: str = "reply") -> str:
    told = _encode({"kind": kind, "id": who.id, "name": who.name}).decode()
    on_off = "true" if on else "false"
    return f'"t":"typing","conversation":"{conversation}","who":{told},"mode":"{mode}","on":{on_off}'
