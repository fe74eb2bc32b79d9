"""How good identification is: what ``walletdesk eval identify`` prints and writes.

A row is ``{"id", "text", "kind", "chains", "valid"}`` with one id in its text. ``chains`` are compared as
sets, EVM chains as one, ``evm``. Of an id that is not valid only one thing is asked: was anything accepted.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from walletdesk.chains.evaluation.result import Evaluation, Row, share
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

    def row(self) -> Row:
        return Row(self.sample.id, self.sample.expected, self.got, self.ok)


def evaluate(rows: Iterable[Mapping[str, object]], identify: Callable[[str], Identified]) -> Evaluation:
    """``exact``: of all rows. ``invalid_accepted``: of the rows that are not valid."""
    samples = (sample_of(row) for row in rows)
    results = [Result(sample, _got(identify(sample.text))) for sample in samples]
    metrics = {
        "exact": share([r.ok for r in results]),
        "invalid_accepted": share([r.accepted for r in results if not r.sample.valid]),
    }
    return Evaluation("identify", [r.row() for r in results], metrics)


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
