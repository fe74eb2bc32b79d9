"""How a mail reads as a message, and all that is searched before it is one."""

import pytest

from walletdesk.channels.email.inbound.model import (
    MailThread,
    language_of,
    plain_id,
    shown_subject,
    shown_text,
    with_envelope,
    words_of,
)
from walletdesk.kernel.ids import ConversationId, InboxId
from walletdesk.platform.mime import Automatic, Body, File, Party, ReadMail

LI = Party(name="Li", address="li@customer.example")


def mail(text: str = "Help", *, html: str = "", subject: str = "") -> ReadMail:
    return ReadMail(
        sender=LI, shown_sender="Li", subject=subject, body=Body(text=text, reply=text, html=html)
    )


def test_what_only_its_markup_shows_is_searched_as_it_is_shown() -> None:
    html = "<p title='zoo'>legal <i>win</i>ner&nbsp;<br>thank</p>"
    searched = words_of(mail(html=html))
    assert html in searched
    assert any("legal winner" in words and "\nthank" in words for words in searched)


def test_names_and_a_text_that_is_said_twice_are_searched_once() -> None:
    file = File(name="abandon.txt", type="text/plain", content=b"")
    with_file = ReadMail(sender=LI, shown_sender="Li", body=Body(text="Help", reply="Help"), files=[file])
    assert words_of(with_file)[0].count("Help") == 1
    assert "abandon.txt" in words_of(with_file)[0]


def test_a_long_mail_is_cut_and_says_so_and_one_without_text_shows_its_subject() -> None:
    text, cut = shown_text(mail("x" * 20_000))
    assert (len(text), cut) == (10_001, True)
    assert shown_text(mail("", subject="Lost")) == ("Lost", False)


@pytest.mark.parametrize(
    ("said", "shown"),
    [("Re: AW: Lost", "Lost"), ("回复：转账", "转账"), ("Reward\r\n for you", "Reward for you")],
)
def test_a_subject_without_what_mailers_put_before_it(said: str, shown: str) -> None:
    assert shown_subject(mail(subject=said)) == shown


@pytest.mark.parametrize(
    ("text", "language"),
    [("我的 USDT 转到 Tron 没有到账", "zh-CN"), ("My coins (币) never came", "en"), ("", "en")],
)
def test_the_language_it_is_answered_in(text: str, language: str) -> None:
    assert language_of(text) == language


def test_nobody_to_bounce_to_means_that_a_program_wrote_it() -> None:
    facts = {"recipients": "a@wallet.example, b@wallet.example", "return_path": "<>"}
    found = with_envelope(mail(), facts)
    assert (found.automatic, found.return_path) == (Automatic.YES, "")
    assert found.delivered_to == ("a@wallet.example", "b@wallet.example")
    assert with_envelope(mail(), {}).automatic is Automatic.NO


def test_an_id_that_cannot_stand_in_our_header_is_none() -> None:
    assert plain_id("<1@customer.example>") == "1@customer.example"
    assert plain_id("<1@customer.example>\r\nBcc: x") == ""


def test_the_mails_it_belongs_to_are_the_first_and_the_latest() -> None:
    thread = MailThread(
        conversation=ConversationId("cnv_1"),
        inbox=InboxId("inb_1"),
        address="a@b.example",
        proven=False,
        subject="",
    )
    for n in range(40):
        thread = thread.went_on("", f"{n}@customer.example")
    assert (len(thread.references), thread.answers) == (20, "39@customer.example")
    assert thread.references[0] == "0@customer.example"
    assert (thread.address, thread.proven) == ("a@b.example", True)
