"""The articles that every installation begins with, one file per topic, and what is made of them before."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from walletdesk.knowledge.model import language_of
from walletdesk.knowledge.topics import Topic, read_topic

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Stranger:
    """A question that no article answers. ``language``: without region."""

    text: str
    language: str


def starter_topics() -> list[Topic]:
    files = sorted(_HERE.glob("*.md"))
    return [read_topic(file.read_text("utf-8")) for file in files]


def starter_vectors() -> Path:
    """What is shipped of their meaning, so that a start need not make it: scripts/vectors.py."""
    return _HERE / "vectors.npz"


def starter_head() -> Path:
    """What was learned from their phrasings, shipped for the same reason and made by the same script."""
    return _HERE / "head.npz"


@cache
def strangers() -> tuple[Stranger, ...]:
    """Written by us, half of them near: of our trade, but of none of the starter topics."""
    rows = map(json.loads, (_HERE / "strangers.jsonl").read_text("utf-8").splitlines())
    return tuple(Stranger(row["text"], language_of(row["lang"])) for row in rows)
