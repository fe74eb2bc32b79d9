"""A played promotion: the same people by the same seed, and a ledger that notices whatever was lost."""

import httpx
import pytest

from walletdesk.app.life.crowd import BEGINS, ENDS, crowd
from walletdesk.app.life.doors import ContactDoor
from walletdesk.app.life.ledger import End, Ledger, Range, Said, Visit, at_share
from walletdesk.app.life.rush_told import Telling
from walletdesk.platform.i18n import Locale

HOUR = 3600.0
KEPT = [("start", "hello"), ("m1", "still here"), ("m2", "thank you")]


def visit(number: int = 0, end: End | None = End.SERVED) -> Visit:
    return Visit(number=number, door=ContactDoor(httpx.AsyncClient(), "en"), end=end)


def test_the_same_seed_brings_the_same_people() -> None:
    assert crowd(3, seconds=60, scale=0.5) == crowd(3, seconds=60, scale=0.5)
    assert crowd(3, seconds=60) != crowd(4, seconds=60)


def test_twenty_times_as_many_come_during_the_promotion() -> None:
    times = [one.at / HOUR for one in crowd(1, seconds=HOUR, scale=50)]
    before = sum(at < BEGINS for at in times) / BEGINS
    during = sum(BEGINS <= at < ENDS for at in times) / (ENDS - BEGINS)
    assert during / before == pytest.approx(20, rel=0.15)


def test_those_who_come_at_once_are_there_when_it_begins() -> None:
    more = crowd(1, seconds=100, scale=0.1, at_once=7)
    assert sum(one.at == 100 * BEGINS for one in more) == 7


@pytest.mark.parametrize(
    ("stored", "missing", "doubled", "moved"),
    [
        (KEPT, 0, 0, 0),
        ([*KEPT, ("m3", "never acknowledged, and there all the same")], 0, 0, 0),
        (KEPT[:2], 1, 0, 0),
        ([*KEPT, KEPT[1]], 0, 1, 0),
        ([KEPT[0], KEPT[2], KEPT[1]], 0, 0, 1),
        ([KEPT[0], ("m1", "other words"), KEPT[2]], 1, 0, 0),
    ],
)
def test_a_ledger_sees_what_the_records_have_otherwise(
    stored: list[Said], missing: int, doubled: int, moved: int
) -> None:
    ledger = Ledger()
    ledger.compare(KEPT, stored)
    assert (ledger.missing, ledger.doubled, ledger.moved) == (missing, doubled, moved)
    assert ledger.lost == missing + doubled + moved


def test_whoever_came_and_has_no_end_is_lost_and_so_is_a_place_further_back() -> None:
    ledger = Ledger(came=3, visits=[visit(0), visit(1, None), visit(2)])
    ledger.visits[0].places = (4, 3)
    ledger.visits[2].places = (4, 5)
    assert (ledger.lost_people, ledger.back, ledger.lost_places, ledger.lost) == (1, 2, 1, 2)
    ledger.visits[1].urgent = True  # and stands before it rightly
    assert (ledger.lost_places, ledger.lost) == (0, 1)


def test_a_range_counts_from_when_it_was_told() -> None:
    told = Range(low=1, high=2, after=30)
    assert [told.held(waited) for waited in (80, 90, 150, 160)] == [False, True, True, False]
    ledger = Ledger(came=2, visits=[visit(0), visit(1)])
    for one, waited in zip(ledger.visits, (100.0, 300.0), strict=True):
        one.told, one.waited = told, waited
    assert ledger.judged() == (2, 1)


def test_shares_of_waits() -> None:
    waits = [float(number) for number in range(1, 11)]
    assert (at_share(waits, 0.5), at_share(waits, 0.9), at_share([7.0], 0.9)) == (5, 9, 7)


BOARD = {
    "at": 100_000,
    "longest_since": 25_000,
    "waiting": 6,
    "queues": [
        {"waiting": 3, "language": "zh", "expected": {"low": 2, "high": 6}, "also": None},
        {"waiting": 1, "language": "zh", "expected": None, "also": {"id": "t", "name": "T"}},
        {"waiting": 2, "language": "en", "expected": None, "also": None},
    ],
    "people": [
        {"agent": {"id": "a", "name": "Front agent 1"}, "state": "online", "open": 5, "capacity": 6},
        {"agent": {"id": "b", "name": "Front agent 2"}, "state": "away", "open": 0, "capacity": 3},
    ],
}


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (
            "en",
            [
                "1:05 Promotion, 20 times as many: 9 came, 6 in line, the first of them for 1:15",
                "      Told to whoever comes now: 中文 2–6 min, English not known yet",
                "      Agents: Front agent 1 5/6",
                "      Waited too long, a second team may take them too: 1",
            ],
        ),
        (
            "zh-CN",
            [
                "1:05 活动高峰，平时的 20 倍：来了 9 人，排队 6 人，排头已等 1:15",
                "      现在来的人看到的等待时间：中文 2–6 分钟, English 还不知道",
                "      客服：Front agent 1 5/6",
                "      等得太久，第二个客服组也可以接：1 人",
            ],
        ),
    ],
)
def test_the_live_picture(lang: Locale, expected: list[str]) -> None:
    lines: list[str] = []
    Telling(lang, lines.append).picture(65, 200, Ledger(came=9), BOARD)
    assert lines == expected


@pytest.mark.parametrize(("lang", "lost"), [("en", "     0 lost in all"), ("zh-CN", "     0 丢失合计")])
def test_the_end(lang: Locale, lost: str) -> None:
    lines: list[str] = []
    ledger = Ledger(came=1, visits=[visit()])
    ledger.visits[0].told, ledger.visits[0].waited = Range(low=0, high=2, after=0), 61.0
    Telling(lang, lines.append).summary(ledger)
    assert lost in lines
    assert lines[-1].count("100") == lines[-2].count("1:01") / 3 == 1
