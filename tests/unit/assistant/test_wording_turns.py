"""What the bot does with a model's words: says them as such, or asks back; never where danger is."""

from dataclasses import dataclass, field

import pytest

from tests.support.assistant import Bot, MemoryDialogues, memory_opening
from tests.support.assistant import bot as new_bot
from walletdesk.assistant.model import sentences
from walletdesk.kernel.ids import ContactId


@dataclass
class Words:
    text: str = "It waits for a block."
    model: str = "model-1"
    can_answer: bool = True


@dataclass
class FakeWording:
    words: Words | None = field(default_factory=Words)
    asked: list[tuple[str, str, str]] = field(default_factory=list)

    async def answer(self, question: str, topic: str, locale: str, contact: ContactId) -> Words | None:
        self.asked.append((question, topic, locale))
        return self.words


@pytest.fixture
def wording() -> FakeWording:
    return FakeWording()


@pytest.fixture
def bot(wording: FakeWording) -> Bot:
    dialogues = MemoryDialogues()
    return new_bot(dialogues, memory_opening(dialogues), wording)


async def test_words_of_a_model_are_said_as_such_beside_their_article(bot: Bot, wording: FakeWording) -> None:
    said = await bot.hears("my tx is pending")
    assert "It waits for a block." in said
    assert f"«{sentences.WORDED_BY_A_MODEL}»" in said
    assert "[text of tx-pending]" not in said
    assert bot.last.source is not None
    assert (bot.last.source.id, bot.last.source.worded_by) == ("tx-pending", "model-1")
    assert wording.asked == [("my tx is pending", "tx-pending", "en")]
    assert {"solved", "not_solved", "person"} <= set(bot.buttons)


async def test_without_words_the_article_itself_is_said(bot: Bot, wording: FakeWording) -> None:
    wording.words = None
    assert "[text of tx-pending]" in await bot.hears("my tx is pending")
    assert sentences.WORDED_BY_A_MODEL not in bot.last.text
    assert bot.last.source is not None
    assert bot.last.source.worded_by == ""


async def test_what_the_model_cannot_answer_is_asked_back_where_something_else_is_near(
    bot: Bot, wording: FakeWording
) -> None:
    wording.words = Words(text="", can_answer=False)
    await bot.hears("pending, or token not shown")
    assert bot.last.source is None
    assert bot.buttons[:2] == ["topic:tx-pending", "topic:token-not-shown"]


async def test_a_model_alone_takes_no_article_away(bot: Bot, wording: FakeWording) -> None:
    wording.words = Words(text="", can_answer=False)
    assert "[text of tx-pending]" in await bot.hears("my tx is pending")


@pytest.mark.parametrize(
    "text", ["how to avoid scams", "i was scammed, coins stolen", "human", "hello", "thanks"]
)
async def test_about_danger_and_where_nothing_was_asked_no_model_is(
    bot: Bot, wording: FakeWording, text: str
) -> None:
    assert await bot.hears(text)
    assert wording.asked == []


async def test_it_never_makes_sure_what_was_not(bot: Bot, wording: FakeWording) -> None:
    await bot.hears("something close")
    assert wording.asked == []
    assert bot.last.source is None
