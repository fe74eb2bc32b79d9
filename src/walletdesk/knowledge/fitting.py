"""Logistic regression of a handful of features, by Newton's steps; no library needed.

It leans on weights that are known already: with few rows they stay as they were, with many the rows decide.
"""

import math
from collections.abc import Sequence

_STEPS = 25
_STILL = 1e-8


def fitted(
    rows: Sequence[tuple[Sequence[float], bool]], prior: Sequence[float], *, hold: float
) -> list[float]:
    """The weights. ``hold``: how many rows' worth the prior is believed, for features of size one."""
    weights = list(prior)
    for _ in range(_STEPS):
        step = _solved(*_slope(rows, weights, prior, hold))
        weights = [weight + change for weight, change in zip(weights, step, strict=True)]
        if max(map(abs, step)) < _STILL:
            break
    return weights


def chance(weights: Sequence[float], features: Sequence[float]) -> float:
    total = sum(weight * feature for weight, feature in zip(weights, features, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def _slope(
    rows: Sequence[tuple[Sequence[float], bool]],
    weights: Sequence[float],
    prior: Sequence[float],
    hold: float,
) -> tuple[list[list[float]], list[float]]:
    """The curvature and the gradient of the likelihood with the prior."""
    many = range(len(weights))
    bend = [[hold if i == j else 0.0 for j in many] for i in many]
    rise = [hold * (known - weight) for known, weight in zip(prior, weights, strict=True)]
    for features, is_right in rows:
        p = chance(weights, features)
        for i in many:
            rise[i] += (is_right - p) * features[i]
            for j in many:
                bend[i][j] += p * (1 - p) * features[i] * features[j]
    return bend, rise


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss's elimination; the matrix is positive definite, since the prior holds."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for at, pivot in enumerate(rows):
        for other in rows[at + 1 :]:
            share = other[at] / pivot[at]
            for column in range(at, len(other)):
                other[column] -= share * pivot[column]
    found = [0.0] * len(rows)
    for at in reversed(range(len(rows))):
        known = sum(rows[at][other] * found[other] for other in range(at + 1, len(rows)))
        found[at] = (rows[at][-1] - known) / rows[at][at]
    return found
