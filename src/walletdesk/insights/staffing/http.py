"""Staffing for leads: a week with what it needs, the same as CSV, and what they enter for it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from walletdesk.insights.staffing.model.basis import NAMES
from walletdesk.insights.staffing.model.plan import (
    LONGEST_NAME,
    MOST_PEOPLE,
    EventId,
    PlannedEvent,
    Shift,
    ShiftId,
    WhatIf,
)
from walletdesk.insights.staffing.service import Staffing
from walletdesk.insights.staffing.showing import (
    EventView,
    ShiftSeen,
    WeekView,
    event_view,
    shift_view,
    week_csv,
    week_view,
)
from walletdesk.kernel.errors import SecretStopped
from walletdesk.platform.http import Access, access, agent_of, visit_of

PATH = "/api/staffing"
Team = Annotated[str, msgspec.Meta(max_length=64)]
OfTeam = Annotated[str, QueryParameter(max_length=64)]
Minute = Annotated[int, msgspec.Meta(ge=0, le=1440)]
Volume = Annotated[int, QueryParameter(ge=0, le=2000)]
Extra = Annotated[int, QueryParameter(ge=-MOST_PEOPLE, le=MOST_PEOPLE)]
Share = Annotated[int | None, QueryParameter(ge=0, le=100)]
Number = Annotated[int | None, QueryParameter(ge=0, le=100_000)]


class SetTerms(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What leads set themselves; null: as it is measured, or else usual.

    ``version``: the one that was read; another in the meantime is a conflict, and nothing is changed.
    ``team``: whose week was looked at; of a team ``people`` is not set, and stays as it is.
    """

    version: Annotated[int, msgspec.Meta(ge=0, le=2**53)]
    team: Team = ""
    handling: int | None = None
    at_once: int | None = None
    slowed: float | None = None
    patience: int | None = None
    absent: float | None = None
    share: float | None = None
    seconds: int | None = None
    busiest: float | None = None
    backlog: float | None = None
    growth: float | None = None
    hours: float | None = None
    hire: int | None = None
    train: int | None = None
    people: int | None = None


class DraftShift(msgspec.Struct, forbid_unknown_fields=True):
    """On ``days`` of the week (0 is Monday) or ``on`` one date. Minutes of a day; ``end`` may be the next.

    ``team``: whose; empty: nobody's in particular.
    """

    start: Minute
    end: Minute
    people: Annotated[int, msgspec.Meta(ge=1, le=MOST_PEOPLE)]
    days: Annotated[list[Annotated[int, msgspec.Meta(ge=0, le=6)]], msgspec.Meta(max_length=7)] = []
    on: date | None = None
    team: Team = ""


class DraftEvent(msgspec.Struct, forbid_unknown_fields=True):
    """``factor``: how many times as many will ask."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_NAME)]
    begins: date
    ends: date
    factor: Annotated[float, msgspec.Meta(ge=0, le=100)]


def routes(staffing: Staffing, holds_secret: Callable[[str], bool]) -> Sequence[HTTPRouteHandler]:
    return [*_weeks(staffing), *_plan(staffing, holds_secret)]


def _weeks(staffing: Staffing) -> Sequence[HTTPRouteHandler]:
    @get(PATH, opt=access(Access.LEAD))
    async def see_staffing(  # noqa: PLR0913 - every part of a what-if by itself
        *,
        week: FromQuery[date | None] = None,
        volume: Volume = 100,
        extra: Extra = 0,
        share: Share = None,
        seconds: Number = None,
        at_once: Number = None,
        handling: Number = None,
        team: OfTeam = "",
    ) -> WeekView:
        """A week, any day of which is named; without one the next. ``volume`` in percent.

        Without a ``team`` of everybody together.

        What is given besides holds for this answer alone: it is a what-if.
        """
        part = None if share is None else share / 100
        other = WhatIf(volume / 100, extra, part, seconds, at_once, handling)
        return week_view(await staffing.week(week, other, team))

    @get(f"{PATH}/week.csv", opt=access(Access.LEAD, answers=["text/csv"]))
    async def save_staffing(  # noqa: PLR0913 - as above
        *,
        request: Request[Any, Any, Any],
        week: FromQuery[date | None] = None,
        volume: Volume = 100,
        extra: Extra = 0,
        share: Share = None,
        seconds: Number = None,
        at_once: Number = None,
        handling: Number = None,
        team: OfTeam = "",
    ) -> Response[str]:
        """The same half hours as the page shows."""
        part = None if share is None else share / 100
        other = WhatIf(volume / 100, extra, part, seconds, at_once, handling)
        view = week_view(await staffing.week(week, other, team))
        name = f"staffing-{view.begins}.csv"
        return Response(
            week_csv(view, visit_of(request.scope).locale),
            media_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    return [see_staffing, save_staffing]


def _plan(staffing: Staffing, holds_secret: Callable[[str], bool]) -> Sequence[HTTPRouteHandler]:
    @put(f"{PATH}/terms", opt=access(Access.LEAD), status_code=204)
    async def set_staffing_terms(request: Request[Any, Any, Any], data: JSONBody[SetTerms]) -> None:
        """What is reckoned with from now on."""
        given = {name: getattr(data, name) for name in NAMES}
        own = {name: value for name, value in given.items() if value is not None}
        await staffing.set_terms(own, data.version, agent_of(request).agent, data.team)

    @post(f"{PATH}/shifts", opt=access(Access.LEAD))
    async def add_staffing_shift(request: Request[Any, Any, Any], data: JSONBody[DraftShift]) -> ShiftSeen:
        days = tuple(sorted(set(data.days)))
        shift = Shift(
            id=ShiftId(""),
            start=data.start,
            end=data.end,
            people=data.people,
            days=days,
            on=data.on,
            team=data.team,
        )
        return shift_view(await staffing.add_shift(shift, agent_of(request).agent))

    @delete(f"{PATH}/shifts/{{shift:str}}", opt=access(Access.LEAD))
    async def remove_staffing_shift(request: Request[Any, Any, Any], shift: FromPath[str]) -> None:
        await staffing.remove_shift(ShiftId(shift), agent_of(request).agent)

    @post(f"{PATH}/events", opt=access(Access.LEAD))
    async def add_staffing_event(request: Request[Any, Any, Any], data: JSONBody[DraftEvent]) -> EventView:
        if holds_secret(data.name):
            raise SecretStopped
        event = PlannedEvent(
            id=EventId(""), name=data.name, begins=data.begins, ends=data.ends, factor=data.factor
        )
        return event_view(await staffing.add_event(event, agent_of(request).agent))

    @delete(f"{PATH}/events/{{event:str}}", opt=access(Access.LEAD))
    async def remove_staffing_event(request: Request[Any, Any, Any], event: FromPath[str]) -> None:
        await staffing.remove_event(EventId(event), agent_of(request).agent)

    return [
        set_staffing_terms,
        add_staffing_shift,
        remove_staffing_shift,
        add_staffing_event,
        remove_staffing_event,
    ]
