"""What one decision costs who takes what: 500 agents, 10,000 in line, CPU of the rules alone."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from walletdesk.app.bench.measuring import Report, Result, percentile
from walletdesk.app.bench.server import Bench
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId
from walletdesk.routing.model import Agent, Entry, Load, Member, Need, Priority, match, plan
from walletdesk.routing.rules import WHOLE

AGENTS, WAITING = 500, 10_000
MOST_MS = 1.0
NOW = datetime(2026, 11, 20, 4, tzinfo=UTC)
_NEEDS = [
    Need(skill=skill, language=language)
    for skill in ("", "funds", "account", "app")
    for language in ("zh", "en")
]


def measure(bench: Bench, report: Report, seconds: float) -> None:
    agents, line = staff(), waiting()
    one = _decisions(agents, line, seconds)
    begun = time.process_time()
    given = plan(line, agents, NOW)
    whole = time.process_time() - begun
    middle = 1_000 * percentile(one, 0.5)
    report.add(
        Result(
            name=f"who takes the next of {WAITING:,}, {AGENTS} agents",
            value=round(middle, 3),
            unit="CPU ms",
            aim=f"<= {MOST_MS:.0f}",
            reached=middle <= MOST_MS,
            more={
                "p99": round(1_000 * percentile(one, 0.99), 3),
                "decisions": len(one),
                "all at once, ms": round(1_000 * whole, 1),
                "given": len(given),
                "ms for each given": round(1_000 * whole / len(given), 4),
            },
        )
    )


def _decisions(agents: list[Agent], line: list[Entry], seconds: float) -> list[float]:
    """CPU seconds of each, over a line that has all needs in it."""
    end, spent, number = time.perf_counter() + seconds, list[float](), 0
    while not spent or time.perf_counter() < end:
        entry = line[number % len(line)]
        begun = time.process_time()
        taken = match(entry, agents)
        spent.append(time.process_time() - begun)
        if taken is None:
            raise RuntimeError("nobody takes it")  # to find nobody costs less
        number += 1
    return spent


def staff() -> list[Agent]:
    """All online with room for one or two more; every second knows one skill, most speak both languages."""
    return [_agent(number) for number in range(AGENTS)]


def _agent(number: int) -> Agent:
    skill = ("funds", "account", "app")[number % 3]
    member = Member(
        id=AgentId(f"agt_{number:04}"),
        skills={skill: 1 + number % 3} if number % 2 else {"general": 1},
        languages=frozenset({"zh", "en"} if number % 4 else {"zh"}),
        capacity=4,
        availability="online",
    )
    has = 2 + number % 2
    return Agent(member, Load(open=has, units=has * WHOLE, online=True, last_given_at=NOW))


def waiting() -> list[Entry]:
    first = Entry(
        conversation=ConversationId("cnv_00000"),
        contact=ContactId("con_bench"),
        need=_NEEDS[0],
        priority=Priority.NORMAL,
        entered_at=NOW,
        asked_at=NOW,
        decided_at=NOW,
    )
    return [
        replace(
            first,
            conversation=ConversationId(f"cnv_{number:05}"),
            need=_NEEDS[number % len(_NEEDS)],
            entered_at=NOW + timedelta(seconds=number),
        )
        for number in range(WAITING)
    ]
