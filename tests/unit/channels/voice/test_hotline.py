"""The menu of a call that comes in: what each key means, its bounds, and hanging up at every place."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from walletdesk.channels.voice.hotline.model import (
    MOST_CODES,
    MOST_DEAD,
    MOST_RINGS,
    MOST_TURNS,
    TOPICS,
    WAITS,
    Call,
    Offer,
    State,
    Step,
    Wish,
)
from walletdesk.channels.voice.hotline.words import HotlineWords
from walletdesk.kernel.ids import AgentId, CallId, ContactId, ConversationId
from walletdesk.platform.i18n import LOCALES, Locale

AT = datetime(2026, 11, 23, 2, 10, tzinfo=UTC)
KIM = AgentId("agt_kim")
OFFERS = [
    Offer(),
    Offer(opens=AT, times=("now",)),
    Offer(open=True, staffed=True, wait="3–5 min", times=("1767000000000",)),
    Offer(open=True),
]
WORDS = HotlineWords(
    app=lambda _: "Heron",
    slot=lambda _, at: f"{at:%H:%M}",
    when=lambda _, at: f"{at:%H:%M}",
    says_first=lambda _: "482 913",
)


def came() -> Call:
    return Call(id=CallId("inc_1"), provider="p", known_as="1", number="sealed", digits="08", began_at=AT)


def after(*keys: str) -> Call:
    call = came()
    for key in keys:
        call, _ = call.pressed(key, AT)
    return call


def at_choice() -> Call:
    return after("2", "2", "")


def waiting() -> Call:
    return at_choice().belongs_to(ContactId("con_1"), ConversationId("cnv_1")).waits(AT)


EVERYWHERE = {
    Step.LANGUAGE: came(),
    Step.TOPIC: after("1"),
    Step.CODE: after("2", "1"),
    Step.CHOICE: at_choice(),
    Step.TIMES: at_choice().shown_times(("now", "1767000000000")),
    Step.WAITING: waiting(),
}


def test_language_and_topic_come_first_and_stolen_coins_are_told_the_first_step_at_once() -> None:
    assert (after("1").locale, after("2").locale) == ("zh-CN", "en")
    assert after("2", "1").about == next(iter(TOPICS.values())) == "security"
    [first, *_] = WORDS.turn(after("2", "1"), Offer())
    assert "tell nobody your recovery phrase" in first[1]
    assert "recovery phrase" not in str(WORDS.turn(after("2", "2"), Offer()))


@pytest.mark.parametrize("step", [step for step in EVERYWHERE if step is not Step.WAITING])
@pytest.mark.parametrize("key", ["", "#", "0", "77", "123456789"])
def test_keys_without_a_meaning_are_bounded_at_every_place(step: Step, key: str) -> None:
    call = EVERYWHERE[step]
    for _ in range(MOST_DEAD + 1):  # of the code none at all is an answer: it goes on
        call, _ = call.pressed(key, AT)
    assert (call.is_over, call.state, call.told) == (True, State.ENDED, "goodbye")


@pytest.mark.parametrize("step", EVERYWHERE)
def test_whoever_hangs_up_was_missed_wherever_it_was(step: Step) -> None:
    over = EVERYWHERE[step].over("hung_up", AT)
    assert (over.state, over.ended_at, over.step) == (State.MISSED, AT, Step.OVER)
    later = AT + timedelta(minutes=1)
    assert over.over("talked", later) == over  # what comes late
    assert over.pressed("1", later) == (over, Wish.NONE)
    assert (over.talks(later), over.is_silent(later + timedelta(days=1))) == (over, False)


def test_a_talk_is_no_missed_call_and_is_as_long_as_it_was() -> None:
    talks = waiting().rung(KIM).talks(AT)
    assert (talks.state, talks.pressed("1", AT)) == (State.TALKING, (talks, Wish.NONE))
    over = talks.over("hung_up", AT + timedelta(seconds=90))
    assert (over.state, over.seconds) == (State.ENDED, 90)


def test_a_key_asks_only_for_what_was_said_at_that_place() -> None:
    times = EVERYWHERE[Step.TIMES]
    assert [times.pressed(key, AT)[1] for key in ("1", "2", "3")] == [Wish.BOOK, Wish.BOOK, Wish.NONE]
    assert (times.chosen("1"), times.chosen("2")) == ("now", "1767000000000")
    choice = at_choice()
    assert [choice.pressed(key, AT)[1] for key in ("1", "2", "3")] == [Wish.PERSON, Wish.TIMES, Wish.NONE]
    assert EVERYWHERE[Step.CODE].pressed("123456", AT)[1] is Wish.CHECK_CODE


def test_wrong_codes_are_few_and_then_it_goes_on_without() -> None:
    call = EVERYWHERE[Step.CODE]
    steps = []
    for _ in range(MOST_CODES):
        call = call.wrong_code()
        steps.append((call.step, call.told, call.verified))
    again = (Step.CODE, "wrong_code", False)
    assert steps == [again, again, (Step.CHOICE, "unproven", False)]


def test_nobody_waits_for_ever_and_our_phones_are_not_rung_without_end() -> None:
    call = waiting()
    assert (call.has_waited(AT), call.has_waited(AT + WAITS)) == (False, True)
    assert (call.gives_up().step, call.gives_up().told) == (Step.CHOICE, "nobody")
    for _ in range(MOST_RINGS):
        assert call.step is Step.WAITING
        call = call.rung(KIM).not_picked_up(AT)
    assert (call.step, call.told, call.agent) == (Step.CHOICE, "nobody", None)
    endless = replace(at_choice(), n=MOST_TURNS)
    assert endless.pressed("1", AT)[0].reason == "too_long"


def test_the_end_that_was_lost_is_found() -> None:
    assert (came().is_silent(AT), came().is_silent(AT + timedelta(minutes=30))) == (False, True)
    talks = waiting().talks(AT)
    assert (talks.is_silent(AT + timedelta(hours=1)), talks.is_silent(AT + timedelta(hours=4))) == (
        False,
        True,
    )


@pytest.mark.parametrize("locale", LOCALES)
def test_something_is_said_at_every_place_and_nothing_is_left_open(locale: Locale) -> None:
    booked = EVERYWHERE[Step.TIMES].booked("cbk_1", AT)
    for call in [*EVERYWHERE.values(), booked, after(*"000")]:
        for offer in OFFERS:
            said = WORDS.turn(replace(call, locale=call.locale and locale), offer)
            assert said
            assert not [text for _, text in said if "{" in text or not text]


def test_what_cannot_be_had_is_not_offered() -> None:
    def said(offer: Offer) -> str:
        return " ".join(text for _, text in WORDS.turn(at_choice(), offer))

    assert "press" not in said(Offer(opens=AT))
    assert "We open again: 02:10." in said(Offer(opens=AT))
    assert "press 1" not in said(OFFERS[1])
    assert "press 2" in said(OFFERS[1])
    assert "The wait now: 3–5 min." in said(OFFERS[2])


def test_who_typed_no_code_hears_the_number_that_proves_us() -> None:
    booked = EVERYWHERE[Step.TIMES].booked("cbk_1", AT)
    assert "4 8 2 9 1 3" in str(WORDS.turn(booked, Offer()))
    assert "4 8 2" not in str(WORDS.turn(replace(booked, verified=True), Offer()))
