"""A start from nothing in memory, and what the server costs while nobody writes."""

import time

from walletdesk.app.bench.measuring import Report, Result, cpu_seconds, pss_mb
from walletdesk.app.bench.server import Bench

STARTS = 5
MOST_CPU_S, MOST_MB, MOST_SHARE = 1.2, 150.0, 0.005
IDLE_SECONDS = 120.0


def measure(bench: Bench, report: Report, seconds: float) -> None:
    bench.prepare(1)
    cpu: list[float] = []
    wall: list[float] = []
    for _ in range(STARTS):
        with bench.serving() as server:
            cpu.append(cpu_seconds(server.pid))
            wall.append(time.perf_counter() - server.started)
    middle = sorted(cpu)[STARTS // 2]
    report.add(
        Result(
            name="cold start, median of five",
            value=middle,
            unit="CPU s",
            aim=f"<= {MOST_CPU_S}",
            reached=middle <= MOST_CPU_S,
            more={"all": cpu, "wall_s": [round(one, 2) for one in wall]},
        )
    )
    with bench.serving() as server:
        time.sleep(5)
        before = cpu_seconds(server.pid)
        time.sleep(IDLE_SECONDS)
        share = (cpu_seconds(server.pid) - before) / IDLE_SECONDS
        memory = pss_mb(server.pid)
    report.add(
        Result(
            name=f"idle for {IDLE_SECONDS:.0f} s, share of a core",
            value=share * 100,
            unit="%",
            aim=f"< {MOST_SHARE * 100}",
            reached=share < MOST_SHARE,
        )
    )
    report.add(
        Result(
            name="idle memory", value=memory, unit="MB", aim=f"<= {MOST_MB:.0f}", reached=memory <= MOST_MB
        )
    )
