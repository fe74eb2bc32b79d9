"""Rows to conversations and items, and back."""

from typing import Any

import msgspec

from walletdesk.conversations.items import (
    Attachment,
    Author,
    Choice,
    Form,
    Happened,
    Item,
    Kind,
    Mentioned,
    Source,
    Speaker,
)
from walletdesk.conversations.model import Conversation, Priority, Status
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import ConversationId, MessageId
from walletdesk.platform.db import Row

_STATUS = {s.value: s for s in Status}
_PRIORITY = {p.value: p for p in Priority}
_SPEAKER = {s.value: s for s in Speaker}
_KIND = {k.value: k for k in Kind}


class _Extra(msgspec.Struct, omit_defaults=True):
    source: Source | None = None
    choices: tuple[Choice, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    event: Happened | None = None
    form: Form | None = None
    mentions: tuple[Mentioned, ...] = ()
    withdrawn: bool = False


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(_Extra).decode
_NOTHING = _Extra()


def conversation_of(row: Row) -> Conversation:
    """The columns stand in the order of the table."""
    return Conversation(
        id=row[0],
        contact=row[1],
        inbox=row[2],
        channel=row[3],
        locale=row[4],
        created_at=from_millis(row[5]),
        status=_STATUS[row[6]],
        assignee=row[7],
        last_agent=row[8],
        team=row[9],
        priority=_PRIORITY[row[10]],
        skill=row[11],
        category=row[12],
        subject=row[13],
        seq=row[14],
        public_seq=row[15],
        version=row[16],
        public_version=row[17],
        contact_read=row[18],
        contact_read_seq=row[19],
        agent_read=row[20],
        agent_read_public=row[21],
        contact_unread=row[22],
        agent_unread=row[23],
        last_at=from_millis(row[24]),
        last_text=row[25],
        last_message=row[26],
        waiting_since=None if row[27] is None else from_millis(row[27]),
        first_reply_due=None if row[28] is None else from_millis(row[28]),
        survey=row[29],
        packet=row[30],
        start_key=row[31],
        answers=row[32],
        callback=row[33],
        next_reply_due=None if row[34] is None else from_millis(row[34]),
    )


def conversation_row(conversation: Conversation) -> dict[str, Any]:
    c = conversation
    return {
        "id": c.id,
        "contact": c.contact,
        "inbox": c.inbox,
        "channel": c.channel,
        "locale": c.locale,
        "created_at": millis(c.created_at),
        "start_key": c.start_key,
        **changing_row(c),
    }


def changing_row(conversation: Conversation) -> dict[str, Any]:
    """What may change after the start; the id stands under ``own_id``."""
    c = conversation
    return {
        "own_id": c.id,
        "status": c.status.value,
        "assignee": c.assignee,
        "last_agent": c.last_agent,
        "team": c.team,
        "priority": c.priority.value,
        "skill": c.skill,
        "category": c.category,
        "subject": c.subject,
        "seq": c.seq,
        "public_seq": c.public_seq,
        "version": c.version,
        "public_version": c.public_version,
        "contact_read": c.contact_read,
        "contact_read_seq": c.contact_read_seq,
        "agent_read": c.agent_read,
        "agent_read_public": c.agent_read_public,
        "contact_unread": c.contact_unread,
        "agent_unread": c.agent_unread,
        "last_at": millis(c.last_at),
        "last_text": c.last_text,
        "last_message": c.last_message,
        "waiting_since": None if c.waiting_since is None else millis(c.waiting_since),
        "first_reply_due": None if c.first_reply_due is None else millis(c.first_reply_due),
        "survey": c.survey,
        "packet": c.packet,
        "answers": c.answers,
        "callback": c.callback,
        "next_reply_due": None if c.next_reply_due is None else millis(c.next_reply_due),
    }


def item_of(row: Row) -> Item:
    (
        _,
        seq,
        public_seq,
        id,
        kind,
        speaker,
        author_id,
        author_name,
        text,
        at,
        client_key,
        external_id,
        extra,
    ) = row
    more = _decode(extra) if extra else _NOTHING
    return Item(
        seq=seq,
        public_seq=public_seq,
        id=MessageId(id),
        kind=_KIND[kind],
        author=Author(_SPEAKER[speaker], author_id, author_name),
        text=text,
        at=from_millis(at),
        client_key=client_key,
        external_id=external_id,
        source=more.source,
        choices=more.choices,
        attachments=more.attachments,
        event=more.event,
        form=more.form,
        mentions=more.mentions,
        withdrawn=more.withdrawn,
    )


def item_row(conversation: ConversationId, item: Item) -> dict[str, Any]:
    return {
        "conversation": conversation,
        "seq": item.seq,
        "public_seq": item.public_seq,
        "id": item.id,
        "kind": item.kind.value,
        "author_kind": item.author.kind.value,
        "author_id": item.author.id,
        "author_name": item.author.name,
        "text": item.text,
        "at": millis(item.at),
        "client_key": item.client_key,
        "external_id": item.external_id,
        "extra": extra_of(item),
    }


def extra_of(item: Item) -> str | None:
    more = _Extra(
        source=item.source,
        choices=item.choices,
        attachments=item.attachments,
        event=item.event,
        form=item.form,
        mentions=item.mentions,
        withdrawn=item.withdrawn,
    )
    return None if more == _NOTHING else _encode(more).decode()
