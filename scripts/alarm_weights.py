"""Makes ``assistant/model/alarm.bin`` from sentences: ``python -m scripts.alarm_weights``, with the extra.

``tests/data/assistant/danger_written.jsonl`` was written for this, and so was the part of
``danger_development.jsonl`` that tunes; the starters' phrasings say how people ask when nothing is wrong. No
row that judges (the other ``danger*.jsonl``, ``answers/*.jsonl``) is trained on. It prints what parts that
were left out of training come to.
"""

import json
import math
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.preprocessing import normalize

from walletdesk.assistant.model.alarm import FILE, HEAD, SIZE, heard
from walletdesk.assistant.model.danger import danger_in
from walletdesk.assistant.model.general import asks_in_general
from walletdesk.assistant.model.likely import may_be_danger
from walletdesk.assistant.model.reading import plain
from walletdesk.knowledge.starter import starter_topics

DATA = Path(__file__).parents[1] / "tests" / "data" / "assistant"
WRITTEN = ("danger_written.jsonl", "danger_development.jsonl")
WORDS = Path(__file__).parents[1] / "src" / "walletdesk" / "locales" / "catalogue.json"
COST, FOLDS, SEED = 15.0, 8, 1
RARE = 2  # a piece of fewer rows is chance
CURVE = 1.0  # how much more rare pieces count
_STEPS, _SIDES = 255, 127  # of one byte, without and with a sign


@dataclass(frozen=True, slots=True)
class Row:
    text: str
    risk: bool


def main() -> None:
    rows = sorted({*_written(), *_starters(), *_ours()}, key=lambda row: row.text)
    kinds = [heard(row.text) for row in rows]
    counts = Counter(at for each in kinds for kind in each for at in kind)
    rarity = np.zeros(SIZE)
    for at, count in counts.items():
        rarity[at] = 0 if count < RARE else (math.log((1 + len(rows)) / (1 + count)) + 1) ** CURVE
    rarity = np.rint(rarity * (_STEPS / rarity.max()))  # trained on what is kept
    taught, risk = _matrix(kinds, rarity), np.array([row.risk for row in rows])
    model = LogisticRegression(C=COST, max_iter=3000)
    parts = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    sure = cross_val_predict(model, taught, risk, cv=parts, method="predict_proba")[:, 1]
    model.fit(taught, risk)
    weights = model.coef_[0]
    reach = np.abs(weights).max() / _SIDES
    body = rarity.astype(np.uint8).tobytes() + np.rint(weights / reach).astype(np.int8).tobytes()
    head = HEAD.pack(float(model.intercept_[0]), float(reach))
    FILE.write_bytes(zlib.compress(head + body, 9))
    for line in (0.05, 0.1, 0.2, 0.5, 0.7):
        found, alarmed = (sure[risk] >= line).mean(), (sure[~risk] >= line).mean()
        print(f"from {line}: {found:.3f} of {risk.sum()} found, {alarmed:.3f} of {(~risk).sum()} alarmed")


def _written() -> list[Row]:
    lines = [line for name in WRITTEN for line in (DATA / name).read_text("utf-8").splitlines()]
    rows = [json.loads(line) for line in lines]
    return [Row(row["text"], row["risk"]) for row in rows if row.get("part") != "judging"]


def _starters() -> list[Row]:
    """Of topics of danger what tells of it; of the others what no net takes for it."""
    said = [
        (text, topic.route == "risk")
        for topic in starter_topics()
        for each in topic.phrasings.values()
        for text in each
    ]
    return [
        Row(text, risk)
        for text, risk in said
        if not (asks_in_general(plain(text)) if risk else danger_in(text))
    ]


def _ours() -> list[Row]:
    """What stands on our own screens: words of every kind, from nobody in need."""
    words = json.loads(WORDS.read_text("utf-8"))
    said = [text for known in words.values() for text in known.values() if isinstance(text, str)]
    return [Row(text, risk=False) for text in said if not may_be_danger(text)]


def _matrix(kinds: Sequence[tuple[set[int], set[int]]], rarity: np.ndarray) -> csr_matrix:
    """Each kind of length one."""
    pieces, words = zip(*kinds, strict=True)
    return _rows(pieces, rarity) + _rows(words, rarity)


def _rows(kind: Sequence[set[int]], rarity: np.ndarray) -> csr_matrix:
    ends = np.cumsum([0, *map(len, kind)])
    at = np.array([one for each in kind for one in sorted(each)])
    return normalize(csr_matrix((rarity[at], at, ends), shape=(len(kind), SIZE)))


if __name__ == "__main__":
    main()
