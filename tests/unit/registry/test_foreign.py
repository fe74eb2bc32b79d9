"""What can be contacted in a text and is not listed is found where it stands; the rest may be said."""

import pytest

from tests.support.pace import loops
from tests.support.registry import sample_registry
from walletdesk.automation.starter import starter_replies
from walletdesk.registry import Kind, Reason

TX = "0x" + "9f3c" * 16
OURS = [
    "Open https://wallet.example/help, then tap Help.",
    "打开https://wallet.example/help查看，或者发邮件到support@wallet.example。",
    "看 wallet.example 就行，别的都不是我们。",
    "我们的 Telegram 是 @SampleWallet，微信号：samplewallet_help，QQ群：12345678",
    "Call 400-123-4567 or +86 400 123 4567.",
    "客服热线：400 123 4567",
    "https://t.me/samplewallet, https://apps.apple.com/app/id1234567890",
    "ＷＡＬＬＥＴ．ＥＸＡＭＰＬＥ",
]
NO_CONTACTS = [
    f"交易哈希 {TX} 还在等打包。",
    "Transaction 9f3c9f3c9f3c9f3c9f3c9f3c9f3c9f3c9f3c9f3c9f3c9f3c9f3c9f3c9f3c9f3c is confirmed.",
    "发到 0x52908400098527886E0F7030069857D2E4169EE7，网络是波场（TRC20）。",
    "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t and bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
    "一共 13800138000 USDT，手续费 1,234,567.89 TRX，Gas 价格 13500000000 wei。",
    "The amount is 13812345678 USDT, +1234567 sats, 400 500 1234567.5 left.",
    "工单 T-13800138000，单号：13912345678，ticket #4001234567, nonce 15912345678, block 19123456789",
    "2026-11-22 09:00，2026/11/22，2026年11月22日，20261122；电话回拨：2026-11-22 19:30",
    "Call you back on 2026-11-22, between 09:00 and 21:30. 电话会在 20261122 打来",
    "The file is backup.json, IMG_2041.jpg, notes.zip or README.md; app-6.3.8.apk",
    "The version is 6.3.8, the fee 0.00042, e.g. 1.5 i.e. U.S.",
    "It is done.So we wait. Ask again.In an hour.",
    "Telegram is full of fakes. 微信里自称客服的都不是我们。Telegram: never trust a message first.",
    "Scammers ask on WhatsApp or Telegram for the phrase; in a WeChat group nobody is us.",
    "微信支付、QQ 音乐、line 5 of the log, signal strength, x 2, medium fee",
    "Don't open evil[.]example: it is a known scam.",
    "拨打 110 报警。Call 911.",
    "12:30-18:00, 24/7, 50%, 3-5 天",
    "不用 https://，路上的任何人都能看到。Without https:// anybody can read it.",
    "Polygon.USDT, USDT.e, alice.eth",
]
FOREIGN = [
    ("Go to https://evil.com/x?y=1.", Kind.SITE, "https://evil.com/x?y=1"),
    ("看https://evil.com/帮助", Kind.SITE, "https://evil.com/"),
    ("Open http://wallet.example.evil.com now", Kind.SITE, "http://wallet.example.evil.com"),
    ("请打开evil-wallet.com查看", Kind.SITE, "evil-wallet.com"),
    ("(www.wallet.example)", Kind.SITE, "www.wallet.example"),
    ("tronscan.org/#/tx/1", Kind.SITE, "tronscan.org/#/tx/1"),
    ("EVIL.COM", Kind.SITE, "EVIL.COM"),
    ("evil.zip/x", Kind.SITE, "evil.zip/x"),
    ("w\u0430llet.example", Kind.SITE, "w\u0430llet.example"),
    ("ｅｖｉｌ．ｃｏｍ", Kind.SITE, "ｅｖｉｌ．ｃｏｍ"),
    ("e\u200bvil.com", Kind.SITE, "e\u200bvil.com"),
    ("示例.com", Kind.SITE, "示例.com"),
    ("tg://resolve?domain=evil", Kind.SITE, "tg://resolve?domain=evil"),
    ("https:\\\\evil.com", Kind.SITE, "https:\\\\evil.com"),
    ("https://t.me/evilwallet", Kind.SITE, "https://t.me/evilwallet"),
    ("https://t.me/+AbCdEfGh", Kind.SITE, "https://t.me/+AbCdEfGh"),
    ("write to help@evil.com.", Kind.MAIL, "help@evil.com"),
    ("发邮件到help@evil.com吧", Kind.MAIL, "help@evil.com"),
    ("other@wallet.example", Kind.MAIL, "other@wallet.example"),
    ("mailto:help@evil.com", Kind.MAIL, "help@evil.com"),
    ("Telegram @evil_support", Kind.HANDLE, "@evil_support"),
    ("加我微信 wallet2024 吧", Kind.HANDLE, "wallet2024"),
    ("微信号：walletkefu", Kind.HANDLE, "walletkefu"),
    ("QQ 87654321", Kind.HANDLE, "87654321"),
    ("add me on WhatsApp: fastrefund", Kind.HANDLE, "fastrefund"),
    ("My Telegram: supportdesk.", Kind.HANDLE, "supportdesk"),
    ("Ask @evil_support", Kind.HANDLE, "@evil_support"),
    ("Call +1 (800) 555-0100.", Kind.PHONE, "+1 (800) 555-0100"),
    ("打 13800138000", Kind.PHONE, "13800138000"),
    ("电话 010-12345678", Kind.PHONE, "010-12345678"),
    ("400-765-4321", Kind.PHONE, "400-765-4321"),
    ("(800) 555-0100", Kind.PHONE, "(800) 555-0100"),
    ("拨打 96110", Kind.PHONE, "96110"),
    ("客服热线：4007654321", Kind.PHONE, "4007654321"),
]


