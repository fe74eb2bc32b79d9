"""Attachments in SQL; their bytes lie in the blob store."""

from datetime import datetime

import sqlalchemy as sa

from walletdesk.conversations.attaching import OpenWork, StoredFile
from walletdesk.conversations.items import Attachment
from walletdesk.kernel.clock import millis
from walletdesk.platform.db import Database, SqlWork, Text, Transaction, Whole, statement, table, works

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

ADD = statement(sa.insert(ATTACHMENT))
FIND = statement(sa.select(ATTACHMENT).where(ATTACHMENT.c.id == sa.bindparam("id")))
OF_BLOB = statement(sa.select(ATTACHMENT.c.id).where(ATTACHMENT.c.blob == sa.bindparam("blob")).limit(1))


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


class FilesWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.files = SqlFiles(tx)


def open_files(db: Database) -> OpenWork:
    return works(db, FilesWork)


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

    async def is_used(self, blob: str) -> bool:
        """For the sweep of orphans."""
        return await self._db.one(OF_BLOB, blob=blob) is not None
