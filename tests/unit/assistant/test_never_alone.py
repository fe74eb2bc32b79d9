"""No article of a danger is the last word: a person is called, or is one tap away with the safe steps."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.assistant import ARTICLES, BASIS, FAKE, NOT_SHOWN, Bot, MemoryDialogues, memory_opening
from tests.support.assistant import bot as new_bot
from walletdesk.assistant import Found, Likelihood

RISKY = {id for id, one in ARTICLES.items() if one.is_risk}
SURE = Found(answer=FAKE, candidates=(NOT_SHOWN,), likely=(Likelihood(FAKE.id, 0.99),), basis=BASIS)


class Taught:
    """Somebody confirmed a saying: from then on the search is sure of an article of danger."""

    async def best_answer(self, question: str, locale: str) -> Found:
        return SURE


@dataclass
class Words:
    text: str = "Nothing to worry about."
    model: str = "model-1"
    can_answer: bool = True


class Talkative:
    async def answer(self, *asked: object) -> Words:
        return Words()


def fresh() -> Bot:
    dialogues = MemoryDialogues()
    return new_bot(dialogues, memory_opening(dialogues), Talkative())


def is_left_alone(bot: Bot) -> bool:
    said = bot.last
    shows = said.source is not None and said.source.id in RISKY
    return shows and not bot.talk.requests and "at_risk" not in bot.buttons


@pytest.mark.parametrize(
    "way",
    [
        ["hello", "topic:scam-fake-support"],  # a button of the menu
        ["hello", "5"],  # its number
        ["something risky", "topic:scam-fake-support"],  # a choice
        ["something risky", "2"],
        ["something risky", "the second one"],
        ["i got drained"],
        ["how to avoid scams"],
        ["how to avoid scams", "not_solved"],
        ["how to avoid scams", "solved"],
    ],
)
@pytest.mark.parametrize("channel", ["webchat", "email"])
async def test_no_way_ends_with_an_article_of_danger_alone(way: list[str], channel: str) -> None:
    bot = fresh()
    for step in way:
        known = {choice.id: choice.text for choice in bot.last.choices} if bot.talk.said else {}
        await bot.hears(known.get(step, step), channel=channel)
        assert not is_left_alone(bot)


@pytest.mark.parametrize(
    "text",
    [
        "my cat likes the blue button",
        "what is that",
        "usdt",
        "转账要多久",
        "怎么防骗",
        "how long does it take to send",
    ],
)
async def test_what_was_learned_brings_a_person_or_asks(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bot = fresh()
    monkeypatch.setattr(bot.library, "best_answer", Taught().best_answer)
    await bot.hears(text)
    assert not is_left_alone(bot)
    assert "Nothing to worry about." not in bot.last.text


steps = st.sampled_from(
    ["hello", "something risky", "how to avoid scams", "my tx is pending", "something close", "i got drained",
     "1", "2", "3", "4", "5", "yes", "no", "thanks", "Not solved", "Solved", "None of these", ""]
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(steps, min_size=1, max_size=5))
async def test_nor_does_any_talk(messages: list[str]) -> None:
    bot = fresh()
    for text in messages:
        await bot.hears(text)
        assert not is_left_alone(bot)
