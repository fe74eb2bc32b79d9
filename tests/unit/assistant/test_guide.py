"""Whoever was robbed is led to the page that goes through the steps with them, beside the article."""

import pytest

from tests.support.assistant import STOLEN, TALK, Bot, FakeConversing, MemoryDialogues, memory_opening
from tests.support.assistant import bot as new_bot
from walletdesk.assistant.model import sentences
from walletdesk.conversations import Said
from walletdesk.kernel.errors import Conflict
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.objections import Objected, Objection

RULE = Objection(rule="house", start=0, end=1, why={}, instead={})


class NoGuide(FakeConversing):
    """Takes all but what leads to the page."""

    refusal: Exception = Conflict("The bot may not speak here.", code="not_open")

    async def answer_as_bot(self, id: ConversationId, said: Said, *, is_news: bool = False) -> object:
        if said.source and said.source.id == "stolen":
            raise self.refusal
        return await super().answer_as_bot(id, said, is_news=is_news)


def page_of(conversation: ConversationId, locale: str) -> str:
    return f"/stolen?of={conversation}&in={locale}"


@pytest.fixture
def bot() -> Bot:
    dialogues = MemoryDialogues()
    return new_bot(dialogues, memory_opening(dialogues), guide=page_of)


@pytest.mark.parametrize("text", ["someone stole my usdt", "我的币被盗了"])
async def test_whoever_was_robbed_gets_the_article_and_then_the_page(bot: Bot, text: str) -> None:
    said = await bot.hears(text, locale="en")
    article, page = (one.source for one in bot.talk.said.values())
    assert article is not None
    assert page is not None
    assert article.id == STOLEN.id
    assert page.url.startswith(f"/stolen?of={TALK}&in=")
    assert said.index(sentences.SECOND_SCAM) < said.index(sentences.GUIDED)
    assert [why for why, _, _ in bot.talk.requests] == ["risk"]


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("someone from support asked me for my screen and messaged me", "webchat"),
        ("why is my tx pending", "webchat"),
        ("someone stole my usdt", "email"),
    ],
)
async def test_nobody_else_is_led_there(bot: Bot, text: str, channel: str) -> None:
    await bot.hears(text, channel=channel)
    assert len(bot.talk.said) == 1
    assert sentences.GUIDED not in bot.last.text


@pytest.mark.parametrize("refusal", [Conflict("Not here.", code="not_open"), Objected((RULE,))])
async def test_a_page_that_may_not_be_told_keeps_no_person_away(bot: Bot, refusal: Exception) -> None:
    bot.talk.__class__ = NoGuide
    bot.talk.refusal = refusal  # type: ignore[attr-defined]
    said = await bot.hears("someone stole my usdt")
    assert STOLEN.text in said
    assert [why for why, _, _ in bot.talk.requests] == ["risk"]


async def test_an_event_that_comes_twice_leads_there_once(bot: Bot) -> None:
    bot.talk.fails_to_request = 1
    with pytest.raises(OSError, match="no connection"):
        await bot.hears("someone stole my usdt")
    assert await bot.again("someone stole my usdt") == ""
    assert len(bot.talk.said) == 2
    assert len(bot.talk.requests) == 1
