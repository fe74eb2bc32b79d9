"""Reports of fakes in SQL. The only file that knows their tables."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime

import sqlalchemy as sa

from walletdesk.impersonation.model import (
    Campaign,
    Indicator,
    IndicatorKind,
    Report,
    State,
    Takedown,
    TakedownState,
    Target,
)
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

CAMPAIGN = table(
    "impersonation_campaign",
    sa.Column("id", Text, primary_key=True),
    sa.Column("kind", Text, nullable=False),
    sa.Column("value", Text, nullable=False),
    sa.Column("state", Text, nullable=False),
    sa.Column("first_at", Whole, nullable=False),
    sa.Column("last_at", Whole, nullable=False),
    sa.Column("reports", Whole, nullable=False),
    sa.Column("decided_at", Whole),
    sa.Column("decided_by", Text),
    sa.Column("version", Whole, nullable=False),
    sa.UniqueConstraint("kind", "value"),
)
sa.Index("impersonation_campaign_by_time", CAMPAIGN.c.state, CAMPAIGN.c.last_at)
REPORT = table(
    "impersonation_report",
    sa.Column("id", Text, primary_key=True),
    sa.Column("campaign", Text, nullable=False),
    sa.Column("at", Whole, nullable=False),
    sa.Column("said", Text, nullable=False),
    sa.Column("locale", Text, nullable=False),
    sa.Column("contact", Text),
    sa.Column("conversation", Text),
)
sa.Index("impersonation_report_of_campaign", REPORT.c.campaign, REPORT.c.id)
sa.Index("impersonation_report_of_contact", REPORT.c.campaign, REPORT.c.contact)
TAKEDOWN = table(
    "impersonation_takedown",
    sa.Column("campaign", Text, primary_key=True),
    sa.Column("target", Text, primary_key=True),
    sa.Column("state", Text, nullable=False),
    sa.Column("note", Text, nullable=False),
    sa.Column("due_at", Whole),
    sa.Column("changed_at", Whole),
    sa.Column("changed_by", Text),
)
_C, _R, _T = CAMPAIGN.c, REPORT.c, TAKEDOWN.c
_of_indicator = sa.select(CAMPAIGN).where(_C.kind == sa.bindparam("kind"), _C.value == sa.bindparam("value"))
_by_id = sa.select(CAMPAIGN).where(_C.id == sa.bindparam("id"))
LIST = statement(
    sa.select(CAMPAIGN)
    .where(_C.state.in_([sa.bindparam(f"state{n}") for n in range(len(State))]))
    .order_by(_C.last_at.desc(), _C.id)
    .limit(sa.bindparam("most"))
)
KNOWN = statement(_of_indicator)
FIND = statement(_by_id)
HOLD = statement(_by_id.with_for_update())
HOLD_INDICATOR = statement(_of_indicator.with_for_update())
ADD = statement(
    insert(CAMPAIGN)
    .values({column.name: sa.bindparam(column.name) for column in CAMPAIGN.columns})
    .on_conflict_do_nothing()
    .returning(_C.id)
)
_CHANGES = ("state", "last_at", "reports", "decided_at", "decided_by", "version")
SAVE = statement(
    sa.update(CAMPAIGN)
    .where(_C.id == sa.bindparam("which"))
    .values({name: sa.bindparam(name) for name in _CHANGES})
)
ADD_REPORT = statement(
    insert(REPORT).values({column.name: sa.bindparam(column.name) for column in REPORT.columns})
)
FIND_REPORT = statement(sa.select(REPORT).where(_R.id == sa.bindparam("id")))
TOLD = statement(
    sa.select(REPORT).where(_R.campaign == sa.bindparam("campaign"), _R.contact == sa.bindparam("contact"))
)
REPORTS_OF = statement(
    sa.select(REPORT)
    .where(_R.campaign == sa.bindparam("campaign"), _R.id > sa.bindparam("after"))
    .order_by(_R.id)
    .limit(sa.bindparam("most"))
)
TAKEDOWNS_OF = statement(
    sa.select(TAKEDOWN).where(_T.campaign == sa.bindparam("campaign")).order_by(_T.target)
)
_put = insert(TAKEDOWN).values({column.name: sa.bindparam(column.name) for column in TAKEDOWN.columns})
PUT_TAKEDOWN = statement(
    _put.on_conflict_do_update(
        index_elements=["campaign", "target"],
        set_={name: _put.excluded[name] for name in ("state", "note", "due_at", "changed_at", "changed_by")},
    )
)


class SqlArchive:
    """Committed reads."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def campaigns(self, states: Collection[State], *, most: int) -> Sequence[Campaign]:
        asked = [*states, *[""] * len(State)][: len(State)]
        rows = await self._db.all(LIST, most=most, **{f"state{n}": s for n, s in enumerate(asked)})
        return [_campaign(row) for row in rows]

    async def campaign(self, id: str) -> Campaign | None:
        row = await self._db.one(FIND, id=id)
        return _campaign(row) if row else None

    async def known(self, indicators: Collection[Indicator]) -> Sequence[Campaign]:
        rows = [await self._db.one(KNOWN, kind=one.kind, value=one.value) for one in indicators]
        return [_campaign(row) for row in rows if row]

    async def report(self, id: str) -> Report | None:
        row = await self._db.one(FIND_REPORT, id=id)
        return _report(row) if row else None

    async def told(self, campaign: str, contact: ContactId) -> Report | None:
        row = await self._db.one(TOLD, campaign=campaign, contact=contact)
        return _report(row) if row else None

    async def reports_of(self, campaign: str, *, after: str = "", most: int) -> Sequence[Report]:
        return [_report(r) for r in await self._db.all(REPORTS_OF, campaign=campaign, after=after, most=most)]

    async def takedowns_of(self, campaign: str) -> Sequence[Takedown]:
        return [_takedown(row) for row in await self._db.all(TAKEDOWNS_OF, campaign=campaign)]


