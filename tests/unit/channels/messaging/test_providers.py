"""Adapters against what their providers publish: signatures, payloads, and what must not be believed."""

from datetime import UTC, datetime

import pytest

from walletdesk.app.fake_provider_command import KINDS as BY_HAND
from walletdesk.channels.messaging.fakes import Fake, Told, fakes
from walletdesk.channels.messaging.model import Hook, Incoming, Limits, Unit, Unreadable, What
from walletdesk.channels.messaging.ports import Account, Provider
from walletdesk.channels.messaging.providers import providers
from walletdesk.channels.messaging.providers.wechat_crypto import fields, opened, sealed, signature
from walletdesk.channels.messaging.wording import Words, parts_of, split
from walletdesk.conversations import Choice
from walletdesk.kernel.ids import InboxId

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"  # of the providers' own sample, like what follows
RECEIVER, TOKEN, NONCE, MOMENT = "wx5823bf96d3bd56c7", "QDG6eK", "263014780", "1409659589"
ECHO = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
ECHO_SIGNED = "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3"

# As the Bot API and the documents of WeChat and WeCom show them.
UPDATE = (
    b'{"update_id":10000,"message":{"date":1441645532,"chat":{"last_name":"Test Lastname","id":1111111,'
    b'"first_name":"Test","type":"private"},"message_id":1365,"from":{"last_name":"Test Lastname",'
    b'"id":1111111,"first_name":"Test"},"text":"/start"}}'
)
TEXT = (
    b"<xml><ToUserName><![CDATA[toUser]]></ToUserName><FromUserName><![CDATA[fromUser]]></FromUserName>"
    b"<CreateTime>1348831860</CreateTime><MsgType><![CDATA[text]]></MsgType>"
    b"<Content><![CDATA[this is a test]]></Content><MsgId>1234567890123456</MsgId></xml>"
)
FETCHED = (
    b'{"msgid":"from_msgid_4622416642169452483","open_kfid":"wkAJ2GCAAASSm4_FhToWMFea0xAFfd3Q",'
    b'"external_userid":"wmAJ2GCAAAme1XQRC-NI-q0_ZM9ukoAw","send_time":1615478585,"origin":3,'
    b'"msgtype":"text","text":{"content":"hello world","menu_id":"101"}}'
)
WHATSAPP = (
    b'{"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"value":{'
    b'"messaging_product":"whatsapp","metadata":{"display_phone_number":"15550783881",'
    b'"phone_number_id":"106540352242922"},"contacts":[{"profile":{"name":"Sheena Nelson"},'
    b'"wa_id":"16505551234"}],"messages":[{"from":"16505551234",'
    b'"id":"wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=","timestamp":"1749416383",'
    b'"type":"text","text":{"body":"Does it come in another color?"}}]},"field":"messages"}]}]}'
)
MESSENGER = (
    b'{"object":"page","entry":[{"id":"682498302938465","time":1458692752478,"messaging":[{"sender":'
    b'{"id":"6283470935"},"recipient":{"id":"682498302938465"},"timestamp":1458692752478,"message":'
    b'{"mid":"mid.1457764197618:41d102a3e1ae206a38","text":"hello, world!","quick_reply":'
    b'{"payload":"DEVELOPER_DEFINED_PAYLOAD"}}}]}]}'
)
DISCORD_SAID = (
    b'{"type":2,"token":"A_UNIQUE_TOKEN","member":{"user":{"id":"53908232506183680","username":"Mason",'
    b'"avatar":"a_d5efa99b3eeaa7dd43acca82f5692432","discriminator":"1337","public_flags":131141},"roles":'
    b'["539082325061836999"],"permissions":"2147483647","guild_id":"290926798626357999"},"id":'
    b'"786008729715212338","guild_id":"290926798626357999","guild_locale":"en-US","locale":"en-US","data":'
    b'{"options":[{"type":3,"name":"cardname","value":"The Gitrog Monster"}],"type":1,"name":"cardsearch",'
    b'"id":"771825006014889984"},"channel_id":"645027906669510667"}'
)
LINE_SAID = (
    b'{"type":"message","message":{"type":"text","id":"14353798921116","quoteToken":"q3Plxr4AgKd",'
    b'"text":"Hello, world"},'
    b'"timestamp":1625665242211,"source":{"type":"user","userId":"U80696558e1aa831"},"replyToken":"757913772c4646b7",'
    b'"mode":"active","webhookEventId":"01FZ74A0TDDPYRVKNK77XKC3ZR","deliveryContext":{"isRedelivery":false}}'
)
SLACK_SAID = (
    b'{"token":"one-long-verification-token","team_id":"T123ABC456","api_app_id":"A0PNCHHK2","event":{"type":'
    b'"message","channel":"D024BE91L","user":"U2147483697","text":"Hello hello can you hear me?","ts":'
    b'"1355517523.000005","event_ts":"1355517523.000005","channel_type":"im"},"type":"event_callback",'
    b'"authorizations":[{"team_id":"T123ABC456","user_id":"U2147483697","is_bot":false,'
    b'"is_enterprise_install":false}],"event_id":"Ev0PV52K21","event_time":1355517523}'
)
WEIBO_SAID = (
    b'{"type":"text","receiver_id":1902538057,"sender_id":2489518277,"created_at":'
    b'"Mon Jul 16 18:09:20 +0800 2012","text":"the content of a general message","data":{}}'
)
INSTAGRAM = (
    b'{"object":"instagram","entry":[{"id":"17841405822304914","time":1569262486134,"messaging":[{"sender":'
    b'{"id":"6283470935"},"recipient":{"id":"17841405822304914"},"timestamp":1569262485349,"message":'
    b'{"mid":"aWdfZAG1faXRlbToxOk1lc3NhZA2VJRDo","text":"hello, world!"}}]}]}'
)
DIRECT = (
    b'{"for_user_id":"1234858592","direct_message_events":[{"type":"message_create","id":"1234858592",'
    b'"created_timestamp":"1392078023603","initiated_via":{"tweet_id":"123456","welcome_message_id":"456789"},'
    b'"message_create":{"target":{"recipient_id":"1234858592"},"sender_id":"3805104374",'
    b'"source_app_id":"268278","message_data":{"text":"Blue Bird","entities":{"hashtags":[],"symbols":[],'
    b'"urls":[],"user_mentions":[]},"quick_reply_response":{"type":"options","metadata":"external_id_2"}}}}]}'
)
DOCUMENTED = {
    "instagram": (
        INSTAGRAM,
        ("aWdfZAG1faXRlbToxOk1lc3NhZA2VJRDo", "6283470935", "hello, world!", ""),
    ),
    "messenger": (
        MESSENGER,
        ("mid.1457764197618:41d102a3e1ae206a38", "6283470935", "hello, world!", ""),
    ),
    "discord": (
        DISCORD_SAID,
        ("786008729715212338", "53908232506183680", "The Gitrog Monster", "Mason"),
    ),
    "line": (LINE_SAID, ("14353798921116", "U80696558e1aa831", "Hello, world", "")),
    "slack": (
        SLACK_SAID,
        ("D024BE91L:1355517523.000005", "D024BE91L", "Hello hello can you hear me?", ""),
    ),
    "telegram": (UPDATE, ("1111111:1365", "1111111", "/start", "Test Test Lastname")),
    "wechat": (TEXT, ("1234567890123456", "fromUser", "this is a test", "")),
    "wecom": (
        FETCHED,
        ("from_msgid_4622416642169452483", "wmAJ2GCAAAme1XQRC-NI-q0_ZM9ukoAw", "hello world", ""),
    ),
    "whatsapp": (
        WHATSAPP,
        (
            "wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=",
            "16505551234",
            "Does it come in another color?",
            "Sheena Nelson",
        ),
    ),
    "weibo": (
        WEIBO_SAID,
        (
            "2489518277:5cf41329f8a9b67026d9aec9af069e19",
            "2489518277",
            "the content of a general message",
            "",
        ),
    ),
    "x": (DIRECT, ("1234858592", "3805104374", "Blue Bird", "")),
}
KINDS = sorted(providers())


