"""Staffing: who asked is known to routing, when we are there to the hours, what agents had to the reports."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.people import Staff
from walletdesk.app.wiring.timetables import TimetableOf
from walletdesk.app.wiring.work import Work
from walletdesk.hours import Place, Timetable
from walletdesk.insights.reports.model.figures import Of, on_the_wall
from walletdesk.insights.reports.store import SqlFigures
from walletdesk.insights.staffing import Held, Patience, Quarter, Staffing
from walletdesk.insights.staffing.store import SqlPlans, open_work
from walletdesk.kernel.clock import millis
from walletdesk.kernel.viewers import Role
from walletdesk.routing.waits.store import SqlHistories
from walletdesk.staff.store import audit_in

MOST_HELD = 20_000  # conversations: more say the same


def staffing(engine: Engine, work: Work, staff: Staff) -> Staffing:
    zone = ZoneInfo(engine.settings.time_zone)
    return Staffing(
        arrivals=MeasuredArrivals(SqlHistories(engine.db)),
        floor=WholeFloor(staff, SqlFigures(engine.db), zone),
        hours=HoursInForce(work.timetable_of),
        plans=SqlPlans(engine.db),
        open_work=open_work(engine.db, audit_in(engine.key)),
        aside=asyncio.to_thread,
        clock=engine.clock,
        zone=zone,
    )


class MeasuredArrivals:
    """Every question for a person becomes a line of the queue's history, also where there was room at once.

    Who is answered by the bot or by an article needs nobody, and is in none of them.
    """

    def __init__(self, histories: SqlHistories) -> None:
        self._histories = histories

    async def first(self) -> datetime | None:
        return await self._histories.first()

    async def quarters(self, since: datetime, until: datetime, team: str) -> Sequence[Quarter]:
        found = await self._histories.quarters(since, until, team)
        return [Quarter(begins, asked) for begins, asked in found]

    async def patience(self, since: datetime, team: str) -> Patience:
        return Patience(*await self._histories.gone(since, team))


class HoursInForce:
    """By the same order as promises; a team without a calendar of its own has the one of all."""

    def __init__(self, timetables: TimetableOf) -> None:
        self._timetables = timetables

    async def timetable(self, team: str) -> Timetable:
        return await self._timetables.covering(Place(team=team))


class WholeFloor:
    """Agents alone: leads and admins answer too, but nobody plans on them."""

    def __init__(self, staff: Staff, figures: SqlFigures, zone: ZoneInfo) -> None:
        self._staff = staff
        self._figures = figures
        self._zone = zone

    async def teams(self) -> Mapping[str, str]:
        return {team.id: team.name for team in await self._staff.teams.list()}

    async def capacities(self, team: str) -> Sequence[int]:
        return [
            agent.capacity
            for agent in await self._staff.personnel.list()
            if agent.active and agent.role is Role.AGENT and (not team or team in agent.teams)
        ]

    async def held(self, since: datetime, team: str) -> Sequence[Held]:
        return await read_held(self._figures, since, team, self._zone)


async def read_held(figures: SqlFigures, since: datetime, team: str, zone: ZoneInfo) -> Sequence[Held]:
    first, _ = on_the_wall(millis(since), zone)
    rows = await figures.over(Of.HELD, first=first, team=team, most=MOST_HELD)
    return [
        Held(about, agent, of, channel, at / 1000, seconds) for about, agent, of, channel, at, seconds in rows
    ]