class SqlFakes:
    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def of_indicator(self, indicator: Indicator) -> Campaign | None:
        row = await self._tx.one(HOLD_INDICATOR, kind=indicator.kind, value=indicator.value)
        return _campaign(row) if row else None

    async def find(self, id: str) -> Campaign | None:
        row = await self._tx.one(HOLD, id=id)
        return _campaign(row) if row else None

    async def add(self, campaign: Campaign) -> bool:
        return await self._tx.one(ADD, **_row(campaign)) is not None

    async def save(self, campaign: Campaign) -> None:
        row = _row(campaign)
        await self._tx.run(SAVE, which=campaign.id, **{name: row[name] for name in _CHANGES})

    async def has_told(self, campaign: str, contact: ContactId) -> Report | None:
        row = await self._tx.one(TOLD, campaign=campaign, contact=contact)
        return _report(row) if row else None

    async def add_report(self, report: Report) -> None:
        await self._tx.run(
            ADD_REPORT,
            id=report.id,
            campaign=report.campaign,
            at=millis(report.at),
            said=report.said,
            locale=report.locale,
            contact=report.contact,
            conversation=report.conversation,
        )

    async def put_takedown(self, takedown: Takedown) -> None:
        await self._tx.run(
            PUT_TAKEDOWN,
            campaign=takedown.campaign,
            target=takedown.target,
            state=takedown.state,
            note=takedown.note,
            due_at=_ms(takedown.due_at),
            changed_at=_ms(takedown.changed_at),
            changed_by=takedown.changed_by,
        )


class ImpersonationWork(SqlWork):
    def __init__(self, tx: Transaction, audit: Audit) -> None:
        super().__init__(tx)
        self.fakes = SqlFakes(tx)
        self.audit = audit


def open_work(
    db: Database, audit: Callable[[Transaction], Audit]
) -> Callable[[], AbstractAsyncContextManager[ImpersonationWork]]:
    return works(db, lambda tx: ImpersonationWork(tx, audit(tx)))


def _row(campaign: Campaign) -> dict[str, str | int | None]:
    return {
        "id": campaign.id,
        "kind": campaign.indicator.kind,
        "value": campaign.indicator.value,
        "state": campaign.state,
        "first_at": millis(campaign.first_at),
        "last_at": millis(campaign.last_at),
        "reports": campaign.reports,
        "decided_at": _ms(campaign.decided_at),
        "decided_by": campaign.decided_by,
        "version": campaign.version,
    }


def _campaign(row: Row) -> Campaign:
    id, kind, value, state, first_at, last_at, reports, decided_at, decided_by, version = row
    return Campaign(
        id=id,
        indicator=Indicator(IndicatorKind(kind), value),
        state=State(state),
        first_at=from_millis(first_at),
        last_at=from_millis(last_at),
        reports=reports,
        decided_at=_at(decided_at),
        decided_by=decided_by,
        version=version,
    )


def _report(row: Row) -> Report:
    id, campaign, at, said, locale, contact, conversation = row
    return Report(
        id=id,
        campaign=campaign,
        at=from_millis(at),
        said=said,
        locale=locale,
        contact=contact,
        conversation=conversation,
    )


def _takedown(row: Row) -> Takedown:
    campaign, target, state, note, due_at, changed_at, changed_by = row
    return Takedown(
        campaign=campaign,
        target=Target(target),
        state=TakedownState(state),
        note=note,
        due_at=_at(due_at),
        changed_at=_at(changed_at),
        changed_by=changed_by,
    )


def _ms(at: datetime | None) -> int | None:
    return None if at is None else millis(at)


def _at(ms: int | None) -> datetime | None:
    return None if ms is None else from_millis(ms)
