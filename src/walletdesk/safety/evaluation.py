"""How good the shield is on labelled texts: what ``walletdesk eval shield`` prints and writes.

A row is ``{"id", "text", "secret", "kind", "span"}``; one that names a picture was not read. ``texts``
instead of ``text`` are the messages of one person in a conversation: a secret in them is found when one of
them is stopped. Where rows also name a ``list`` and a ``style``, the worst of each pair is shown. Unspaced
Chinese that nobody announces cannot be told from prose; it is counted apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import thread_time_ns

from walletdesk.safety.model import Certainty, Kind, Screening
from walletdesk.safety.shield import screen

UNCERTAIN = "uncertain"
NOT_READ = "not_read"
_SHORT = 500  # characters
_TURNS = 5  # a single call is shorter than the clock is sharp
_UNSPACED = "unspaced_bare"  # the style that is counted apart
_TO_ASK = "uncertain"  # the style that must be asked about: right when it is
_WORST = 10  # pairs of list and style that are shown


@dataclass(frozen=True, slots=True)
class Sample:
    id: str
    texts: tuple[str, ...]
    secret: bool
    kind: str
    span: tuple[int, int] | None
    list: str = ""
    style: str = ""

    @property
    def is_apart(self) -> bool:
        return self.style == _UNSPACED


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
    text, texts, span = row.get("text"), row.get("texts"), row.get("span")
    return Sample(
        id=str(row["id"]),
        texts=tuple(map(str, texts)) if isinstance(texts, list) else (text,) if isinstance(text, str) else (),
        secret=bool(row["secret"]),
        kind=str(row.get("kind") or (Kind.MNEMONIC if row["secret"] else Kind.NONE)),
        span=(int(span[0]), int(span[1])) if isinstance(span, list) and len(span) == 2 else None,
        list=str(row.get("list") or ""),
        style=str(row.get("style") or ""),
    )


def judge(sample: Sample) -> Result:
    if not sample.texts:
        return Result(sample, NOT_READ, ok=False, covered=None, cpu_ms=0.0)
    begin = thread_time_ns()
    for _ in range(_TURNS):
        screen(sample.texts[-1], context=sample.texts[:-1])
    spent = (thread_time_ns() - begin) / _TURNS / 1e6
    seen = _seen(sample.texts)
    return Result(sample, _got(seen), _is_right(sample, seen), _covers(sample, seen), spent)


def _seen(texts: Sequence[str]) -> Screening:
    """What is said of the first text that is stopped; else of the last."""
    every = [screen(text, context=texts[:i]) for i, text in enumerate(texts)]
    return next((seen for seen in every if seen.stopped), every[-1])


@dataclass(frozen=True, slots=True)
class Evaluation:
    results: tuple[Result, ...]

    @property
    def recall(self) -> dict[str, float]:
        secrets = [r for r in self.results if r.sample.secret and not r.sample.is_apart]
        kinds = sorted({r.sample.kind for r in secrets})
        return {kind: _share([r.ok for r in secrets if r.sample.kind == kind]) for kind in kinds}

    @property
    def by_style(self) -> dict[str, float]:
        """Recall of each list and style, the worst first."""
        pairs: dict[str, list[bool]] = {}
        for r in self.results:
            if r.sample.secret and r.sample.style:
                pairs.setdefault(f"{r.sample.list or r.sample.kind} {r.sample.style}", []).append(r.ok)
        shares = {pair: _share(held) for pair, held in pairs.items()}
        return dict(sorted(shares.items(), key=lambda pair: pair[1]))

    @property
    def figures(self) -> dict[str, float]:
        harmless = [r for r in self.results if not r.sample.secret]
        return {
            "span_recall": _share([r.covered for r in self.results if r.covered is not None]),
            "false_alarm_rate": _share([not r.ok for r in harmless]),
            "uncertain_rate": _share([r.got == UNCERTAIN for r in harmless]),
            "cpu_ms_median": self._cpu(0.5),
            "cpu_ms_p99": self._cpu(0.99),
        } | self._apart

    def _cpu(self, share: float) -> float:
        """Of texts up to 500 characters, as the aim is set."""
        spent = sorted(r.cpu_ms for r in self.results if sum(map(len, r.sample.texts)) <= _SHORT)
        return round(spent[int(len(spent) * share)], 4) if spent else 0.0

    @property
    def _apart(self) -> dict[str, float]:
        held = [r.ok for r in self.results if r.sample.is_apart]
        return {"recall_unspaced_unannounced": _share(held)} if held else {}

    def report(self) -> dict[str, object]:
        """What ``--json`` writes, the same shape for every ``eval``; rows keep the order they came in."""
        return {
            "name": "shield",
            "n": len(self.results),
            "metrics": {"recall": self.recall, **self.figures, "recall_by_style": self.by_style},
            "rows": [r.row() for r in self.results],
        }

    def table(self) -> str:
        """A few lines for a terminal: each figure, then what went wrong, by id alone."""
        lines = [f"shield: {len(self.results)} rows"]
        lines += [f"  recall {kind:<16} {share:.4f}" for kind, share in self.recall.items()]
        lines += [f"  {name:<23} {value:.4f}" for name, value in self.figures.items()]
        worst = list(self.by_style.items())[:_WORST]
        lines += [f"  list and style {pair:<42} {share:.4f}" for pair, share in worst]
        wrong = [r for r in self.results if not r.ok]
        lines += [f"  wrong: {r.sample.id}: {r.sample.kind} taken for {r.got}" for r in wrong]
        return "\n".join(lines)


def evaluate(rows: Iterable[Mapping[str, object]]) -> Evaluation:
    return Evaluation(tuple(judge(sample_of(row)) for row in rows))


def _got(seen: Screening) -> str:
    return UNCERTAIN if seen.uncertain else str(seen.kind)


def _is_right(sample: Sample, seen: Screening) -> bool:
    """A secret is right when it is stopped under its name; harmless text when it is not stopped."""
    if sample.style == _TO_ASK:
        return seen.uncertain or seen.stopped
    if not sample.secret:
        return not seen.stopped
    return any(f.kind == sample.kind and f.certainty is Certainty.CERTAIN for f in seen.findings)


def _covers(sample: Sample, seen: Screening) -> bool | None:
    if sample.span is None or sample.style == _TO_ASK:
        return None
    start, end = sample.span
    return any(f.start <= start and f.end >= end for f in seen.findings if f.certainty is Certainty.CERTAIN)


def _share(held: Sequence[bool]) -> float:
    return round(sum(held) / len(held), 4) if held else 0.0
