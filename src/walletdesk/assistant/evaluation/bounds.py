"""What a sample can promise: bounds on a share, and the threshold that keeps a promise (Clopper and Pearson).

The threshold follows selective guaranteed risk (Geifman and El-Yaniv 2017): the longest run of surest answers
whose error, with its upper bound, stays below what was promised. It is not corrected for trying every length;
whoever relies on it promises a little less than it says, and audits.
"""

import math
from collections.abc import Sequence

_CLOSE = 1e-9


def error_bound(errors: int, n: int, *, delta: float = 0.1) -> float:
    """The share of errors that the true one stays under with probability ``1 - delta``."""
    if errors >= n:
        return 1.0
    low, high = errors / n, 1.0
    while high - low > _CLOSE:
        middle = (low + high) / 2
        if _at_most(errors, n, middle) > delta:
            low = middle
        else:
            high = middle
    return high


def stays_below(errors: int, n: int, share: float, *, delta: float = 0.1) -> bool:
    """Whether ``error_bound`` is at most ``share``, without looking for the bound itself."""
    if errors >= n * share:  # as many as a share of that size would bring, or more
        return False
    return _at_most(errors, n, share) <= delta


def interval(right: int, n: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Where the true share lies. (0, 1) of nothing: nothing is known."""
    if not n:
        return 0.0, 1.0
    half = (1 - confidence) / 2
    return 1 - error_bound(n - right, n, delta=half), error_bound(right, n, delta=half)


def threshold(sure: Sequence[tuple[float, bool]], *, precision: float, delta: float = 0.1) -> float:
    """The lowest confidence at which answers keep ``precision``; infinite: answer nothing.

    ``sure``: the confidence of each answer that could be given, and whether it is right.
    """
    ordered = sorted(sure, reverse=True)
    errors = [0]
    for _, is_right in ordered:
        errors.append(errors[-1] + (not is_right))
    for n in range(len(ordered), 0, -1):
        is_tie = n < len(ordered) and ordered[n][0] == ordered[n - 1][0]
        if not is_tie and stays_below(errors[n], n, 1 - precision, delta=delta):
            return ordered[n - 1][0]
    return math.inf


def _at_most(errors: int, n: int, share: float) -> float:
    """The chance of so few errors or fewer, of a binomial law."""
    if share <= 0:
        return 1.0
    log, log_not = math.log(share), math.log1p(-share) if share < 1 else -math.inf
    whole = math.lgamma(n + 1)
    return sum(
        math.exp(whole - math.lgamma(i + 1) - math.lgamma(n - i + 1) + i * log + (n - i) * log_not)
        for i in range(errors + 1)
    )
