"""Whoever let the phrase or a key out of their hands needs the steps of stolen funds, theft or not."""

import pytest

from tests.support.journey import say
from tests.support.pace import loops
from walletdesk.assistant.model.danger import Danger, danger_in
from walletdesk.assistant.model.hearing import understand

GIVEN = [
    "someone called me from support and asked for my seed words, i gave them",
    "i told him my 12 words",
    "a man on telegram asked for the recovery phrase and i sent it",
    "stupid me i already gave my private key to the support guy",
    "entered my seed phrase on a website",
    "typed my words into some form from an email",
    "showed them my recovery phrase on video",
    "i give him my seed phrase what now",
    "shared my seedphrase in the chat, what are my options",
    "they said my wallet is blocked so i read out the 12 words",
    "i never should have trusted him, i gave my phrase",
    "pasted the private key in a bot",
    "when he called i told him my words",
    "what do i do i sent her the private key",
    "fake support made me type my 12 words on their page",
    "骗子拿到我助记词了",
    "我把助记词发给客服了",
    "客服问我要助记词，我给了",
    "助记词告诉他了怎么办",
    "给了他十二个单词",
    "对方让我输助记词我就输了",
    "在一个网站填了助记词",
    "截图发了助记词",
    "助记词截图发过去了",
    "把私钥发给对方",
    "我不小心把助记词发到群里了",
    "12个单词都念给他听了",
    "客服打电话来要助记词 我已经告诉他了",
    "助记词给了骗子 会不会被盗",
    "私鑰俾咗佢點算 私钥给了他",
]
NOT_GIVEN = [
    "should I give my phrase",
    "I did not give my recovery phrase to anyone",
    "i never told anybody my seed words",
    "what happens if i gave someone my private key",
    "do i have to send my seed phrase",
    "can i share my private key with my wife",
    "the app gave me 12 words, where do i keep them",
    "i wrote my recovery phrase on paper",
    "i entered my recovery phrase and it says invalid",
    "typed the 12 words on my new phone and the balance is zero",
    "i sent usdt to my own wallet",
    "how do i back up my seed phrase",
    "i told him to wait for the transfer",
    "要不要给助记词",
    "我没有把助记词发给任何人",
    "我从来没告诉过别人助记词",
    "可以把助记词发给客服吗",
    "如果我把助记词给了别人会怎样",
    "该不该给他私钥",
    "助记词输入了提示错误",
    "我输了助记词恢复钱包 余额是空的",
    "钱包给了我12个单词怎么保存",
    "助记词抄在纸上了",
    "别把助记词发给别人",
    "密码输错了",
]


@pytest.mark.parametrize("text", GIVEN)
def test_a_phrase_or_key_that_was_given_away_is_as_good_as_stolen(text: str) -> None:
    assert danger_in(text) is Danger.STOLEN


@pytest.mark.parametrize("text", NOT_GIVEN)
def test_a_question_a_refusal_and_ones_own_wallet_are_no_such_story(text: str) -> None:
    assert danger_in(text) is not Danger.STOLEN


def test_who_was_asked_and_did_not_give_is_still_talking_to_a_stranger() -> None:
    assert danger_in("客服问我要助记词，我没给") is not Danger.STOLEN
    assert danger_in("someone from support asked for my seed words, i didn't give them") is Danger.COACHED


@pytest.mark.parametrize("letter", ["助记词", "给了", "gave my ", "seed phrase i ", "没", "给我"])
def test_the_worst_letters_cost_little(letter: str) -> None:
    assert loops(lambda: danger_in(letter * 200_000)) < 40


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@pytest.mark.parametrize(
    "words",
    [
        "Stolen, or phrase leaked?",
        "What I wrote looked like a secret and was stopped. I want to talk to a person.",
    ],
)
def test_what_the_widget_says_for_somebody_in_danger_is_such_a_story(locale: str, words: str) -> None:
    assert understand(say("widget", locale, words), ()).danger is Danger.STOLEN
