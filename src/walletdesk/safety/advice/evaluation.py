"""How good the advice guard is on labelled texts: what ``walletdesk eval advice`` prints and writes.

A row is ``{"id", "text", "lang", "blocked"}``; a text counts as blocked when it cannot be sent as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from walletdesk.safety.advice.catalogue import standard
from walletdesk.safety.advice.check import check


@dataclass(frozen=True, slots=True)
class Result:
    """``rules`` that spoke, in order of place."""

    id: str
    lang: str
    expected: bool
    rules: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return self.expected == bool(self.rules)

    def row(self) -> dict[str, object]:
        return {"id": self.id, "expected": self.expected, "got": bool(self.rules), "ok": self.ok}


@dataclass(frozen=True, slots=True)
class Evaluation:
    results: tuple[Result, ...]

    @property
    def metrics(self) -> dict[str, float]:
        return {
            "recall": _share([r.ok for r in self.results if r.expected]),
            "false_alarm_rate": _share([not r.ok for r in self.results if not r.expected]),
        }

    def report(self) -> dict[str, object]:
        rows = [r.row() for r in self.results]
        return {"name": "advice", "n": len(self.results), "metrics": self.metrics, "rows": rows}

    def table(self) -> str:
        """A few lines for a terminal: each figure, by language too, then what went wrong, by id alone."""
        lines = [f"advice: {len(self.results)} rows"]
        lines += [f"  {name:<23} {value:.4f}" for name, value in self.metrics.items()]
        for lang in sorted({r.lang for r in self.results}):
            of_it = Evaluation(tuple(r for r in self.results if r.lang == lang)).metrics
            lines += [f"  {name + ' ' + lang:<23} {value:.4f}" for name, value in of_it.items()]
        wrong = [r for r in self.results if not r.ok]
        lines += [f"  wrong: {r.id}: {', '.join(r.rules) or 'let through'}" for r in wrong]
        return "\n".join(lines)


def evaluate(rows: Iterable[Mapping[str, object]]) -> Evaluation:
    return Evaluation(tuple(_judge(row) for row in rows))


def _judge(row: Mapping[str, object]) -> Result:
    rules = tuple(found.rule for found in check(str(row["text"]), standard()))
    return Result(str(row["id"]), str(row.get("lang", "")), bool(row["blocked"]), rules)


def _share(held: Sequence[bool]) -> float:
    return round(sum(held) / len(held), 4) if held else 0.0
