"""How a conversation's head looks to its contact. Times are milliseconds UTC."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from walletdesk.channels.webchat.ports import Wait
from walletdesk.conversations import Conversation, ItemView, Priority, Status
from walletdesk.kernel.clock import millis
from walletdesk.platform.i18n import LOCALES, Locale, translate
from walletdesk.sla import BACK, ToldReply, owed

Said = dict[str, str]  # a sentence by language; its {times} are filled where it is read
YOURS = "{time}, your time"


@dataclass(frozen=True, slots=True)
class AgentName:
    name: str


class Place(msgspec.Struct, frozen=True):
    """``position`` is counted from 1; None while it is not known, and then the screen says so.

    ``wait``: how long it takes from there; not there at all while too little is known to say.
    """

    position: int | None
    wait: Wait | msgspec.UnsetType = msgspec.UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseView:
    """When a person answers at the latest. ``by`` None: we do not know, and say so. Passed: we are late.

    ``kind``: first_reply while somebody is waited for, and after that next_reply.
    """

    kind: str
    by: int | None
    open: bool
    next_open: int | None
    better: bool  # that something else than waiting may serve better
    there: bool  # that somebody who can answer is online
    say: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactHead:
    id: str
    status: Status
    version: int
    channel: str
    locale: str
    created_at: int
    last_at: int
    last_text: str
    last_seq: int
    read_seq: int
    agent_read_seq: int
    unread: int
    agent: AgentName | None
    queue: Place | None
    promise: PromiseView | None
    secret_warning: bool
    survey: str
    callback: msgspec.Raw | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a head needs to know from beyond the conversation."""

    agent: str = ""
    position: int | None = None
    wait: Wait | None = None
    open: bool = True
    next_open: datetime | None = None
    better: bool = False
    there: bool = True
    told: ToldReply | None = None


def saying(*, there: bool, by: bool, opens: bool) -> Said:
    """What is said of it in each of our languages: the reader may change theirs."""
    words = owed(there=there, by=by, opens=opens)
    return {locale: _said(locale, words) for locale in LOCALES}


def _said(locale: Locale, words: Sequence[str]) -> str:
    """The last time says that it is the reader's own."""
    last = "next_open" if words[-1] == BACK else "reply_by"
    yours = {last: translate(locale, YOURS, time=f"{{{last}}}")}
    return ("" if locale == "zh-CN" else " ").join(translate(locale, each, **yours) for each in words)


def contact_head(conversation: Conversation, around: Around) -> ContactHead:
    c = conversation
    return ContactHead(
        id=c.id,
        status=c.status,
        version=c.public_version,
        channel=c.channel,
        locale=c.locale,
        created_at=millis(c.created_at),
        last_at=millis(c.last_at),
        last_text=c.last_text,
        last_seq=c.public_seq,
        read_seq=c.contact_read,
        agent_read_seq=c.agent_read_public,
        unread=c.contact_unread,
        agent=AgentName(around.agent) if c.status is Status.WITH_AGENT else None,
        queue=Place(around.position, around.wait or msgspec.UNSET)
        if c.status is Status.WAITING_FOR_AGENT
        else None,
        promise=_promise(around.told, around) if around.told else None,
        secret_warning=c.priority is Priority.SECURITY,
        survey=c.survey,
        callback=msgspec.Raw(c.callback.encode()) if c.callback else None,
    )


def _promise(told: ToldReply, around: Around) -> PromiseView:
    opens = around.next_open
    return PromiseView(
        kind=told.metric.value,
        by=None if told.by is None else millis(told.by),
        open=around.open,
        next_open=None if opens is None else millis(opens),
        better=around.better,
        there=around.there,
        say=saying(there=around.there, by=told.by is not None, opens=opens is not None),
    )


_encode = msgspec.json.Encoder().encode


def item_body(conversation: str, item: ItemView) -> str:
    """The inside of an ``item`` frame."""
    return f'"t":"item","conversation":"{conversation}","item":{_encode(item).decode()}'


def ack_body(conversation: str, client_id: str, seq: int, at: int) -> str:
    """The inside of an acknowledgement: stored under this number at this time."""
    told = _encode(client_id).decode()
    return f'"t":"ack","conversation":"{conversation}","client_id":{told},"seq":{seq},"at":{at}'


def head_body(head: ContactHead) -> str:
    return f'"t":"head","head":{_encode(head).decode()}'
