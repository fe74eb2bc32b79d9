"""Surveys for those who lead: reviews, numbers, who could not reach us; for agents their own sum."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Protocol

import msgspec
from litestar import Request, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from walletdesk.kernel.clock import Clock, millis
from walletdesk.kernel.ids import AgentId, ContactId, TeamId
from walletdesk.platform.http import Access, access, agent_of
from walletdesk.surveys.model import NOTE, PARTS, Mean, ReviewId, Settings
from walletdesk.surveys.model.figures import Day
from walletdesk.surveys.ports import Reviewed
from walletdesk.surveys.pulse import Pulsing
from walletdesk.surveys.service import Counting, Reviewing, Setting
from walletdesk.surveys.unreached import Telling, Unreached

PATH = "/api/workspace/surveys"
Anyone = Request[Any, Any, Any]


class Names(Protocol):
    def agent(self, id: AgentId, /) -> str: ...
    async def teams(self) -> Mapping[TeamId, str]: ...
    async def emails(self, ids: Sequence[ContactId], /) -> Mapping[ContactId, str]:
        """Those that are proven."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    reviewing: Reviewing
    counting: Counting
    setting: Setting
    pulsing: Pulsing
    telling: Telling
    names: Names
    zone: str
    clock: Clock


class ReviewView(msgspec.Struct):
    """Times in milliseconds UTC. ``marks``: those given, 1 to 5. ``agent``: who had it in the end.

    ``taken_by``: the lead who looks at it; ``mine``: that is whoever asks.
    """

    id: str
    opened_at: int
    marks: dict[str, int]
    comment: str
    conversation: str | None
    ticket: str | None
    agent: str
    team: str
    channel: str
    goes_on: bool
    taken_at: int | None
    taken_by: str
    mine: bool
    done_at: int | None
    done_by: str
    note: str


class TeamView(msgspec.Struct):
    id: str
    name: str


class ReviewsView(msgspec.Struct):
    """``open``: how many wait, whatever is listed."""

    open: int
    items: list[ReviewView]
    teams: list[TeamView]


class DoneReview(msgspec.Struct, forbid_unknown_fields=True):
    """It may hold a secret, so it never prints itself."""

    note: Annotated[str, msgspec.Meta(max_length=10 * NOTE)]

    def __repr__(self) -> str:
        return type(self).__name__


class UnreachedView(msgspec.Struct):
    """``on`` and ``about``: when it was by their own clock. ``email``: only where it is proven."""

    id: str
    at: int
    way: str
    on: str
    about: str
    said: str
    locale: str
    email: str


class WeekView(msgspec.Struct):
    """``begins``: its Monday, in UTC."""

    begins: str
    ways: dict[str, int]


class UnreachedList(msgspec.Struct):
    weeks: list[WeekView]
    items: list[UnreachedView]


class DayView(msgspec.Struct):
    """``means`` of the parts that were given, with ``counts`` of how many gave each.

    ``solved``: how many said yes, partly, no.
    """

    day: str
    team: str
    channel: str
    locale: str
    answers: int
    low: int
    means: dict[str, float]
    counts: dict[str, int]
    solved: dict[str, int]


class FiguresView(msgspec.Struct):
    """Days in the zone of the installation."""

    days: int
    asked: int
    items: list[DayView]


class SaidView(msgspec.Struct):
    score: int
    why: str


class PulseView(msgspec.Struct):
    """``score`` and ``margin`` are null while there are too few answers; then nothing said is told."""

    days: int
    asked: int
    answers: int
    promoters: int
    passives: int
    detractors: int
    score: float | None
    margin: float | None
    said: list[SaidView]


