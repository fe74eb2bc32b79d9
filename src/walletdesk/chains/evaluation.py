"""How good identification is: what ``walletdesk eval identify`` prints and writes.

A row is ``{"id", "text", "kind", "chains", "valid"}`` with one id in its text. ``chains`` are compared as
sets, EVM chains as one, ``evm``. Of an id that is not valid only one thing is asked: was anything accepted.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from walletdesk.chains.model import Identified, Kind

NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Sample:
    id: str
    text: str
    kind: str
    chains: tuple[str, ...]
    valid: bool

    @property
    def expected(self) -> str:
        return _said(self.kind, self.chains) if self.valid else NOTHING


@dataclass(frozen=True, slots=True)
class Result:
    """``got`` names all that was accepted as valid; where that is nothing, a secret that was stopped."""

    sample: Sample
    got: str

    @property
    def ok(self) -> bool:
        return self.got == self.sample.expected if self.sample.valid else not self.accepted

    @property
    def accepted(self) -> bool:
        return self.got not in {NOTHING, Kind.SECRET}

    def row(self) -> dict[str, object]:
        return {"id": self.sample.id, "expected": self.sample.expected, "got": self.got, "ok": self.ok}


@dataclass(frozen=True, slots=True)
class Evaluation:
    results: tuple[Result, ...]

    @property
    def metrics(self) -> dict[str, float]:
        """``exact``: of all rows. ``invalid_accepted``: of the rows that are not valid."""
        return {
            "exact": _share([r.ok for r in self.results]),
            "invalid_accepted": _share([r.accepted for r in self.results if not r.sample.valid]),
        }

    def report(self) -> dict[str, object]:
        """What ``--json`` writes, the same shape for every ``eval``; rows keep the order they came in."""
        rows = [r.row() for r in self.results]
        return {"name": "identify", "n": len(self.results), "metrics": self.metrics, "rows": rows}

    def table(self) -> str:
        """A few lines for a terminal: each figure, then what went wrong, by id alone."""
        lines = [f"identify: {len(self.results)} rows"]
        lines += [f"  {name:<17} {value:.6f}" for name, value in self.metrics.items()]
        wrong = [r for r in self.results if not r.ok]
        lines += [f"  wrong: {r.sample.id}: {r.sample.expected} taken for {r.got}" for r in wrong]
        return "\n".join(lines)


def evaluate(rows: Iterable[Mapping[str, object]], identify: Callable[[str], Identified]) -> Evaluation:
    samples = (sample_of(row) for row in rows)
    return Evaluation(tuple(Result(sample, _got(identify(sample.text))) for sample in samples))


def sample_of(row: Mapping[str, object]) -> Sample:
    chains = row.get("chains")
    return Sample(
        id=str(row["id"]),
        text=str(row["text"]),
        kind=str(row.get("kind") or ""),
        chains=tuple(sorted(map(str, chains))) if isinstance(chains, list) else (),
        valid=bool(row.get("valid", True)),
    )


def _got(identified: Identified) -> str:
    said = sorted({_said(f.kind, f.forms) for f in identified.findings if f.is_valid})
    stopped = any(f.kind is Kind.SECRET for f in identified.findings)
    return "; ".join(said) or (str(Kind.SECRET) if stopped else NOTHING)


def _said(kind: str, chains: tuple[str, ...]) -> str:
    return f"{kind}: {', '.join(chains)}" if chains else str(kind)


def _share(held: list[bool]) -> float:
    return round(sum(held) / len(held), 6) if held else 0.0
