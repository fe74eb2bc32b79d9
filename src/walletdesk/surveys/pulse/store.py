"""The periodic survey in SQL. The only file that knows its tables."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime

import sqlalchemy as sa

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
from walletdesk.surveys.pulse.model import Pulse, PulseId, Said

PULSE = table(
    "pulse",
    sa.Column("id", Text, primary_key=True),
    sa.Column("contact", Text, nullable=False),
    sa.Column("locale", Text, nullable=False),
    sa.Column("asked_at", Whole, nullable=False),
    sa.Column("score", Whole),
    sa.Column("why", Text, nullable=False),
    sa.Column("answered_at", Whole),
)
_P = PULSE.c
sa.Index("pulse_asked", _P.asked_at, _P.score)
sa.Index("pulse_of_contact", _P.contact, _P.asked_at)

# When a contact was last asked. One row for each, so that two who would ask at once meet here.
PULSE_CONTACT = table(
    "pulse_contact",
    sa.Column("contact", Text, primary_key=True),
    sa.Column("asked_at", Whole, nullable=False),
)
_Q = PULSE_CONTACT.c
_COLUMNS = tuple(column.name for column in PULSE.columns)
_SINCE, _MOST = sa.bindparam("since", type_=Whole), sa.bindparam("most", type_=Whole)

_first = insert(PULSE_CONTACT).values({"contact": sa.bindparam("contact"), "asked_at": sa.bindparam("now")})
QUIET = statement(
    _first.on_conflict_do_update(
        index_elements=["contact"],
        set_={"asked_at": _first.excluded.asked_at},
        where=_Q.asked_at <= sa.bindparam("before", type_=Whole),
    ).returning(_Q.asked_at)
)
ADD = statement(sa.insert(PULSE).values({name: sa.bindparam(name) for name in _COLUMNS}))
HOLD = statement(sa.select(PULSE).where(_P.id == sa.bindparam("id")).with_for_update())
FIND = statement(sa.select(PULSE).where(_P.id == sa.bindparam("id")))
SAVE = statement(
    sa.update(PULSE)
    .where(_P.id == sa.bindparam("which"))
    .values({name: sa.bindparam(name) for name in ("score", "why", "answered_at")})
)
OPEN_OF = statement(
    sa.select(PULSE)
    .where(_P.contact == sa.bindparam("contact"), _P.asked_at >= _SINCE, _P.answered_at.is_(None))
    .order_by(_P.asked_at.desc())
    .limit(_MOST)
)
GIVEN = statement(
    sa.select(_P.score, sa.func.count())
    .where(_P.asked_at >= _SINCE, _P.score.is_not(None))
    .group_by(_P.score)
)
ASKED = statement(sa.select(sa.func.count()).where(_P.asked_at >= _SINCE))
SAID = statement(
    sa.select(_P.score, _P.why)
    .where(_P.asked_at >= _SINCE, _P.score.is_not(None), _P.why != sa.literal_column("''"))
    .order_by(_P.score, _P.why)  # by nothing that tells whose they are
    .limit(_MOST)
)
FORGET_TEXTS = statement(
    sa.update(PULSE)
    .where(_P.asked_at < sa.bindparam("before", type_=Whole), _P.why != sa.literal_column("''"))
    .values(why=sa.literal_column("''"))
)
HAND_OVER = statement(
    sa.update(PULSE).where(_P.contact == sa.bindparam("was")).values({"contact": sa.bindparam("now")})
)
LAST_OF = statement(sa.select(_Q.asked_at).where(_Q.contact == sa.bindparam("contact")))
FORGET = statement(sa.delete(PULSE_CONTACT).where(_Q.contact == sa.bindparam("contact")))
LATER = statement(
    _first.on_conflict_do_update(
        index_elements=["contact"],
        set_={"asked_at": _first.excluded.asked_at},
        where=_Q.asked_at < _first.excluded.asked_at,
    )
)


class SqlArchive:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def find(self, id: PulseId) -> Pulse | None:
        row = await self._db.one(FIND, id=id)
        return _pulse(row) if row else None

    async def open_of(self, contact: ContactId, since: datetime) -> Pulse | None:
        row = await self._db.one(OPEN_OF, contact=contact, since=millis(since), most=1)
        return _pulse(row) if row else None

    async def given(self, since: datetime) -> Mapping[int, int]:
        return {int(row[0]): int(row[1]) for row in await self._db.all(GIVEN, since=millis(since))}

    async def asked(self, since: datetime) -> int:
        row = await self._db.one(ASKED, since=millis(since))
        return int(row[0]) if row else 0

    async def said(self, since: datetime, most: int) -> Sequence[Said]:
        rows = await self._db.all(SAID, since=millis(since), most=most)
        return [Said(score=int(score), why=why) for score, why in rows]


class SqlPulses:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def quiet(self, contact: ContactId, at: datetime, before: datetime) -> bool:
        row = await self._tx.one(QUIET, contact=contact, now=millis(at), before=millis(before))
        return row is not None

    async def add(self, pulse: Pulse) -> None:
        await self._tx.run(ADD, **_row(pulse))

    async def get(self, id: PulseId) -> Pulse | None:
        row = await self._tx.one(HOLD, id=id)
        return _pulse(row) if row else None

    async def save(self, pulse: Pulse) -> None:
        row = _row(pulse)
        values = {name: row[name] for name in ("score", "why", "answered_at")}
        await self._tx.run(SAVE, which=pulse.id, **values)

    async def hand_over(self, absorbed: ContactId, to: ContactId) -> None:
        await self._tx.run(HAND_OVER, was=absorbed, now=to)
        if row := await self._tx.one(LAST_OF, contact=absorbed):
            await self._tx.run(LATER, contact=to, now=row[0])
            await self._tx.run(FORGET, contact=absorbed)


async def forget_texts(tx: Transaction, before: datetime) -> int:
    """What was typed; scores are counted on."""
    return await tx.run(FORGET_TEXTS, before=millis(before))


class PulseWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.pulses = SqlPulses(tx)


def open_work(db: Database) -> Callable[[], AbstractAsyncContextManager[PulseWork]]:
    return works(db, PulseWork)


def _row(pulse: Pulse) -> dict[str, str | int | None]:
    return {
        "id": pulse.id,
        "contact": pulse.contact,
        "locale": pulse.locale,
        "asked_at": millis(pulse.asked_at),
        "score": pulse.score,
        "why": pulse.why,
        "answered_at": None if pulse.answered_at is None else millis(pulse.answered_at),
    }


def _pulse(row: Row) -> Pulse:
    kept = dict(zip(_COLUMNS, row, strict=True))
    answered = kept["answered_at"]
    times = {
        "asked_at": from_millis(kept["asked_at"]),
        "answered_at": None if answered is None else from_millis(answered),
    }
    return Pulse(**kept | times)
