"""Contacts in SQL. The only file that knows their tables."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime

import sqlalchemy as sa

from walletdesk.contacts.blocking.model import Block
from walletdesk.contacts.blocking.store import SqlBlocks, block_of, latest
from walletdesk.contacts.model import Contact, EmailProof, Identity, Level
from walletdesk.kernel.audit import Audit
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

CONTACT = table(
    "contact",
    sa.Column("id", Text, primary_key=True),
    sa.Column("created_at", Whole, nullable=False),
    sa.Column("name", Text, nullable=False),
    sa.Column("locale", Text, nullable=False),
    sa.Column("level", Text, nullable=False),
    sa.Column("email", Text, nullable=False),  # proven, or ""
    sa.Column("blocked", Whole, nullable=False),
    sa.Column("epoch", Whole, nullable=False),
    sa.Column("signed_out_at", Whole),
    sa.Column("merged_into", Text),
)
sa.Index("contact_signed_out", CONTACT.c.signed_out_at)
_proven = CONTACT.c.email != ""
sa.Index("contact_email", CONTACT.c.email, sqlite_where=_proven, postgresql_where=_proven)
IDENTITY = table(
    "contact_identity",
    sa.Column("channel", Text, primary_key=True),
    sa.Column("address", Text, primary_key=True),
    sa.Column("contact", Text, nullable=False, index=True),
    sa.Column("created_at", Whole, nullable=False),
)
DEVICE = table(
    "contact_device",
    sa.Column("secret_hash", Text, primary_key=True),
    sa.Column("contact", Text, nullable=False, index=True),
    sa.Column("created_at", Whole, nullable=False),
)
USED_TOKEN = table(
    "contact_used_token",
    sa.Column("once", Text, primary_key=True),
    sa.Column("expires_at", Whole, nullable=False, index=True),
)
PROOF = table(
    "contact_email_proof",
    sa.Column("id", Text, primary_key=True),
    sa.Column("contact", Text, nullable=False),
    sa.Column("address", Text, nullable=False),
    sa.Column("locale", Text, nullable=False),
    sa.Column("created_at", Whole, nullable=False),
    sa.Column("expires_at", Whole, nullable=False, index=True),
    sa.Column("used_at", Whole),
)
MANY_AT_ONCE = 50

_contacts = sa.select(CONTACT)
_id = CONTACT.c.id == sa.bindparam("id")
FIND = statement(_contacts.where(_id))
HOLD = statement(_contacts.where(_id).with_for_update())
MANY = statement(_contacts.where(CONTACT.c.id.in_([sa.bindparam(f"id{n}") for n in range(MANY_AT_ONCE)])))
SIGNED_OUT = statement(_contacts.where(CONTACT.c.signed_out_at >= sa.bindparam("at")))
PROVEN_AS = statement(
    sa.select(CONTACT.c.id)
    .where(_proven, CONTACT.c.email == sa.bindparam("email"), CONTACT.c.merged_into.is_(None))
    .order_by(CONTACT.c.id)
    .limit(sa.bindparam("most"))
)
OF_DEVICE = statement(
    _contacts.join(DEVICE, DEVICE.c.contact == CONTACT.c.id).where(
        DEVICE.c.secret_hash == sa.bindparam("secret_hash")
    )
)
_values: dict[str, sa.BindParameter[object]] = {c.name: sa.bindparam(c.name) for c in CONTACT.c}
ADD = statement(sa.insert(CONTACT).values(_values))
SAVE = statement(
    sa.update(CONTACT)
    .where(CONTACT.c.id == sa.bindparam("which"))
    .values({name: value for name, value in _values.items() if name not in {"id", "created_at"}})
)
_identity = (IDENTITY.c.channel == sa.bindparam("channel"), IDENTITY.c.address == sa.bindparam("address"))
OWNER = statement(sa.select(IDENTITY.c.contact).where(*_identity))
ADDRESS = statement(
    sa.select(IDENTITY.c.address)
    .where(IDENTITY.c.contact == sa.bindparam("contact"), IDENTITY.c.channel == sa.bindparam("channel"))
    .order_by(IDENTITY.c.created_at.desc(), IDENTITY.c.address)
    .limit(1)
)
ALL_OF = statement(
    sa.select(IDENTITY)
    .where(IDENTITY.c.contact == sa.bindparam("contact"))
    .order_by(IDENTITY.c.created_at, IDENTITY.c.channel, IDENTITY.c.address)
)
CLAIM = statement(
    insert(IDENTITY)
    .values({column.name: sa.bindparam(column.name) for column in IDENTITY.c})
    .on_conflict_do_nothing()
    .returning(IDENTITY.c.contact)
)
MOVE = statement(
    sa.update(IDENTITY)
    .where(IDENTITY.c.contact == sa.bindparam("old"))
    .values({"contact": sa.bindparam("new")})
)
GIVE = statement(sa.update(IDENTITY).where(*_identity).values(contact=sa.bindparam("to")))
COUNT_IDENTITIES = statement(
    sa.select(sa.func.count()).select_from(IDENTITY).where(IDENTITY.c.contact == sa.bindparam("of"))
)
ADD_DEVICE = statement(
    sa.insert(DEVICE).values({column.name: sa.bindparam(column.name) for column in DEVICE.c})
)
TAKE_DEVICE = statement(
    sa.delete(DEVICE).where(DEVICE.c.secret_hash == sa.bindparam("secret_hash")).returning(DEVICE.c.contact)
)
FORGET_DEVICES = statement(sa.delete(DEVICE).where(DEVICE.c.contact == sa.bindparam("contact")))
USE_TOKEN = statement(
    insert(USED_TOKEN)
    .values({"once": sa.bindparam("once"), "expires_at": sa.bindparam("expires_at")})
    .on_conflict_do_nothing()
    .returning(USED_TOKEN.c.once)
)
FORGET_TOKENS = statement(sa.delete(USED_TOKEN).where(USED_TOKEN.c.expires_at < sa.bindparam("at")))
ADD_PROOF = statement(sa.insert(PROOF).values({column.name: sa.bindparam(column.name) for column in PROOF.c}))
FIND_PROOF = statement(sa.select(PROOF).where(PROOF.c.id == sa.bindparam("id")))
USE_PROOF = statement(
    sa.update(PROOF)
    .where(
        PROOF.c.id == sa.bindparam("which"),
        PROOF.c.used_at.is_(None),
        PROOF.c.expires_at > sa.bindparam("at"),
    )
    .values({"used_at": sa.bindparam("at")})
    .returning(*PROOF.c)
)
FORGET_PROOFS = statement(sa.delete(PROOF).where(PROOF.c.expires_at < sa.bindparam("at")))


class SqlContacts:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, contact: Contact) -> None:
        await self._tx.run(ADD, **_row(contact))

    async def find(self, id: ContactId) -> Contact | None:
        row = await self._tx.one(HOLD, id=id)
        return _contact(row) if row else None

    async def save(self, contact: Contact) -> None:
        row = _row(contact)
        await self._tx.run(SAVE, which=row.pop("id"), **row)


class SqlIdentities:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def owner_of(self, identity: Identity) -> ContactId | None:
        row = await self._tx.one(OWNER, channel=identity.channel, address=identity.address)
        return ContactId(row[0]) if row else None

    async def claim(self, identity: Identity, contact: ContactId, at: datetime) -> bool:
        kept = await self._tx.one(
            CLAIM,
            channel=identity.channel,
            address=identity.address,
            contact=contact,
            created_at=millis(at),
        )
        return kept is not None

    async def give(self, identity: Identity, contact: ContactId, at: datetime) -> None:
        if not await self.claim(identity, contact, at):
            await self._tx.run(GIVE, channel=identity.channel, address=identity.address, to=contact)

    async def count_of(self, contact: ContactId) -> int:
        row = await self._tx.one(COUNT_IDENTITIES, of=contact)
        return int(row[0]) if row else 0

    async def move(self, old: ContactId, new: ContactId) -> None:
        await self._tx.run(MOVE, old=old, new=new)


class SqlDevices:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, secret_hash: str, contact: ContactId, at: datetime) -> None:
        await self._tx.run(ADD_DEVICE, secret_hash=secret_hash, contact=contact, created_at=millis(at))

    async def take(self, secret_hash: str) -> ContactId | None:
        row = await self._tx.one(TAKE_DEVICE, secret_hash=secret_hash)
        return ContactId(row[0]) if row else None

    async def forget(self, contact: ContactId) -> None:
        await self._tx.run(FORGET_DEVICES, contact=contact)


class SqlUsedTokens:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def use(self, once: str, expires_at: datetime, at: datetime) -> bool:
        await self._tx.run(FORGET_TOKENS, at=millis(at))
        return await self._tx.one(USE_TOKEN, once=once, expires_at=millis(expires_at)) is not None


class SqlProofs:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, proof: EmailProof) -> None:
        await self._tx.run(FORGET_PROOFS, at=millis(proof.created_at))
        await self._tx.run(
            ADD_PROOF,
            id=proof.id,
            contact=proof.contact,
            address=proof.address,
            locale=proof.locale,
            created_at=millis(proof.created_at),
            expires_at=millis(proof.expires_at),
            used_at=None,
        )

    async def use(self, id: str, at: datetime) -> EmailProof | None:
        row = await self._tx.one(USE_PROOF, which=id, at=millis(at))
        return _proof(row) if row else None


class SqlContactsWork(SqlWork):
    def __init__(self, tx: Transaction, audit: Audit) -> None:
        super().__init__(tx)
        self.audit = audit
        self.contacts = SqlContacts(tx)
        self.identities = SqlIdentities(tx)
        self.devices = SqlDevices(tx)
        self.used_tokens = SqlUsedTokens(tx)
        self.proofs = SqlProofs(tx)
        self.blocks = SqlBlocks(tx)


def open_work(
    db: Database, audit: Callable[[Transaction], Audit]
) -> Callable[[], AbstractAsyncContextManager[SqlContactsWork]]:
    """``audit``: the staff's, for what agents do to contacts."""
    return works(db, lambda tx: SqlContactsWork(tx, audit(tx)))


