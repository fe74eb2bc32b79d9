"""Writing conversations: the head and its new items in one block."""

from collections.abc import Sequence
from functools import cache, partial
from operator import itemgetter
from typing import Any, NamedTuple

import sqlalchemy as sa

from walletdesk.conversations.items import Item
from walletdesk.conversations.model import Conversation, Status
from walletdesk.conversations.ports import Begun, Changed, OpenWork, Page
from walletdesk.conversations.store.archive import items_in
from walletdesk.conversations.store.mentions import add_mentions
from walletdesk.conversations.store.rows import changing_row, conversation_of, conversation_row, item_row
from walletdesk.conversations.store.tables import CONVERSATION, MESSAGE
from walletdesk.conversations.store.withdrawing import Forget, withdraw
from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId, TeamId
from walletdesk.platform.db import Database, SqlWork, Statement, Transaction, statement, works

_FIXED = {"id", "contact", "inbox", "channel", "locale", "created_at", "start_key"}
_CHANGING = tuple(c.name for c in CONVERSATION.c if c.name not in _FIXED)
_SUBJECT = _CHANGING.index("subject")
_changing_values = itemgetter(*[n for n, c in enumerate(CONVERSATION.c) if c.name not in _FIXED])

LOAD = statement(sa.select(CONVERSATION).where(CONVERSATION.c.id == sa.bindparam("own_id")).with_for_update())
ADD = statement(sa.insert(CONVERSATION))
SEQ_OF = statement(
    sa.select(MESSAGE.c.seq)
    .where(MESSAGE.c.conversation == sa.bindparam("own_id"), MESSAGE.c.public_seq <= sa.bindparam("upto"))
    .order_by(MESSAGE.c.public_seq.desc())
    .limit(1)
)
PUBLIC_SEQ_OF = statement(
    sa.select(sa.func.max(MESSAGE.c.public_seq)).where(
        MESSAGE.c.conversation == sa.bindparam("own_id"), MESSAGE.c.seq <= sa.bindparam("upto")
    )
)
HAND_OVER = statement(
    sa.update(CONVERSATION)
    .where(CONVERSATION.c.contact == sa.bindparam("absorbed"))
    .values(
        contact=sa.bindparam("to"),
        # two people may have used one start key; the id is their own
        start_key=CONVERSATION.c.id,
        version=CONVERSATION.c.version + 1,
        public_version=CONVERSATION.c.public_version + 1,
    )
)
ADD_ITEM = statement(sa.insert(MESSAGE))


@cache
def save(changed: tuple[str, ...]) -> Statement:
    """Only what changed: a column that is named has its indexes rewritten, whatever its value.

    There are as many of these as there are kinds of change.
    """
    return statement(
        sa.update(CONVERSATION)
        .where(CONVERSATION.c.id == sa.bindparam("own_id"))
        .values({name: sa.bindparam(name) for name in changed})
    )


_spoke = (
    sa.select(MESSAGE.c.seq)
    .where(
        MESSAGE.c.conversation == CONVERSATION.c.id,
        MESSAGE.c.author_kind == "contact",
        MESSAGE.c.author_id == sa.bindparam("spoke"),
    )
    .exists()
)
_begun_there = sa.and_(
    CONVERSATION.c.channel == sa.bindparam("channel"),
    CONVERSATION.c.inbox == sa.bindparam("inbox"),
    CONVERSATION.c.created_at >= sa.bindparam("since"),
)
HAND_BACK = statement(
    sa.update(CONVERSATION)
    .where(CONVERSATION.c.contact == sa.bindparam("home"), sa.or_(_spoke, _begun_there))
    .values(
        contact=sa.bindparam("to"),
        start_key=CONVERSATION.c.id,
        version=CONVERSATION.c.version + 1,
        public_version=CONVERSATION.c.public_version + 1,
    )
)


class _Was(NamedTuple):
    """Where a conversation stood when its block began."""

    status: Status
    agent: AgentId | None
    team: TeamId | None
    public_version: int


def _was(conversation: Conversation) -> _Was:
    return _Was(conversation.status, conversation.assignee, conversation.team, conversation.public_version)


class SqlConversations:
    """One block's view. What is saved is also told, once it is on disk, as ``Changed``."""

    def __init__(self, tx: Transaction, forget: Sequence[Forget] = ()) -> None:
        """``forget``: what others made of messages, to be destroyed with them."""
        self._tx = tx
        self._forget = forget
        self._was: dict[ConversationId, _Was] = {}
        self._rows: dict[ConversationId, tuple[Any, ...]] = {}  # as they stand in the table

    async def get(self, id: ConversationId) -> Conversation:
        row = await self._tx.one(LOAD, own_id=id)
        if row is None:
            raise NotFound
        conversation = conversation_of(row)
        self._rows[id] = _changing_values(row)
        self._was[id] = _was(conversation)
        return conversation

    async def add(self, conversation: Conversation) -> None:
        await self._tx.run(ADD, **conversation_row(conversation))
        await self._add_new(conversation, _Was(Status.OPEN, None, conversation.team, -1))

    async def seq_of(self, id: ConversationId, public_seq: int) -> int:
        row = await self._tx.one(SEQ_OF, own_id=id, upto=public_seq)
        return 0 if row is None else int(row[0])

    async def public_seq_of(self, id: ConversationId, seq: int) -> int:
        row = await self._tx.one(PUBLIC_SEQ_OF, own_id=id, upto=seq)
        return int(row[0] or 0) if row else 0

    async def items(self, id: ConversationId, page: Page) -> Sequence[Item]:
        return await items_in(self._tx, id, page)

    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None:
        await self._tx.run(HAND_OVER, absorbed=absorbed, to=to)

    async def hand_back(self, home: ContactId, to: ContactId, there: Begun) -> None:
        since = millis(there.since)
        await self._tx.run(
            HAND_BACK, home=home, spoke=to, to=to, channel=there.channel, inbox=there.inbox, since=since
        )

    async def save(self, conversation: Conversation) -> None:
        id, row = conversation.id, changing_row(conversation)
        if conversation.withdrawn:
            subject = self._rows[id][_SUBJECT]
            lost = "" if subject == conversation.subject else subject
            await withdraw(self._tx, conversation, lost, self._forget)
        stood = zip(_CHANGING, self._rows[id], strict=True)
        if changed := tuple([name for name, old in stood if row[name] != old]):
            await self._tx.run(save(changed), **row)
            self._rows[id] = tuple([row[name] for name in _CHANGING])
        await self._add_new(conversation, self._was[conversation.id])

    async def _add_new(self, conversation: Conversation, was: _Was) -> None:
        for item in conversation.new:
            await self._tx.run(ADD_ITEM, **item_row(conversation.id, item))
            await add_mentions(self._tx, conversation.id, item)
        public = conversation.public_version != was.public_version
        items = tuple(conversation.new)
        self._tx.hint(Changed(conversation, items, was.status, was.agent, was.team, public))


class ConversationsWork(SqlWork):
    def __init__(self, tx: Transaction, forget: Sequence[Forget] = ()) -> None:
        super().__init__(tx)
        self.conversations = SqlConversations(tx, forget)


def open_work(db: Database, forget: Sequence[Forget] = ()) -> OpenWork:
    return works(db, partial(ConversationsWork, forget=forget))
