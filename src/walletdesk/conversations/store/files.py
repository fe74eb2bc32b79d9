"""Attachments in SQL; their bytes lie in the blob store."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from walletdesk.conversations.filing import OpenFiles, StoredFile, Waiting
from walletdesk.conversations.items import Attachment, FileState
from walletdesk.conversations.store.tables import ATTACHMENT, PICTURE_CHECK, PICTURE_OPENED
from walletdesk.conversations.store.writing import SqlConversations
from walletdesk.kernel.audit import Audit
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.platform.db import Database, SqlWork, Transaction, insert, statement, works

_A, _P = ATTACHMENT.c, PICTURE_CHECK.c
ADD = statement(sa.insert(ATTACHMENT))
FIND = statement(sa.select(ATTACHMENT).where(_A.id == sa.bindparam("id")))
OF_BLOB = statement(sa.select(_A.id).where(_A.blob == sa.bindparam("blob")).limit(1))
SET_STATE = statement(
    sa.update(ATTACHMENT).where(_A.id == sa.bindparam("which")).values(state=sa.bindparam("state"))
)
REMOVE = statement(
    sa.update(ATTACHMENT).where(_A.id == sa.bindparam("which")).values(state=FileState.REMOVED.value, blob="")
)
COUNT_SINCE = statement(
    sa.select(sa.func.count()).where(_A.conversation == sa.bindparam("which"), _A.at >= sa.bindparam("since"))
)
WAIT = statement(sa.insert(PICTURE_CHECK))
_FIRST = (
    sa.select(_P.attachment)
    .where(_P.free_at <= sa.bindparam("now"))
    .order_by(_P.at, _P.attachment)
    .limit(1)
    .with_for_update(skip_locked=True)
    .scalar_subquery()
)
CLAIM = statement(
    sa.update(PICTURE_CHECK)
    .where(_P.attachment == _FIRST)
    .values(free_at=sa.bindparam("until"), tries=_P.tries + 1)
    .returning(_P.attachment, _P.conversation, _P.agent, _P.at, _P.tries)
)
FREE = statement(sa.update(PICTURE_CHECK).values(free_at=0))
PUT_BACK = statement(
    sa.update(PICTURE_CHECK)
    .where(_P.attachment == sa.bindparam("which"))
    .values(at=sa.bindparam("turn"), free_at=0, tries=0)
    .returning(_P.attachment)
)
END_WAIT = statement(
    sa.delete(PICTURE_CHECK).where(_P.attachment == sa.bindparam("which")).returning(_P.attachment)
)
_OPENED: dict[str, sa.BindParameter[Any]] = {
    column.name: sa.bindparam(column.name) for column in PICTURE_OPENED.columns
}
ACKNOWLEDGE = statement(
    insert(PICTURE_OPENED).values(_OPENED).on_conflict_do_nothing().returning(PICTURE_OPENED.c.attachment)
)
ACKNOWLEDGED = statement(
    sa.select(PICTURE_OPENED.c.at).where(
        PICTURE_OPENED.c.attachment == sa.bindparam("which"), PICTURE_OPENED.c.agent == sa.bindparam("who")
    )
)


class SqlFiles:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, file: StoredFile, at: datetime) -> None:
        a = file.attachment
        await self._tx.run(
            ADD,
            id=a.id,
            conversation=file.conversation,
            blob=file.blob,
            name=a.name,
            type=a.type,
            size=a.size,
            width=a.width,
            height=a.height,
            state=a.state,
            at=millis(at),
        )

    async def count_since(self, conversation: ConversationId, since: datetime) -> int:
        row = await self._tx.one(COUNT_SINCE, which=conversation, since=millis(since))
        return int(row[0]) if row else 0

    async def wait(self, waiting: Waiting) -> None:
        await self._tx.run(
            WAIT,
            attachment=waiting.file,
            conversation=waiting.conversation,
            agent=waiting.agent,
            at=millis(waiting.turn),
            free_at=0,
            tries=0,
        )

    async def claim(self, now: datetime, until: datetime) -> Waiting | None:
        row = await self._tx.one(CLAIM, now=millis(now), until=millis(until))
        if row is None:
            return None
        file, conversation, agent, at, tries = row
        return Waiting(file=file, conversation=conversation, agent=agent, turn=from_millis(at), tries=tries)

    async def free(self) -> None:
        await self._tx.run(FREE)

    async def put_back(self, file: str, turn: datetime) -> bool:
        return await self._tx.one(PUT_BACK, which=file, turn=millis(turn)) is not None

    async def end_wait(self, file: str) -> bool:
        return await self._tx.one(END_WAIT, which=file) is not None

    async def set_state(self, file: str, state: FileState) -> None:
        if state is FileState.REMOVED:
            await self._tx.run(REMOVE, which=file)
        else:
            await self._tx.run(SET_STATE, which=file, state=state.value)

    async def acknowledge(self, file: str, agent: AgentId, at: datetime) -> bool:
        return await self._tx.one(ACKNOWLEDGE, attachment=file, agent=agent, at=millis(at)) is not None


class SqlFilesWork(SqlWork):
    def __init__(self, tx: Transaction, audit: Audit) -> None:
        super().__init__(tx)
        self.audit = audit
        self.files = SqlFiles(tx)
        self.conversations = SqlConversations(tx)


def open_files(db: Database, audit: Callable[[Transaction], Audit]) -> OpenFiles:
    return works(db, lambda tx: SqlFilesWork(tx, audit(tx)))


class SqlFileArchive:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def find(self, id: str) -> StoredFile | None:
        row = await self._db.one(FIND, id=id)
        if row is None:
            return None
        id, conversation, blob, name, type, size, width, height, state, _ = row
        attachment = Attachment(
            id=id, name=name, type=type, size=size, width=width, height=height, state=state
        )
        return StoredFile(conversation=conversation, blob=blob, attachment=attachment)

    async def acknowledged(self, file: str, agent: AgentId) -> bool:
        return await self._db.one(ACKNOWLEDGED, which=file, who=agent) is not None

    async def is_used(self, blob: str) -> bool:
        """For the sweep of orphans."""
        return await self._db.one(OF_BLOB, blob=blob) is not None
