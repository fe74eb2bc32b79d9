"""The order of the ways to reach people: tables worked out by hand, and one best way with its reason."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from walletdesk.help_center.reaching import Kind, Reach, State, Way, Why, ranked, waited_long
from walletdesk.help_center.reaching.model import Ranking
from walletdesk.help_center.reaching.words import (
    CALLS,
    HEADINGS,
    NAMES,
    WITH_IT,
    best_line,
    joined,
    spoken,
    time_of,
    why,
)
from walletdesk.help_center.reaching.words import STATES as STATES_SAID
from walletdesk.platform.i18n import translate
from walletdesk.routing.waits import Basis, Told

NOW = datetime(2026, 11, 23, 6, 31, tzinfo=UTC)
BASIS = Basis(minutes=60, recent=14, usual=0)


def after(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def told(low: int, high: int) -> Told:
    return Told(low=low, high=high, expected=(low + high) * 30.0, basis=BASIS)


TALK = Way(kind=Kind.CONVERSATION, live=True, closes=after(600), line=5)
MESSAGE = Way(kind=Kind.MESSAGE, by=after(120))
CALL = Way(kind=Kind.CALLBACK, begins=after(30), by=after(60))
MAIL = Way(kind=Kind.MAIL, to="help@wallet.example")
OWN = Way(kind=Kind.PORTAL, only_own=True)
SHUT = replace(TALK, open=False, closes=None, next_open=after(900), line=0)

FREE = replace(TALK, room=True, line=0)
SHORT = replace(TALK, wait=told(3, 6))
LONG = replace(TALK, wait=told(12, 20))

STATES = {
    "somebody has time": (FREE, State.FREE, 0),
    "a range within ten minutes": (SHORT, State.SHORT, 6),
    "a range that ends just at the limit": (replace(TALK, wait=told(5, 10)), State.SHORT, 10),
    "a range that ends beyond it": (replace(TALK, wait=told(5, 11)), State.LONG, 11),
    "the limit of the inbox decides": (replace(LONG, limit=timedelta(minutes=30)), State.SHORT, 20),
    "no range, but a promise within ten minutes": (replace(TALK, by=after(9)), State.SHORT, 9),
    "no range, and a promise later": (replace(TALK, by=after(15)), State.LONG, 15),
    "the range counts, not the promise": (replace(LONG, by=after(5)), State.LONG, 20),
    "a promise that is over is none": (replace(TALK, by=after(-1)), State.UNKNOWN, None),
    "nothing known": (TALK, State.UNKNOWN, None),
    "nobody there": (SHUT, State.CLOSED, None),
    "nobody there, promised for later": (replace(SHUT, by=after(960)), State.CLOSED, 960),
    "room while nobody is there is none": (replace(SHUT, room=True), State.CLOSED, None),
    "a message with a time": (MESSAGE, State.TIMED, 120),
    "a message without": (replace(MESSAGE, by=None), State.UNTIMED, None),
    "what does not work": (replace(FREE, disturbed=True), State.DISTURBED, 0),
}


@pytest.mark.parametrize("name", STATES)
def test_how_a_way_is(name: str) -> None:
    way, state, minutes = STATES[name]
    latest = None if minutes is None else after(minutes)
    assert (way.state(NOW), way.latest(NOW)) == (state, latest)


K = Kind
BEST = {  # ways -> their order, and why the first is the best
    "room: the conversation": ([MAIL, MESSAGE, FREE], [K.CONVERSATION, K.MESSAGE, K.MAIL], Why.FREE),
    "a short line": ([MESSAGE, SHORT], [K.CONVERSATION, K.MESSAGE], Why.SHORT),
    "a long line: a message": ([LONG, MESSAGE], [K.MESSAGE, K.CONVERSATION], Why.LINE_LONG),
    "a long line: the sooner of message and callback": (
        [LONG, MESSAGE, CALL],
        [K.CALLBACK, K.MESSAGE, K.CONVERSATION],
        Why.LINE_LONG,
    ),
    "an unknown line": ([TALK, MESSAGE], [K.MESSAGE, K.CONVERSATION], Why.LINE_UNKNOWN),
    "a long line is better than no time at all": (
        [MAIL, LONG],
        [K.CONVERSATION, K.MAIL],
        Why.SOONEST,
    ),
    "nothing is known: where people are": (
        [MAIL, replace(MESSAGE, by=None), TALK],
        [K.CONVERSATION, K.MESSAGE, K.MAIL],
        Why.NO_TIME_KNOWN,
    ),
    "nobody is there: a message": ([SHUT, MESSAGE], [K.MESSAGE, K.CONVERSATION], Why.LINE_CLOSED),
    "nobody is there, no time known": (
        [SHUT, replace(MESSAGE, by=None)],
        [K.MESSAGE, K.CONVERSATION],
        Why.LINE_CLOSED,
    ),
    "nobody online: a message, whatever the hours say": (
        [replace(FREE, staffed=False), MAIL, MESSAGE],
        [K.MESSAGE, K.MAIL, K.CONVERSATION],
        Why.LINE_AWAY,
    ),
    "a closed callback is behind what is open": (
        [replace(CALL, open=False, by=None), MESSAGE, LONG],
        [K.MESSAGE, K.CONVERSATION, K.CALLBACK],
        Why.LINE_LONG,
    ),
    "writing here fails: mail": (
        [replace(FREE, disturbed=True), replace(MESSAGE, disturbed=True), MAIL],
        [K.MAIL, K.CONVERSATION, K.MESSAGE],
        Why.LINE_DISTURBED,
    ),
    "equals in one order": ([CALL, replace(MESSAGE, by=CALL.by)], [K.MESSAGE, K.CALLBACK], Why.SOONEST),
    "what only some have is last and never best": (
        [OWN, TALK],
        [K.CONVERSATION, K.PORTAL],
        Why.NO_TIME_KNOWN,
    ),
    "one way alone": ([MESSAGE, OWN], [K.MESSAGE, K.PORTAL], Why.ALONE),
}


@pytest.mark.parametrize("name", BEST)
def test_the_best_way_and_its_reason(name: str) -> None:
    ways, kinds, reason = BEST[name]
    for each in permutations(ways):
        ranking = ranked(each, NOW)
        assert [one.way.kind for one in ranking.order] == kinds
        assert ranking.best == ranking.order[0]
        assert ranking.why is reason


def test_where_nothing_works_there_is_no_best_way() -> None:
    ranking = ranked([replace(MESSAGE, disturbed=True), replace(FREE, disturbed=True), OWN], NOW)
    assert (ranking.best, ranking.why, ranking.instead) == (None, None, None)
    assert ranked([], NOW) == Ranking((), None, None)


def test_who_stands_in_line_is_offered_something_else_only_where_it_is_better() -> None:
    assert ranked([SHORT, MESSAGE], NOW).instead is None
    offered = ranked([LONG, MESSAGE], NOW).instead
    assert offered is not None
    assert offered.way == MESSAGE


@pytest.mark.parametrize(("high", "long"), [(9, False), (10, False), (11, True)])
def test_a_range_is_long_beyond_the_limit(high: int, long: bool) -> None:
    assert waited_long(told(2, high), timedelta(minutes=10)) is long
    assert not waited_long(None, timedelta())


def test_our_own_past_error_is_rounded_down_and_said_only_of_enough() -> None:
    assert Reach(at=NOW, told=200, held=159).percent == 79
    assert Reach(at=NOW, told=20, held=20).percent == 100
    assert Reach(at=NOW, told=19, held=19).percent is None


def clock(at: datetime) -> str:
    return f"{at:%H:%M}"


def test_a_row_says_wait_and_basis_or_that_it_is_unknown() -> None:
    rows = {one.way.kind: one for one in ranked([LONG, MESSAGE, MAIL], NOW).order}
    assert time_of(rows[K.CONVERSATION], "en", clock) == [
        "About 12–20 min from here (last 60 min, 14 conversations)",
        "5 in line",
    ]
    assert time_of(rows[K.MESSAGE], "en", clock) == ["A person answers by 08:31."]
    assert time_of(rows[K.MAIL], "en", clock) == ["We can't estimate the wait right now."]
    unknown = ranked([TALK], NOW).order[0]
    assert time_of(unknown, "en", clock) == ["We can't estimate the wait right now.", "5 in line"]
    assert time_of(unknown, "zh-CN", clock) == ["现在还估不出要等多久。", "5 人在排"]


def test_of_a_callback_the_time_is_named_or_that_it_comes_in_turn() -> None:
    in_turn = replace(CALL, begins=None, by=None)
    assert time_of(ranked([CALL], NOW).order[0], "en", clock) == ["Next free half hour: from 07:01."]
    assert time_of(ranked([in_turn], NOW).order[0], "en", clock) == ["We call when it is your turn in line."]
    assert best_line(ranked([LONG, MESSAGE, CALL], NOW), "zh-CN", clock) == "最近可约的半小时：07:01 起。"


def test_the_reason_names_the_wait_that_is_too_long() -> None:
    ranking = ranked([LONG, MESSAGE], NOW)
    assert why(ranking, "en") == (
        "The line takes about 12–20 min right now, which is long. Here you need not wait."
    )
    assert best_line(ranking, "en", clock) == "A person answers by 08:31."
    assert best_line(ranked([TALK], NOW), "en", clock) == ""


@pytest.mark.parametrize("locale", ["en", "zh-CN"])
def test_every_reason_and_state_has_its_words_in_both_languages(locale: str) -> None:
    for ways, _, _ in BEST.values():
        ranking = ranked(ways, NOW)
        said = [why(ranking, locale), *spoken(ranking, locale, clock)]  # type: ignore[arg-type] # one of ours
        assert all(said)
        assert all(line.isascii() is (locale == "en") for line in map(_without_dashes, said))


def _without_dashes(text: str) -> str:
    return text.replace("–", "-")


def test_the_bot_says_hours_the_best_way_and_every_other() -> None:
    assert spoken(ranked([LONG, MESSAGE, OWN], NOW), "en", clock) == [
        "People are on duty now, until 16:31.",
        "Best right now: Leave a message. The line takes about 12–20 min right now, which is long. "
        "Here you need not wait. A person answers by 08:31.",
        "Conversation on this page: About 12–20 min from here (last 60 min, 14 conversations). 5 in line.",
    ]
    assert spoken(ranked([SHUT, MESSAGE], NOW), "en", clock)[0] == (
        "Nobody is on duty now. People are back 21:31."
    )


def test_chinese_sentences_stand_without_blanks() -> None:
    assert joined(["甲", "乙。"], "zh-CN") == "甲。乙。"


@pytest.mark.parametrize("words", [HEADINGS, NAMES, CALLS, WITH_IT, STATES_SAID])
def test_every_way_is_named_in_chinese(words: dict[Kind | State, str]) -> None:
    assert not [said for said in words.values() if translate("zh-CN", said).isascii()]
