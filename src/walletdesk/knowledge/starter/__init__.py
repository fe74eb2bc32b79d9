"""The articles that every installation begins with, one file per topic."""

from pathlib import Path

from walletdesk.knowledge.topics import Topic, read_topic


def starter_topics() -> list[Topic]:
    files = sorted(Path(__file__).parent.glob("*.md"))
    return [read_topic(file.read_text("utf-8")) for file in files]


def starter_vectors() -> Path:
    """What is shipped of their meaning, so that a start need not make it: scripts/vectors.py."""
    return Path(__file__).parent / "vectors.npz"
