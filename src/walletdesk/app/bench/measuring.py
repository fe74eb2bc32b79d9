"""CPU, memory and disk readings, and the lines that report them."""

import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and of the children it has buried."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(int(ticks) for ticks in fields[11:15]) / TICKS


def pss_mb(pid: int) -> float:
    """Memory that this process alone is the reason for."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    raise ValueError("no Pss in smaps_rollup")


def rss_kb(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise ValueError("no VmRSS in status")


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def flushes(folder: Path, seconds: float = 0.5) -> dict[str, float]:
    """Appending 512 bytes and forcing them to this folder's disk, as often as it goes."""
    times: list[float] = []
    with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            started = time.perf_counter()
            file.write(b"x" * 512)
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - started)
    return {
        "per_s": round(len(times) / seconds),
        "p50_ms": round(percentile(times, 0.5) * 1e3, 3),
        "p99_ms": round(percentile(times, 0.99) * 1e3, 3),
    }


@dataclass(slots=True, kw_only=True)
class Result:
    """One line of the table. ``reached`` is None for a reading that has no aim."""

    name: str
    value: float
    unit: str
    aim: str = ""
    reached: bool | None = None
    more: dict[str, object] = field(default_factory=dict)


class Report:
    """Prints each result as it comes, as a line for people and as one JSON object."""

    def __init__(self) -> None:
        self.results: list[Result] = []

    def add(self, result: Result) -> None:
        self.results.append(result)
        mark = {True: "reached", False: "SHORT", None: ""}[result.reached]
        said = f"{result.name:44} {result.value:>12,.2f} {result.unit:12} {result.aim:16} {mark}"
        load = {"load1": round(os.getloadavg()[0], 2)}
        sys.stdout.write(f"{said}\n    {json.dumps(asdict(result) | load)}\n")
        sys.stdout.flush()
