"""Makes ``safety/advice/weights.json`` from labelled texts: ``python -m scripts.advice_weights``.

A linear machine with squared hinge loss, trained by dual coordinate descent with a fixed seed. The two lines
are drawn by parts of ``second_dev.jsonl`` that were left out of training: one where ``ALARMS`` of its right
rows are stopped, one below all harmful rows that a rule found. Held rows are never opened here.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from walletdesk.assistant.model import sentences as spoken
from walletdesk.automation.starter import starter_replies
from walletdesk.knowledge.starter import starter_topics
from walletdesk.platform.i18n import translate
from walletdesk.safety.advice import RuleBook, check, standard
from walletdesk.safety.advice.likeness import Features, Weights, degree, features, stretches
from walletdesk.safety.advice.meaning import Sentence, sentences
from walletdesk.safety.advice.plain import plain

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data" / "advice"
TO = ROOT / "src" / "walletdesk" / "safety" / "advice" / "weights.json"
SEED, ROUNDS, FOLDS = 7, 15, 5
COST = 3.0  # of a row that is misjudged
COST_OF_OURS = 0.3  # there are many stretches of our own articles, and they are alike
RARE = 2  # a feature of fewer rows is chance
ALARMS = 0.02
CAUTION = 0.05  # a rule yields only this far below every harmful row that it found


@dataclass(frozen=True, slots=True)
class Row:
    stretch: Sequence[Sentence]
    of: Features
    harms: bool
    cost: float = COST


def main() -> None:
    judged = _labelled("second_dev.jsonl")
    others = [*_labelled("first.jsonl", without=_ids("held.txt")), *_labelled("written.jsonl"), *_ours()]
    threshold, calm = _lines(judged, _left_out(judged, others))
    made = trained([*judged, *others])
    kept = {name: round(weight, 3) for name, weight in sorted(made.of.items()) if abs(weight) >= 0.01}
    written = {
        "threshold": round(threshold, 3),
        "calm": round(calm, 3),
        "bias": round(made.bias, 3),
        "of": kept,
    }
    TO.write_text(json.dumps(written, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n", "utf-8")
    print(f"{len(kept)} weights, threshold {threshold:.3f}, calm below {calm:.3f}")


def trained(rows: Sequence[Row]) -> Weights:
    counted: dict[str, int] = {}
    for row in rows:
        for name in row.of:
            counted[name] = counted.get(name, 0) + 1
    weights = {name: 0.0 for name, count in counted.items() if count >= RARE}
    known = [[(name, value) for name, value in row.of.items() if name in weights] for row in rows]
    sizes = [1 + sum(value * value for _, value in of) for of in known]
    bias, alphas = 0.0, [0.0] * len(rows)
    order, chance = list(range(len(rows))), random.Random(SEED)  # noqa: S311 - an order, not a secret
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for i in order:
            side, slack = (1 if rows[i].harms else -1), 1 / (2 * rows[i].cost)
            margin = side * (bias + sum(weights[name] * value for name, value in known[i]))
            alpha = max(0.0, alphas[i] - (margin - 1 + slack * alphas[i]) / (sizes[i] + slack))
            step, alphas[i] = side * (alpha - alphas[i]), alpha
            if step:
                bias += step
                for name, value in known[i]:
                    weights[name] += step * value
    return Weights(0.0, 0.0, bias, weights)


def _left_out(judged: Sequence[Row], others: Sequence[Row]) -> list[float]:
    """What each row scores when it was no part of the training."""
    scores = [0.0] * len(judged)
    for fold in range(FOLDS):
        made = trained([*others, *(row for i, row in enumerate(judged) if i % FOLDS != fold)])
        for i in range(fold, len(judged), FOLDS):
            scores[i] = max(degree(part, made) for part in stretches(judged[i].stretch))
    return scores


def _lines(judged: Sequence[Row], scores: Sequence[float]) -> tuple[float, float]:
    """Above which a text is like harm, below which it is like help. Prints what the choice means."""
    right = sorted((s for s, row in zip(scores, judged, strict=True) if not row.harms), reverse=True)
    rows = [json.loads(line) for line in (DATA / "second_dev.jsonl").read_text("utf-8").splitlines()]
    book = RuleBook(tuple(rule for rule in standard().rules if not rule.alike), standard().context)
    ruled = [bool(check(row["text"], book)) for row in rows]
    for share in (0.01, 0.02, ALARMS, 0.05, 0.08):
        line = right[int(share * len(right))]
        for harms, what in ((True, "recall"), (False, "false alarms")):
            of = [
                (s > line, rule)
                for s, rule, row in zip(scores, ruled, judged, strict=True)
                if row.harms is harms
            ]
            alone = sum(found for found, _ in of) / len(of)
            both = sum(found or rule for found, rule in of) / len(of)
            print(f"{share:.2f} {what:<13} likeness {alone:.3f}, with the rules {both:.3f}, above {line:.3f}")
    found = [s for s, rule, row in zip(scores, ruled, judged, strict=True) if row.harms and rule]
    return right[int(ALARMS * len(right))], min(found) - CAUTION


def _labelled(name: str, without: frozenset[str] = frozenset()) -> list[Row]:
    read = (json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines())
    return [_row(row["text"], harms=row["blocked"]) for row in read if row["id"] not in without]


def _row(text: str, *, harms: bool) -> Row:
    stretch = sentences(plain(text).text)
    return Row(stretch, _ordered(stretch), harms)


def _ordered(stretch: Sequence[Sentence]) -> Features:
    """In one order, so that the sums are the same in each run."""
    return dict(sorted(features(stretch).items()))


def _ours() -> list[Row]:
    """Stretches of all that the package says, each once."""
    found = {
        tuple(of.items()): Row(stretch, of, harms=False, cost=COST_OF_OURS)
        for text in _texts()
        for stretch in list(stretches(sentences(plain(text).text)))[::2]
        if (of := _ordered(stretch))
    }
    return list(found.values())


def _texts() -> Iterator[str]:
    for topic in starter_topics():
        yield from topic.bodies.values()
    for reply in starter_replies():
        yield from reply.words
    for name, value in vars(spoken).items():
        if name.isupper() and isinstance(value, str):
            yield from (translate(locale, value) for locale in ("en", "zh-CN"))


def _ids(name: str) -> frozenset[str]:
    return frozenset((DATA / name).read_text("utf-8").split())


if __name__ == "__main__":
    main()
