"""Proofs of addresses in SQL. The only file that knows their table; a signature is in none of its columns."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from itertools import zip_longest

import sqlalchemy as sa

from walletdesk.kernel.clock import from_millis, millis
from walletdesk.kernel.ids import ConversationId
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
from walletdesk.verification.ownership.model import Address, Family, Proof

MOST_SHOWN = 50

ADDRESS_PROOF = table(
    "address_proof",
    sa.Column("id", Text, primary_key=True),
    sa.Column("conversation", Text, nullable=False),
    sa.Column("family", Text, nullable=False),
    sa.Column("address", Text, nullable=False),
    sa.Column("text", Text, nullable=False),
    sa.Column("made_at", Whole, nullable=False),
    sa.Column("tries", Whole, nullable=False),
    sa.Column("proven_at", Whole),
)
_P = ADDRESS_PROOF.c
sa.Index("address_proof_conversation", _P.conversation, _P.proven_at)
_here = _P.conversation == sa.bindparam("conversation")
_open = sa.select(ADDRESS_PROOF).where(_here, _P.proven_at.is_(None)).order_by(_P.id.desc()).limit(1)
OPEN_OF = statement(_open)
HOLD = statement(_open.with_for_update())
END_OPEN = statement(sa.delete(ADDRESS_PROOF).where(_here, _P.proven_at.is_(None)))
END_SAME = statement(
    sa.delete(ADDRESS_PROOF).where(
        _here,
        _P.proven_at.is_not(None),
        _P.family == sa.bindparam("family"),
        _P.address == sa.bindparam("address"),
    )
)
ADD = statement(insert(ADDRESS_PROOF).values({column.name: sa.bindparam(column.name) for column in _P}))
CHANGE = statement(
    sa.update(ADDRESS_PROOF)
    .where(_P.id == sa.bindparam("proof"))
    .values(tries=sa.bindparam("tries"), proven_at=sa.bindparam("proven_at"))
)
_PLACES = tuple(f"talk_{n}" for n in range(60))  # of somebody who wrote more often the latest are looked at
PROVEN_IN = statement(
    sa.select(ADDRESS_PROOF)
    .where(_P.conversation.in_([sa.bindparam(place) for place in _PLACES]), _P.proven_at.is_not(None))
    .order_by(_P.proven_at.desc(), _P.id.desc())
    .limit(MOST_SHOWN)
)


class SqlArchive:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def open_of(self, conversation: ConversationId) -> Proof | None:
        row = await self._db.one(OPEN_OF, conversation=conversation)
        return _proof(row) if row else None

    async def proven_in(self, conversations: Collection[ConversationId]) -> Sequence[Proof]:
        each = list(conversations)[: len(_PLACES)]
        places = dict(zip_longest(_PLACES, each, fillvalue=each[0])) if each else {}
        return [_proof(row) for row in await self._db.all(PROVEN_IN, **places)] if places else []


class SqlProofs:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def begin(self, proof: Proof) -> None:
        await self._tx.run(END_OPEN, conversation=proof.conversation)
        await self._tx.run(
            ADD,
            id=proof.id,
            conversation=proof.conversation,
            family=proof.address.family.value,
            address=proof.address.text,
            text=proof.text,
            made_at=millis(proof.made_at),
            tries=proof.tries,
            proven_at=None,
        )

    async def open_of(self, conversation: ConversationId) -> Proof | None:
        row = await self._tx.one(HOLD, conversation=conversation)
        return _proof(row) if row else None

    async def put(self, proof: Proof) -> None:
        if proof.proven_at is not None:
            family, address = proof.address.family.value, proof.address.text
            await self._tx.run(END_SAME, conversation=proof.conversation, family=family, address=address)
        proven_at = None if proof.proven_at is None else millis(proof.proven_at)
        await self._tx.run(CHANGE, proof=proof.id, tries=proof.tries, proven_at=proven_at)


class OwnershipWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.proofs = SqlProofs(tx)


def open_work(db: Database) -> Callable[[], AbstractAsyncContextManager[OwnershipWork]]:
    return works(db, OwnershipWork)


def _proof(row: Row) -> Proof:
    id, conversation, family, address, text, made_at, tries, proven_at = row
    return Proof(
        id=id,
        conversation=conversation,
        address=Address(Family(family), address),
        text=text,
        made_at=from_millis(made_at),
        tries=tries,
        proven_at=None if proven_at is None else from_millis(proven_at),
    )
