"""Making a report: read what was counted, decide what it means, name its rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from walletdesk.insights.ports import Aside
from walletdesk.insights.reports.model.figures import Of, begins, days
from walletdesk.insights.reports.model.reports import By, Definition, definition
from walletdesk.insights.reports.model.stretches import (
    WHOLE,
    Load,
    Stretch,
    against_the_middle,
    backlogs,
    load_of,
    spread,
)
from walletdesk.insights.reports.model.tally import Counted, Number, Tally, altogether, tallies
from walletdesk.insights.reports.ports import Asked, Figures, Names, Talk, Talks
from walletdesk.kernel.clock import Clock, millis
from walletdesk.kernel.errors import Invalid, NotFound
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import AgentViewer

LONGEST = 731  # days in one report
OWN_LONGEST = timedelta(days=92)
AGAINST_OTHERS = "pace"  # the last column
MOST = 200  # conversations behind a cell
EVERY = {By.WEEKDAY: range(7), By.HOUR: range(24)}  # rows that are there even with nothing in them


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """``name``: of what has one; a day, an hour and a fixed word are named by whoever shows them."""

    key: str | int
    name: str
    cells: Sequence[Number]


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """``figures``: how many it was counted from."""

    of: Definition
    asked: Asked
    lines: Sequence[Line]
    totals: Sequence[Number]
    figures: int
    until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    conversation: ConversationId
    at: int
    seconds: int | None
    talk: Talk


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    figures: Figures
    names: Names
    talks: Talks
    aside: Aside
    clock: Clock
    zone: ZoneInfo

    @property
    def today(self) -> date:
        return self.clock().astimezone(self.zone).date()

    async def make(self, name: str, asked: Asked, locale: str) -> Made:
        found = _fitting(name, asked)
        if By.AGENT in found.by:
            return await self._agents(found, asked)
        if found.name == "backlog":
            return await self._backlog(found, asked)
        rows = await self.figures.counted(found.kinds, asked, lengths=found.has_lengths)
        names, now = await self._names(asked.by, locale), millis(self.clock())
        return await self.aside(partial(_made, found, asked, rows, names, now))

    async def places(self) -> tuple[Sequence[str], Sequence[str]]:
        """The channels and languages of the last quarter, by which a report may be narrowed."""
        days_back = timedelta(days=90)
        asked = Asked(first=self.today - days_back, last=self.today, by=By.CHANNEL)
        channels = tallies(await self.figures.counted((Of.CONVERSATION,), asked))
        asked = replace(asked, by=By.LANGUAGE)
        languages = tallies(await self.figures.counted((Of.CONVERSATION,), asked))
        return sorted(map(str, channels)), sorted(map(str, languages))

    async def own(self, viewer: AgentViewer, asked: Asked) -> Made:
        """What an agent may see of the load of agents: the own row, read by itself, against nobody."""
        found = _fitting("agents", asked)
        if asked.last - asked.first >= OWN_LONGEST:
            raise Invalid("Your own load can be shown for three months at most.")
        made = await self._agents(found, asked, agent=viewer.agent)
        alone = replace(found, columns=[one for one in found.columns if one.key != AGAINST_OTHERS])
        return replace(made, of=alone, totals=[])

    async def behind(
        self, viewer: AgentViewer, name: str, asked: Asked, key: str, column: str
    ) -> Sequence[Behind]:
        """The conversations that a cell was counted from, of those the viewer may read."""
        found = _fitting(name, asked)
        wanted = found.column(column)
        if wanted is None or wanted.which is None:
            raise NotFound
        number = asked.by in {By.DAY, By.WEEK, By.WEEKDAY, By.HOUR}
        if number and not (key.isascii() and key.isdecimal() and len(key) <= 7):
            raise Invalid("There is no such row.")
        rows = await self.figures.behind(wanted.which, asked, int(key) if number else key, MOST)
        seen = await self.talks.seen_by(viewer, [id for id, _, _ in rows])
        return [
            Behind(conversation=id, at=at, seconds=seconds, talk=seen[id])
            for id, at, seconds in rows
            if id in seen
        ]

    async def _names(self, by: By, locale: str) -> Callable[[str | int], str]:
        known: Mapping[str, str] = {}
        if by is By.TEAM:
            known = await self.names.teams()
        elif by is By.TOPIC:
            known = await self.names.topics(locale)
        return lambda key: known.get(key, key) if isinstance(key, str) else ""

    async def _backlog(self, found: Definition, asked: Asked) -> Made:
        now = millis(self.clock())
        ends = [(day, min(now, begins(day + 1, self.zone))) for day in days(asked.first, asked.last)]
        ends = [(day, end) for day, end in ends if begins(day, self.zone) < now]
        first, last = self._between(asked, now)
        stretches = await self.figures.stretches(Of.BACKLOG, asked, first, last)
        found_at = await self.aside(partial(backlogs, [end for _, end in ends], stretches))
        lines = [Line(key=day, name="", cells=cells) for (day, _), cells in zip(ends, found_at, strict=True)]
        totals = lines[-1].cells if lines else [0, None, None, None]
        return Made(of=found, asked=asked, lines=lines, totals=totals, figures=len(stretches), until=now)

    async def _agents(self, found: Definition, asked: Asked, *, agent: str = "") -> Made:
        now = millis(self.clock())
        first, last = self._between(asked, now)
        weights = await self.names.weights()
        had = await self.figures.stretches(Of.HELD, asked, first, last, agent=agent)
        held = _by_agent([one._replace(weight=weights.get(one.channel, WHOLE)) for one in had])
        online = _by_agent(await self.figures.stretches(Of.ONLINE, asked, first, last, agent=agent))
        names, capacities = await self.names.agents(), await self.names.capacities()
        replies = await self.figures.replies(asked, agent=agent)
        agents = sorted({*held, *online, *replies}, key=lambda one: (names.get(one, one), one))
        loads = await self.aside(
            lambda: [
                load_of(
                    one,
                    held=held.get(one, ()),
                    online=online.get(one, ()),
                    replies=replies.get(one, 0),
                    capacity=capacities.get(one, 0),
                    between=(first, last),
                )
                for one in agents
            ]
        )
        paces = against_the_middle(loads)
        return Made(
            of=found,
            asked=asked,
            lines=[
                Line(
                    key=one.agent,
                    name=names.get(one.agent, one.agent),
                    cells=[*_carried(one), paces[one.agent]],
                )
                for one in loads
            ],
            totals=_together(loads),
            figures=sum(map(len, held.values())) + sum(map(len, online.values())) + sum(replies.values()),
            until=now,
        )

    def _between(self, asked: Asked, now: int) -> tuple[int, int]:
        first = begins(asked.first.toordinal(), self.zone)
        return first, max(first, min(now, begins(asked.last.toordinal() + 1, self.zone)))


def _made(
    of: Definition,
    asked: Asked,
    rows: Iterable[tuple[str | int, Counted]],
    names: Callable[[str | int], str],
    until: int,
) -> Made:
    by_key = tallies(rows)
    every = altogether(by_key.values())
    lines = [
        Line(key=key, name=names(key), cells=_cells(of, by_key.get(key, Tally())))
        for key in _keys(asked, by_key)
    ]
    totals = _cells(of, every)
    return Made(of=of, asked=asked, lines=lines, totals=totals, figures=every.size, until=until)


def _fitting(name: str, asked: Asked) -> Definition:
    found = definition(name)
    if found is None:
        raise NotFound
    if asked.by not in found.by:
        raise Invalid("This report cannot be grouped like that.")
    if By.AGENT in found.by and (asked.channel or asked.team or asked.language):
        raise Invalid("This report covers everything an agent does and cannot be filtered.")
    if not timedelta() <= asked.last - asked.first < timedelta(days=LONGEST):
        raise Invalid("The last day must not be before the first, nor two years after it.")
    return found


def _keys(asked: Asked, known: Mapping[str | int, Tally]) -> Sequence[str | int]:
    """Days and hours in their order, with those in which nothing happened; the rest by how much there is."""
    if asked.by in EVERY:
        return list(EVERY[asked.by])
    if asked.by is By.DAY:
        return list(days(asked.first, asked.last))
    if asked.by is By.WEEK:
        monday = asked.first.toordinal() - asked.first.weekday()
        return list(range(monday, asked.last.toordinal() + 1, 7))
    return sorted(known, key=lambda key: (-known[key].size, key))


def _cells(of: Definition, tally: Tally) -> list[Number]:
    return [column.make(tally) for column in of.columns]


def _by_agent(stretches: Sequence[Stretch]) -> Mapping[str, Sequence[Stretch]]:
    found: dict[str, list[Stretch]] = {}
    for one in stretches:
        found.setdefault(one.agent, []).append(one)
    return found


def _carried(one: Load) -> list[Number]:
    return [one.taken, one.danger, one.replies, one.online, one.over, one.stretch]


def _together(loads: Sequence[Load]) -> list[Number]:
    sums = [
        sum(getattr(one, name) for one in loads) for name in ("taken", "danger", "replies", "online", "over")
    ]
    return [*sums, max((one.stretch for one in loads), default=0), spread(loads)]
