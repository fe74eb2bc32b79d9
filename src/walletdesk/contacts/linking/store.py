"""Links of channels in SQL. The only file that knows their tables; no code and no number is in them."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager

import sqlalchemy as sa

from walletdesk.contacts.linking.model import Attempt, Link
from walletdesk.contacts.model import Identity
from walletdesk.contacts.store import SqlContacts, SqlIdentities
from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import ContactId
from walletdesk.platform.db import (
    Database,
    Row,
    SqlWork,
    Text,
    Transaction,
    Whole,
    insert,
    statement,
    table,
    works,
)

ATTEMPT = table(
    "contact_link_attempt",
    sa.Column("contact", Text, primary_key=True),
    sa.Column("code", Text, nullable=False, unique=True),
    sa.Column("expires_at", Whole, nullable=False),
    sa.Column("channel", Text, nullable=False),
    sa.Column("address", Text, nullable=False),
    sa.Column("number", Text, nullable=False),
    sa.Column("tries", Whole, nullable=False),
)
sa.Index("contact_link_attempt_by_age", ATTEMPT.c.expires_at)
LINK = table(
    "contact_link",
    sa.Column("channel", Text, primary_key=True),
    sa.Column("address", Text, primary_key=True),
    sa.Column("contact", Text, nullable=False, index=True),
    sa.Column("absorbed", Text),
    sa.Column("at", Whole, nullable=False),
)
_A, _L = ATTEMPT.c, LINK.c
_values: dict[str, sa.BindParameter[object]] = {column.name: sa.bindparam(column.name) for column in _A}
_keep = insert(ATTEMPT).values(_values)
KEEP = statement(
    _keep.on_conflict_do_update(
        index_elements=["contact"],
        set_={column.name: _keep.excluded[column.name] for column in _A if column.name != "contact"},
    )
)
_its = _A.contact == sa.bindparam("contact")
ATTEMPT_OF = statement(sa.select(ATTEMPT).where(_its))
HOLD = statement(sa.select(ATTEMPT).where(_its).with_for_update())
HOLD_BY_CODE = statement(sa.select(ATTEMPT).where(_A.code == sa.bindparam("code")).with_for_update())
REMOVE = statement(sa.delete(ATTEMPT).where(_its))
FORGET = statement(sa.delete(ATTEMPT).where(_A.expires_at < sa.bindparam("before")))
_identity = (_L.channel == sa.bindparam("channel"), _L.address == sa.bindparam("address"))
KEEP_LINK = statement(insert(LINK).values({column.name: sa.bindparam(column.name) for column in _L}))
HOLD_LINK = statement(sa.select(LINK).where(*_identity).with_for_update())
REMOVE_LINK = statement(sa.delete(LINK).where(*_identity))
LINKED = statement(
    sa.select(LINK).where(_L.contact == sa.bindparam("contact")).order_by(_L.at, _L.channel, _L.address)
)


class SqlLinkReading:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def linked(self, contact: ContactId) -> Sequence[Link]:
        return [_link(row) for row in await self._db.all(LINKED, contact=contact)]

    async def attempt(self, contact: ContactId) -> Attempt | None:
        row = await self._db.one(ATTEMPT_OF, contact=contact)
        return _attempt(row) if row else None


class SqlAttempts:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def keep(self, attempt: Attempt) -> None:
        """What is long over goes on the way."""
        expires_at, identity = millis(attempt.expires_at), attempt.identity
        await self._tx.run(FORGET, before=expires_at - 86_400_000)
        await self._tx.run(
            KEEP,
            contact=attempt.contact,
            code=attempt.code,
            expires_at=expires_at,
            channel=identity.channel if identity else "",
            address=identity.address if identity else "",
            number=attempt.number,
            tries=attempt.tries,
        )

    async def hold(self, contact: ContactId) -> Attempt | None:
        row = await self._tx.one(HOLD, contact=contact)
        return _attempt(row) if row else None

    async def hold_by_code(self, code: str) -> Attempt | None:
        row = await self._tx.one(HOLD_BY_CODE, code=code)
        return _attempt(row) if row else None

    async def remove(self, contact: ContactId) -> None:
        await self._tx.run(REMOVE, contact=contact)


class SqlLinks:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def keep(self, link: Link) -> None:
        await self._tx.run(REMOVE_LINK, **_key(link.identity))
        await self._tx.run(
            KEEP_LINK,
            **_key(link.identity),
            contact=link.contact,
            absorbed=link.absorbed,
            at=millis(link.at),
        )

    async def hold(self, identity: Identity) -> Link | None:
        row = await self._tx.one(HOLD_LINK, **_key(identity))
        return _link(row) if row else None

    async def remove(self, identity: Identity) -> None:
        await self._tx.run(REMOVE_LINK, **_key(identity))


class LinkWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.attempts = SqlAttempts(tx)
        self.links = SqlLinks(tx)
        self.contacts = SqlContacts(tx)
        self.identities = SqlIdentities(tx)


def open_work(db: Database) -> Callable[[], AbstractAsyncContextManager[LinkWork]]:
    return works(db, LinkWork)


def _key(identity: Identity) -> dict[str, str]:
    return {"channel": identity.channel, "address": identity.address}


def _attempt(row: Row) -> Attempt:
    contact, code, expires_at, channel, address, number, tries = row
    return Attempt(
        contact=ContactId(contact),
        code=code,
        expires_at=from_millis(expires_at),
        identity=Identity(channel, address) if channel else None,
        number=number,
        tries=tries,
    )


def _link(row: Row) -> Link:
    channel, address, contact, absorbed, at = row
    return Link(
        identity=Identity(channel, address),
        contact=ContactId(contact),
        absorbed=ContactId(absorbed) if absorbed else None,
        at=from_millis(at),
    )
