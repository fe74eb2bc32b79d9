"""Which words may lead into danger, and what is offered when it is not clear."""

import pytest

from walletdesk.assistant.model.danger import danger_in
from walletdesk.assistant.model.likely import LOST, NOT_ARRIVED, leaves_open, likely, speaks_of_danger

CALM = [
    "my usdt didnt arive",
    "充了100u不见了",
    "钱转出去半天了没动静",
    "提币两小时了还没来 搞什么",
    "我昨天充的币不见了",
    "u转丢了",
    "转了500u对面没收到",
    "到底什么时候到账啊",
    "卡在确认中 气死我",
    "转账扣了钱对方没收到",
    "链选错了 币没了",
    "trc转成erc 钱还在吗 怎么找回我的币",
    "选错链了能找回资产吗",
    "密码输错三次 机会没了",
    "忘记密码了 钱是不是就没了",
    "手续费太离谱了 你们抢钱",
    "转10u收我5u 黑心",
    "换手机之后币全没了",
    "更新完资产全没了",
    "三点转的币没了",
    "他说转了 我没收到",
    "usdt not recieved yet",
    "didnt recive my coins",
    "my transfer didnt make it",
    "speed up didnt do anything",
    "he told me he sent it but nothing",
    "my friend told me to check the txid",
    "they asked me for the txid",
    "where the hell is my money",
    "my btc disappeared after transfer",
    "sent usdt wrong chain can i get my coins back",
    "why do i need to pay such a high fee to withdraw",
    "forgot my pasword everything is gone",
    "withdrawl stuck since yesterday",
    "is this a safe wallet",
    "deposit vanished",
    "sent 200 usdt and its lost??",
    "hours waiting u guys suck",
    "reinstalled and everything is gone",
    "my eth transfer faild but gas taken",
]
GRAVE = [
    "币被盗了",
    "被人盗走了3000u",
    "钱包被转空",
    "黑客进我钱包了 被盗",
    "我的u被偷了",
    "有人把我的币转走了",
    "助记词泄露了",
    "私钥被人看到了",
    "被骗了五千u",
    "点了空投链接 钱包空了",
    "签了个授权u没了",
    "扫了二维码币没了",
    "钱包被多签",
    "这笔不是我转的",
    "客服让我交保证金",
    "有人冒充客服",
    "让我共享屏幕",
    "被诈骗了",
    "i got hacked",
    "someone stole my coins",
    "my wallet was drained",
    "i was scammed on telegram",
    "someone is moving my funds",
    "transfer i didn't make",
    "unauthorized withdrawal",
    "seed phrase leaked",
    "signed something and now its empty",
    "support called me and asked for my words",
    "they want a fee to release my money",
    "fake support messaged me",
]


@pytest.mark.parametrize("text", CALM)
def test_late_money_a_wrong_network_a_password_or_a_fee_is_no_theft(text: str) -> None:
    assert danger_in(text) is None
    assert not speaks_of_danger(text)


@pytest.mark.parametrize("text", GRAVE)
def test_theft_and_strangers_are_still_caught(text: str) -> None:
    assert danger_in(text) is not None


@pytest.mark.parametrize("text", ["转账没到账 怎么办啊", "i sent eth 3 hours ago still pending wtf"])
def test_what_has_not_arrived_is_asked_in_all_its_cases(text: str) -> None:
    first, *others = likely(text, ["exchange-not-credited"])
    assert first == "exchange-not-credited"
    assert {"incoming-not-received"} <= set(others[:2])
    assert set(likely(text, [])) == set(NOT_ARRIVED)


@pytest.mark.parametrize("text", ["usdt 转过来一直没到", "my usdt has not arrived", "转账没到账"])
def test_late_money_of_which_nothing_else_is_told_is_a_choice(text: str) -> None:
    assert leaves_open(text, "incoming-not-received")
    assert likely(text, ["incoming-not-received", "kyc"])[:3] == (
        "incoming-not-received",
        "token-not-shown",
        "exchange-not-credited",
    )


@pytest.mark.parametrize(
    "text", ["提币到交易所没入账", "trc20转成erc20了 没到", "sent usdt from an exchange, not arrived"]
)
def test_late_money_whose_way_is_told_is_not(text: str) -> None:
    assert not leaves_open(text, "exchange-not-credited")


@pytest.mark.parametrize("text", ["钱没了", "wtf my money is gone"])
def test_a_loss_without_a_story_may_be_a_theft_and_may_be_none(text: str) -> None:
    assert likely(text, []) == LOST


def test_what_is_about_something_else_stays_as_it_was_found() -> None:
    assert likely("gas?", ["gas-fee-high", "app-crash"]) == ("gas-fee-high", "app-crash")
    assert likely("my password", []) == ()
    assert likely("odd", ["stolen-funds", "app-crash"], weak=["stolen-funds"]) == (
        "app-crash",
        "stolen-funds",
    )