@pytest.mark.parametrize("text", OURS)
def test_what_is_listed_may_be_said(text: str) -> None:
    assert sample_registry().foreign(text) == []


@pytest.mark.parametrize("text", NO_CONTACTS)
def test_what_is_no_contact_is_let_through(text: str) -> None:
    assert sample_registry().foreign(text) == []


@pytest.mark.parametrize(("text", "kind", "stands"), FOREIGN)
def test_what_is_not_listed_is_found_where_it_stands(text: str, kind: Kind, stands: str) -> None:
    found = sample_registry().foreign(text)
    assert [(one.kind, text[one.start : one.end]) for one in found] == [(kind, stands)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("https://wallet.example@evil.com", Reason.HIDES_HOST),
        ("https://wallet.example\\evil", Reason.UNREADABLE),
        ("javascript://wallet.example", Reason.UNREADABLE),
        ("https://evil.com", Reason.NOT_LISTED),
    ],
)
def test_the_reason_is_said(text: str, reason: Reason) -> None:
    assert [one.reason for one in sample_registry().foreign(text)] == [reason]


def test_several_in_one_text_are_all_found() -> None:
    text = "Write to a@evil.com, call +1 800 555 0100, see evil.com and https://wallet.example"
    found = sample_registry().foreign(text)
    assert [text[one.start : one.end] for one in found] == ["a@evil.com", "evil.com", "+1 800 555 0100"]


def test_the_starter_replies_name_nobody_outside() -> None:
    assert [r.id for r in starter_replies() if any(map(sample_registry().foreign, r.words))] == []


@pytest.mark.parametrize("begins", ["add", "加", "telegram", "telegram 号", "call", "add me"])
def test_a_page_of_blanks_is_read_at_once(begins: str) -> None:
    """Anybody can send one: each place where blanks may stand takes them all or none."""
    text = f"{begins}{' ' * 10_000}."
    assert sample_registry().foreign(text) == []
    assert loops(lambda: sample_registry().foreign(text)) < 200  # before, ten times fewer took half a minute


@pytest.mark.parametrize(
    "text", ["add  on   Telegram   @fake_help", "加   我们   的   微信  号  是   fake_help1"]
)
def test_blanks_hide_no_name(text: str) -> None:
    assert [one.kind for one in sample_registry().foreign(text)] == [Kind.HANDLE]
