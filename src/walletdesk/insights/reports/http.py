"""Reports over HTTP: the table, the same table as a file, and the conversations behind a cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get
from litestar.di import NamedDependency, Provide
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from walletdesk.insights.reports.model.reports import By
from walletdesk.insights.reports.ports import Asked
from walletdesk.insights.reports.service.reporting import MOST, Made, Reporting
from walletdesk.insights.reports.showing import (
    Choice,
    Report,
    ReportDefined,
    as_csv,
    defined,
    in_words,
    shown,
)
from walletdesk.kernel.errors import Invalid
from walletdesk.platform.http import Access, access, agent_of, visit_of
from walletdesk.platform.i18n import Locale

Day = Annotated[str, QueryParameter(name="from", pattern=r"^$|^2\d{3}-\d{2}-\d{2}$")]
LastDay = Annotated[str, QueryParameter(name="to", pattern=r"^$|^2\d{3}-\d{2}-\d{2}$")]
Word = Annotated[str, QueryParameter(max_length=80)]
# What an answer says back is one of our own names, and no text of somebody's.
ChannelName = Annotated[str, QueryParameter(pattern=r"^[a-z_]{0,20}$")]
TeamOf = Annotated[str, QueryParameter(name="team", pattern=r"^(tea_[0-9a-z]{26})?$")]
LanguageTag = Annotated[str, QueryParameter(pattern=r"^([a-z]{2,3}(-[A-Za-z]{2,8})?)?$")]
BY = "day"
PERIOD = timedelta(days=27)  # four weeks with today, where nothing else is asked


class ReportList(msgspec.Struct):
    """The reports with what each number means, and what they can be narrowed to. ``today``: a date there."""

    reports: list[ReportDefined]
    channels: list[Choice]
    teams: list[Choice]
    languages: list[Choice]
    today: str


class ConversationBehind(msgspec.Struct):
    """``seconds``: how long it took, where that is what is counted."""

    conversation: str
    subject: str
    status: str
    at: int
    seconds: int | None


class Conversations(msgspec.Struct):
    """The longest first, then the newest; ``most`` at the most."""

    items: list[ConversationBehind]
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The period and what it is narrowed to, as it stands in an address."""

    first: str
    last: str
    by: str
    channel: str
    team: str
    language: str

    def read(self, today: date, by: By | None = None) -> Asked:
        last = _day(self.last) if self.last else today
        return Asked(
            first=_day(self.first) if self.first else last - PERIOD,
            last=last,
            by=by or _by(self.by),
            channel=self.channel,
            team=self.team,
            language=self.language,
        )


def _question(
    first: Day = "",
    last: LastDay = "",
    by: Word = BY,
    channel: ChannelName = "",
    team: TeamOf = "",
    language: LanguageTag = "",
) -> Question:
    return Question(first=first, last=last, by=by, channel=channel, team=team, language=language)


_ASKED = {"question": Provide(_question, sync_to_thread=False)}


def routes(reporting: Reporting) -> Sequence[HTTPRouteHandler]:
    zone = reporting.zone.key

    async def made(request: Request[Any, Any, Any], name: str, question: Question) -> Report:
        asked = question.read(reporting.today)
        locale = visit_of(request.scope).locale
        return shown(await reporting.make(name, asked, locale), locale, zone)

    @get("/api/insights/reports", opt=access(Access.LEAD))
    async def list_reports(request: Request[Any, Any, Any]) -> ReportList:
        locale = visit_of(request.scope).locale
        channels, languages = await reporting.places()
        return ReportList(
            reports=defined(locale),
            channels=_choices(By.CHANNEL, channels, locale),
            teams=[Choice(id, name) for id, name in (await reporting.names.teams()).items()],
            languages=_choices(By.LANGUAGE, languages, locale),
            today=reporting.today.isoformat(),
        )

    @get("/api/insights/reports/{metric:str}", opt=access(Access.LEAD), dependencies=_ASKED)
    async def read_report(
        request: Request[Any, Any, Any],
        metric: FromPath[str],
        question: NamedDependency[Question],
    ) -> Report:
        return await made(request, metric, question)

    @get("/api/insights/reports/{metric:str}/table.csv", opt=access(Access.LEAD), dependencies=_ASKED)
    async def download_report(
        request: Request[Any, Any, Any],
        metric: FromPath[str],
        question: NamedDependency[Question],
    ) -> Response[bytes]:
        told = await made(request, metric, question)
        file = f"{told.name}-{told.basis.first}-{told.basis.last}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{file}"', "Cache-Control": "no-store"}
        body = as_csv(told, visit_of(request.scope).locale)
        return Response(body, media_type="text/csv; charset=utf-8", headers=headers)

    @get("/api/insights/reports/{metric:str}/conversations", opt=access(Access.LEAD), dependencies=_ASKED)
    async def list_behind(
        request: Request[Any, Any, Any],
        metric: FromPath[str],
        key: Word,
        column: Word,
        question: NamedDependency[Question],
    ) -> Conversations:
        asked = question.read(reporting.today)
        found = await reporting.behind(agent_of(request), metric, asked, key, column)
        items = [
            ConversationBehind(one.conversation, one.talk.subject, one.talk.status, one.at, one.seconds)
            for one in found
        ]
        return Conversations(items, MOST)

    @get("/api/insights/own-load", opt=access(Access.AGENT))
    async def read_own_load(request: Request[Any, Any, Any], first: Day = "", last: LastDay = "") -> Report:
        """What an agent may see of the load of agents: the own row."""
        question = Question(first=first, last=last, by="", channel="", team="", language="")
        asked = question.read(reporting.today, By.AGENT)
        own: Made = await reporting.own(agent_of(request), asked)
        return shown(own, visit_of(request.scope).locale, zone)

    return [list_reports, read_report, download_report, list_behind, read_own_load]


def _choices(by: By, keys: Sequence[str], locale: Locale) -> list[Choice]:
    return [Choice(key, in_words(by, key, locale)) for key in keys if key]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("There is no such day: {day}", day=text) from None


def _by(text: str) -> By:
    try:
        return By(text)
    except ValueError:
        raise Invalid("This report cannot be grouped like that.") from None
