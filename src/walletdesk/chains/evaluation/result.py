"""What every evaluation of chains hands back: the rows in their order, a few figures, a short table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """``expected`` and ``got`` are words for whoever looks for the mistake."""

    id: str
    expected: str
    got: str
    ok: bool

    def written(self) -> dict[str, object]:
        return {"id": self.id, "expected": self.expected, "got": self.got, "ok": self.ok}


@dataclass(frozen=True, slots=True)
class Evaluation:
    name: str
    rows: Sequence[Row]
    metrics: Mapping[str, float]

    def report(self) -> dict[str, object]:
        """What ``--json`` writes, the same shape for every ``eval``; rows keep the order they came in."""
        rows = [row.written() for row in self.rows]
        return {"name": self.name, "n": len(self.rows), "metrics": dict(self.metrics), "rows": rows}

    def table(self) -> str:
        """A few lines for a terminal: each figure, then what went wrong."""
        lines = [f"{self.name}: {len(self.rows)} rows"]
        lines += [f"  {name:<17} {value:.6f}" for name, value in self.metrics.items()]
        wrong = [row for row in self.rows if not row.ok]
        lines += [f"  wrong: {row.id}: {row.expected} taken for {row.got}" for row in wrong]
        return "\n".join(lines)


def share(held: Sequence[bool]) -> float:
    return round(sum(held) / len(held), 6) if held else 0.0
