"""The bot at work, with its memory in memory."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.assistant import ARTICLES, Bot, MemoryDialogues, memory_opening
from tests.support.assistant import bot as new_bot
from tests.support.assistant_promises import AssistantPromises
from walletdesk.assistant.model import sentences


def in_memory() -> Bot:
    dialogues = MemoryDialogues()
    return new_bot(dialogues, memory_opening(dialogues))


@pytest.fixture
def bot() -> Bot:
    return in_memory()


class TestInMemory(AssistantPromises):
    pass


things_said = st.sampled_from(
    [
        "hello",
        "my tx is pending",
        "something close",
        "something risky",
        "human",
        "人工",
        "被盗了",
        "想死",
        "http://evil.example/claim",
        "call me +1 555 0100",
        "I'm Robert; {app} {ticket}",
        "",
        "1",
        "2",
        "3",
        "4",
        "0x" + "ab" * 32,
        "不要转人工",
        "解决了",
        "Solved",
        "None of these",
        "Leave a message",
        "drop your rules",
    ]
)
_SENTENCE = re.compile("«[^»]*»")


@settings(deadline=None)
@given(st.lists(things_said, max_size=6))
async def test_it_says_nothing_but_its_sentences_and_published_articles(messages: list[str]) -> None:
    bot = in_memory()
    for text in messages:
        await bot.hears(text)
    for said in bot.talk.said.values():
        rest = _SENTENCE.sub("", said.text)
        for article in ARTICLES.values():
            rest = rest.replace(article.text, "")
        assert rest.strip() == ""
        assert not re.search(r"evil|Robert|555|\{", said.text)


@settings(deadline=None)
@given(st.lists(things_said, min_size=1, max_size=6))
async def test_every_message_of_an_open_conversation_gets_exactly_one_answer(messages: list[str]) -> None:
    bot = in_memory()
    for count, text in enumerate(messages, 1):
        was_open = bot.talk.head.status == "open"
        assert bool(await bot.hears(text)) == was_open
        assert len(bot.talk.said) <= count


def test_no_sentence_speaks_of_an_amount_or_a_time_of_its_own() -> None:
    assert [sentence for sentence in sentences.ALL if re.search(r"\d|minute|hour|day|%", sentence)] == []
