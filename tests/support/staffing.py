"""Made-up weeks of asks, a plan in memory, and what any storage of it promises."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from math import exp
from random import Random
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from walletdesk.app.wiring.staffing import read_held
from walletdesk.hours import DEFAULT_CALENDAR, Calendar, Timetable, WeeklySpan
from walletdesk.insights.reports.model.figures import Of
from walletdesk.insights.reports.store import SqlFigures
from walletdesk.insights.reports.store.tables import FIGURE
from walletdesk.insights.staffing import Held
from walletdesk.insights.staffing.model.forecasting import Past
from walletdesk.insights.staffing.model.past import SLOTS, Day, Kind
from walletdesk.insights.staffing.model.plan import EventId, PlannedEvent, Shift, ShiftId
from walletdesk.kernel.clock import millis
from walletdesk.platform.db import Database, insert, statement
from walletdesk.routing.waits.store import KEEP

MONDAY = date(2026, 8, 24)
NEXT = date(2026, 11, 30)  # the Monday after thirteen weeks and the week that runs
SHARES = [
    max(0.02, exp(-((s / 2 - 10.5) ** 2) / 6) + 0.8 * exp(-((s / 2 - 20) ** 2) / 6)) for s in range(SLOTS)
]
DAYS = (1.2, 1.0, 1.0, 1.0, 1.0, 0.5, 0.5)
OFFICE = Calendar(
    id=DEFAULT_CALENDAR,
    name="Support",
    zone="Asia/Shanghai",
    week=tuple(WeeklySpan(day, 540, 1320) for day in range(7)),
    country="CN",
)


def expected(on: date, slot: int, level: float) -> float:
    return level * DAYS[on.weekday()] / sum(DAYS) * SHARES[slot] / sum(SHARES)


def poisson(chance: Random, mean: float) -> int:
    number, left = 0, chance.expovariate(1.0)
    while left < mean:
        number += 1
        left += chance.expovariate(1.0)
    return number


def past(
    *,
    weeks: int = 13,
    level: float = 2000,
    seed: int = 1,
    times: Callable[[date], float] = lambda _: 1.0,
    kind: Callable[[date], Kind] = lambda _: Kind.ORDINARY,
) -> Past:
    chance = Random(seed)  # noqa: S311 - a play
    days = [MONDAY + timedelta(days=n) for n in range(weeks * 7)]
    return Past(
        [
            Day(on, kind(on), [poisson(chance, times(on) * expected(on, s, level)) for s in range(SLOTS)])
            for on in days
        ]
    )


def timetable(calendar: Calendar = OFFICE) -> Timetable:
    return Timetable(calendar)


def shift(**changes: object) -> Shift:
    plain: dict[str, object] = {"start": 540, "end": 1080, "people": 3, "days": (0, 1)}
    return Shift(id=ShiftId(""), **{**plain, **changes})  # type: ignore[arg-type]


def event(**changes: object) -> PlannedEvent:
    plain: dict[str, object] = {"name": "Launch", "begins": NEXT, "ends": NEXT, "factor": 2.5}
    return PlannedEvent(id=EventId(""), **{**plain, **changes})  # type: ignore[arg-type]


async def have_asked(
    db: Database, today: date, *, days: int, level: float, zone: ZoneInfo, team: str = ""
) -> int:
    """So many days of asks before today, as routing keeps them; each waited a minute."""
    chance = Random(7)  # noqa: S311 - a play
    rows: list[dict[str, object]] = []
    for on in (today - timedelta(days=n) for n in range(days, 0, -1)):
        for slot in range(SLOTS):
            for _ in range(poisson(chance, expected(on, slot, level))):
                wall = datetime.combine(on, time(slot // 2, slot % 2 * 30), zone)
                joined = millis(wall.astimezone(UTC)) + chance.randrange(1_800_000)
                rows.append(
                    {
                        "conversation": f"cnv_{len(rows)}",
                        "joined_at": joined,
                        "ended_at": joined + 60_000,
                        "how": "contact_gone" if len(rows) % 10 == 0 else "assigned",
                        "pool": f"{team}||0|",
                        "place": 1,
                        "agents": 1,
                        "low": None,
                        "high": None,
                        "expected": None,
                    }
                )
    async with db.write() as tx:
        await tx.many(KEEP, rows)
    return len(rows)


async def have_held(
    db: Database, today: date, *, team: str, seconds: int, many: int, every: int | None = None
) -> None:
    """So many conversations of one agent of the team lately: one after the other, or ``every`` so often."""
    begins = millis(datetime.combine(today - timedelta(days=3), time(1), UTC))
    rows = [
        {
            **{column.name: "" for column in FIGURE.columns},
            "about": f"cnv_{team}_{n}",
            "number": 0,
            "kind": Of.HELD.value,
            "at": begins + n * (every or seconds) * 1000,
            "day": (today - timedelta(days=3)).toordinal(),
            "hour": 9,
            "channel": "webchat",
            "team": team,
            "agent": f"agt_{team}",
            "value": 0,
            "seconds": seconds,
        }
        for n in range(many)
    ]
    async with db.write() as tx:
        await tx.many(_ADD_FIGURE, rows)


_ADD_FIGURE = statement(insert(FIGURE).values({one.name: sa.bindparam(one.name) for one in FIGURE.columns}))


class FewTeams:
    """Two teams; what they had is read as the installation reads it."""

    def __init__(self, figures: SqlFigures) -> None:
        self._figures = figures

    async def teams(self) -> Mapping[str, str]:
        return {"tea_a": "Front", "tea_b": "Back"}

    async def capacities(self, team: str) -> Sequence[int]:
        return {"tea_a": [2, 4], "tea_b": [5]}.get(team, [2, 4, 5])

    async def held(self, since: datetime, team: str) -> Sequence[Held]:
        return await read_held(self._figures, since, team, ZoneInfo("Asia/Shanghai"))
