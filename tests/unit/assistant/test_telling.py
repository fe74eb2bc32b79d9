"""What others are told of the bot's decisions: enough to learn from, and no word of anybody."""

from dataclasses import asdict

import pytest

from tests.support.assistant import BASIS, CLOSE, NOON, SURE, TALK, Bot, MemoryDialogues, memory_opening
from tests.support.assistant import bot as new_bot
from walletdesk.assistant import AnswerJudged, Outcome, QuestionDecided
from walletdesk.kernel.events import Event
from walletdesk.kernel.ids import MessageId

FIRST = MessageId("msg_1")


@pytest.fixture
def told() -> list[Event]:
    return []


@pytest.fixture
def bot(told: list[Event]) -> Bot:
    dialogues = MemoryDialogues()
    return new_bot(dialogues, memory_opening(dialogues, told))


async def test_a_decision_is_told_with_what_it_was_made_by(bot: Bot, told: list[Event]) -> None:
    await bot.hears("my tx is pending")
    assert told == [
        QuestionDecided(
            at=NOON, conversation=TALK, message=FIRST, seq=1, channel="webchat", locale="en",
            meant="question", outcome=Outcome.ANSWERED, shown="tx-pending", likely=SURE,
            answer_from=0.65, offer_from=0.4, knowledge="k1", model="m1", version="v1",
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "meant", "outcome", "reason"),
    [
        ("something close", "question", Outcome.OFFERED, ""),
        ("qwerty asdf", "question", Outcome.MISSED, ""),
        ("human pls", "person", Outcome.HANDED_OVER, "asked"),
        ("i got drained", "danger", Outcome.RISK, "risk"),
        ("钱都没了我真的想死", "life", Outcome.RISK, "risk"),
    ],
)
async def test_each_outcome_has_its_name(
    bot: Bot, told: list[Event], text: str, meant: str, outcome: Outcome, reason: str
) -> None:
    await bot.hears(text)
    [decided] = told
    assert isinstance(decided, QuestionDecided)
    assert (decided.meant, decided.outcome, decided.reason) == (meant, outcome, reason)


async def test_a_close_choice_is_told_with_its_topics_and_what_was_chosen(
    bot: Bot, told: list[Event]
) -> None:
    await bot.hears("something close")
    await bot.hears("2")
    offered, chosen = told
    assert isinstance(offered, QuestionDecided)
    assert isinstance(chosen, QuestionDecided)
    assert (offered.likely, offered.answer_from) == (CLOSE, BASIS.answer_from)
    assert (chosen.meant, chosen.outcome, chosen.shown) == ("button", Outcome.ANSWERED, "token-not-shown")


@pytest.mark.parametrize(("tap", "helped"), [("solved", True), ("not_solved", False)])
async def test_whether_it_helped_is_told_once_of_the_answer_it_was_said_of(
    bot: Bot, told: list[Event], tap: str, helped: bool
) -> None:
    await bot.hears("my tx is pending")
    await bot.hears(bot.label(tap))
    judged = [one for one in told if isinstance(one, AnswerJudged)]
    assert judged == [
        AnswerJudged(at=NOON, conversation=TALK, asked=FIRST, shown="tx-pending", helped=helped)
    ]
    bot.talk.head.status = bot.talk.head.status.OPEN
    await bot.hears("solved")
    assert [one for one in told if isinstance(one, AnswerJudged)] == judged


@pytest.mark.parametrize("text", ["hello", "thanks", "我把助记词发给你，你帮我看看"])
async def test_politeness_is_no_decision(bot: Bot, told: list[Event], text: str) -> None:
    await bot.hears(text)
    assert told == []


async def test_nothing_that_was_written_is_told(bot: Bot, told: list[Event]) -> None:
    for text in ("my tx is pending SECRET-WORD", "qwerty SECRET-WORD", "human SECRET-WORD"):
        await bot.hears(text)
    assert len(told) == 3
    assert "SECRET-WORD" not in str([asdict(one) for one in told])


async def test_a_message_that_comes_twice_is_told_once(bot: Bot, told: list[Event]) -> None:
    await bot.hears("my tx is pending")
    await bot.again("my tx is pending")
    assert len(told) == 1
