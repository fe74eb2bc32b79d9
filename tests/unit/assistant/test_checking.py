"""One calm question where nobody can tell whether it is danger, and what each answer to it leads to."""

import pytest

from tests.support.assistant import STOLEN, Bot, MemoryDialogues, memory_opening
from tests.support.assistant import bot as new_bot
from tests.support.assistant_promises import packet_of, reason
from walletdesk.assistant.model import Alarm
from walletdesk.assistant.model import sentences as s
from walletdesk.assistant.service import deciding
from walletdesk.conversations import Priority

ODD = "something close looks odd"  # the library offers a choice for it
ALONE = "qwerty odd"  # the library finds nothing for it
SURE = "pending, and odd"  # it is sure of an article


@pytest.fixture
def bot(monkeypatch: pytest.MonkeyPatch) -> Bot:
    monkeypatch.setattr(deciding, "alarm", lambda text, harmless: Alarm.ASK if "odd" in text else Alarm.NONE)
    dialogues = MemoryDialogues()
    return new_bot(dialogues, memory_opening(dialogues))


async def test_nothing_is_answered_before_it_is_clear(bot: Bot) -> None:
    said = await bot.hears(ALONE)
    assert s.IS_IT_HAPPENING in said
    assert s.UNTIL_SURE in said
    assert "[text of" not in said
    assert bot.buttons == ["at_risk", "not_at_risk", "person"]
    assert bot.talk.requests == []


@pytest.mark.parametrize(
    "tap",
    [s.YES_OR_UNSURE, "1", "yes", "Yes.", "yeah i think so", "maybe", "i don't know", "not sure",
     "是的", "有", "可能吧", "不知道", "好像是", "第一个"],
)  # fmt: skip
async def test_one_tap_or_word_brings_the_safe_steps_and_a_person(bot: Bot, tap: str) -> None:
    await bot.hears(ALONE)
    said = await bot.hears(bot.label("at_risk") if tap == s.YES_OR_UNSURE else tap)
    assert said.index(s.URGENT) < said.index(s.HANG_UP) < said.index(STOLEN.text)
    assert (reason(bot), bot.talk.head.priority) == ("risk", Priority.SECURITY)
    assert packet_of(bot)["risk"] is True


@pytest.mark.parametrize(
    "tap",
    [
        "2",
        "no",
        "No!",
        "nope",
        "none of that",
        "no, nothing like that",
        "没有",
        "没有啊",
        "不是",
        "没事",
        "都没有",
    ],
)
async def test_who_says_no_is_answered_what_they_asked(bot: Bot, tap: str) -> None:
    await bot.hears("the news says an exchange was hacked while my swap was pending")
    assert "[text of tx-pending]" in await bot.hears(tap)
    assert bot.talk.requests == []


@pytest.mark.parametrize(
    "said", ["没了", "都没了", "没有了", "解决了", "留言", "not solved", "here is my seed phrase"]
)
async def test_what_is_neither_yes_nor_no_brings_a_person(bot: Bot, said: str) -> None:
    await bot.hears(ALONE)
    await bot.hears(said)
    assert reason(bot) == "risk"


async def test_who_was_missed_before_is_not_asked_but_given_a_person(bot: Bot) -> None:
    await bot.hears("qwerty zxcvb")
    await bot.hears(ALONE)
    assert reason(bot) == "risk"


class TestBesideAChoice:
    async def test_it_costs_no_tap_more(self, bot: Bot) -> None:
        said = await bot.hears(ODD)
        assert said.index(s.IS_IT_HAPPENING) < said.index(s.IF_NOT)
        assert bot.buttons == ["at_risk", "topic:tx-pending", "topic:token-not-shown", "none", "person"]
        assert "[text of token-not-shown]" in await bot.hears(bot.label("topic:token-not-shown"))
        assert bot.talk.requests == []

    @pytest.mark.parametrize("tap", ["1", "yes", "可能吧", s.YES_OR_UNSURE])
    async def test_whoever_is_in_danger_need_not_choose(self, bot: Bot, tap: str) -> None:
        await bot.hears(ODD)
        said = await bot.hears(bot.label("at_risk") if tap == s.YES_OR_UNSURE else tap)
        assert s.URGENT in said
        assert (reason(bot), bot.talk.head.priority) == ("risk", Priority.SECURITY)


class TestBesideAnAnswer:
    async def test_it_stands_before_it_and_costs_no_tap(self, bot: Bot) -> None:
        said = await bot.hears(SURE)
        assert said.index(s.SAY_SO_FIRST) < said.index("[text of tx-pending]") < said.index(s.DID_THIS_HELP)
        assert bot.buttons == ["at_risk", "solved", "not_solved", "person"]
        await bot.hears("yes")  # to "did this help?"
        assert bot.talk.requests == []

    async def test_one_tap_brings_the_safe_steps_and_a_person(self, bot: Bot) -> None:
        await bot.hears(SURE)
        assert STOLEN.text in await bot.hears(bot.label("at_risk"))
        assert (reason(bot), bot.talk.head.priority) == ("risk", Priority.SECURITY)


