"""What is learned from the phrasings themselves: of each topic, how likely a question is about it.

A linear head over rare words, pieces of words and the vector of a text; beside it the vote of the phrasings
that lie near. Logistic regression while topics have few phrasings, linear support vectors from thirty on.
Fitting needs scikit-learn, asking numpy alone. Chosen on BANKING77's training questions, left out in turn:
with ten a topic the vote lifts 0.832 to 0.836, with a hundred and thirty 0.923 to 0.929.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from walletdesk.knowledge.retrieval.features import Features, Floats, features_of

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression
    from sklearn.svm import LinearSVC

_Fitted = tuple[tuple[str, ...], Floats, Floats]

MANY = 30  # phrasings of the middle topic
_SOON = 6_000  # phrasings in all: beyond it support vectors are what is still fitted in seconds
_TWICE = 2  # so often a term must be there, where there are many
_FEW_C, _MANY_C = 50.0, 1.0  # how closely the phrasings are followed
_SHARPNESS = 6.0  # of support vectors: turns their distances into shares
_KERNEL = 25.0  # of the vote: how much more the nearest phrasing counts
_VOTE = 2.0  # its weight beside the head
_NEARNESS = 4.0  # how much the nearest phrasing counts beside the share, where strangers ask
_LEAST = 1e-12  # a share of nothing has no logarithm


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinions:
    """Of some texts (rows) how likely each topic (columns) is. A row sums to one: it knows no strangers."""

    shares: Floats
    unvoted: Floats  # the same without the vote, which makes strangers look at home
    nearest: Floats | None  # of each text the cosine with the phrasing that is nearest

    @property
    def confidence(self) -> Floats:
        """What tells right first topics from wrong ones, where every question belongs to a topic."""
        return np.asarray(self.shares.max(axis=1), np.float32)

    @property
    def among_strangers(self) -> Floats:
        """What tells right first topics from wrong ones and from strangers. Only its order counts."""
        first = self.shares.argmax(axis=1)[:, None]
        surest = np.log(np.maximum(np.take_along_axis(self.unvoted, first, axis=1)[:, 0], _LEAST))
        return np.asarray(surest + (0.0 if self.nearest is None else _NEARNESS * self.nearest), np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Fitted once, then only read. Without vectors it goes by the words alone."""

    topics: tuple[str, ...]
    features: Features
    of_terms: Floats  # a row for each term, a column for each topic
    of_vectors: Floats  # the same for each place of a vector; no rows: fitted without vectors
    bias: Floats
    sharpness: float
    centre: Floats
    known: Floats  # vectors of the phrasings, centred, of length one, in the order of their topics
    begins: NDArray[np.int64]  # where each topic begins among them

    def opinions(self, texts: Sequence[str], vectors: Floats | None = None) -> Opinions:
        scores = np.stack([self._of_terms(text) for text in texts]) + self.bias
        if vectors is None or not len(self.of_vectors):
            shares = _softmax(self.sharpness * scores)
            return Opinions(shares=shares, unvoted=shares, nearest=None)
        placed = centred(vectors, self.centre)
        scores = scores + placed @ self.of_vectors
        cosines = np.asarray(placed @ self.known.T, np.float32)
        return Opinions(
            shares=_softmax(self.sharpness * (scores + _VOTE * self._votes(cosines))),
            unvoted=_softmax(self.sharpness * scores),
            nearest=np.asarray(cosines.max(axis=1), np.float32),
        )

    def logs(self, text: str, vector: Floats | None = None) -> Floats:
        """Of one text the logarithm of each share, without the vote; by its words where no vector is."""
        scores = self._of_terms(text) + self.bias
        if vector is not None:
            scores = scores + (centred(vector[None, :], self.centre) @ self.of_vectors)[0]
        above = self.sharpness * (scores - scores.max())
        return np.asarray(above - math.log(float(np.exp(above).sum())), np.float32)

    def _votes(self, cosines: Floats) -> Floats:
        """The kernel mean over each topic's phrasings: one that is near counts more than ten that are not."""
        sizes = np.diff(self.begins, append=len(self.known))
        means = np.add.reduceat(np.exp(_KERNEL * cosines), self.begins, axis=1) / sizes
        return np.asarray(np.log(means) / _KERNEL, np.float32)

    def _of_terms(self, text: str) -> Floats:
        row = self.features.row(text)
        return np.asarray(row.values @ self.of_terms[row.columns], np.float32)


def fit(texts: Sequence[str], topics: Sequence[str], vectors: Floats | None = None) -> Head:
    """``topics``: of each text. At least two different ones. Blocks for seconds: call it in a thread."""
    from scipy.sparse import csr_matrix, hstack  # noqa: PLC0415 - slow to load, and only fitting needs it

    order = np.argsort(np.array(topics), kind="stable")
    texts, topics = [texts[at] for at in order], [topics[at] for at in order]
    is_many = median(Counter(topics).values()) >= MANY or len(texts) > _SOON
    features = features_of(texts, least=_TWICE if is_many else 1)
    matrix, centre, known = features.matrix(texts), np.zeros(0, np.float32), np.zeros((0, 0), np.float32)
    if vectors is not None:
        centre = np.asarray(vectors.mean(axis=0), np.float32)
        known = centred(vectors[order], centre)
        matrix = hstack([matrix, csr_matrix(known)]).tocsr()
    names, weights, bias = _many(matrix, topics) if is_many else _few(matrix, topics)
    return Head(
        topics=names,
        features=features,
        of_terms=np.ascontiguousarray(weights[:, : features.width].T),
        of_vectors=np.ascontiguousarray(weights[:, features.width :].T),
        bias=bias,
        sharpness=_SHARPNESS if is_many else 1.0,
        centre=centre,
        known=known,
        begins=np.unique(np.array(topics), return_index=True)[1],
    )


def _few(matrix: "csr_matrix", topics: Sequence[str]) -> _Fitted:
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - as above

    return _weights(LogisticRegression(C=_FEW_C, max_iter=2000).fit(matrix, list(topics)))


def _many(matrix: "csr_matrix", topics: Sequence[str]) -> _Fitted:
    from sklearn.svm import LinearSVC  # noqa: PLC0415 - as above

    return _weights(LinearSVC(C=_MANY_C, random_state=0).fit(matrix, list(topics)))


def _weights(model: "LogisticRegression | LinearSVC") -> _Fitted:
    """The topics in order, a row of weights for each, and what is added."""
    weights, bias = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # one row stands for both then
        weights, bias = np.vstack([-weights, weights]) / 2, np.concatenate([-bias, bias]) / 2
    return tuple(map(str, model.classes_)), weights.astype(np.float32), bias.astype(np.float32)


def centred(vectors: Floats, centre: Floats) -> Floats:
    moved = vectors - centre
    return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), np.float32)


def _softmax(scores: NDArray[np.floating]) -> Floats:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)
