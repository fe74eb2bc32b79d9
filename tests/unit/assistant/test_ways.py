"""How long, which way, when: the bot says what is true now, by the one order of the ways to people."""

from collections.abc import Sequence

import pytest

from tests.support.assistant import Bot, MemoryDialogues, closed_until_monday, memory_opening
from tests.support.assistant import bot as new_bot
from walletdesk.assistant.model import asks_when_we_answer, sentences

ASKED = """
客服要等多久
人工客服大概几分钟回复
前面还有多少人
怎么联系你们最快
哪种方式找客服更快
客服几点上班
你们的服务时间是
多久能轮到我
排队还要多久啊
how long is the wait for support
how long until somebody answers
what's the waiting time
how many people are ahead of me
what is the fastest way to reach you
support hours?
are you open on sunday
when are you open
""".strip().splitlines()
OTHERS = """
转账要等多久才到账
提币人工审核要多久
交易确认要多长时间
跨链多久到
how long does a transfer take until support sees it
how long must i wait for confirmation
how long until my deposit is credited, support?
why is my tx pending
what is the fastest way to bridge with your help
忘记密码怎么办
""".strip().splitlines()


@pytest.mark.parametrize("text", ASKED)
def test_a_question_about_us_is_known(text: str) -> None:
    assert asks_when_we_answer(text)


@pytest.mark.parametrize("text", OTHERS)
def test_how_long_coins_take_is_another_question(text: str) -> None:
    assert not asks_when_we_answer(text)


class Ways:
    async def wait(self, locale: str) -> str:
        return f"[wait {locale}]"

    async def told(self, locale: str) -> Sequence[str]:
        return [f"[open {locale}]", "[best]"]


@pytest.fixture
def bot() -> Bot:
    dialogues = MemoryDialogues()
    return new_bot(dialogues, memory_opening(dialogues), ways=Ways())


async def test_asked_which_way_is_quickest_it_says_the_order_of_now(bot: Bot) -> None:
    said = await bot.hears("what is the fastest way to reach you")
    assert said.endswith("[open en]\n\n[best]")
    assert bot.buttons == ["person", "message"]
    assert bot.talk.requests == []


async def test_whoever_is_handed_over_hears_how_long_the_line_takes(bot: Bot) -> None:
    said = await bot.hears("talk to a human")
    assert "[wait en]" in said
    assert sentences.WAIT_UNKNOWN not in said


async def test_while_nobody_is_there_no_line_is_told(bot: Bot) -> None:
    bot.around.promise = closed_until_monday()
    assert "[wait en]" not in await bot.hears("talk to a human")


async def test_a_person_is_offered_with_the_wait(bot: Bot) -> None:
    assert "[wait en]" in await bot.hears("how do i whistle underwater")


async def test_danger_comes_before_every_question(bot: Bot) -> None:
    said = await bot.hears("how long until support answers, someone stole my usdt")
    assert "[best]" not in said
    assert sentences.URGENT in said
