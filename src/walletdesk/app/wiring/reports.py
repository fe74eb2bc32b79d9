"""The leads' reports: what is told to them, and what they ask the house for."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from walletdesk.app.wiring.answers import Answers
from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import Heart
from walletdesk.app.wiring.people import Staff
from walletdesk.conversations import Conversation, Item, Listing, Page, agent_may_read
from walletdesk.insights.reports import SWEEP, Recording, Recovering, Reporting, Talk, Tallying
from walletdesk.insights.reports import store as report_store
from walletdesk.insights.reports.jobs import ReportJobs
from walletdesk.insights.reports.reactions import ReportReactions
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.knowledge import Library
from walletdesk.routing.rules.store import SqlReading

LOG_AT_ONCE = 500  # lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    reporting: Reporting
    tallying: Tallying
    recovering: Recovering
    reactions: ReportReactions
    jobs: ReportJobs

    async def plan_sweep(self, engine: Engine) -> None:
        async with engine.db.write() as tx:
            tx.schedule(Job(kind=SWEEP, key="all", run_at=engine.clock() + timedelta(hours=1)))


class ReportNames:
    def __init__(self, engine: Engine, staff: Staff, library: Library) -> None:
        self._plans = SqlReading(engine.db)
        self._staff = staff
        self._library = library

    async def teams(self) -> Mapping[str, str]:
        return {team.id: team.name for team in await self._staff.teams.list()}

    async def agents(self) -> Mapping[str, str]:
        return {one.id: one.name for one in await self._staff.personnel.list()}

    async def topics(self, locale: str) -> Mapping[str, str]:
        return {str(id): title for id, title in (await self._library.titles(locale)).items()}

    async def capacities(self) -> Mapping[str, int]:
        return {one.id: one.capacity for one in await self._staff.personnel.list()}

    async def weights(self) -> Mapping[str, int]:
        return (await self._plans.plan()).weights.by_channel


class ReportTalks:
    """Conversations behind a number, of those the viewer may read."""

    def __init__(self, heart: Heart) -> None:
        self._heart = heart

    async def seen_by(
        self, viewer: AgentViewer, ids: Collection[ConversationId]
    ) -> Mapping[ConversationId, Talk]:
        found = await self._heart.reading.several(ids)
        return {
            one.id: Talk(subject=one.subject, status=one.status.value, assignee=one.assignee)
            for one in found
            if agent_may_read(viewer, one.team, one.assignee)
        }


class TalksOfBefore:
    """Every conversation there is, with all of its log."""

    def __init__(self, heart: Heart) -> None:
        self._archive = heart.archive

    async def latest(self, before: tuple[int, str] | None, most: int) -> Sequence[Conversation]:
        return await self._archive.list(Listing(cursor=before, most=most))

    async def items(self, id: ConversationId) -> Sequence[Item]:
        found: list[Item] = []
        while more := await self._archive.items(id, Page(after=len(found), most=LOG_AT_ONCE, public=False)):
            found += more
        return found


def reports(engine: Engine, heart: Heart, staff: Staff, answers: Answers) -> Reports:
    zone, open_work = ZoneInfo(engine.settings.time_zone), report_store.open_work(engine.db)
    facts, keep = report_store.SqlFacts(engine.db), timedelta(days=engine.settings.insights.keep_days)
    tallying = Tallying(open_work=open_work, facts=facts, zone=zone, keep=keep, clock=engine.clock)
    recovering = Recovering(
        past=TalksOfBefore(heart), facts=facts, open_work=open_work, keep=keep, clock=engine.clock
    )
    return Reports(
        reporting=Reporting(
            figures=report_store.SqlFigures(engine.db),
            names=ReportNames(engine, staff, answers.library),
            talks=ReportTalks(heart),
            aside=asyncio.to_thread,
            clock=engine.clock,
            zone=zone,
        ),
        tallying=tallying,
        recovering=recovering,
        reactions=ReportReactions(Recording(open_work=open_work, clock=engine.clock)),
        jobs=ReportJobs(tallying),
    )
