"""How good the judge of names is: what ``walletdesk eval lookalikes`` prints and writes.

A row is ``{"id", "domain", "lookalike"}``, or a domain alone, which has no part and is only counted.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from time import thread_time_ns

from walletdesk.safety.lookalikes.judging import lookalike
from walletdesk.safety.lookalikes.verdicts import Verdict

OTHER = "not_lookalike"


@dataclass(frozen=True, slots=True)
class Sample:
    """``is_lookalike`` is None where nobody said."""

    id: str
    domain: str
    is_lookalike: bool | None = None


@dataclass(frozen=True, slots=True)
class Result:
    sample: Sample
    got: Verdict
    cpu_ms: float

    @property
    def ok(self) -> bool | None:
        wanted = self.sample.is_lookalike
        return None if wanted is None else wanted == (self.got is Verdict.LOOKALIKE)

    def row(self) -> dict[str, object]:
        return {"id": self.sample.id, "expected": self.expected, "got": str(self.got), "ok": self.ok}

    @property
    def expected(self) -> str | None:
        wanted = self.sample.is_lookalike
        return None if wanted is None else str(Verdict.LOOKALIKE) if wanted else OTHER


@dataclass(frozen=True, slots=True)
class Evaluation:
    results: tuple[Result, ...]

    @property
    def metrics(self) -> dict[str, object]:
        shares = {str(v): _share([r.got is v for r in self.results]) for v in Verdict}
        times = [r.cpu_ms for r in self.results]
        spent = {"cpu_ms_median": round(median(times), 4) if times else 0.0}
        return {"share": shares, **self.rates, **spent}

    @property
    def rates(self) -> dict[str, float]:
        """Empty where no row is labelled."""
        labelled = [r for r in self.results if r.sample.is_lookalike is not None]
        if not labelled:
            return {}
        return {
            "recall": _share([r.ok is True for r in labelled if r.sample.is_lookalike]),
            "false_alarm_rate": _share([r.ok is False for r in labelled if not r.sample.is_lookalike]),
        }

    def report(self) -> dict[str, object]:
        """What ``--json`` writes, the same shape for every ``eval``; rows keep the order they came in."""
        rows = [r.row() for r in self.results]
        return {"name": "lookalikes", "n": len(self.results), "metrics": self.metrics, "rows": rows}

    def table(self) -> str:
        lines = [f"lookalikes: {len(self.results)} rows"]
        lines += [f"  share {v:<17} {_share([r.got is v for r in self.results]):.4f}" for v in Verdict]
        lines += [f"  {name:<23} {value:.4f}" for name, value in self.rates.items()]
        wrong = [r for r in self.results if r.ok is False]
        return "\n".join(
            [*lines, *(f"  wrong: {r.sample.id}: {r.expected} taken for {r.got}" for r in wrong)]
        )


def samples(lines: Iterable[str]) -> list[Sample]:
    """Of a JSON-lines file or of a list of domains; empty lines and comments (#) say nothing."""
    return [_sample(line.strip()) for line in lines if line.strip() and not line.startswith("#")]


def _sample(line: str) -> Sample:
    if not line.startswith("{"):
        return Sample(line, line)
    row = json.loads(line)
    return Sample(str(row["id"]), str(row["domain"]), row.get("lookalike"))


def evaluate(given: Iterable[Sample], official: Sequence[str]) -> Evaluation:
    ours = tuple(one.strip() for one in official if one.strip() and not one.startswith("#"))
    return Evaluation(tuple(_judged(sample, ours) for sample in given))


def _judged(sample: Sample, official: tuple[str, ...]) -> Result:
    begin = thread_time_ns()
    got = lookalike(sample.domain, official).verdict
    return Result(sample, got, (thread_time_ns() - begin) / 1e6)


def _share(held: Sequence[bool]) -> float:
    return round(sum(held) / len(held), 4) if held else 0.0
