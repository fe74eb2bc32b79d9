"""The fit of a few weights: it finds what made the rows, and believes what is known while they are few."""

import math
import random

import pytest

from walletdesk.knowledge.fitting import chance, fitted

MADE_BY = (-1.0, 2.0, -0.5)


def rows(count: int) -> list[tuple[list[float], bool]]:
    dice = random.Random(7)  # noqa: S311 - no secret
    seen = [[1.0, dice.gauss(0, 1), dice.gauss(0, 1)] for _ in range(count)]
    return [(features, dice.random() < chance(MADE_BY, features)) for features in seen]


def test_many_rows_tell_what_made_them() -> None:
    assert fitted(rows(4000), [0.0, 0.0, 0.0], hold=1.0) == pytest.approx(MADE_BY, abs=0.15)


def test_without_rows_what_is_known_stays() -> None:
    assert fitted([], MADE_BY, hold=5.0) == pytest.approx(MADE_BY)


def test_few_rows_move_it_less_than_many() -> None:
    known = [3.0, 0.0, 0.0]

    def moved(count: int) -> float:
        return math.dist(known, fitted(rows(count), known, hold=20.0))

    assert moved(5) < moved(50) < moved(1000)


def test_rows_that_one_weight_could_part_wholly_do_not_run_away() -> None:
    parted = [([1.0, float(sign)], sign > 0) for sign in (-1, 1)] * 50
    assert max(map(abs, fitted(parted, [0.0, 0.0], hold=1.0))) < 10
