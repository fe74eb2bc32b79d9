"""How good the shield is on labelled texts: what ``walletdesk eval shield`` prints and writes.

A row is ``{"id", "text", "secret", "kind", "span"}``; one that names a picture was not read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import thread_time_ns

from walletdesk.safety.model import Certainty, Kind, Screening
from walletdesk.safety.shield import screen

UNCERTAIN = "uncertain"
NOT_READ = "not_read"
_TURNS = 5  # a single call is shorter than the clock is sharp


@dataclass(frozen=True, slots=True)
class Sample:
    id: str
    text: str | None
    secret: bool
    kind: str
    span: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Result:
    """``covered`` is None where no span was asked for."""

    sample: Sample
    got: str
    ok: bool
    covered: bool | None
    cpu_ms: float

    def row(self) -> dict[str, object]:
        return {"id": self.sample.id, "expected": self.sample.kind, "got": self.got, "ok": self.ok}


def sample_of(row: Mapping[str, object]) -> Sample:
    text, span = row.get("text"), row.get("span")
    place = (int(span[0]), int(span[1])) if isinstance(span, list) and len(span) == 2 else None
    words = text if isinstance(text, str) else None
    return Sample(str(row["id"]), words, bool(row["secret"]), str(row.get("kind") or Kind.NONE), place)


def judge(sample: Sample) -> Result:
    if sample.text is None:
        return Result(sample, NOT_READ, ok=False, covered=None, cpu_ms=0.0)
    begin = thread_time_ns()
    for _ in range(_TURNS):
        screen(sample.text)
    spent = (thread_time_ns() - begin) / _TURNS / 1e6
    seen = screen(sample.text)
    return Result(sample, _got(seen), _is_right(sample, seen), _covers(sample, seen), spent)


@dataclass(frozen=True, slots=True)
class Evaluation:
    results: tuple[Result, ...]

    @property
    def recall(self) -> dict[str, float]:
        secrets = [r for r in self.results if r.sample.secret]
        kinds = sorted({r.sample.kind for r in secrets})
        return {kind: _share([r.ok for r in secrets if r.sample.kind == kind]) for kind in kinds}

    @property
    def figures(self) -> dict[str, float]:
        harmless = [r for r in self.results if not r.sample.secret]
        return {
            "span_recall": _share([r.covered for r in self.results if r.covered is not None]),
            "false_alarm_rate": _share([not r.ok for r in harmless]),
            "uncertain_rate": _share([r.got == UNCERTAIN for r in harmless]),
            "cpu_ms_median": round(median([r.cpu_ms for r in self.results]), 4) if self.results else 0.0,
        }

    def report(self) -> dict[str, object]:
        """What ``--json`` writes, the same shape for every ``eval``; rows keep the order they came in."""
        return {
            "name": "shield",
            "n": len(self.results),
            "metrics": {"recall": self.recall, **self.figures},
            "rows": [r.row() for r in self.results],
        }

    def table(self) -> str:
        """A few lines for a terminal: each figure, then what went wrong, by id alone."""
        lines = [f"shield: {len(self.results)} rows"]
        lines += [f"  recall {kind:<16} {share:.4f}" for kind, share in self.recall.items()]
        lines += [f"  {name:<23} {value:.4f}" for name, value in self.figures.items()]
        wrong = [r for r in self.results if not r.ok]
        lines += [f"  wrong: {r.sample.id}: {r.sample.kind} taken for {r.got}" for r in wrong]
        return "\n".join(lines)


def evaluate(rows: Iterable[Mapping[str, object]]) -> Evaluation:
    return Evaluation(tuple(judge(sample_of(row)) for row in rows))


def _got(seen: Screening) -> str:
    return UNCERTAIN if seen.uncertain else str(seen.kind)


def _is_right(sample: Sample, seen: Screening) -> bool:
    """A secret is right when it is stopped under its name; harmless text when it is not stopped."""
    if not sample.secret:
        return not seen.stopped
    return any(f.kind == sample.kind and f.certainty is Certainty.CERTAIN for f in seen.findings)


def _covers(sample: Sample, seen: Screening) -> bool | None:
    if sample.span is None:
        return None
    start, end = sample.span
    certain = [f for f in seen.findings if f.certainty is Certainty.CERTAIN]
    return any(f.start <= start and f.end >= end for f in certain)


def _share(held: Sequence[bool]) -> float:
    return round(sum(held) / len(held), 4) if held else 0.0
