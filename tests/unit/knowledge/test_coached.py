"""Whoever is led by a scammer asks about fees, updates and addresses: the article of that is no answer."""

import pytest

from tests.support.indexes import starters

COACHED = [
    "客服让我先打100u激活资金账户才能提 正常吗",
    "网页提示我的冷钱包要输24词验证",
    "popup says verify device by entering its 24 words",
    'platform wants 100 usdt to "activate" my wallet before payout',
    "充到不支持的主网 客服说要收费找回",
    "接单平台让我签个字 没费用 正常不",
    "收到短信带链接叫我升级钱包 能点吗",
    "text message with a link to upgrade the wallet, should i tap",
    "clipboard replaced the address and i sent",
    "粘贴出来不是我复制的那个 已经发了",
    "我的地址是不是被人改了 跟上次不同",
    "收到一个教程 导入地址就有百万u",
    "someone gave me an address full of usdt to import, want to take it out",
    "能量池转账机器人 打2个trx送能量 真的假的",
    "让我质押U 日息3% 是骗局吧",
]


@pytest.mark.parametrize("words", COACHED)
def test_words_of_the_coached_are_taught_to_topics_of_danger_alone(words: str) -> None:
    taught = {t.id: t.route for t in starters() for said in t.phrasings.values() if words in said}
    assert set(taught.values()) == {"risk"}, taught
