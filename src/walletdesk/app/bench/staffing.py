"""What the plan of one week costs: 2,000 questions a week around the clock, CPU of the arithmetic alone."""

import time
from dataclasses import replace
from datetime import date, timedelta
from math import exp
from zoneinfo import ZoneInfo

from walletdesk.app.bench.measuring import Report, Result, percentile
from walletdesk.app.bench.server import Bench
from walletdesk.hours import DEFAULT_CALENDAR, Calendar, Timetable, WeeklySpan
from walletdesk.insights.staffing.model.forecasting import Past, learned
from walletdesk.insights.staffing.model.judging import judged
from walletdesk.insights.staffing.model.needing import forget
from walletdesk.insights.staffing.model.past import SLOTS, Day, Kind
from walletdesk.insights.staffing.model.plan import Terms, WhatIf
from walletdesk.insights.staffing.model.week import Given, week_of

MOST_MS = 50.0
BEGIN, MONDAY = date(2026, 8, 24), date(2026, 11, 30)
ALWAYS = Calendar(
    id=DEFAULT_CALENDAR,
    name="Support",
    zone="Asia/Shanghai",
    week=tuple(WeeklySpan(day, 0, 1440) for day in range(7)),
)


def measure(bench: Bench, report: Report, seconds: float) -> None:
    past = weeks()
    begun = time.process_time()
    error, forecast = judged(past), learned(past)
    learning = time.process_time() - begun
    given = Given(zone=ZoneInfo(ALWAYS.zone), hours=Timetable(ALWAYS), forecast=forecast, terms=Terms())
    end, spent = time.perf_counter() + seconds, list[float]()
    while not spent or time.perf_counter() < end:
        what_if = WhatIf(volume=1 + 0.001 * (len(spent) % 500))  # another each time: nothing is remembered
        forget()
        begun = time.process_time()
        week_of(MONDAY, replace(given, what_if=what_if))
        spent.append(time.process_time() - begun)
    middle = 1_000 * percentile(spent, 0.5)
    report.add(
        Result(
            name="the plan of a week, 336 half hours",
            value=round(middle, 1),
            unit="CPU ms",
            aim=f"<= {MOST_MS:.0f}",
            reached=middle <= MOST_MS,
            more={
                "p99": round(1_000 * percentile(spent, 0.99), 1),
                "weeks planned": len(spent),
                "learning and its own check, ms": round(1_000 * learning, 1),
                "missed of a half hour": round(error.half_hours, 3) if error else 0.0,
            },
        )
    )


def weeks() -> Past:
    """Thirteen of them, each the same but for a small wave: what is learned does not change the cost."""
    shares = [max(0.02, exp(-((slot / 2 - 10.5) ** 2) / 6)) for slot in range(SLOTS)]
    days = [BEGIN + timedelta(days=n) for n in range(13 * 7)]
    scale = 2000 / 7 / sum(shares)
    return Past(
        [Day(on, Kind.ORDINARY, [round(scale * s + n % 3 / 3) for s in shares]) for n, on in enumerate(days)]
    )
