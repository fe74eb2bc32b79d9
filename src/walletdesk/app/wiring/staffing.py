"""Staffing: who asked is known to routing, when we are there to the hours."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.work import Work
from walletdesk.insights.staffing import Patience, Quarter, Staffing
from walletdesk.insights.staffing.store import SqlPlans, open_work
from walletdesk.routing.waits.store import SqlHistories
from walletdesk.staff.store import audit_in


def staffing(engine: Engine, work: Work) -> Staffing:
    return Staffing(
        arrivals=MeasuredArrivals(SqlHistories(engine.db)),
        hours=work.hours,
        plans=SqlPlans(engine.db),
        open_work=open_work(engine.db, audit_in(engine.key)),
        aside=asyncio.to_thread,
        clock=engine.clock,
        zone=ZoneInfo(engine.settings.time_zone),
    )


class MeasuredArrivals:
    """Every question for a person becomes a line of the queue's history, also where there was room at once.

    Who is answered by the bot or by an article needs nobody, and is in none of them.
    """

    def __init__(self, histories: SqlHistories) -> None:
        self._histories = histories

    async def first(self) -> datetime | None:
        return await self._histories.first()

    async def quarters(self, since: datetime, until: datetime) -> Sequence[Quarter]:
        return [Quarter(begins, asked) for begins, asked in await self._histories.quarters(since, until)]

    async def patience(self, since: datetime) -> Patience:
        return Patience(*await self._histories.gone(since))
