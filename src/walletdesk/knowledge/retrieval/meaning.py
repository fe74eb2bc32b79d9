"""The vote by meaning: every phrasing of a topic votes by how near its vector lies to that of the question.

Vectors of one model all point one way. What titles, phrasings and each language have in common is taken off
first; without that a casual phrasing is nearest to every casual question, whatever its topic.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge.model import Article, language_of
from walletdesk.knowledge.retrieval.embedding import Asked, Floats, Vectors

_SHARPNESS = 12.0  # of the kernel: how much more the nearest phrasing counts
_FEW = 10  # phrasings' worth: how much what all texts have in common counts where a language has few

Centres = Mapping[tuple[str, bool], Vectors]  # by language, and whether it is a title


@dataclass(frozen=True, slots=True)
class Line:
    """Something that stands for a topic."""

    topic: ArticleId
    language: str
    is_title: bool
    text: str


@dataclass(frozen=True, slots=True)
class Votes:
    """Of each topic: of the question as a whole, and the best of any of its sentences."""

    whole: Floats
    best: Floats


@dataclass(frozen=True, slots=True)
class Meaning:
    """Vectors sorted by topic, so that a topic is one stretch of rows."""

    topics: tuple[ArticleId, ...]
    starts: np.ndarray[tuple[int], np.dtype[np.int64]]
    sizes: Vectors
    rows: Vectors
    centres: Centres
    centre: Vectors

    def votes(self, asked: Asked, language: str, *, left_out: int = -1) -> Votes:
        """Both from one pass over the rows. ``left_out``: the row of what asks, where it is one of them."""
        centre = self.centres.get((language, False), self.centre)
        questions = _unit(np.vstack([asked.whole[None, :], asked.vectors]) - centre)
        raised = np.exp(_SHARPNESS * (self.rows @ questions.T))
        sizes = self.sizes.copy()
        if left_out >= 0:
            raised[left_out] = 0.0
            sizes[np.searchsorted(self.starts, left_out, side="right") - 1] -= 1
        means = np.add.reduceat(raised, self.starts, axis=0) / sizes[:, None]
        votes = np.log(means) / _SHARPNESS
        return Votes(whole=votes[:, 0], best=votes[:, 1:].max(axis=1))


def lines_of(articles: Sequence[Article]) -> list[Line]:
    return [
        Line(article.id, language_of(article.locale), text is article.title, text)
        for article in articles
        for text in (article.title, *article.phrasings)
    ]


def meaning_of(lines: Sequence[Line], vectors: Vectors, common: Vectors) -> Meaning:
    """At least one line. ``vectors``: a row for each; ``common``: the mean of many other texts."""
    order = sorted(range(len(lines)), key=lambda at: lines[at].topic)
    topics = [lines[at].topic for at in order]
    starts = [at for at, topic in enumerate(topics) if at == 0 or topic != topics[at - 1]]
    centre = _mean(vectors, common)
    centres = _centres(lines, vectors, centre)
    moved = np.stack([vectors[at] - centres[lines[at].language, lines[at].is_title] for at in order])
    return Meaning(
        topics=tuple(topics[at] for at in starts),
        starts=np.asarray(starts, np.int64),
        sizes=np.diff([*starts, len(topics)]).astype(np.float32),
        rows=_unit(moved),
        centres=centres,
        centre=centre,
    )


def _centres(lines: Sequence[Line], vectors: Vectors, centre: Vectors) -> Centres:
    kinds: dict[tuple[str, bool], list[int]] = {}
    for at, line in enumerate(lines):
        kinds.setdefault((line.language, line.is_title), []).append(at)
    return {kind: _mean(vectors[held], centre) for kind, held in kinds.items()}


def _mean(vectors: Vectors, common: Vectors) -> Vectors:
    return np.asarray((vectors.sum(axis=0) + _FEW * common) / (len(vectors) + _FEW), np.float32)


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), np.float32)
