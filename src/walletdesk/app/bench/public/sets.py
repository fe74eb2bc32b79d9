"""BANKING77, CLINC150 and BANKING77-OOS as their authors publish them. None of it is part of Walletdesk.

Traps of the files: CSV fields hold line breaks; TSV has the topic first, CSV and JSON the text; two topics of
BANKING77 are spelled oddly, and are left so.
"""

import csv
import json
import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

OOS = "oos"  # what the sets call a question that belongs to no topic
SHOTS = ("10", "full")
_TEN = 10
_SEED = 0  # of the ten that are drawn where the authors drew none


class Missing(Exception):  # noqa: N818 - reads as what it says
    """A file of the set is not there."""


@dataclass(frozen=True, slots=True)
class Asked:
    text: str
    topic: str

    @property
    def is_ours(self) -> bool:
        return self.topic != OOS


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicSet:
    """``held``: to choose the threshold for strangers by; may be empty. ``parts`` name the strangers."""

    name: str
    shots: str
    train: tuple[Asked, ...]
    held: tuple[Asked, ...] = ()
    test: tuple[Asked, ...]
    parts: Mapping[str, tuple[Asked, ...]]

    @property
    def topics(self) -> list[str]:
        return sorted({one.topic for one in self.train})


def read_set(name: str, folder: Path, shots: str) -> PublicSet:
    """``folder``: holds a folder for each set. ``Missing`` names the file that is not there."""
    return _READERS[name](folder / name, shots)


def _banking77(folder: Path, shots: str) -> PublicSet:
    train = _csv(folder / "train.csv") if shots == "full" else _tsv(folder / "train_10.tsv")
    return PublicSet(name="banking77", shots=shots, train=train, test=_csv(folder / "test.csv"), parts={})


def _clinc150(folder: Path, shots: str) -> PublicSet:
    whole = _json(folder / "data_full.json")
    strangers = whole["oos_test"]
    return PublicSet(
        name="clinc150",
        shots=shots,
        train=whole["train"] if shots == "full" else _tsv(folder / "train_10.tsv"),
        held=whole["val"] + whole["oos_val"],
        test=whole["test"] + strangers,
        parts={OOS: strangers},
    )


def _banking77_oos(folder: Path, shots: str) -> PublicSet:
    near, far = _tsv(folder / "id-oos_test.tsv"), _tsv(folder / "ood-oos_test.tsv")
    train = _tsv(folder / "train.tsv")
    held = [_tsv(folder / f"{name}.tsv") for name in ("valid", "id-oos_valid", "ood-oos_valid")]
    return PublicSet(
        name="banking77_oos",
        shots=shots,
        train=train if shots == "full" else _ten_each(train),
        held=tuple(one for part in held for one in part),
        test=_tsv(folder / "test.tsv") + near + far,
        parts={"near": near, "far": far},
    )


_READERS: Mapping[str, Callable[[Path, str], PublicSet]] = {
    "banking77": _banking77,
    "clinc150": _clinc150,
    "banking77_oos": _banking77_oos,
}
NAMES = tuple(_READERS)


def _ten_each(train: Sequence[Asked]) -> tuple[Asked, ...]:
    of: dict[str, list[Asked]] = defaultdict(list)
    for one in train:
        of[one.topic].append(one)
    dice = random.Random(_SEED)  # noqa: S311 - the same ten every time
    return tuple(one for topic in sorted(of) for one in dice.sample(of[topic], _TEN))


def _csv(file: Path) -> tuple[Asked, ...]:
    with _there(file).open(encoding="utf-8", newline="") as lines:
        return tuple(Asked(row["text"], row["category"]) for row in csv.DictReader(lines))


def _tsv(file: Path) -> tuple[Asked, ...]:
    lines = _there(file).read_text("utf-8").splitlines()
    return tuple(Asked(text, topic) for topic, text in (line.split("\t", 1) for line in lines if line))


def _json(file: Path) -> dict[str, tuple[Asked, ...]]:
    whole = json.loads(_there(file).read_text("utf-8"))
    return {part: tuple(Asked(text, topic) for text, topic in rows) for part, rows in whole.items()}


def _there(file: Path) -> Path:
    if not file.is_file():
        raise Missing(f"{file} is not there.")
    return file
