"""What is learned from the phrasings themselves: of each topic, how likely a question is about it.

A linear head over rare words, pieces of words and the vector of a text. Logistic regression while topics have
few phrasings, linear support vectors from thirty on: with ten each the first is right more often (BANKING77:
0.85 against 0.84), with a hundred the second (0.93 against 0.92).
Fitting needs scikit-learn, asking numpy alone.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from walletdesk.knowledge.retrieval.features import Features, Floats, features_of

MANY = 30  # phrasings of the middle topic
_FEW_C, _MANY_C = 50.0, 1.0  # how closely the phrasings are followed
_SHARPNESS = 6.0  # of support vectors: turns their distances into shares
_NEARNESS = 4.0  # how much the nearest phrasing counts beside the share, where strangers ask


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
    known: Floats  # vectors of the phrasings, centred, of length one

    def shares(self, texts: Sequence[str], vectors: Floats | None = None) -> Floats:
        """Of each text (rows) how likely each topic (columns) is. A row sums to one: no strangers."""
        scores = np.stack([self._of_terms(text) for text in texts]) + self.bias
        if len(self.of_vectors) and vectors is not None:
            scores = scores + _centred(vectors, self.centre) @ self.of_vectors
        return _softmax(self.sharpness * scores)

    def nearest(self, vectors: Floats) -> Floats:
        """Of each text the cosine with the phrasing that is nearest: strangers are far from all."""
        return np.asarray((_centred(vectors, self.centre) @ self.known.T).max(axis=1), np.float32)

    def confidence(self, shares: Floats, vectors: Floats | None = None) -> Floats:
        """What tells right answers from wrong ones and from strangers; its size means nothing by itself."""
        surest = np.log(np.maximum(shares.max(axis=1), 1e-12))
        if vectors is None or not len(self.known):
            return np.asarray(surest, np.float32)
        return np.asarray(surest + _NEARNESS * self.nearest(vectors), np.float32)

    def _of_terms(self, text: str) -> Floats:
        row = self.features.row(text)
        return np.asarray(row.values @ self.of_terms[row.columns], np.float32)


def fit(texts: Sequence[str], topics: Sequence[str], vectors: Floats | None = None) -> Head:
    """``topics``: of each text. At least two different ones. Blocks for seconds: call it in a thread."""
    from scipy.sparse import csr_matrix, hstack  # noqa: PLC0415 - slow to load, and only fitting needs it

    features = features_of(texts)
    centre = np.zeros(0, np.float32) if vectors is None else np.asarray(vectors.mean(axis=0), np.float32)
    known = np.zeros((0, 0), np.float32) if vectors is None else _centred(vectors, centre)
    matrix = features.matrix(texts)
    if vectors is not None:
        matrix = hstack([matrix, csr_matrix(known)]).tocsr()
    names, weights, bias, sharpness = _fitted(matrix, topics)
    return Head(
        topics=names,
        features=features,
        of_terms=np.ascontiguousarray(weights[:, : features.width].T),
        of_vectors=np.ascontiguousarray(weights[:, features.width :].T),
        bias=bias,
        sharpness=sharpness,
        centre=centre,
        known=known,
    )


def _fitted(matrix: object, topics: Sequence[str]) -> tuple[tuple[str, ...], Floats, Floats, float]:
    """Names in the order of the rows, the weights, what is added, and how sharply to read it."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - as above
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    is_many = median(Counter(topics).values()) >= MANY
    model = LinearSVC(C=_MANY_C) if is_many else LogisticRegression(C=_FEW_C, max_iter=2000)
    model.fit(matrix, list(topics))
    weights, bias = model.coef_, model.intercept_
    if len(model.classes_) == 2:  # one row stands for both then
        weights, bias = np.vstack([-weights, weights]) / 2, np.concatenate([-bias, bias]) / 2
    names = tuple(str(name) for name in model.classes_)
    sharpness = _SHARPNESS if is_many else 1.0
    return names, weights.astype(np.float32), bias.astype(np.float32), sharpness


def _centred(vectors: Floats, centre: Floats) -> Floats:
    moved = vectors - centre
    return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), np.float32)


def _softmax(scores: NDArray[np.floating]) -> Floats:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)