def test_every_provider_is_played_and_can_be_by_hand() -> None:
    assert KINDS == sorted(fakes()) == sorted(BY_HAND)


async def nothing(_: str, __: str) -> None:
    """Where a test keeps no token."""


def account(fake: Fake, **instead: str) -> Account:
    return Account(
        inbox=InboxId("inb_1"), given={**fake.given, **instead}, line=fake, keep=nothing, clock=lambda: AT
    )


def hooked(fake: Fake, told: Told) -> Hook:
    hook = fake.hook(told, AT)
    assert hook is not None
    return hook


def only(provider: Provider, hook: Hook, known: Account) -> Incoming:
    accepted = provider.accept(hook, known)
    assert accepted is not None
    [piece] = accepted.pieces
    [one] = provider.read(piece.raw, known)
    return one


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_provider_documents_is_read(kind: str) -> None:
    raw, expected = DOCUMENTED[kind]
    [one] = providers()[kind].read(raw, account(fakes()[kind]()))
    assert (one.external_id, one.peer, one.text, one.name) == expected
    assert one.what is What.MESSAGE


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_secret_everything_is_refused(kind: str) -> None:
    """One that was not set up must not match one that was not sent."""
    fake = fakes()[kind]()
    hook = hooked(fake, Told(id="1", text="hello"))
    bare = Hook(method="POST", body=hook.body, at=AT)
    without = account(fake, **dict.fromkeys(fake.given, ""))
    assert [providers()[kind].accept(one, without) for one in (hook, bare)] == [None, None]
    assert providers()[kind].accept(bare, account(fake)) is None
    assert providers()[kind].accept(hook, account(fake)) is not None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b"<xml>", b"\xff\xfe", b"[" * 5000])