class TestWordsOfDangerThatMayBeNone:
    """A headline, a thank-you, what is over: named, and nobody in danger writes like this."""

    @pytest.mark.parametrize(
        "text",
        [
            "the news says an exchange was hacked, does it concern your app",
            "谢谢，昨天被盗那个事你们处理得很好，已经结了",
            "你们公告写的“不要共享屏幕”是指什么软件",
        ],
    )
    async def test_they_are_asked_and_nobody_is_called(self, bot: Bot, text: str) -> None:
        assert s.IS_IT_HAPPENING in await bot.hears(text)
        assert bot.talk.requests == []
        await bot.hears("yes")
        assert (reason(bot), bot.talk.head.priority) == ("risk", Priority.SECURITY)

    async def test_said_as_the_answer_a_person_comes(self, bot: Bot) -> None:
        await bot.hears("the news says an exchange was hacked, does it concern your app")
        await bot.hears("the news says an exchange was hacked, and one of you told me so")
        assert reason(bot) == "risk"

    async def test_at_the_end_of_a_long_text_a_person_comes(self, bot: Bot) -> None:
        await bot.hears("I use the app on a phone, with the network and the version shown. " * 12 + "被盗了")
        assert reason(bot) == "risk"

    async def test_said_again_after_a_no_a_person_comes(self, bot: Bot) -> None:
        await bot.hears("the news says an exchange was hacked, does it concern your app")
        await bot.hears("no")
        await bot.hears("the news says an exchange was hacked, does it concern your app")
        assert reason(bot) == "risk"

    @pytest.mark.parametrize("text", ["i got drained", "被盗了", "我把助记词给了客服，在新闻里看到是骗局"])
    async def test_the_brief_and_those_who_gave_their_phrase_are_not_asked(self, bot: Bot, text: str) -> None:
        await bot.hears(text)
        assert reason(bot) == "risk"


@pytest.mark.parametrize(
    "text",
    ["it went out at night", "0x" + "ab" * 32, "应该没有，但是钱少了", "不是我弄的", "no idea who it was"],
)
async def test_neither_yes_nor_no_brings_a_person(bot: Bot, text: str) -> None:
    await bot.hears(ALONE)
    said = await bot.hears(text)
    assert "[text of tx-pending]" not in said
    assert reason(bot) == "risk"


async def test_a_picture_instead_of_an_answer_brings_a_person(bot: Bot) -> None:
    await bot.hears(ALONE)
    await bot.hears("", files=True)
    assert reason(bot) == "risk"


@pytest.mark.parametrize("text", ["ok thanks", "hello?", "好的"])
async def test_a_thank_you_is_no_answer(bot: Bot, text: str) -> None:
    await bot.hears(ALONE)
    assert s.IS_IT_HAPPENING in await bot.hears(text)
    await bot.hears("yes")
    assert reason(bot) == "risk"


async def test_it_is_asked_once_in_a_conversation(bot: Bot) -> None:
    await bot.hears(ALONE)
    await bot.hears("no")
    assert s.SAY_SO_FIRST not in await bot.hears(SURE)
    assert "[text of tx-pending]" in bot.last.text


async def test_a_louder_alarm_is_heard_after_a_no(bot: Bot) -> None:
    await bot.hears(ALONE)
    await bot.hears("no")
    await bot.hears("wait, somebody stole my usdt")
    assert (reason(bot), bot.talk.head.priority) == ("risk", Priority.SECURITY)


async def test_where_nothing_can_be_tapped_it_has_numbers(bot: Bot) -> None:
    said = await bot.hears(ODD, channel="email")
    assert f"1. «{s.YES_OR_UNSURE}»" in said.splitlines()
    await bot.hears("1", channel="email")
    assert reason(bot) == "risk"


async def test_a_yes_without_the_question_is_none(bot: Bot) -> None:
    await bot.hears("yes")
    assert bot.talk.requests == []


class TestWhoAsksInGeneral:
    async def test_the_article_never_stands_alone(self, bot: Bot) -> None:
        said = await bot.hears("how to avoid scams")
        assert "[text of scam-fake-support]" in said
        assert s.OR_IS_IT_HAPPENING in said
        assert bot.buttons == ["at_risk", "solved", "not_solved", "person"]

    async def test_one_tap_brings_its_steps_and_a_person(self, bot: Bot) -> None:
        await bot.hears("how to avoid scams")
        said = await bot.hears(bot.label("at_risk"))
        assert said.index(s.URGENT) < said.index("[text of scam-fake-support]")
        assert (reason(bot), bot.talk.head.priority) == ("risk", Priority.SECURITY)

    async def test_where_it_did_not_help_a_person_comes(self, bot: Bot) -> None:
        await bot.hears("how to avoid scams")
        await bot.hears(bot.label("not_solved"))
        assert len(bot.talk.requests) == 1
