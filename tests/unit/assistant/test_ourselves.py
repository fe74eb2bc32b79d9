"""Asked whether we are the real support: answered, where nothing else is in it."""

import pytest

from walletdesk.assistant.model import asks_who_we_are

OF_US = """
are you the real support?
Are you official?
am i talking to the real support
hello are you guys legit support or fake
你们是官方客服吗
您是真的客服吗？
这里是官方客服吗
怎么确认你是官方客服
""".strip().splitlines()
OF_OTHERS = """
is this really support?
are you the real support? he wants my phrase
someone on telegram says he is official support, are you the real support
are you a scammer?
are you a real person
有个客服加我微信，是真的吗
你们是官方客服吗，群里有人要我验证
对方是不是官方
你是不是骗子
这个客服是真的吗
""".strip().splitlines()


@pytest.mark.parametrize("text", OF_US)
def test_who_asks_of_us_and_of_nothing_else_is_known(text: str) -> None:
    assert asks_who_we_are(text)


@pytest.mark.parametrize("text", OF_OTHERS)
def test_whoever_else_is_meant_it_stays_what_it_may_be(text: str) -> None:
    assert not asks_who_we_are(text)
