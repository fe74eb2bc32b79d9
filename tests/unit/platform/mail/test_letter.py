"""Whatever stands in a name or a subject: nobody else becomes a recipient, and no header appears."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.headerregistry import AddressHeader
from email.utils import getaddresses

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.support.mail import mail_server
from walletdesk.platform.mail import Envelope, Letter, Mailbox, address, in_bytes, new_message_id

LETTER = Letter(
    message_id="<1@desk.example>",
    sender=Mailbox(address("support@desk.example"), "Sample Wallet"),
    to=address("person@mail.example"),
    subject="New reply on WD-10001",
    text="Hello\n",
    html="<p>Hello</p>",
    at=datetime(2026, 11, 20, 12, tzinfo=UTC),
    language="zh-CN",
)
HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Content-Language",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "Content-Type",
    "MIME-Version",
]
nasty = st.text(st.characters() | st.sampled_from(list('\r\n\0,;:<>@"\\()[]=?. \t')), max_size=300)


@given(name=nasty, subject=nasty)
@example(name="Ä, <evil@mail.example>", subject="x\r\nBcc: evil@mail.example")
@example(name='"a" <evil@mail.example>, b', subject="=?utf-8?q?a=0D=0ABcc=3A_e=40m.example?=")
@example(name="victim@a.example]x <evil@mail.example>", subject="\x00\ud800\u2028Bcc: evil@mail.example")
@example(name="=?utf-8?b?LCBldmlsQG1haWwuZXhhbXBsZQ==?=", subject="长" * 200)
def test_nothing_written_by_somebody_becomes_an_address_or_a_header(name: str, subject: str) -> None:
    raw = in_bytes(replace(LETTER, sender=replace(LETTER.sender, name=name), subject=subject))
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")

    plain = message_from_bytes(raw)
    assert sorted(plain.keys()) == sorted(HEADERS)
    assert [a for _, a in getaddresses([plain["To"]])] == ["person@mail.example"]
    assert [a for _, a in getaddresses([plain["From"]])] == ["support@desk.example"]

    rich = message_from_bytes(raw, policy=policy.default)
    for header, expected in (("To", "person@mail.example"), ("From", "support@desk.example")):
        found = rich[header]
        assert isinstance(found, AddressHeader)
        assert [a.addr_spec for a in found.addresses] == [expected]


@settings(max_examples=30, deadline=None)
@given(name=nasty, subject=nasty)
async def test_a_real_server_sees_the_one_recipient_and_no_other(name: str, subject: str) -> None:
    letter = replace(LETTER, sender=replace(LETTER.sender, name=name), subject=subject, text=subject)
    async with mail_server() as sink, sink.server().connect() as line:
        await line.send(Envelope(LETTER.sender.address, letter.to, in_bytes(letter)))
        [taken] = sink.letters
    assert taken.to == ["person@mail.example"]
    assert [a for _, a in getaddresses([taken.message["To"]])] == ["person@mail.example"]
    assert not {"Cc", "Bcc", "Reply-To", "Sender"} & set(taken.message.keys())


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=200))
def test_what_can_be_read_arrives_as_it_was(subject: str) -> None:
    raw = in_bytes(replace(LETTER, subject=subject))
    assert message_from_bytes(raw, policy=policy.default)["Subject"] == subject


@given(text=st.text(max_size=500))
def test_the_body_arrives_whole_in_both_forms(text: str) -> None:
    raw = in_bytes(replace(LETTER, text=text, html=f"<p>{text}</p>"))
    message = message_from_bytes(raw, policy=policy.default)
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    wanted = text.encode("utf-8", "replace").decode()
    got = message.get_body(("plain",))
    assert got is not None
    assert got.get_content().replace("\n", "").replace("\r", "") == wanted.replace("\n", "").replace("\r", "")


def test_a_plain_subject_stays_readable_in_the_raw_mail() -> None:
    assert b"Subject: New reply on WD-10001\r\n" in in_bytes(LETTER)


def test_an_answer_says_what_it_answers() -> None:
    raw = in_bytes(replace(LETTER, in_reply_to="<2@mail.example>"))
    assert b"In-Reply-To: <2@mail.example>\r\nReferences: <2@mail.example>\r\n" in raw


@pytest.mark.parametrize(
    "bent",
    [
        {"message_id": "<1@desk.example>\r\nBcc: evil@mail.example"},
        {"message_id": "1"},
        {"in_reply_to": "<a b@c>"},
        {"language": "en\r\nBcc: evil@mail.example"},
    ],
    ids=["line end", "no id", "blank", "language"],
)
def test_ids_that_are_none_are_not_written(bent: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="header"):
        in_bytes(replace(LETTER, **bent))  # type: ignore[arg-type]


def test_message_ids_cannot_be_guessed() -> None:
    first, second = new_message_id("desk.example"), new_message_id("desk.example")
    assert first != second
    assert len(first) > 40


@pytest.mark.parametrize(
    "text",
    [
        *["", "a", "a@", "@b.example", "a@b", "a b@c.example", "a@b.example\r\nRCPT TO:<x@y.example>"],
        *['"a b"@c.example', "a@[127.0.0.1]", "<a@b.example>", "a@b.example,c@d.example", "a@b..example"],
        *[f"{'a' * 65}@b.example", "a@-b.example", ".a@b.example", "名@b.example", "a@b_c.example"],
    ],
)
def test_an_unusual_address_is_none(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - idna's own errors are among them
        address(text)


def test_an_address_is_kept_in_the_form_that_mail_servers_understand() -> None:
    assert address("Ann.Lee+x@Müller.Example") == "Ann.Lee+x@xn--mller-kva.example"
