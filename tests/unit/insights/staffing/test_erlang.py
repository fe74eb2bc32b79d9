"""The formulas, against printed numbers, another program's, and a line that is played event by event."""

import json
from math import exp, factorial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walletdesk.insights.staffing.evaluation import Play
from walletdesk.insights.staffing.model.erlang import (
    MOST_AGENTS,
    Target,
    Work,
    agents_needed,
    outcome,
)

OTHERS = json.loads((Path(__file__).parents[3] / "data" / "staffing" / "pyworkforce.json").read_text())
PLAIN = Work(handling=180)


@pytest.mark.parametrize(
    ("load", "agents", "waits"),
    [(1, 2, 0.3333), (2, 3, 0.4444), (5, 6, 0.5875), (10, 12, 0.4494), (20, 24, 0.2981)],
    ids=str,
)
def test_who_has_to_wait_is_as_in_the_tables_of_erlang_c(load: float, agents: int, waits: float) -> None:
    """By hand: load^n/n! n/(n-load) over the sum; as tabulated since the 1920s."""
    by_hand = load**agents / factorial(agents) * agents / (agents - load)
    by_hand /= sum(load**k / factorial(k) for k in range(agents)) + by_hand
    found = 1 - outcome(load / 180, agents, PLAIN, 20).at_once
    assert found == pytest.approx(waits, abs=5e-5)
    assert found == pytest.approx(by_hand, rel=1e-12)


def test_the_service_level_and_the_wait_follow_from_it() -> None:
    """Twenty-four hours of work an hour, 27 agents, within 20 seconds: by the formulas of the wait."""
    told = outcome(0.1, 27, Work(handling=240), 20)
    delayed = 1 - told.at_once
    assert told.within == pytest.approx(1 - delayed * exp(-(27 - 24) * 20 / 240), rel=1e-12)
    assert told.wait == pytest.approx(delayed * 240 / 3, rel=1e-9)
    assert told.busy == pytest.approx(24 / 27, rel=1e-9)


@pytest.mark.parametrize(
    "row",
    OTHERS["rows"],
    ids=lambda row: "-".join(str(row[name]) for name in ("asked", "handling", "seconds")),
)
def test_another_program_says_the_same(row: dict[str, float]) -> None:
    """Frozen, see ``scripts/staffing_oracle.py``: its package pulls in solvers that nobody else needs."""
    told = outcome(row["asked"] / 1800, int(row["agents"]), Work(handling=row["handling"]), row["seconds"])
    assert 1 - told.at_once == pytest.approx(row["waiting"], rel=1e-9)
    assert told.within == pytest.approx(row["within"], rel=1e-9)
    target = Target(share=row["share"], seconds=row["seconds"], busiest=row["busiest"])
    assert agents_needed(row["asked"] / 1800, Work(handling=row["handling"]), target) == row["needed"]


def test_with_patience_it_is_the_sum_over_all_states() -> None:
    """Erlang A by hand: each state's weight is the rate in over the rates out, one by one."""
    rate, agents, work = 1 / 40, 4, Work(handling=180, patience=120)
    weights = [1.0]
    for there in range(1, 400):
        out = min(there, agents) / 180 + max(0, there - agents) / 120
        weights.append(weights[-1] * rate / out)
    whole = sum(weights)
    told = outcome(rate, agents, work, 30)
    assert told.at_once == pytest.approx(sum(weights[:agents]) / whole, rel=1e-9)
    in_line = sum((there - agents) * weight for there, weight in enumerate(weights) if there > agents) / whole
    assert told.left == pytest.approx(in_line / 120 / rate, rel=1e-9)
    assert told.wait == pytest.approx(in_line / rate, rel=1e-9)


GRID = [
    (1, 1, 0.0, None, 0.7),
    (5, 1, 0.0, None, 0.85),
    (5, 1, 0.0, 300.0, 1.1),
    (3, 2, 0.2, 600.0, 0.9),
    (5, 3, 0.3, None, 0.8),
    (5, 3, 0.3, 300.0, 1.3),
    (2, 4, 0.5, 600.0, 0.9),
    (12, 3, 0.3, 900.0, 0.85),
]


@pytest.mark.parametrize(("agents", "at_once", "slowed", "patience", "full"), GRID, ids=str)
def test_a_line_that_is_played_ends_as_the_formulas_say(
    agents: int, at_once: int, slowed: float, patience: float | None, full: float
) -> None:
    """Within three points in a hundred; that leaves room for chance and for the one simplification."""
    work = Work(handling=600, at_once=at_once, slowed=slowed, patience=patience)
    rate = full * agents * work.pace(at_once)
    said, told = Play(rate, agents, work, 60).run(25_000, seed=5), outcome(rate, agents, work, 60)
    assert said.share(said.within) == pytest.approx(told.within, abs=0.03)
    assert said.share(said.at_once) == pytest.approx(told.at_once, abs=0.03)
    assert said.share(said.left) == pytest.approx(told.left, abs=0.02)
    assert said.held / said.time / (agents * at_once) == pytest.approx(told.busy, abs=0.03)
    assert told.wait is not None
    assert said.share(said.waited) == pytest.approx(told.wait, rel=0.2, abs=3)


def test_a_line_that_grows_without_end_has_no_wait() -> None:
    told = outcome(3 / 180, 3, PLAIN, 60)
    assert (told.is_stable, told.wait, told.within) == (False, None, 0.0)
    assert outcome(3 / 180, 3, Work(handling=180, patience=60), 60).is_stable


def test_nobody_who_asks_and_nobody_who_is_there() -> None:
    assert outcome(0.0, 0, PLAIN, 60).within == 1.0
    assert not outcome(0.01, 0, PLAIN, 60).is_stable
    alone = outcome(0.01, 0, Work(handling=180, patience=90), 60)
    assert (alone.left, alone.wait) == (1.0, 90)


work_lists = st.builds(
    Work,
    handling=st.floats(30, 3600),
    at_once=st.integers(1, 6),
    slowed=st.floats(0, 1),
    patience=st.none() | st.floats(30, 7200),
)


@given(work=work_lists, agents=st.integers(1, 80), full=st.floats(0.01, 3), seconds=st.floats(1, 900))
def test_shares_are_shares_and_one_more_never_harms(
    work: Work, agents: int, full: float, seconds: float
) -> None:
    rate = full * agents * work.pace(work.at_once)
    told, more = outcome(rate, agents, work, seconds), outcome(rate, agents + 1, work, seconds)
    for one in (told, more):
        assert all(-1e-9 <= share <= 1 + 1e-9 for share in (one.at_once, one.left, one.busy, one.within))
        assert one.at_once <= one.within + 1e-9
    assert more.within >= told.within - 1e-7
    assert more.left <= told.left + 1e-7


@given(work=work_lists, rate=st.floats(0.0001, 1), share=st.floats(0.1, 0.99), busiest=st.floats(0.3, 1))
def test_the_fewest_are_enough_and_one_fewer_is_not(
    work: Work, rate: float, share: float, busiest: float
) -> None:
    target = Target(share=share, seconds=60, busiest=busiest)
    needed = agents_needed(rate, work, target)
    fewest = MOST_AGENTS if needed is None else needed
    assert needed is None or target.is_met(outcome(rate, needed, work, 60))
    assert not target.is_met(outcome(rate, fewest - 1, work, 60))


def test_twenty_thousand_at_once_is_no_number_that_overflows() -> None:
    told = outcome(20.0, 1500, Work(handling=600, at_once=3, slowed=0.2, patience=900), 60)
    assert 0 < told.left < 1
    assert told.within == pytest.approx(0, abs=1e-6)