class SetSurveys(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: the one that was read. Another in the meantime is a conflict, and nothing is changed."""

    version: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    asks: bool
    low: Annotated[int, msgspec.Meta(ge=1, le=4)]
    pulse: bool
    pulse_share: Annotated[int, msgspec.Meta(ge=1, le=100)]
    quiet_days: Annotated[int, msgspec.Meta(ge=30, le=730)]


class OwnView(msgspec.Struct):
    """``enough``: only then there are numbers, since fewer answers could be told to persons."""

    days: int
    enough: bool
    answers: int
    means: dict[str, float]
    solved: dict[str, int]


def routes(needs: Needs) -> Sequence[HTTPRouteHandler]:
    return [*_reviews(needs), *_looking(needs), *_setting(needs)]


def _reviews(needs: Needs) -> Sequence[HTTPRouteHandler]:
    @get(f"{PATH}/reviews", opt=access(Access.LEAD))
    async def list_reviews(
        request: Anyone,
        done: FromQuery[bool] = False,
        team: Annotated[str, QueryParameter(max_length=40)] = "",
    ) -> ReviewsView:
        """Low marks that somebody is to look at, or has."""
        viewer = agent_of(request)
        found = await needs.reviewing.list(viewer, is_open=not done, team=TeamId(team) if team else None)
        teams = await needs.names.teams()
        return ReviewsView(
            open=await needs.reviewing.open_count(viewer),
            items=[_review(one, needs.names, teams, viewer.agent) for one in found],
            teams=[TeamView(id, name) for id, name in teams.items()],
        )

    @post(f"{PATH}/reviews/{{review:str}}/done", opt=access(Access.LEAD), status_code=204)
    async def finish_review(request: Anyone, review: FromPath[str], data: JSONBody[DoneReview]) -> None:
        await needs.reviewing.done(agent_of(request), ReviewId(review), data.note)

    @post(f"{PATH}/reviews/{{review:str}}/taken", opt=access(Access.LEAD), status_code=204)
    async def take_review(request: Anyone, review: FromPath[str]) -> None:
        """So that the others see that somebody looks at it."""
        await needs.reviewing.take(agent_of(request), ReviewId(review))

    return [list_reviews, take_review, finish_review]


def _looking(needs: Needs) -> Sequence[HTTPRouteHandler]:
    @get(f"{PATH}/unreached", opt=access(Access.LEAD))
    async def list_unreached(
        request: Anyone, way: Annotated[str, QueryParameter(max_length=20)] = ""
    ) -> UnreachedList:
        """Who could not reach us, and by which way, week by week."""
        viewer = agent_of(request)
        found = await needs.telling.list(viewer, way=way)
        emails = await needs.names.emails([one.contact for one in found if one.contact])
        weeks = await needs.telling.weeks(viewer)
        return UnreachedList(
            weeks=[WeekView(week.begins.isoformat(), dict(week.ways)) for week in weeks],
            items=[_unreached(one, emails) for one in found],
        )

    @get(f"{PATH}/figures", opt=access(Access.LEAD))
    async def list_figures(days: Annotated[int, QueryParameter(ge=1, le=366)] = 28) -> FiguresView:
        """By day, team, channel and language. Nobody's name is in them."""
        until = needs.clock() + timedelta(milliseconds=1)
        since = until - timedelta(days=days)
        teams = await needs.names.teams()
        found = await needs.counting.days(since, until, zone=needs.zone)
        asked = await needs.counting.asked(since, until)
        return FiguresView(days=days, asked=asked, items=[_day(one, teams) for one in found])

    @get(f"{PATH}/pulse", opt=access(Access.LEAD))
    async def show_pulse() -> PulseView:
        """What the periodic survey says, with how far it may be off."""
        return msgspec.convert(await needs.pulsing.result(), PulseView, from_attributes=True)

    @get(f"{PATH}/mine", opt=access(Access.AGENT))
    async def show_mine(request: Anyone) -> OwnView:
        """The sum of one's own, where there are enough."""
        found = await needs.counting.own(agent_of(request).agent)
        return OwnView(found.days, found.enough, found.answers, found.means, found.solved)

    return [list_unreached, list_figures, show_pulse, show_mine]


def _setting(needs: Needs) -> Sequence[HTTPRouteHandler]:
    @get(f"{PATH}/settings", opt=access(Access.LEAD))
    async def show_surveys() -> SetSurveys:
        return _settings(await needs.setting.get())

    @put(f"{PATH}/settings", opt=access(Access.LEAD))
    async def set_surveys(request: Anyone, data: JSONBody[SetSurveys]) -> SetSurveys:
        wanted = Settings(
            asks=data.asks,
            low=data.low,
            pulse=data.pulse,
            pulse_share=data.pulse_share,
            quiet_days=data.quiet_days,
            version=data.version + 1,
        )
        return _settings(await needs.setting.save(agent_of(request), wanted))

    return [show_surveys, set_surveys]


def _settings(kept: Settings) -> SetSurveys:
    return msgspec.convert(kept, SetSurveys, from_attributes=True)


def _review(found: Reviewed, names: Names, teams: Mapping[TeamId, str], asking: AgentId) -> ReviewView:
    review, survey = found.review, found.survey
    marks = {part: getattr(survey.marks, part, None) for part in PARTS}
    return ReviewView(
        id=review.id,
        opened_at=millis(review.opened_at),
        marks={part: mark for part, mark in marks.items() if mark is not None},
        comment=survey.marks.comment if survey.marks else "",
        conversation=survey.conversation,
        ticket=survey.ticket,
        agent=names.agent(survey.agent) if survey.agent else "",
        team=_called(survey.team, teams),
        channel=survey.channel,
        goes_on=survey.withdrawn_at is not None,
        taken_at=_ms(review.taken_at),
        taken_by=names.agent(review.taken_by) if review.taken_by else "",
        mine=review.taken_by == asking,
        done_at=_ms(review.done_at),
        done_by=names.agent(review.done_by) if review.done_by else "",
        note=review.note,
    )


def _unreached(one: Unreached, emails: Mapping[ContactId, str]) -> UnreachedView:
    told = one.told
    return UnreachedView(
        id=one.id,
        at=millis(one.at),
        way=told.way,
        on=told.on.isoformat() if told.on else "",
        about=told.about,
        said=told.said,
        locale=told.locale,
        email=emails.get(one.contact, "") if one.contact else "",
    )


def _day(one: Day, teams: Mapping[TeamId, str]) -> DayView:
    figure = one.figure
    means = {part: getattr(figure, part) for part in PARTS}
    return DayView(
        day=one.day.isoformat(),
        team=_called(figure.team, teams),
        channel=figure.channel,
        locale=figure.locale,
        answers=figure.answers,
        low=figure.low,
        means=dict(_values(means.items())),
        counts={part: mean.count for part, mean in means.items()},
        solved=figure.said_of_solving,
    )


def _values(means: Iterable[tuple[str, Mean]]) -> Iterable[tuple[str, float]]:
    for part, mean in means:
        if mean.value is not None:
            yield part, round(mean.value, 3)


def _called(team: TeamId | None, teams: Mapping[TeamId, str]) -> str:
    return teams.get(team, "") if team else ""


def _ms(at: datetime | None) -> int | None:
    return None if at is None else millis(at)