def test_what_cannot_be_read_is_said_to_be_so(kind: str, raw: bytes) -> None:
    with pytest.raises(Unreadable):
        providers()[kind].read(raw, account(fakes()[kind]()))


def test_the_published_signature_and_sealed_echo_of_wechat_and_wecom() -> None:
    assert signature(TOKEN, MOMENT, NONCE, ECHO) == ECHO_SIGNED
    assert opened(ECHO, KEY, RECEIVER) == b"1616140317555161061"
    with pytest.raises(Unreadable):
        opened(ECHO, KEY, "wx_another")
    with pytest.raises(Unreadable):
        opened("A" + ECHO[1:-4] + "AAA=", KEY, RECEIVER)
    assert opened(sealed(b"", KEY, RECEIVER), KEY, RECEIVER) == b""


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><xml><Content>&b;</Content></xml>',
        b'<!DOCTYPE a [<!ENTITY b "bb">]><xml><Content>&b;</Content></xml>',
        b'<!DOCTYPE xml SYSTEM "http://outside.example/a.dtd"><xml><Content>a</Content></xml>',
        b"<xml>" * 40 + b"</xml>" * 40,
    ],
)
def test_a_document_that_declares_anything_is_refused(xml: bytes) -> None:
    with pytest.raises(Unreadable):
        fields(xml)


def test_an_old_or_plain_callback_is_not_taken_where_a_key_is_set() -> None:
    fake, provider = fakes()["wechat"](), providers()["wechat"]
    hook = hooked(fake, Told(id="1", text="hello"))
    later = Hook(
        method="POST",
        query=hook.query,
        headers=hook.headers,
        body=hook.body,
        at=datetime(2026, 11, 23, 10, tzinfo=UTC),
    )
    plain = Hook(method="POST", query=hook.query, headers=hook.headers, body=TEXT, at=AT)
    assert provider.accept(later, account(fake)) is None
    assert provider.accept(plain, account(fake)) is None, "signed for another body"
    assert only(provider, plain, account(fake, aes_key="")).text == "this is a test"


def test_a_button_says_what_stood_on_it() -> None:
    press = (
        b'{"update_id":1,"callback_query":{"id":"9","from":{"id":5,"first_name":"A"},"data":"c1","message":'
        b'{"message_id":3,"chat":{"id":5,"type":"private"},"reply_markup":{"inline_keyboard":'
        b'[[{"text":"Yes","callback_data":"c1"}],[{"text":"No","callback_data":"c2"}]]}}}}'
    )
    [one] = providers()["telegram"].read(press, account(fakes()["telegram"]()))
    assert (one.text, one.peer) == ("Yes", "5")


def test_a_long_text_is_cut_at_sentences_and_nothing_is_lost() -> None:
    limits = Limits(longest=40, unit=Unit.BYTES)
    said = "一笔转账还在等待打包。再等一下！The rest is English. It goes on and on" + "x" * 90
    pieces = list(split(said, limits))
    assert all(limits.unit.of(one) <= limits.longest for one in pieces)
    assert pieces[0] == "一笔转账还在等待打包。"
    assert "".join(pieces).replace(" ", "") == said.replace(" ", "")


def test_choices_are_buttons_where_there_are_some_and_a_list_elsewhere() -> None:
    words = Words(text="Which?", choices=(Choice(id="a", text="One"), Choice(id="b", text="Two")))
    [plain] = parts_of(words, Limits(longest=100))
    assert plain.text == "Which?\n\n1. One\n2. Two"
    [pressed] = parts_of(words, Limits(longest=100, buttons=2, button_length=10))
    assert [one.text for one in pressed.buttons] == ["One", "Two"]
    numbered = Words(text="Which?\n\nAnswer with a number:\n1. One\n2. Two", choices=words.choices)
    [once] = parts_of(numbered, Limits(longest=100))
    assert once.text == numbered.text, "the bot numbered them already"
