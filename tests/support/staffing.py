"""Made-up weeks of asks, a plan in memory, and what any storage of it promises."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from math import exp
from random import Random
from zoneinfo import ZoneInfo

from walletdesk.hours import DEFAULT_CALENDAR, Calendar, Timetable, WeeklySpan
from walletdesk.insights.staffing.model.forecasting import Past
from walletdesk.insights.staffing.model.past import SLOTS, Day, Kind
from walletdesk.insights.staffing.model.plan import EventId, PlannedEvent, Shift, ShiftId
from walletdesk.kernel.clock import millis
from walletdesk.platform.db import Database
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


async def have_asked(db: Database, today: date, *, days: int, level: float, zone: ZoneInfo) -> int:
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
                        "pool": "||0|",
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