class SqlReading:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def find(self, id: ContactId) -> Contact | None:
        row = await self._db.one(FIND, id=id)
        return _contact(row) if row else None

    async def many(self, ids: Sequence[ContactId]) -> Mapping[ContactId, Contact]:
        rows: list[Row] = []
        each = list(dict.fromkeys(ids))
        for start in range(0, len(each), MANY_AT_ONCE):
            some = each[start : start + MANY_AT_ONCE]
            wanted = {f"id{n}": some[n] if n < len(some) else "" for n in range(MANY_AT_ONCE)}
            rows += await self._db.all(MANY, **wanted)
        return {contact.id: contact for contact in map(_contact, rows)}

    async def of_device(self, secret_hash: str) -> Contact | None:
        row = await self._db.one(OF_DEVICE, secret_hash=secret_hash)
        return _contact(row) if row else None

    async def proven_as(self, email: str) -> ContactId | None:
        row = await self._db.one(PROVEN_AS, email=email, most=1)
        return ContactId(row[0]) if row else None

    async def owner_of(self, identity: Identity) -> ContactId | None:
        row = await self._db.one(OWNER, channel=identity.channel, address=identity.address)
        return ContactId(row[0]) if row else None

    async def address_of(self, id: ContactId, channel: str) -> str:
        row = await self._db.one(ADDRESS, contact=id, channel=channel)
        return str(row[0]) if row else ""

    async def identities(self, id: ContactId) -> Sequence[tuple[Identity, datetime]]:
        rows = await self._db.all(ALL_OF, contact=id)
        return [(Identity(channel, address), from_millis(at)) for channel, address, _, at in rows]

    async def proof(self, id: str) -> EmailProof | None:
        row = await self._db.one(FIND_PROOF, id=id)
        return _proof(row) if row else None

    async def block_of(self, id: ContactId) -> Block | None:
        return await block_of(self._db, id)

    async def blocks(self, most: int) -> Sequence[Block]:
        return await latest(self._db, most)

    async def signed_out_since(self, at: datetime) -> Sequence[Contact]:
        return [_contact(row) for row in await self._db.all(SIGNED_OUT, at=millis(at))]


