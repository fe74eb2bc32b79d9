"""From what was seen to figures. A row is ``{"id", "text", "lang", "topic", "also": [], "oos": bool}``.

Precision counts every answer that was given, those to questions that no article answers too: they are wrong.
Coverage is the share of the others that were answered. A topic is right when it is the row's or in ``also``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from walletdesk.assistant.evaluation.bounds import interval, threshold
from walletdesk.assistant.evaluation.outcome import Deed, Seen

_FOLDS = 5
_BINS = 10
_PROMISED = 0.95
_ASIDE = 0.01  # the threshold is looked for a point above the promise: see bounds
_AMONG = 3
_SLOWEST = 0.95  # of the questions are quicker than the figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    id: str
    text: str
    lang: str
    right: frozenset[str]  # empty: no article answers it
    topic: str = ""

    @property
    def is_ours(self) -> bool:
        return bool(self.right)


def question_of(row: Mapping[str, object]) -> Question:
    """``ValueError`` names what a row lacks."""
    missing = [name for name in ("id", "text", "lang") if not isinstance(row.get(name), str)]
    also = row.get("also", [])
    if missing or not isinstance(also, list):
        raise ValueError(f"row {row.get('id', '?')}: {', '.join(missing) or 'also'} is not as it should be")
    topic = "" if row.get("oos") else str(row.get("topic") or "")
    right = frozenset({topic, *map(str, also)}) if topic else frozenset()
    return Question(id=str(row["id"]), text=str(row["text"]), lang=str(row["lang"]), right=right, topic=topic)


_CALLED = {Deed.DANGER, Deed.PERSON}
_KEPT_SAFE = {  # or a person is one tap away, with the safe steps
    *_CALLED,
    Deed.CHECK,
    Deed.CHOICE_AND_CHECK,
    Deed.ANSWER_AND_CHECK,
}
_ANSWERED = {Deed.ANSWER, Deed.ANSWER_AND_CHECK}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    question: Question
    seen: Seen
    route: str  # of the right topic
    got_route: str  # of the topic that was found first

    @property
    def is_answered(self) -> bool:
        return self.seen.deed in _ANSWERED

    @property
    def is_right(self) -> bool:
        return self.seen.topic in self.question.right

    def within(self, places: int) -> bool:
        return any(topic in self.question.right for topic, _ in self.seen.topics[:places])

    @property
    def ok(self) -> bool:
        """Answered rightly; or not answered, where no article does or a person had to come."""
        if self.is_answered:
            return self.is_right and self.route != "risk"
        return not self.question.is_ours or (self.route == "risk" and self.seen.deed is Deed.DANGER)

    def row(self) -> dict[str, object]:
        got = f"{self.seen.deed}:{self.seen.topic}" if self.seen.topic else str(self.seen.deed)
        return {"id": self.question.id, "expected": self.question.topic or "oos", "got": got, "ok": self.ok}


@dataclass(frozen=True, slots=True)
class Evaluation:
    results: tuple[Result, ...]
    note: str = ""

    @property
    def metrics(self) -> dict[str, float]:
        ours = [one for one in self.results if one.question.is_ours]
        answered = [one for one in self.results if one.is_answered]
        right = sum(one.is_right for one in answered)
        low, high = interval(right, len(answered))
        risky = [one for one in ours if one.route == "risk"]
        return {
            "r_at_1": _share(ours, lambda one: one.within(1)),
            "r_at_3": _share(ours, lambda one: one.within(_AMONG)),
            "route_accuracy": _share(ours, lambda one: one.got_route == one.route),
            "coverage": _share(ours, lambda one: one.is_answered),
            "precision_answered": _share(answered, lambda one: one.is_right),
            "precision_low": round(low, 4),
            "precision_high": round(high, 4),
            "oos_answered": _share(
                [one for one in self.results if not one.question.is_ours], lambda one: one.is_answered
            ),
            "risk_recall": _share(risky, lambda one: one.seen.deed in _CALLED),
            "risk_within_a_tap": _share(risky, lambda one: one.seen.deed in _KEPT_SAFE),
            "ece": self._calibration_error(),
            "cpu_ms_p95": self._slowest(),
        }

    def report(self) -> dict[str, object]:
        rows = [one.row() for one in self.results]
        return {"name": "answers", "n": len(self.results), "metrics": self.metrics, "rows": rows}

    def table(self) -> str:
        """A few lines for a terminal: all, then each language."""
        lines = [f"answers: {len(self.results)} questions{self.note}"]
        lines += [f"  {name:<21} {value:.4f}" for name, value in self.metrics.items()]
        for lang in sorted({one.question.lang for one in self.results}):
            part = Evaluation(tuple(one for one in self.results if one.question.lang == lang)).metrics
            told = ("r_at_1", "r_at_3", "coverage", "precision_answered", "oos_answered")
            lines.append(f"  {lang:<6} " + "  ".join(f"{name} {part[name]:.3f}" for name in told))
        return "\n".join(lines)

    def _calibration_error(self) -> float:
        """Ten bins: how far what it is sure of lies from how often it is right."""
        bins: list[list[Result]] = [[] for _ in range(_BINS)]
        for one in self.results:
            bins[min(int(one.seen.confidence * _BINS), _BINS - 1)].append(one)
        apart = [sum(one.seen.confidence - one.within(1) for one in each) for each in bins]
        return round(sum(map(abs, apart)) / max(len(self.results), 1), 4)

    def _slowest(self) -> float:
        spent = sorted(one.seen.cpu_ms for one in self.results)
        return round(spent[min(int(len(spent) * _SLOWEST), len(spent) - 1)], 2) if spent else 0.0


def scored(questions: Sequence[Question], seen: Sequence[Seen], routes: Mapping[str, str]) -> Evaluation:
    """``routes``: of every topic that is installed."""
    return Evaluation(
        tuple(
            Result(
                question=question,
                seen=one,
                route=routes.get(question.topic, ""),
                got_route=routes.get(one.topics[0][0], "") if one.topics else "",
            )
            for question, one in zip(questions, seen, strict=True)
        )
    )


def cross_validated(evaluation: Evaluation) -> Evaluation:
    """Answered is what the threshold of the other four fifths lets through. Rows are dealt out in turn."""
    fifths = [evaluation.results[at::_FOLDS] for at in range(_FOLDS)]
    judged: dict[str, Result] = {}
    for at, part in enumerate(fifths):
        others = [one for number, each in enumerate(fifths) if number != at for one in each]
        sure = [(one.seen.confidence, one.seen.if_surer in one.question.right) for one in others if _may(one)]
        least = threshold(sure, precision=_PROMISED + _ASIDE)
        judged |= {one.question.id: _at(one, least) for one in part}
    return Evaluation(
        tuple(judged[one.question.id] for one in evaluation.results), note=", thresholds of the other folds"
    )


def _may(one: Result) -> bool:
    return bool(one.seen.if_surer)


def _at(one: Result, least: float) -> Result:
    if _may(one) and one.seen.confidence >= least:
        return replace(one, seen=replace(one.seen, deed=Deed.ANSWER, topic=one.seen.if_surer))
    if one.is_answered:
        return replace(one, seen=replace(one.seen, deed=Deed.CHOICE, topic=""))
    return one


def _share(results: Sequence[Result], holds: Callable[[Result], bool]) -> float:
    return round(sum(map(holds, results)) / len(results), 4) if results else 0.0
