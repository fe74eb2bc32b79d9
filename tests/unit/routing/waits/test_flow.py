"""How fast a line moves, told from whoever went out of it."""

import re
from datetime import UTC, datetime, timedelta
from math import exp, log
from pathlib import Path
from statistics import fmean

import pytest

from walletdesk.routing.waits import Estimator, Wait
from walletdesk.routing.waits.model.estimating import rounded, widened
from walletdesk.routing.waits.model.flow import Flow

PAGE = (Path(__file__).parents[4] / "docs" / "flows" / "queue.md").read_text("utf-8")
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
NOW = NOON.timestamp()
MINUTE = timedelta(minutes=1)


def out(ended: float, stood: float, *, place: int = 3, agents: int = 2, served: bool = True) -> Wait:
    """In minutes before noon, and in line until then, as was expected."""
    end, begin = NOON - ended * MINUTE, NOON - (ended + stood) * MINUTE
    expected = stood * 60
    return Wait(joined_at=begin, ended_at=end, place=place, agents=agents, served=served, expected=expected)


EACH_MINUTE = [out(minutes, 5) for minutes in range(29, -1, -1)]


def minutes(*waits: Wait, place: int = 60, agents: int = 2) -> float:
    flow = Flow()
    for wait in waits:
        flow.learn(wait)
    moved = flow.ahead(place, agents, NOW)
    assert moved is not None
    return moved.seconds / 60


def test_a_line_from_which_one_a_minute_is_taken_moves_so_at_its_end_too() -> None:
    few = minutes(*EACH_MINUTE, place=6)
    assert few == pytest.approx(6, rel=0.05)
    assert minutes(*EACH_MINUTE, place=60) < 10 * few  # some of sixty give up


def test_twice_the_staff_of_then_halves_it() -> None:
    alone, both = minutes(*EACH_MINUTE, agents=1, place=6), minutes(*EACH_MINUTE, agents=2, place=6)
    assert alone / both == pytest.approx(2, rel=0.05)


def test_who_gives_up_lets_all_behind_move_up() -> None:
    left = [out(n / 2, 5, served=False) for n in range(58, -1, -1)]
    both = sorted([*EACH_MINUTE, *left], key=lambda wait: wait.ended_at)
    assert minutes(*both) < 0.6 * minutes(*EACH_MINUTE)


def test_while_nobody_stood_in_line_nothing_shows_how_fast_it_goes() -> None:
    """Three in each of two spans of three minutes, twenty minutes apart, is one a minute."""
    spans = [out(ended, 1) for ended in (22, 21, 20, 2, 1, 0)]
    assert minutes(*spans, place=6) == pytest.approx(6, rel=0.1)


def test_helpers_who_came_just_now_did_not_do_what_was_done_before() -> None:
    came = [out(0, 0.5, agents=4, served=False)]
    assert minutes(*EACH_MINUTE, *came, place=6, agents=4) == pytest.approx(3, rel=0.1)


def test_nothing_is_known_of_a_line_that_does_not_move() -> None:
    flow = Flow()
    for wait in [*[out(31, 5)] * 40, *[out(5, 5)] * 2, *[out(1, 1, place=0), out(1, 1, agents=0)] * 9]:
        flow.learn(wait)
    assert flow.ahead(60, 2, NOW) is None


def told(place: int, *waits: Wait, agents: int = 2) -> tuple[int, int]:
    found = Estimator(lambda at: at, waits).tell(place, agents, NOON)
    assert found is not None
    return found.low, found.high


SLOW = [out(ended, 12, place=3) for ended in range(600, 40, -7)]


def test_far_back_a_line_that_just_formed_is_told_how_it_moves_now() -> None:
    """Before, three places took two agents twelve minutes; now they take one a minute."""
    quick = told(60, *SLOW, *EACH_MINUTE)
    assert quick[0] >= 30
    assert quick[1] <= 90
    stands = [out(ended, 12) for ended in (30, 18, 6)]
    assert told(60, *SLOW, *stands)[0] > quick[1]


def test_far_back_no_range_is_narrower_than_what_may_change_until_then() -> None:
    alike = [out(ended, 4, place=4) for ended in range(28, -1, -1)]
    near, far, farther = told(4, *alike), told(40, *alike), told(160, *alike)
    assert near[1] - near[0] <= 1
    assert far[1] >= 1.25 * far[0]
    assert farther[1] / farther[0] > far[1] / far[0]


def said(pattern: str) -> list[float]:
    """The numbers of the page at these words."""
    found = re.search(pattern, PAGE)
    assert found is not None, pattern
    return [float(number.replace(",", "")) for number in found.groups()]


def test_the_range_of_the_page_is_what_the_rules_say() -> None:
    columns = re.findall(r"(\d), (\d), (\d+)(?: min)? (?=\|)", PAGE)
    paces = [int(minutes) * 60 * int(agents) / int(place) for place, agents, minutes in columns]
    (row,) = re.findall(r"seconds of one agent a place \| ([\d |]+) \|", PAGE)
    assert paces == [float(one) for one in row.split(" | ")]
    told, place, agents, expected = said(r"about (\d+) seconds.*\s.*?\d+ × (\d) ÷ (\d) = (\d+) s")
    assert round(exp(fmean(map(log, paces)))) == told
    assert told * place / agents == expected
    low, high = said(r"between ([\d.]+) \(one in ten below\) and ([\d.]+)")
    begin, end = said(r"the range is ([\d.]+) to ([\d.]+) minutes")
    assert [round(expected * one / 60, 1) for one in (low, high)] == [begin, end]
    assert [rounded(begin), rounded(end)] == said(r"About (\d+)–(\d+) min from here")


def test_the_outage_of_the_page_is_what_the_rules_say() -> None:
    """Those who left stood as long as makes one in fifty minutes give up."""
    (ahead,) = said(r"× 3,000 s = ([\d.]+) minutes")
    left, stood = 9, (10 * 3000 - 3600) / 33 / 60
    ends = [30 * n / 33 for n in range(32, -1, -1)]
    line = [out(end, stood, served=n % 4 != 0 or n >= 4 * left) for n, end in enumerate(ends)]
    assert sum(not one.served for one in line) == left
    assert minutes(*line, place=40) == pytest.approx(ahead, rel=0.01)
    (alone,) = said(r"alone would say (\d+)")
    assert alone == 40 / 24 * 30
    by, *_ = said(r"÷ ([\d.]+) to 35")
    ends_apart = widened(0, 0, 35 * 60)
    assert [round(exp(one), 2) for one in ends_apart] == [round(1 / by, 2), by]
    assert [rounded(35 / by), rounded(35 * by)] == said(r"“?\"(\d+)–(\d+) min\"")
