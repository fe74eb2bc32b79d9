"""Outgoing mails in SQL. The only file that knows their table."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta

import msgspec
import sqlalchemy as sa

from walletdesk.channels.email.content import TEMPLATES, ForAnyone, ForProven, Template
from walletdesk.channels.email.model import Outgoing, Sent, Standing, State
from walletdesk.kernel.clock import from_millis, millis
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
from walletdesk.platform.mail import Address

OUTGOING_MAIL = table(
    "outgoing_mail",
    sa.Column("id", Text, primary_key=True),
    sa.Column("message_id", Text, nullable=False, unique=True),
    sa.Column("cause", Text, nullable=False, unique=True),
    sa.Column("to_address", Text, nullable=False),
    sa.Column("proven", Whole, nullable=False),
    sa.Column("template", Text, nullable=False),
    sa.Column("args", Text),  # JSON; emptied when it is over
    sa.Column("locale", Text, nullable=False),
    sa.Column("created_at", Whole, nullable=False),
    sa.Column("state", Text, nullable=False),
    sa.Column("attempts", Whole, nullable=False),
    sa.Column("doubts", Whole, nullable=False),
    sa.Column("next_at", Whole),
    sa.Column("lease", Text, nullable=False),
    sa.Column("reason", Text, nullable=False),
    sa.Column("code", Whole, nullable=False),
    sa.Column("ended_at", Whole),
)
MAIL_ADDRESS_STATE = table(
    "mail_address_state",
    sa.Column("address", Text, primary_key=True),
    sa.Column("bounced_at", Whole),
    sa.Column("delayed_at", Whole),
    sa.Column("heard_at", Whole),
)
_S = MAIL_ADDRESS_STATE.c
STANDING = statement(
    sa.select(_S.bounced_at, _S.delayed_at, _S.heard_at).where(_S.address == sa.bindparam("of"))
)
_TIMES = ("bounced_at", "delayed_at", "heard_at")
_set = insert(MAIL_ADDRESS_STATE).values({name: sa.bindparam(name) for name in ("address", *_TIMES)})
NOTE_STANDING = statement(
    _set.on_conflict_do_update(index_elements=["address"], set_={n: _set.excluded[n] for n in _TIMES})
)
_M = OUTGOING_MAIL.c
_goes_on = _M.next_at.is_not(None)
sa.Index("outgoing_mail_due", _M.next_at, sqlite_where=_goes_on, postgresql_where=_goes_on)
sa.Index("outgoing_mail_to", _M.to_address, _M.created_at)
sa.Index("outgoing_mail_unproven", _M.proven, _M.created_at)

_COLUMNS = tuple(column.name for column in OUTGOING_MAIL.columns)
_all = sa.select(OUTGOING_MAIL)
ADD = statement(
    insert(OUTGOING_MAIL)
    .values({name: sa.bindparam(name) for name in _COLUMNS})
    .on_conflict_do_nothing(index_elements=["cause"])
    .returning(_M.id)
)
DUE = statement(
    _all.where(_goes_on, _M.next_at <= sa.bindparam("now"))
    .order_by(_M.next_at)
    .limit(1)
    .with_for_update(skip_locked=True)
)
HOLD = statement(_all.where(_M.id == sa.bindparam("id")).with_for_update())
BY_MESSAGE_ID = statement(_all.where(_M.message_id == sa.bindparam("message_id")))
IS_ANY_DUE = statement(
    sa.select(_M.id).where(_goes_on, _M.next_at <= sa.bindparam("now")).limit(sa.bindparam("most"))
)
_FIXED = {"id", "message_id", "cause", "to_address", "proven", "template", "locale", "created_at"}
SAVE = statement(
    sa.update(OUTGOING_MAIL)
    .where(_M.id == sa.bindparam("which"))
    .values({name: sa.bindparam(name) for name in _COLUMNS if name not in _FIXED})
)
_counts = (  # of what no person wrote
    sa.select(sa.func.count())
    .select_from(OUTGOING_MAIL)
    .where(_M.state != sa.bindparam("failed"), _M.template != sa.bindparam("by_hand"))
)
_since = _M.created_at > sa.bindparam("since")
COUNT_TO = statement(_counts.where(_M.to_address == sa.bindparam("to"), _since))
COUNT_UNPROVEN = statement(_counts.where(_M.proven == sa.bindparam("proven"), _since))


class SqlWaiting:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def is_any_due(self, now: datetime) -> bool:
        return await self._db.one(IS_ANY_DUE, now=millis(now), most=1) is not None


class SqlMails:
    """Can be made over anybody's transaction: then the mail is wanted if, and only if, its cause is kept."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def add(self, mail: Outgoing) -> bool:
        return await self._tx.one(ADD, **_row(mail)) is not None

    async def sent(self, to: Address, now: datetime) -> Sent:
        hour, day = millis(now - timedelta(hours=1)), millis(now - timedelta(days=1))
        of = {"failed": State.FAILED.value, "by_hand": Template.MAIL_ANSWER.value}
        return Sent(
            to_address_in_hour=_number(await self._tx.one(COUNT_TO, to=to, since=hour, **of)),
            to_address_in_day=_number(await self._tx.one(COUNT_TO, to=to, since=day, **of)),
            to_unproven_in_hour=_number(await self._tx.one(COUNT_UNPROVEN, proven=0, since=hour, **of)),
        )

    async def standing(self, of: Address) -> Standing:
        row = await self._tx.one(STANDING, of=_one_form(of))
        return Standing(
            **{n: from_millis(v) if v else None for n, v in zip(_TIMES, row, strict=True)} if row else {}
        )

    async def note_standing(self, of: Address, standing: Standing) -> None:
        times = {name: getattr(standing, name) for name in _TIMES}
        kept = {name: None if at is None else millis(at) for name, at in times.items()}
        await self._tx.run(NOTE_STANDING, address=_one_form(of), **kept)

    async def by_message_id(self, message_id: str) -> Outgoing | None:
        row = await self._tx.one(BY_MESSAGE_ID, message_id=message_id)
        return _mail(row) if row else None

    async def due(self, now: datetime) -> Outgoing | None:
        row = await self._tx.one(DUE, now=millis(now))
        return _mail(row) if row else None

    async def hold(self, id: str) -> Outgoing | None:
        row = await self._tx.one(HOLD, id=id)
        return _mail(row) if row else None

    async def save(self, mail: Outgoing) -> None:
        changed = {name: value for name, value in _row(mail).items() if name not in _FIXED}
        await self._tx.run(SAVE, which=mail.id, **changed)