def _row(contact: Contact) -> dict[str, str | int | None]:
    return {
        "id": contact.id,
        "created_at": millis(contact.created_at),
        "name": contact.name,
        "locale": contact.locale,
        "level": contact.level.value,
        "email": contact.email,
        "blocked": int(contact.blocked),
        "epoch": contact.epoch,
        "signed_out_at": _maybe_millis(contact.signed_out_at),
        "merged_into": contact.merged_into,
    }


def _contact(row: Row) -> Contact:
    id, created_at, name, locale, level, email, blocked, epoch, signed_out_at, merged_into = row
    return Contact(
        id=ContactId(id),
        created_at=from_millis(created_at),
        name=name,
        locale=locale,
        level=Level(level),
        email=email,
        blocked=bool(blocked),
        epoch=epoch,
        signed_out_at=_maybe_time(signed_out_at),
        merged_into=ContactId(merged_into) if merged_into else None,
    )


def _proof(row: Row) -> EmailProof:
    id, contact, address, locale, created_at, expires_at, used_at = row
    return EmailProof(
        id=id,
        contact=ContactId(contact),
        address=address,
        locale=locale,
        created_at=from_millis(created_at),
        expires_at=from_millis(expires_at),
        used_at=_maybe_time(used_at),
    )


def _maybe_millis(at: datetime | None) -> int | None:
    return None if at is None else millis(at)


def _maybe_time(ms: int | None) -> datetime | None:
    return None if ms is None else from_millis(ms)
