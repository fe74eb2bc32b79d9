"""Tables of conversations. Hot rows carry the conversation id first, so that they can be spread by it."""

import sqlalchemy as sa

from walletdesk.platform.db import Text, Whole, table

CONVERSATION = table(
    "conversation",
    sa.Column("id", Text, primary_key=True),
    sa.Column("contact", Text, nullable=False),
    sa.Column("inbox", Text, nullable=False),
    sa.Column("channel", Text, nullable=False),
    sa.Column("locale", Text, nullable=False),
    sa.Column("created_at", Whole, nullable=False),
    sa.Column("status", Text, nullable=False),
    sa.Column("assignee", Text),
    sa.Column("last_agent", Text),
    sa.Column("team", Text),
    sa.Column("priority", Text, nullable=False),
    sa.Column("skill", Text, nullable=False),
    sa.Column("category", Text, nullable=False),
    sa.Column("subject", Text, nullable=False),
    sa.Column("seq", Whole, nullable=False),
    sa.Column("public_seq", Whole, nullable=False),
    sa.Column("version", Whole, nullable=False),
    sa.Column("public_version", Whole, nullable=False),
    sa.Column("contact_read", Whole, nullable=False),
    sa.Column("contact_read_seq", Whole, nullable=False),
    sa.Column("agent_read", Whole, nullable=False),
    sa.Column("agent_read_public", Whole, nullable=False),
    sa.Column("contact_unread", Whole, nullable=False),
    sa.Column("agent_unread", Whole, nullable=False),
    sa.Column("last_at", Whole, nullable=False),
    sa.Column("last_text", Text, nullable=False),
    sa.Column("last_message", Whole, nullable=False),
    sa.Column("waiting_since", Whole),
    sa.Column("first_reply_due", Whole),
    sa.Column("survey", Text, nullable=False),
    sa.Column("packet", Text),
    sa.Column("start_key", Text, nullable=False),
    sa.Column("answers", Text),
    sa.Column("callback", Text),
    sa.Column("next_reply_due", Whole),
    sa.UniqueConstraint("contact", "start_key"),
)
_C = CONVERSATION.c
sa.Index("conversation_by_status", _C.status, _C.last_at.desc(), _C.id.desc())
# An agent or a contact has few at a time: they are sorted when asked for, a message moves no index of theirs
sa.Index("conversation_by_assignee", _C.assignee, _C.status)
# Said in the same words by the index and by whoever lists, so that both engines see that one serves the other
IS_ACTIVE = sa.text("status IN ('open', 'waiting_for_agent', 'with_agent')")
sa.Index(
    "conversation_active",
    _C.last_at.desc(),
    _C.id.desc(),
    sqlite_where=IS_ACTIVE,
    postgresql_where=IS_ACTIVE,
)

MESSAGE = table(
    "message",
    sa.Column("conversation", Text, primary_key=True),
    sa.Column("seq", Whole, primary_key=True),
    sa.Column("public_seq", Whole),
    sa.Column("id", Text, nullable=False),
    sa.Column("kind", Text, nullable=False),
    sa.Column("author_kind", Text, nullable=False),
    sa.Column("author_id", Text, nullable=False),
    sa.Column("author_name", Text, nullable=False),
    sa.Column("text", Text, nullable=False),
    sa.Column("at", Whole, nullable=False),
    sa.Column("client_key", Text),
    sa.Column("external_id", Text),
    sa.Column("extra", Text),  # JSON: source, choices, attachments, event, mentions
)
_M = MESSAGE.c
sa.Index(
    "message_public",
    _M.conversation,
    _M.public_seq,
    unique=True,
    sqlite_where=_M.public_seq.is_not(None),
    postgresql_where=_M.public_seq.is_not(None),
)
sa.Index(
    "message_client",
    _M.conversation,
    _M.client_key,
    unique=True,
    sqlite_where=_M.client_key.is_not(None),
    postgresql_where=_M.client_key.is_not(None),
)

# The latest mention of each agent in each conversation; with the agent first, so that their list is one walk
MENTION = table(
    "mention",
    sa.Column("agent", Text, primary_key=True),
    sa.Column("conversation", Text, primary_key=True),
    sa.Column("seq", Whole, nullable=False),
    sa.Column("at", Whole, nullable=False),
    sa.Column("author_name", Text, nullable=False),
    sa.Column("text", Text, nullable=False),
    sa.Column("read_seq", Whole, nullable=False),
)
sa.Index("mention_by_time", MENTION.c.agent, MENTION.c.at.desc(), MENTION.c.conversation.desc())

HELD_MESSAGE = table(
    "held_message",
    sa.Column("id", Text, primary_key=True),
    sa.Column("conversation", Text, nullable=False),
    sa.Column("agent", Text, nullable=False),
    sa.Column("name", Text, nullable=False),
    sa.Column("text", Text, nullable=False),
    sa.Column("client_id", Text, nullable=False),
    sa.Column("rules", Text, nullable=False),  # JSON: ids
    sa.Column("at", Whole, nullable=False),
    sa.Column("state", Text, nullable=False),
    sa.Column("decided_by", Text),
    sa.Column("decided_at", Whole),
    sa.Column("reason", Text, nullable=False),
    sa.UniqueConstraint("conversation", "agent", "client_id"),
)
sa.Index("held_message_by_state", HELD_MESSAGE.c.state, HELD_MESSAGE.c.id)

ATTACHMENT = table(
    "attachment",
    sa.Column("id", Text, primary_key=True),
    sa.Column("conversation", Text, nullable=False),
    sa.Column("blob", Text, nullable=False),
    sa.Column("name", Text, nullable=False),
    sa.Column("type", Text, nullable=False),
    sa.Column("size", Whole, nullable=False),
    sa.Column("width", Whole),
    sa.Column("height", Whole),
    sa.Column("state", Text, nullable=False),
    sa.Column("at", Whole, nullable=False),
)
sa.Index("attachment_of", ATTACHMENT.c.conversation, ATTACHMENT.c.at)
sa.Index("attachment_blob", ATTACHMENT.c.blob)

PICTURE_CHECK = table(
    "picture_check",
    sa.Column("attachment", Text, primary_key=True),
    sa.Column("conversation", Text, nullable=False),
    sa.Column("agent", Text),
    sa.Column("at", Whole, nullable=False),
    sa.Column("free_at", Whole, nullable=False),
    sa.Column("tries", Whole, nullable=False),
)
sa.Index("picture_check_by_age", PICTURE_CHECK.c.at, PICTURE_CHECK.c.attachment)

PICTURE_OPENED = table(
    "picture_opened",
    sa.Column("attachment", Text, primary_key=True),
    sa.Column("agent", Text, primary_key=True),
    sa.Column("at", Whole, nullable=False),
)