class MailWork(SqlWork):
    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self.mails = SqlMails(tx)


def open_work(db: Database) -> Callable[[], AbstractAsyncContextManager[MailWork]]:
    return works(db, MailWork)


def _one_form(of: Address) -> str:
    """Mail servers that tell letters apart by case are not met any more."""
    return of.lower()


def _number(row: Row | None) -> int:
    return int(row[0]) if row else 0


def _row(mail: Outgoing) -> dict[str, str | int | None]:
    return {
        "id": mail.id,
        "message_id": mail.message_id,
        "cause": mail.cause,
        "to_address": mail.to,
        "proven": int(mail.proven),
        "template": mail.template,
        "args": None if mail.content is None else msgspec.json.encode(mail.content).decode(),
        "locale": mail.locale,
        "created_at": millis(mail.created_at),
        "state": mail.state.value,
        "attempts": mail.attempts,
        "doubts": mail.doubts,
        "next_at": None if mail.next_at is None else millis(mail.next_at),
        "lease": mail.lease,
        "reason": mail.reason,
        "code": mail.code,
        "ended_at": None if mail.ended_at is None else millis(mail.ended_at),
    }


def _mail(row: Row) -> Outgoing:
    kept = dict(zip(_COLUMNS, row, strict=True))
    times = {name: kept.pop(name) for name in ("created_at", "next_at", "ended_at")}
    return Outgoing(
        to=Address(kept.pop("to_address")),
        content=_content(kept["template"], kept.pop("args"), proven=bool(kept["proven"])),
        proven=bool(kept.pop("proven")),
        state=State(kept.pop("state")),
        created_at=from_millis(times["created_at"]),
        next_at=None if times["next_at"] is None else from_millis(times["next_at"]),
        ended_at=None if times["ended_at"] is None else from_millis(times["ended_at"]),
        **kept,
    )


def _content(template: str, args: str | None, *, proven: bool) -> ForProven | None:
    """What a row says, held once more to what may be said to this address."""
    if args is None:
        return None
    kind = TEMPLATES[Template(template)]
    if not proven and not issubclass(kind, ForAnyone):
        raise TypeError("this may not be said to an unproven address")
    return msgspec.json.decode(args, type=kind)
